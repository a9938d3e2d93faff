/**
 * Regional deployments behind one address: a request that selects a region of another server is passed on, once. What is
 * passed on is proved by a signature over request id, caller, request line and body, so that the other server may
 * believe them. The forwarder keeps no body.
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
  readonly to: ReadonlyMap<string, { readonly url: string; readonly key: string }>;
  /** Key of the server that may forward here. */
  readonly acceptedKey: string | undefined;
  /** True in a development profile. */
  readonly mayBePrivate: boolean;
}

const header = 'candor-forwarding';
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
  const { forwarding, dialect } = environment;
  const region = dialect.regionOf?.(request, environment);
  const target = region === undefined ? undefined : forwarding.to.get(region);
  if (!target) return undefined;
  if (request.headers[header] !== undefined) refuse('forwarded-twice', { seen: region });
  const url = new URL(target.url + path + (request.query === '' ? '' : `?${request.query}`));
  // A HEAD is answered like a GET, without its body.
  const passed = { ...request, path: url.pathname, method: request.method === 'HEAD' ? 'GET' : request.method };
  const answer = await ask(passed, { url, key: target.key, region: region as string }, environment);
  if (answer.headers[header] === 'refused') {
    return refuse('region-unreachable', {
      region,
      seen: 'the other server did not accept the proof: compare keys and clocks',
    });
  }
  return { status: answer.status, headers: passedOn(answer.headers), body: answer.body };
}

/** @throws Refusal `region-unreachable`, `region-unanswered`. */
async function ask(
  passed: HttpRequest,
  { url, key, region }: { readonly url: URL; readonly key: string; readonly region: string },
  { forwarding, deps }: Environment,
): Promise<OutgoingAnswer> {
  try {
    return await callOut({
      method: passed.method,
      url,
      headers: { ...passedOn(passed.headers), [header]: proofOf(passed, key, deps.machineNow()) },
      body: passed.body,
      timeout: patience,
      mostBytes: longestAnswer,
      mayBePrivate: forwarding.mayBePrivate,
    });
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    if (error.code === 'ETIMEDOUT') refuse('region-unanswered', { region, expected: `${patience / 1000} seconds` });
    return refuse('region-unreachable', { region, seen: error.code });
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

function signatureOf(
  { method, path, query, body }: HttpRequest,
  {
    timestamp,
    requestId,
    address,
  }: { readonly timestamp: string; readonly requestId: string; readonly address: string },
  key: string,
): string {
  const signed = [timestamp, requestId, address, method, path, query, hash('sha256', body)];
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
