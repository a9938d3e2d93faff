/**
 * Regional deployments behind one address: a request that selects a region of another server is passed on, once. What is
 * passed on is proved by a signature over request id, caller, request line, credentials and body, so that the other
 * server may believe them. The forwarder keeps no body. Pages are not passed on: they, and their cookies, belong to the
 * address of the server that serves them.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { callOut, type OutgoingAnswer, OutgoingError } from './outgoing.ts';

/** What an environment passes on, and what it takes. */
export interface Forwarding {
  /** Regions of other servers, with the address of the environment there and the shared key. */
  readonly to: ReadonlyMap<string, ForwardingTarget>;
  /** Key of the server that may forward here. */
  readonly acceptedKey: string | undefined;
  /** True in a development profile. */
  readonly mayBePrivate: boolean;
}

export interface ForwardingTarget {
  readonly url: string;
  readonly key: string;
  /** How many requests wait for it, and until when it counts as silent (milliseconds since 1970). */
  readonly line: { waiting: number; silentUntil: number };
}

const header = 'candor-forwarding';
/** Requests that may wait for one target at once, so that a silent one leaves room for everything else. */
const longestLine = 200;
/** The same after it let one wait in vain, for as many milliseconds as that one waited. */
const longestSilentLine = 10;
/** Milliseconds for the whole answer. */
const patience = 10_000;
/** Bytes of an answer; the largest pages are a tenth of it. */
const longestAnswer = 1_048_576;
/** Seconds by which the clocks of the two servers may differ. */
const clockTolerance = 60;

/** True where forwarding matters at all: hardly any request takes more than this. */
export function isAboutForwarding(request: HttpRequest, { forwarding }: Environment): boolean {
  return forwarding.to.size > 0 || request.headers[header] !== undefined;
}

/**
 * The request as its first receiver saw it: id and caller's address are believed where the signature proves them.
 * @throws Refusal `forwarding-not-proved`.
 */
export function acceptForwarded(request: HttpRequest, environment: Environment): HttpRequest {
  const sent = request.headers[header];
  if (sent === undefined) return request;
  const match = /^v1 t=(\d{1,12}); id=(req_[0-9a-z]{18}); for=([0-9a-fA-F.:%]{2,64}); sig=([0-9a-f]{64})$/.exec(
    String(sent),
  );
  const key = environment.forwarding.acceptedKey;
  if (!match || key === undefined)
    return refuse('forwarding-not-proved', { seen: match ? 'no key here' : 'another form' });
  const [, timestamp = '', requestId = '', address = '', signature = ''] = match;
  const proved = { timestamp, requestId, address };
  const expected = Buffer.from(signatureOf(request, proved, key));
  if (!timingSafeEqual(Buffer.from(signature), expected))
    refuse('forwarding-not-proved', { seen: 'another signature' });
  if (Math.abs(environment.deps.machineNow() / 1000 - Number(timestamp)) > clockTolerance) {
    refuse('forwarding-not-proved', { seen: 'an old signature', expected: `at most ${clockTolerance} seconds` });
  }
  return { ...request, requestId, address };
}

/**
 * Passes the request on where it selects a region of another server.
 * @param path below the environment's address. @returns undefined for a region that is served here.
 * @throws Refusal `forwarded-twice`, `region-unreachable`, `region-unanswered`.
 */
export async function forwardRegion(
  request: HttpRequest,
  path: string,
  environment: Environment,
): Promise<HttpResponse | undefined> {
  const { forwarding, dialect, deps } = environment;
  const region = dialect.regionOf?.(request, environment);
  const target = region === undefined ? undefined : forwarding.to.get(region);
  if (!target || region === undefined || !isPlain(path)) return undefined;
  if (request.headers[header] !== undefined) refuse('forwarded-twice', { seen: region });
  const { line } = target;
  const isSilent = deps.machineNow() < line.silentUntil;
  if (line.waiting >= (isSilent ? longestSilentLine : longestLine)) {
    refuse('region-unreachable', { region, seen: 'too many requests wait for it already' });
  }
  line.waiting += 1;
  const answer = await ask(request, path, { target, region }, environment).finally(() => {
    line.waiting -= 1;
  });
  if (answer.headers[header] === 'refused') {
    return refuse('region-unreachable', {
      region,
      seen: 'the other server did not accept the proof: compare keys and clocks',
    });
  }
  const { 'set-cookie': _cookies, ...headers } = passedOn(answer.headers);
  return { status: answer.status, headers, body: answer.body };
}

/** True for a path that every server and proxy on the way reads alike: what leaves the environment is answered here. */
function isPlain(path: string): boolean {
  return !/[\\#]|%(?:2f|5c)/i.test(path) && !/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

/** @throws Refusal `region-unreachable`, `region-unanswered`. */
async function ask(
  request: HttpRequest,
  path: string,
  { target, region }: { readonly target: ForwardingTarget; readonly region: string },
  { forwarding, deps }: Environment,
): Promise<OutgoingAnswer> {
  const url = new URL(target.url);
  // A HEAD is answered like a GET, without its body. Path and query go on as they came: what is signed is what is sent.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const passed = { ...request, method, path: url.pathname.replace(/\/$/, '') + path };
  const { cookie: _cookie, ...headers } = passedOn(request.headers);
  try {
    return await callOut({
      method,
      url,
      target: passed.path + (request.query === '' ? '' : `?${request.query}`),
      headers: { ...headers, [header]: proofOf(passed, target.key, deps.machineNow()) },
      body: passed.body,
      timeout: patience,
      mostBytes: longestAnswer,
      mayBePrivate: forwarding.mayBePrivate,
    });
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    if (error.code !== 'ETIMEDOUT') return refuse('region-unreachable', { region, seen: error.code });
    target.line.silentUntil = deps.machineNow() + patience;
    return refuse('region-unanswered', { region, expected: `${patience / 1000} seconds` });
  }
}

/** The answer to a proof that was not accepted says so to the server that made it. */
export function withForwardingRefused(response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...response.headers, [header]: 'refused' } };
}

function proofOf(request: HttpRequest, key: string, now: number): string {
  const { requestId, address } = request;
  const timestamp = String(Math.floor(now / 1000));
  const signature = signatureOf(request, { timestamp, requestId, address }, key);
  return `v1 t=${timestamp}; id=${requestId}; for=${address}; sig=${signature}`;
}

/** Headers that say who asks and what: with others, a proof that somebody saw proves nothing. */
const signedHeaders = ['authorization', 'content-type', 'x-client-key', 'x-secret-key', 'x-us-env'];

function signatureOf(
  { method, path, query, headers, body }: HttpRequest,
  {
    timestamp,
    requestId,
    address,
  }: { readonly timestamp: string; readonly requestId: string; readonly address: string },
  key: string,
): string {
  const credentials = hash('sha256', JSON.stringify(signedHeaders.map((name) => headers[name] ?? null)));
  const signed = [timestamp, requestId, address, method, path, query, credentials, hash('sha256', body)];
  return createHmac('sha256', key).update(signed.join('\n')).digest('hex');
}

/** Headers of one connection alone (RFC 9110 section 7.6.1), and those that each server makes itself. */
const ofOneHop: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'host', 'content-length', 'expect', 'x-forwarded-for', 'forwarded', header],
  ...['candor-request-id', 'strict-transport-security'],
]);

function passedOn(headers: IncomingHttpHeaders): Record<string, string | readonly string[]> {
  const named = new Set(
    String(headers.connection ?? '')
      .toLowerCase()
      .split(/\s*,\s*/),
  );
  const kept: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !ofOneHop.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
}
