import type { Environment } from '../../../environment.ts';
import type { HttpResponse } from '../../../http/exchange.ts';
import type { Refusal } from '../../../refusal.ts';
import type { WireProblem } from '../../dialect.ts';
import { jsonApiType } from './endpoints.ts';

const plain: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['invalid', 'Invalid input.'],
  404: ['not_found', 'Not found.'],
  405: ['method_not_allowed', 'Method not allowed.'],
  500: ['error', 'A server error occurred.'],
};

/** The API's error envelope (JSON:API): one object whose `errors` has one item. */
export function writeApiRefusal(refusal: Refusal, wire: WireProblem, environment: Environment): HttpResponse {
  const [plainCode, plainTitle] = plain[wire.status] ?? ['error', 'A server error occurred.'];
  const isDocumented = wire.description !== undefined && [401, 403, 429].includes(wire.status);
  const code = isDocumented ? wire.error : plainCode;
  const title = isDocumented ? wire.description : plainTitle;
  const { retryAfter } = refusal.facts;
  const isThrottled = wire.status === 429;
  const item = {
    id: uuid(environment.deps.randomBytes(16)),
    status: wire.status,
    code,
    title,
    detail: detailOf(refusal, title ?? ''),
    source: sourceOf(refusal, isThrottled),
    ...(isThrottled && { links: { type: `${environment.serverUrl}/problems/rate-limited` }, meta: {} }),
  };
  return {
    status: wire.status,
    headers: {
      'content-type': jsonApiType,
      'cache-control': 'no-store',
      ...(isThrottled && retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify({ errors: [item] }),
  };
}

/** What of the request is at fault: a parameter, or a place in the document. */
function sourceOf({ detail }: Refusal, isThrottled: boolean): Readonly<Record<string, string>> {
  if (typeof detail.parameter === 'string') return { parameter: detail.parameter };
  if (typeof detail.pointer === 'string') return { pointer: detail.pointer };
  return { pointer: isThrottled ? '/data' : '/data/' };
}

function detailOf({ problem, detail, facts }: Refusal, title: string): string {
  if (problem === 'rate-limited') {
    const seconds = facts.retryAfter ?? 1;
    return `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`;
  }
  if (problem === 'scope-insufficient') return `The access token lacks the scope of this request: ${detail.expected}.`;
  return typeof detail.sentence === 'string' ? detail.sentence : title;
}

/** RFC 9562 section 5.4. */
function uuid(bytes: Uint8Array): string {
  const set = Uint8Array.from(bytes);
  set[6] = ((set[6] as number) & 0x0f) | 0x40;
  set[8] = ((set[8] as number) & 0x3f) | 0x80;
  return Buffer.from(set)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
