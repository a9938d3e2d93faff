import type { Exchange } from '../evidence/evidence.ts';
import { buildExchange } from './build-exchange.ts';
import { requestIn, responseIn } from './described-message.ts';
import { isMembers, type Literal } from './literal.ts';
import type { RawRequest, RawResponse } from './raw-message.ts';

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
  const request = literalOf(value, 0);
  if (typeof request === 'string') return request === '' ? undefined : { url: request, headers: [] };
  return isMembers(request) ? { method: 'GET', url: '', headers: [], ...requestIn(request) } : undefined;
}

function responseOf(response: Json): RawResponse {
  const members = new Map<string, Literal>([
    ['statusCode', String(Number(response.code) || 0)],
    ['body', textOf(response.body)],
    ['header', literalOf(response.header, 0)],
  ]);
  return responseIn(members) ?? { status: 0, headers: [], body: textOf(response.body) };
}

/** A value of JSON, down to where no request has anything. */
function literalOf(value: unknown, depth: number): Literal {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (depth > 8) return '';
  return Array.isArray(value)
    ? value.map((one) => literalOf(one, depth + 1))
    : new Map(Object.entries(value).map(([name, one]) => [name, literalOf(one, depth + 1)]));
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
