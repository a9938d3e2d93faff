import { isCodeChallenge, isCodeVerifier, isRegistrableRedirectUri, type ProblemId, readBasic } from '@candor/protocol';
import type { Diagnosis } from '../diagnose.ts';
import type { Exchange, SentRequest } from '../evidence/evidence.ts';
import { placeholderForm } from '../text/placeholder.ts';
import { withoutUriSecrets } from '../text/uri.ts';
import { showValue } from '../text/value.ts';
import type { Tools } from '../tools.ts';
import { adviceOn, type Check, type CheckFact, diagnoseAs } from './check.ts';

/** One thing that must hold before a request is sent. The problem is what a server would refuse it with. */
interface RequestCheck {
  readonly name: string;
  readonly spec: string;
  readonly problem: ProblemId;
  readonly holds: (request: SentRequest) => boolean;
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
    holds: (request) => has(request, 'code_challenge') || has(request, 'request_uri'),
  },
  {
    name: 'challenge-form',
    spec: 'RFC 7636 section 4.2',
    problem: 'code-challenge-malformed',
    holds: (request) => isCodeChallenge(sentValueOf(request, 'code_challenge') ?? anyChallenge),
  },
  {
    name: 'challenge-method',
    spec: 'RFC 7636 section 4.3',
    problem: 'code-challenge-method-unsupported',
    holds: (request) => !has(request, 'code_challenge') || sentValueOf(request, 'code_challenge_method') === 'S256',
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
    holds: (request) => isGrantType(sentValueOf(request, 'grant_type') ?? ''),
  },
  {
    name: 'code',
    spec: 'RFC 6749 section 4.1.3',
    problem: 'parameter-missing',
    holds: (request) => sentValueOf(request, 'grant_type') !== 'authorization_code' || has(request, 'code'),
  },
  {
    name: 'refresh-token',
    spec: 'RFC 6749 section 6',
    problem: 'parameter-missing',
    holds: (request) => sentValueOf(request, 'grant_type') !== 'refresh_token' || has(request, 'refresh_token'),
  },
  {
    name: 'verifier',
    spec: 'RFC 7636 section 4.5',
    problem: 'code-verifier-missing',
    holds: (request) => sentValueOf(request, 'grant_type') !== 'authorization_code' || has(request, 'code_verifier'),
  },
  {
    name: 'verifier-form',
    spec: 'RFC 7636 section 4.1',
    problem: 'code-verifier-malformed',
    holds: (request) => isCodeVerifier(sentValueOf(request, 'code_verifier') ?? anyVerifier),
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
/** The method that the token endpoint answers, as a server would say it. */
const methodDetail = { expected: ['POST'] };

/**
 * Validates an authorization request or a token request before it is sent: its parameters, PKCE, the encoding, Basic,
 * the scopes' separators and the form of the redirect URI. Undefined for an exchange of another role, or without request.
 */
export function checkRequest(exchange: Exchange, tools: Tools): Check | undefined {
  const { role, request } = exchange;
  const checks = checksOf(role);
  if (request === undefined || checks.length === 0) return undefined;
  const found = new Map<string, Diagnosis>();
  const add = (diagnosis: Diagnosis | undefined): void => {
    if (diagnosis !== undefined && !found.has(diagnosis.cause)) found.set(diagnosis.cause, diagnosis);
  };
  for (const { problem, holds } of checks) {
    if (holds(request)) continue;
    const { method, headers, parameters } = request;
    const detail = problem === 'method-not-allowed' ? methodDetail : {};
    add(diagnoseAs({ role, method, headers, parameters, detail }, [problem], tools)[0]);
  }
  for (const fault of [placeholderFault, whiteSpaceFault, scopeFault, redirectFault, secretInAddress])
    add(fault(request, role));
  const diagnoses = [...found.values()];
  const name = role === 'token-request' ? 'token request' : 'authorization request';
  const certain = diagnoses.some(({ confidence }) => confidence === 'certain');
  const refused = certain ? 'would be refused' : 'may be refused';
  const title = `The ${name} ${diagnoses.length === 0 ? 'is well formed' : refused}.`;
  return { version: 1, right: diagnoses.length === 0, title, facts: factsOf(request, role), diagnoses, redacted: true };
}

function checksOf(role: Exchange['role']): readonly RequestCheck[] {
  if (role === 'authorization-request' || role === 'pushed-authorization-request') return authorizationChecks;
  return role === 'token-request' ? tokenChecks : [];
}

function factsOf(request: SentRequest, role: Exchange['role']): readonly CheckFact[] {
  const facts: CheckFact[] = [
    {
      name: 'parameters',
      value: [...new Set(request.parameters.map((one) => showValue(one.name)))].join(', ') || 'none',
    },
  ];
  const scope = sentValueOf(request, 'scope');
  if (scope !== undefined) facts.push({ name: 'scopes', value: String(scope.split(' ').filter(Boolean).length) });
  if (role !== 'token-request' && !has(request, 'state')) {
    facts.push({ name: 'note', value: 'no state: send one and compare it in the callback (RFC 6749 section 10.12)' });
  }
  return facts;
}

function placeholderFault({ parameters }: SentRequest): Diagnosis | undefined {
  const found = parameters.find(({ value }) => placeholderForm(value) !== undefined);
  if (found === undefined) return undefined;
  const line = { where: showValue(found.name), seen: placeholderForm(found.value) ?? '', expected: 'a real value' };
  const title = `The parameter ${showValue(found.name)} was never filled in.`;
  return adviceOn('client-authentication/credentials-placeholder', 'placeholder', line, title);
}

function whiteSpaceFault({ parameters }: SentRequest): Diagnosis | undefined {
  const found = parameters.find(({ value }) => value.trim() !== value && value.trim() !== '');
  if (found === undefined) return undefined;
  const place = /^\s/.test(found.value) ? 'before' : 'behind';
  const line = { where: showValue(found.name), seen: `white space ${place} the value`, expected: 'the value alone' };
  return adviceOn('transport-endpoint/stray-whitespace', 'around-value', line);
}

function scopeFault(request: SentRequest): Diagnosis | undefined {
  const scope = sentValueOf(request, 'scope') ?? '';
  const separator = /%20|[,;|+]/.exec(scope)?.[0];
  const names = scope.split(/(?:%20|[,;|+\s])+/).filter((name) => name !== '');
  // Google's and Microsoft's scopes are addresses, which have none of these signs.
  if (separator === undefined || names.length < 2) return undefined;
  const line = { where: 'scope', seen: showValue(scope), expected: showValue(names.join(' ')) };
  return { ...adviceOn('scope-consent/scope-separator', 'scope-separator', line), confidence: 'likely' };
}

function redirectFault(request: SentRequest): Diagnosis | undefined {
  const uri = sentValueOf(request, 'redirect_uri');
  if (uri === undefined) return undefined;
  const check = isRegistrableRedirectUri(uri, { stage: 'production' });
  if (check.ok) return undefined;
  const seen = `${showValue(withoutUriSecrets(uri))}  (${check.why.replaceAll('-', ' ')})`;
  const line = { where: 'redirect_uri', seen, expected: 'https, or http to a loopback address, without fragment' };
  return { ...adviceOn('redirect-uri/kind-not-allowed', check.why, line), confidence: 'likely' };
}

function secretInAddress({ parameters }: SentRequest, role: Exchange['role']): Diagnosis | undefined {
  if (role !== 'authorization-request' || !parameters.some(({ name }) => name === 'client_secret')) return undefined;
  const line = {
    where: 'client_secret',
    seen: 'in the address that the browser opens',
    expected: 'in the token request only',
  };
  return {
    ...adviceOn('transport-endpoint/params-not-in-body', 'secret-in-address', line),
    title: 'The client secret stands in the address of the authorization request.',
    why: 'The user, the history of the browser and every log on the way can read the address, and so the secret.',
    fix: '1. Leave client_secret out of the authorization request, and send it in the token request only.\n2. Replace the secret: whoever has the address has it.',
  };
}

function has(request: SentRequest, name: string): boolean {
  return sentValueOf(request, name) !== undefined;
}

function sentValueOf({ parameters }: SentRequest, name: string): string | undefined {
  return parameters.find((one) => one.name === name && one.value !== '')?.value;
}

function headerOf({ headers }: SentRequest, name: string): string | undefined {
  return headers.find((one) => one.name === name)?.value;
}

function hasNothingTwice({ parameters }: SentRequest): boolean {
  const names = parameters.map(({ name }) => name).filter((name) => name !== 'resource');
  return new Set(names).size === names.length;
}

function isForm(request: SentRequest): boolean {
  const type = headerOf(request, 'content-type');
  // Who sends the request by curl -d or URLSearchParams names no type: the client sets it.
  return type === undefined || type.split(';')[0]?.trim().toLowerCase() === form;
}

function isGrantType(value: string): boolean {
  return grantTypes.includes(value) || /^urn:[!-~]+$/.test(value);
}

function hasReadableHeader(request: SentRequest): boolean {
  const header = headerOf(request, 'authorization');
  return header === undefined || readBasic(header).outcome === 'credentials';
}
