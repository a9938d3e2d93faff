import type { Exchange, Note } from '../evidence/evidence.ts';
import { buildExchange } from './build-exchange.ts';
import { notesIn } from './note-kind.ts';
import type { RawHeader, RawRequest, RawResponse } from './raw-message.ts';

type Json = Readonly<Record<string, unknown>>;

/** The entries of a HAR (HAR 1.2, from browsers, proxies and Postman), or undefined for other JSON. */
export function harEntries(value: unknown): readonly unknown[] | undefined {
  const log = objectOf(objectOf(value)?.log);
  return Array.isArray(log?.entries) ? log.entries : undefined;
}

/** What a person wrote beside the entries. */
export function harComment(value: unknown): readonly Note[] {
  const log = objectOf(objectOf(value)?.log);
  return notesIn(textOf(log?.comment), { from: 'capture', format: 'har', at: 'log.comment' });
}

/** The program that made the recording. */
export function harCreator(value: unknown): Json {
  return { creator: objectOf(objectOf(objectOf(value)?.log)?.creator) ?? {} };
}

/** One entry of a HAR. @param index from 1. @returns undefined for what is no entry. */
export function readHarEntry(
  value: unknown,
  index: number,
): { readonly exchange: Exchange; readonly notes: readonly Note[] } | undefined {
  const entry = objectOf(value);
  const request = objectOf(entry?.request);
  if (!entry || !request) return undefined;
  const source = { from: 'capture', format: 'har', at: `entry ${index}` } as const;
  const response = objectOf(entry.response);
  const at = Date.parse(textOf(entry.startedDateTime));
  const exchange = buildExchange(rawRequest(request), response && rawResponse(response), {
    source,
    ...(!Number.isNaN(at) && { at }),
  });
  const failure = textOf(response?._error) || textOf(entry._error);
  return {
    exchange,
    notes: [
      ...notesIn(textOf(entry.comment), source),
      ...(failure === '' ? [] : notesIn(failure, source, 'client-error')),
    ],
  };
}

function rawRequest(request: Json): RawRequest {
  const postData = objectOf(request.postData);
  const headers = headersOf(request.headers);
  const type = textOf(postData?.mimeType);
  const isTyped = type === '' || headers.some(({ name }) => name.toLowerCase() === 'content-type');
  return {
    method: textOf(request.method) || 'GET',
    url: textOf(request.url),
    headers: isTyped ? headers : [...headers, { name: 'content-type', value: type }],
    ...(postData && { body: bodyOf(postData) }),
    bodySize: Number(request.bodySize) || 0,
  };
}

function bodyOf(postData: Json): string {
  const text = textOf(postData.text);
  if (text !== '' || !Array.isArray(postData.params)) return text;
  return postData.params
    .map((one) => objectOf(one))
    .map((one) => `${encodeURIComponent(textOf(one?.name))}=${encodeURIComponent(textOf(one?.value))}`)
    .join('&');
}

/** Nothing for an answer that nobody saved: status 0 is no failure of the network by itself. */
function rawResponse(response: Json): RawResponse | undefined {
  const status = Number(response.status) || 0;
  const content = objectOf(response.content);
  const body = contentOf(content);
  const headers = headersOf(response.headers);
  const redirect = textOf(response.redirectURL);
  if (status === 0 && body === '' && headers.length === 0) return undefined;
  const hasLocation = headers.some(({ name }) => name.toLowerCase() === 'location');
  return {
    status,
    headers: redirect !== '' && !hasLocation ? [...headers, { name: 'location', value: redirect }] : headers,
    ...(content && { body }),
  };
}

function contentOf(content: Json | undefined): string {
  const text = textOf(content?.text);
  if (content?.encoding !== 'base64') return text;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}

function headersOf(value: unknown): readonly RawHeader[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, 200)
    .map(objectOf)
    .flatMap((header) => (header ? [{ name: textOf(header.name), value: textOf(header.value) }] : []))
    .filter(({ name }) => name !== '' && !name.startsWith(':'));
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
