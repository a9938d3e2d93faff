import type { Exchange } from '../evidence/evidence.ts';
import { buildExchange } from './build-exchange.ts';
import type { RawHeader, RawRequest, RawResponse } from './raw-message.ts';

type Json = Readonly<Record<string, unknown>>;

/** The requests of a Postman collection (v2), with the answers that are saved beside them; undefined for other JSON. */
export function readPostmanCollection(value: unknown): readonly Exchange[] | undefined {
  const collection = objectOf(value);
  const schema = textOf(objectOf(collection?.info)?.schema);
  if (!collection || !schema.includes('getpostman.com') || !Array.isArray(collection.item)) return undefined;
  const found: Exchange[] = [];
  gather(collection.item, found, 0);
  return found;
}

function gather(items: readonly unknown[], found: Exchange[], depth: number): void {
  for (const one of items) {
    const item = objectOf(one);
    if (!item || found.length >= 1000) return;
    if (Array.isArray(item.item) && depth < 8) gather(item.item, found, depth + 1);
    const name = textOf(item.name) || `item ${found.length + 1}`;
    const source = { from: 'capture', format: 'postman-collection', at: name.slice(0, 80) } as const;
    const responses = Array.isArray(item.response) ? item.response.map(objectOf) : [];
    const request = requestOf(item.request);
    if (!request) continue;
    if (responses.length === 0) found.push(buildExchange(request, undefined, { source }));
    for (const response of responses) {
      if (response)
        found.push(buildExchange(requestOf(response.originalRequest) ?? request, responseOf(response), { source }));
    }
  }
}

function requestOf(value: unknown): RawRequest | undefined {
  const request = objectOf(value);
  if (!request) return typeof value === 'string' ? { url: value, headers: [] } : undefined;
  const url = typeof request.url === 'string' ? request.url : textOf(objectOf(request.url)?.raw);
  const headers = [...headersOf(request.header), ...authorizationOf(objectOf(request.auth))];
  const body = objectOf(request.body);
  const mode = textOf(body?.mode);
  const text = mode === 'urlencoded' || mode === 'formdata' ? formOf(body?.[mode]) : textOf(body?.raw);
  const type =
    mode === 'urlencoded' ? 'application/x-www-form-urlencoded' : mode === 'formdata' ? 'multipart/form-data' : '';
  const isTyped = type === '' || headers.some(({ name }) => name.toLowerCase() === 'content-type');
  return {
    method: textOf(request.method) || 'GET',
    url,
    headers: isTyped ? headers : [...headers, { name: 'Content-Type', value: type }],
    ...(text !== '' && { body: text }),
  };
}

function responseOf(response: Json): RawResponse {
  return { status: Number(response.code) || 0, headers: headersOf(response.header), body: textOf(response.body) };
}

function authorizationOf(auth: Json | undefined): readonly RawHeader[] {
  const values = auth?.[textOf(auth.type)];
  const value = (key: string): string =>
    Array.isArray(values) ? textOf(values.map(objectOf).find((one) => one?.key === key)?.value) : '';
  if (auth?.type === 'bearer') return [{ name: 'Authorization', value: `Bearer ${value('token')}` }];
  if (auth?.type === 'basic')
    return [{ name: 'Authorization', value: `Basic ${base64(`${value('username')}:${value('password')}`)}` }];
  return [];
}

function base64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

function formOf(fields: unknown): string {
  if (!Array.isArray(fields)) return '';
  return fields
    .map(objectOf)
    .filter((field) => field?.disabled !== true)
    .map((field) => `${encodeURIComponent(textOf(field?.key))}=${encodeURIComponent(textOf(field?.value))}`)
    .join('&');
}

function headersOf(value: unknown): readonly RawHeader[] {
  if (!Array.isArray(value)) return [];
  return value
    .map(objectOf)
    .flatMap((header) =>
      header && header.disabled !== true ? [{ name: textOf(header.key), value: textOf(header.value) }] : [],
    );
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
