import { isCodeChallenge, isCodeVerifier, type ProblemId, readBasic } from '@candor/protocol';
import type { ExchangeRole, SentRequest } from '../evidence/evidence.ts';
import type { Habits } from '../providers/provider.ts';
import { has, headerOf, wholeValueOf } from './sent-value.ts';

/** One thing that must hold before a request is sent. The problem is what a server would refuse it with. */
export interface RequestCheck {
  readonly name: string;
  readonly spec: string;
  readonly problem: ProblemId;
  readonly holds: (request: SentRequest, habits: Habits) => boolean;
  /** Not every server asks for it: it decides only where the provider is known to. */
  readonly notEverywhere?: true;
}

const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'];
const form = 'application/x-www-form-urlencoded';

/** Of an authorization request, in the order of the specification. */
const authorizationChecks: readonly RequestCheck[] = Object.freeze([
  { name: 'nothing-twice', spec: 'RFC 6749 section 3.1', problem: 'parameter-duplicated', holds: hasNothingTwice },
  {
    name: 'client-id',
    spec: 'RFC 6749 section 4.1.1',
    problem: 'authorization-client-unknown',
    holds: (request) => has(request, 'client_id'),
  },
  {
    name: 'redirect-uri',
    spec: 'RFC 6749 section 3.1.2.3',
    problem: 'redirect-uri-missing',
    holds: (request) => has(request, 'redirect_uri') || has(request, 'request_uri'),
  },
  {
    name: 'response-type',
    spec: 'RFC 6749 section 3.1.1',
    problem: 'response-type-unsupported',
    holds: (request) => has(request, 'response_type') || has(request, 'request_uri'),
  },
  {
    name: 'challenge',
    spec: 'RFC 7636 section 4.3',
    problem: 'code-challenge-missing',
    notEverywhere: true,
    holds: (request) => has(request, 'code_challenge') || has(request, 'request_uri') || !asksForCode(request),
  },
  {
    name: 'challenge-form',
    spec: 'RFC 7636 section 4.2',
    problem: 'code-challenge-malformed',
    holds: (request) => isCodeChallenge(wholeValueOf(request, 'code_challenge') ?? anyChallenge),
  },
  {
    name: 'challenge-method',
    spec: 'RFC 7636 section 4.3',
    problem: 'code-challenge-method-unsupported',
    holds: (request) => !has(request, 'code_challenge') || wholeValueOf(request, 'code_challenge_method') === 'S256',
  },
] satisfies RequestCheck[]);

/** Of a token request, in the order of the specification. */
const tokenChecks: readonly RequestCheck[] = Object.freeze([
  {
    name: 'method',
    spec: 'RFC 6749 section 3.2',
    problem: 'method-not-allowed',
    holds: ({ method }) => method.toUpperCase() === 'POST',
  },
  { name: 'form', spec: 'RFC 6749 section 4.1.3', problem: 'body-not-form', holds: isForm },
  {
    name: 'in-the-body',
    spec: 'RFC 6749 section 2.3.1',
    problem: 'parameter-missing',
    holds: ({ parameters }) => !parameters.some((one) => one.in === 'query'),
  },
  { name: 'nothing-twice', spec: 'RFC 6749 section 3.2', problem: 'parameter-duplicated', holds: hasNothingTwice },
  {
    name: 'grant-type',
    spec: 'RFC 6749 section 4.1.3',
    problem: 'grant-type-unsupported',
    holds: (request) => isGrantType(wholeValueOf(request, 'grant_type') ?? ''),
  },
  {
    name: 'code',
    spec: 'RFC 6749 section 4.1.3',
    problem: 'parameter-missing',
    holds: (request) => wholeValueOf(request, 'grant_type') !== 'authorization_code' || has(request, 'code'),
  },
  {
    name: 'refresh-token',
    spec: 'RFC 6749 section 6',
    problem: 'parameter-missing',
    holds: (request) => wholeValueOf(request, 'grant_type') !== 'refresh_token' || has(request, 'refresh_token'),
  },
  {
    name: 'verifier',
    spec: 'RFC 7636 section 4.5',
    problem: 'code-verifier-missing',
    notEverywhere: true,
    holds: (request) => wholeValueOf(request, 'grant_type') !== 'authorization_code' || has(request, 'code_verifier'),
  },
  {
    name: 'verifier-form',
    spec: 'RFC 7636 section 4.1',
    problem: 'code-verifier-malformed',
    holds: (request) => isCodeVerifier(wholeValueOf(request, 'code_verifier') ?? anyVerifier),
  },
  {
    name: 'one-method',
    spec: 'RFC 6749 section 2.3',
    problem: 'client-credentials-in-two-places',
    holds: (request) => !(headerOf(request, 'authorization') !== undefined && has(request, 'client_secret')),
  },
  { name: 'basic-form', spec: 'RFC 7617 section 2', problem: 'client-credentials-malformed', holds: hasReadableHeader },
  {
    name: 'who-asks',
    spec: 'RFC 6749 section 3.2.1',
    problem: 'client-credentials-missing',
    holds: (request) =>
      headerOf(request, 'authorization') !== undefined ||
      ['client_id', 'client_assertion'].some((name) => has(request, name)),
  },
] satisfies RequestCheck[]);

/** Well-formed, for requests that have none: what is absent is another check's. */
const anyChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const anyVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

/** What must hold of a request of this role, in the order of the specification; nothing of another. */
export function checksOf(role: ExchangeRole): readonly RequestCheck[] {
  if (role === 'authorization-request' || role === 'pushed-authorization-request') return authorizationChecks;
  return role === 'token-request' ? tokenChecks : [];
}

/** PKCE protects a code: where none is asked for, there is none to protect. */
export function asksForCode(request: SentRequest): boolean {
  const type = wholeValueOf(request, 'response_type');
  return type === undefined || type.split(/[ +]/).includes('code');
}

function hasNothingTwice({ parameters }: SentRequest): boolean {
  const names = parameters.map(({ name }) => name).filter((name) => name !== 'resource');
  return new Set(names).size === names.length;
}

function isForm(request: SentRequest, { tokenBody = 'form' }: Habits): boolean {
  const type = headerOf(request, 'content-type');
  // Who sends the request by curl -d or URLSearchParams names no type: the client sets it.
  return tokenBody !== 'form' || type === undefined || type.split(';')[0]?.trim().toLowerCase() === form;
}

function isGrantType(value: string): boolean {
  return grantTypes.includes(value) || /^urn:[!-~]+$/.test(value);
}

function hasReadableHeader(request: SentRequest): boolean {
  const header = headerOf(request, 'authorization');
  return header === undefined || readBasic(header).outcome === 'credentials';
}
