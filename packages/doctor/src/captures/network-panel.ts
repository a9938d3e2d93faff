/** What people copy from the panel of a browser that lists the requests, in whatever order it has its sections. */
import { wireTextOf } from './described-message.ts';
import { formOf, jsonOf, type Literal } from './literal.ts';
import type { RawHeader } from './raw-message.ts';
import { LiteralReader } from './read-literal.ts';
import { endOfJson } from './text-spans.ts';

type Section = 'general' | 'request' | 'response' | 'body' | 'query';

const begins = /^Request URL:?(?:[ \t]|$)/;
/** Only a panel has the status between the two halves; what stands in their order is read as it is. */
const goesOn = /^Status Code:?(?:[ \t]|$)/;
/** The headings of the sections, with the links that stand beside them. */
const headings: readonly (readonly [RegExp, Section])[] = [
  [/^general$/i, 'general'],
  [/^request headers\b.{0,60}$/i, 'request'],
  [/^response headers\b.{0,60}$/i, 'response'],
  [/^query string parameters\b.{0,60}$/i, 'query'],
  [/^(?:form data|request payload|payload|post data|request body)\s*(?:\(?view.{0,60})?:?$/i, 'body'],
];
const general = /^(?:remote address|referrer policy|request method|status code|request url):?(?:\s+(?<value>\S.*))?$/i;
const pair = /^(?<name>:?[\w.[\]-]{1,80})(?::(?!\/\/)[ \t]?|\t)(?<value>.*)$/;
const nameAlone = /^:?[\w.[\]-]{1,80}:?$/;

/** The requests of such panels as they go over the wire, each with its answer; everything else as it is. */
export function panelWrittenOut(text: string): string {
  if (!/^Request URL:?(?:[ \t]|\r?$)/m.test(text)) return text;
  const lines = text.split(/\r?\n/);
  const written: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const isPanel = begins.test(lines[at] ?? '') && lines.slice(at + 1, at + 6).some((line) => goesOn.test(line));
    const panel = isPanel ? new Panel(lines, at) : undefined;
    written.push(panel?.text ?? lines[at] ?? '');
    at = panel?.last ?? at;
  }
  return written.join('\n');
}

/** One request of the panel, from its address to the last line of its last section. */
class Panel {
  readonly #lines: readonly string[];
  #at: number;
  /** Index of its last line. */
  last: number;
  #section: Section = 'general';
  readonly #known = new Map<string, string>();
  readonly #headers: Record<'request' | 'response', RawHeader[]> = { request: [], response: [] };
  readonly #fields = new Map<string, Literal>();
  #body = '';

  constructor(lines: readonly string[], at: number) {
    this.#lines = lines;
    this.#at = at;
    this.last = at;
    while (this.#at < lines.length && this.#takes((lines[this.#at] ?? '').trim())) {
      if ((lines[this.#at] ?? '').trim() !== '') this.last = this.#at;
      this.#at += 1;
    }
  }

  get text(): string {
    const status = /^[1-5]\d\d/.exec(this.#known.get('status code') ?? '')?.[0];
    const body = this.#fields.size > 0 ? formOf(this.#fields) : this.#body;
    const method = this.#known.get('request method') ?? 'GET';
    const isHidden = body === '' && /^(?:POST|PUT|PATCH)$/.test(method);
    const request = { method, url: this.#known.get('request url') ?? '', headers: this.#headers.request, body };
    const asked = wireTextOf(isHidden ? { ...request, bodySize: 1 } : request);
    return status === undefined
      ? asked
      : asked + wireTextOf({ status: Number(status), headers: this.#headers.response });
  }

  /** @returns false for the first line that is no part of the panel. */
  #takes(line: string): boolean {
    const heading = headings.find(([pattern]) => pattern.test(line))?.[1];
    if (heading !== undefined) this.#section = heading;
    if (heading !== undefined || line === '') return heading !== undefined || !this.#isFilled();
    if (/^(?:response|preview|answer)\b/i.test(line)) return false;
    if (general.test(line)) return this.#takesKnown(line);
    if (this.#section === 'body') return this.#takesBody(line);
    const field = this.#field(line);
    if (field === undefined) return false;
    if (this.#section === 'query') return true;
    this.#headers[this.#section === 'request' ? 'request' : 'response'].push(field);
    return true;
  }

  /** A blank line ends the body, unless none of it has come yet, and the answer of which the body stands above. */
  #isFilled(): boolean {
    return this.#section === 'body' && (this.#fields.size > 0 || this.#body !== '');
  }

  #takesKnown(line: string): boolean {
    const value = general.exec(line)?.groups?.value ?? this.#next();
    this.#known.set(
      line
        .slice(0, line.length - (line.endsWith(value) ? value.length : 0))
        .replace(/:?\s*$/, '')
        .toLowerCase(),
      value,
    );
    return true;
  }

  #takesBody(line: string): boolean {
    if (line.startsWith('{')) {
      if (this.#isFilled()) return false;
      const end = endOfJson(this.#lines, this.#at);
      const text = this.#lines
        .slice(this.#at, end + 1)
        .join('\n')
        .trim();
      this.#body = /^\{\s*"/.test(text) ? text : jsonOf(new LiteralReader(text, 0, 'other').alone());
      this.#at = end;
      return true;
    }
    // The source of a form, as it was sent.
    if (/^[\w.[\]%-]{1,80}=\S*$/.test(line)) {
      this.#body += (this.#body === '' ? '' : '&') + line;
      return true;
    }
    const field = this.#body === '' ? this.#field(line) : undefined;
    if (field === undefined) return false;
    this.#fields.set(field.name, field.value);
    return true;
  }

  /** A name with its value, beside it or in the next line. */
  #field(line: string): RawHeader | undefined {
    const { name, value = '' } = pair.exec(line)?.groups ?? {};
    if (name !== undefined && value.trim() !== '') return { name, value: value.trim() };
    return nameAlone.test(line) ? { name: line.replace(/:$/, ''), value: this.#next() } : undefined;
  }

  #next(): string {
    this.#at += 1;
    this.last = this.#at;
    return (this.#lines[this.#at] ?? '').trim();
  }
}
