/** What people copy from the panel of a browser that lists the requests, in whatever order it has its sections. */
import { wireTextOf } from './described-message.ts';
import { jsonOf } from './literal.ts';
import type { RawHeader } from './raw-message.ts';
import { LiteralReader } from './read-literal.ts';

/** The headings of the sections, with the links that stand beside them. */
const headings: readonly (readonly [RegExp, string])[] = [
  [/^general$/i, 'general'],
  [/^request headers\b.{0,60}$/i, 'request'],
  [/^response headers\b.{0,60}$/i, 'response'],
  [/^query string parameters\b.{0,60}$/i, 'query'],
  [/^(?:form data|(?:request )?payload|post data|request body)\s*(?:\(?view.{0,60})?:?$/i, 'body'],
];
/** A name with its value; where it stands alone, the value stands in the next line. */
const field =
  /^(?<name>(?:request (?:url|method)|status code|remote address|referrer policy)(?=:|\s|$)|:?[\w.[\]-]{1,80}(?=:(?!\/\/)|\t|$)):?\s*(?<value>.*)$/i;
const ofGeneral = / /;

/** The requests of such panels as they go over the wire, each with its answer; everything else as it is. */
export function panelWrittenOut(text: string): string {
  if (!/^Request URL\b/m.test(text)) return text;
  const lines = text.split(/\r?\n/);
  const written: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    // Only a panel has the status between the two halves; what stands in their order is read as it is.
    const isPanel =
      /^Request URL\b/.test(lines[at] ?? '') && lines.slice(at, at + 6).some((one) => /^Status Code\b/.test(one));
    const panel = isPanel ? panelAt(lines, at) : undefined;
    written.push(panel?.text ?? lines[at] ?? '');
    at = panel?.last ?? at;
  }
  return written.join('\n');
}

/** The panel from its address to the last line of its last section. */
function panelAt(lines: readonly string[], first: number): { readonly text: string; readonly last: number } {
  const parts: Record<string, RawHeader[]> = { general: [], request: [], response: [], query: [] };
  const known = new Map<string, string>();
  const body: string[] = [];
  let [section, last] = ['general', first];
  for (let at = first; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    const heading = headings.find(([pattern]) => pattern.test(line))?.[1];
    if (heading !== undefined) section = heading;
    else if (line === '' ? body.length === 0 : false) continue;
    else if (section === 'body' && line.startsWith('{') && body.length === 0) {
      const reader = new LiteralReader(lines.slice(at, at + 400).join('\n'), 0, 'other');
      body.push(jsonOf(reader.alone()));
      at += reader.lines;
    } else if (section === 'body' && /^[\w.[\]%-]{1,80}=\S*$/.test(line)) body.push(line);
    else {
      const { name, value = '' } = field.exec(line)?.groups ?? {};
      if (name === undefined || /^(?:response|preview)$/i.test(name)) break;
      if (value === '') at += 1;
      const own = value || (lines[at] ?? '').trim();
      if (ofGeneral.test(name)) known.set(name.toLowerCase(), own);
      else if (section === 'body') body.push(`${name}=${encodeURIComponent(own)}`);
      else parts[section]?.push({ name, value: own });
    }
    last = at;
  }
  const { request: headers = [], general = [], response = [] } = parts;
  const method = known.get('request method') ?? 'GET';
  const isHidden = body.length === 0 && /^P/.test(method);
  const asked = {
    method,
    url: known.get('request url') ?? '',
    headers,
    body: body.join('&'),
    ...(isHidden && { bodySize: 1 }),
  };
  const status = Number(/^[1-5]\d\d/.exec(known.get('status code') ?? '')?.[0] ?? 0);
  const answered = status === 0 ? '' : wireTextOf({ status, headers: [...general, ...response] });
  return { text: wireTextOf(asked) + answered, last };
}
