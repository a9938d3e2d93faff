import type { RawHeader, RawRequest } from './raw-message.ts';
import { basicOf, splitWords } from './read-curl.ts';

/** The beginning of a command of HTTPie: options or a method, and an address with a host. */
export const httpieCommand =
  /^https?\s+(?:-{1,2}[\w-]+(?:[= ]\S+)?\s+){0,8}(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+)?["']?(?:https?:\/\/|:\d|:\/|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[/:\s])/;

const item = /^(?<name>[\w.[\]-]{1,100}?)(?<kind>:=|==|=|:)(?<value>[\s\S]*)$/;
/** Options that take a value and say nothing about the request. */
const ignored =
  /^(?:--(?:timeout|proxy|verify|cert|cert-key|print|pretty|style|output|session|max-redirects)|-[posP])$/;

/** The request of a command of HTTPie; its items are fields, headers and parameters of the query. Nothing is executed. */
export function readHttpie(command: string): RawRequest | undefined {
  const words = splitWords(command).slice(1);
  const headers: RawHeader[] = [];
  const fields: (readonly [string, string])[] = [];
  const query: string[] = [];
  let method = '';
  let url = '';
  let isForm = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [option = '', inline] = /^(--[a-z-]+)=([\s\S]*)$/.exec(word)?.slice(1) ?? [word];
    if (/^(?:[|;]|&&)$/.test(word)) break;
    if (/^(?:--form|-f|--multipart)$/.test(word)) isForm = true;
    else if (option === '-a' || option === '--auth') headers.push(basicOf(inline ?? words[++at] ?? ''));
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
