import { unseenCredentials } from './literal.ts';
import type { RawHeader, RawRequest } from './raw-message.ts';
import { basicOf } from './read-curl.ts';
import { unseen } from './shell-variables.ts';
import { splitWords } from './shell-words.ts';

/** The beginning of a command of HTTPie: options or a method, and an address with a host. */
export const httpieCommand =
  /^https?\s+(?:-{1,2}[\w-]+(?:[= ]\S+)?\s+){0,8}(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+)?["']?(?:https?:\/\/|:\d|:\/|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[/:\s])/;

const item = /^(?<name>[\w.[\]-]{1,100}?)(?<kind>:=|==|=|:)(?<value>[\s\S]*)$/;
/** Options that take a value and say nothing about the request. */
const ignored = /^(?:--(?:timeout|proxy|verify|cert-key|print|pretty|style|output|session|max-redirects)|-[posP])$/;

/** The request of a command of HTTPie; its items are fields, headers and parameters of the query. Nothing is executed. */
export function readHttpie(command: string): RawRequest | undefined {
  const words = splitWords(command).slice(1);
  const headers: RawHeader[] = [];
  const fields: (readonly [string, string])[] = [];
  const query: string[] = [];
  let credentials: string | undefined;
  let scheme: string | undefined;
  let method = '';
  let url = '';
  let isForm = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [option = '', inline] = /^(--[a-z-]+)=([\s\S]*)$/.exec(word)?.slice(1) ?? [word];
    if (/^(?:[|;]|&&)$/.test(word)) break;
    if (/^(?:--form|-f|--multipart)$/.test(word)) isForm = true;
    else if (option === '-a' || option === '--auth') credentials = inline ?? words[++at];
    else if (option === '-A' || option === '--auth-type') scheme = inline ?? words[++at];
    else if (option === '--cert') [scheme, at] = [option, inline === undefined ? at + 1 : at];
    else if (ignored.test(option) && inline === undefined) at += 1;
    else if (option.startsWith('-')) continue;
    else if (method === '' && url === '' && /^[A-Z]{3,7}$/.test(word)) method = word;
    else if (url === '') url = word;
    else {
      const { name = '', kind, value = '' } = item.exec(word)?.groups ?? {};
      if (kind === ':') headers.push({ name, value });
      else if (kind === '==') query.push(pair(name, value));
      else if (kind !== undefined) fields.push([name, value]);
    }
  }
  if (url === '') return undefined;
  headers.push(...credentialsOf(credentials, scheme));
  const address = addressOf(url, /^https\s/.test(command) ? 'https' : 'http');
  return {
    method: method || (fields.length > 0 ? 'POST' : 'GET'),
    url: query.length === 0 ? address : `${address}${address.includes('?') ? '&' : '?'}${query.join('&')}`,
    headers: fields.length === 0 ? headers : withType(headers, isForm),
    ...(fields.length > 0 && {
      body: isForm
        ? fields.map(([name, value]) => pair(name, value)).join('&')
        : JSON.stringify(Object.fromEntries(fields)),
    }),
  };
}

/** What `--auth` stands for: Basic, unless the kind is another; a certificate is in no command. */
function credentialsOf(credentials: string | undefined, scheme = 'basic'): readonly RawHeader[] {
  if (scheme === 'bearer') return [{ name: 'Authorization', value: `Bearer ${credentials ?? unseen}` }];
  if (scheme !== 'basic') return [unseenCredentials];
  return credentials === undefined ? [] : [basicOf(credentials)];
}

function withType(headers: readonly RawHeader[], isForm: boolean): readonly RawHeader[] {
  if (headers.some(({ name }) => name.toLowerCase() === 'content-type')) return headers;
  return [
    ...headers,
    { name: 'Content-Type', value: isForm ? 'application/x-www-form-urlencoded' : 'application/json' },
  ];
}

function addressOf(text: string, scheme: string): string {
  if (/^https?:\/\//.test(text)) return text;
  return `${scheme}://${text.startsWith(':') ? `localhost${text.replace(/^:(?=\/|$)/, '')}` : text}`;
}

function pair(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}
