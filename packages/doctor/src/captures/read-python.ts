import { requestIn } from './described-message.ts';
import { hasHeader, type Literal, unseenCredentials } from './literal.ts';
import type { RawRequest } from './raw-message.ts';
import { LiteralReader } from './read-literal.ts';
import { unseen } from './shell-variables.ts';

/** The beginning of a call of requests or httpx. */
export const pythonCall =
  /^(?:\w{1,40}\s*=\s*)?(?:await\s+)?(?:requests|httpx|(?:\w{1,20}_)?(?:session|client))\.(?:get|post|put|patch|delete)\(/i;

/** The parameters of a call that may stand without their names, by its method. */
const unnamed: Readonly<Record<string, readonly string[]>> = {
  GET: ['url', 'params'],
  POST: ['url', 'data', 'json'],
  PUT: ['url', 'data'],
  PATCH: ['url', 'data'],
  DELETE: ['url'],
};

/** The request of a call whose address is literal; nothing is executed. Undefined for any other. */
export function readPython(call: string): RawRequest | undefined {
  const { by = '', name = '' } = /(?<by>\w{1,60})\.(?<name>get|post|put|patch|delete)\(/i.exec(call)?.groups ?? {};
  const method = name.toUpperCase();
  const given = new LiteralReader(call, call.indexOf('(') + 1, 'python').parameters(unnamed[method] ?? []);
  const url = given.get('url');
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return undefined;
  return withMore(requestIn(asDescribed(given, method), 'form'), given, /^(?:requests|httpx)$/i.test(by));
}

function asDescribed(given: ReadonlyMap<string, Literal>, method: string): ReadonlyMap<string, Literal> {
  const content = given.get('content');
  return new Map([['data', content ?? ''], ...given, ['method', method]]);
}

/** A session may add credentials of its own, and what is spread into the call anything. */
function withMore(
  request: RawRequest | undefined,
  given: ReadonlyMap<string, Literal>,
  isWhole: boolean,
): RawRequest | undefined {
  if (request === undefined) return undefined;
  const isMore = given.has(unseen);
  const isKnown = (isWhole && !isMore) || hasHeader(request.headers, 'authorization');
  const hasBody = request.body !== undefined || request.bodySize !== undefined;
  return {
    ...request,
    headers: isKnown ? request.headers : [...request.headers, unseenCredentials],
    ...(isMore && !hasBody && { bodySize: 1 }),
  };
}
