import type { Capture } from '../captures/capture.ts';
import { recogniseProvider, recogniseRole } from '../providers/recognise.ts';
import { addressOf, decoded } from './address.ts';
import { withoutBlots } from './blotted.ts';
import { partedFromEarlier } from './earlier-entries.ts';
import type { Evidence, Exchange, ExchangeRole, Parameter, SentRequest } from './evidence.ts';
import { oldestFirst } from './oldest-first.ts';

/** The evidence of a capture, before an exchange of it is chosen. */
export interface Gathered {
  readonly evidence: Evidence;
  /** For each exchange of the evidence its index in the capture; a step that only a redirect shows has its redirect's. */
  readonly origin: readonly number[];
  /** Indexes of exchanges that only a redirect shows. */
  readonly derived: ReadonlySet<number>;
}

const mostExchanges = 1000;

/**
 * Turns a capture into evidence: the provider and the roles of its exchanges are named, the oldest stands first, and the steps that nobody
 * recorded but that a redirect shows (the browser is sent to authorize, or back with a code) are put in their place.
 */
export function gather(capture: Capture): Gathered {
  const exchanges: Exchange[] = [];
  const origin: number[] = [];
  const derived = new Set<number>();
  const provider = recogniseProvider({ exchanges: capture.exchanges, notes: capture.notes });
  const all = oldestFirst(capture.exchanges.slice(-mostExchanges));
  all.forEach(([at, given], place) => {
    exchanges.push(withoutBlots(withRole(given, provider)));
    origin.push(at);
    const step = stepOf(given);
    if (step === undefined || isRecorded(step, all[place + 1]?.[1])) return;
    derived.add(exchanges.length);
    exchanges.push(withoutBlots(withRole(step, provider)));
    origin.push(at);
  });
  const named = provider === undefined ? {} : { provider };
  const { notes, earlier } = partedFromEarlier(lastOfChain(capture.notes));
  const past = earlier.length === 0 ? {} : { earlier };
  return { evidence: { exchanges, notes, ...past, ...named }, origin, derived };
}

/** What Python prints between an exception and the one that its handling raised. */
const between =
  /During handling of the above exception, another exception occurred:|The above exception was the direct cause/;

/**
 * The notes without exceptions that another one took the place of: the last one ended the program. Where nobody saved
 * the last one, those before it are all that is known.
 */
function lastOfChain(notes: Capture['notes']): Capture['notes'] {
  const last = notes.findLastIndex(({ text }) => between.test(text));
  const behind = notes[last]?.text.split(between).at(-1)?.trim();
  const isCutOff = behind === '' && notes.slice(last + 1).every(({ kind }) => kind === 'remark');
  if (last === -1 || isCutOff) return notes;
  return notes.flatMap((note, at) => {
    if (at < last && note.kind === 'client-error') return [];
    if (at !== last) return [note];
    return behind === undefined || behind === '' ? [] : [{ ...note, text: behind }];
  });
}

/** The request that a redirect asks for, where it belongs to a flow. */
function stepOf({ response, source, at, areCredentialsUnseen }: Exchange): Exchange | undefined {
  const location = response?.headers.find((one) => one.name === 'location')?.value;
  if (location === undefined || !/[?&#](?:response_type|client_id|code|error|access_token|request_uri)=/.test(location))
    return undefined;
  const request = requestTo(location);
  if (request === undefined) return undefined;
  return {
    role: 'other',
    source,
    request,
    ...(at === undefined ? {} : { at }),
    ...(areCredentialsUnseen && { areCredentialsUnseen }),
  };
}

function requestTo(url: string): SentRequest | undefined {
  const address = addressOf(url);
  if (address === undefined) return undefined;
  const parameters = [...listOf(address.query, 'query'), ...listOf(address.fragment, 'fragment')];
  return { method: 'GET', target: /^[^?#]*/.exec(url)?.[0] ?? url, headers: [], parameters, url };
}

function listOf(text: string, place: 'query' | 'fragment'): Parameter[] {
  return text
    .split('&')
    .filter((part) => part.includes('='))
    .slice(0, 100)
    .map((part) => {
      const [name = '', ...rest] = part.split('=');
      return { name: decoded(name), value: decoded(rest.join('=')), in: place };
    });
}

function isRecorded(step: Exchange, next: Exchange | undefined): boolean {
  const [one, other] = [step.request, next?.request];
  // A fragment never leaves the browser: the request behind it has nothing of the answer.
  const isHidden = one?.parameters.some(({ in: place }) => place === 'fragment') === true;
  return (
    one !== undefined &&
    other !== undefined &&
    !(isHidden && !(other.url ?? '').includes('#')) &&
    one.target.split('?')[0] === (other.url ?? other.target).split(/[?#]/)[0]
  );
}

function withRole(exchange: Exchange, provider: string | undefined): Exchange {
  const { request } = exchange;
  if (request === undefined) return exchange;
  const guessed = roleByParameters(request, exchange.role);
  const known = recogniseRole(request.url ?? request.target, provider);
  const role = guessed ?? (exchange.role === 'other' ? known : undefined) ?? exchange.role;
  return role === exchange.role ? exchange : { ...exchange, role };
}

/** Documents below `/.well-known/` that are of OAuth; browsers and scanners ask for many others. */
const metadataPath = /\/\.well-known\/(?:.*\b)?(?:openid|oauth|jwks|webfinger|uma2|authorization|smart)/;

/** What the parameters say an exchange is for: they are surer than any path. */
function roleByParameters(
  { method, parameters, url = '', target }: SentRequest,
  given: ExchangeRole,
): ExchangeRole | undefined {
  const has = (name: string): boolean => parameters.some((one) => one.name === name && one.in !== 'header');
  const path = (addressOf(url)?.path ?? target).toLowerCase();
  const isPage = method === 'GET' && /authori[sz]e|\/auth\/?$|\/login/.test(path) && has('redirect_uri');
  if (isPage && has('client_id')) return 'authorization-request';
  if (has('grant_type') && (!has('response_type') || path.endsWith('token'))) return 'token-request';
  if (has('redirect_uris') && method === 'POST') return 'registration-request';
  if (method === 'POST' && has('response_type') && /\/par\b/.test(path)) return 'pushed-authorization-request';
  if (has('response_type') && (has('client_id') || has('redirect_uri') || has('scope'))) return 'authorization-request';
  if (metadataPath.test(path)) return 'metadata-request';
  const redeems = method === 'POST' && has('code') && ['client_id', 'client_secret', 'code_verifier'].some(has);
  if (redeems && given !== 'authorization-request') return 'token-request';
  const answers =
    has('code') || has('error') || parameters.some((one) => one.in === 'fragment' && one.name === 'access_token');
  if (answers && given === 'other' && !['client_secret', 'client_id', 'code_verifier'].some(has))
    return 'authorization-response';
  return undefined;
}
