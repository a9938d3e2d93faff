/**
 * Validates an authorization request (RFC 6749 section 4.1.1, OAuth 2.1, RFC 7636, RFC 8707, OpenID Connect Core section
 * 3.1.2). Two lists: before the redirect URI is proven nothing may be redirected; after it every refusal is.
 */
import { isCodeChallenge, isCodeVerifier, isNonce, isState, matchesRegistered } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { ProvenRedirect, RefusalFacts } from '../refusal.ts';
import { type CheckList, inOrder, runChecks } from './check.ts';
import { defaultScopes, resourceNotAccepted, scopeNotAllowed, unknownScope } from './scope.ts';

/** The request as the dialect's reader found it. Absent and empty are the same (RFC 6749 section 3.1). */
export interface AuthorizationRequest {
  readonly clientId: string | undefined;
  readonly redirectUri: string | undefined;
  readonly responseType: string | undefined;
  readonly responseMode: string | undefined;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly codeChallengeMethod: string | undefined;
  readonly prompts: readonly string[];
  /** As sent. */
  readonly maxAge: string | undefined;
  readonly loginHint: string | undefined;
  readonly idTokenHint: string | undefined;
  readonly uiLocales: string | undefined;
  readonly resources: readonly string[];
  /** `request` or `registration` of OpenID Connect Core section 6, which this server does not read. */
  readonly requestObject: string | undefined;
  readonly region?: string | undefined;
  /** Names that were sent more than once. */
  readonly duplicated: readonly string[];
}

/** A request that passed every check: what the hosted pages and the code are made from. */
export interface ValidAuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'form_post';
  readonly scopes: readonly string[];
  readonly state?: string;
  readonly nonce?: string;
  readonly codeChallenge: string;
  readonly prompts: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
  readonly loginHint?: string;
  readonly idTokenHint?: string;
  /** Languages for the pages, most wanted first, separated by spaces. */
  readonly uiLocales?: string;
  /** Subject of `idTokenHint`, once that has been verified: kept, so that no later step forgets whose sign-in is meant. */
  readonly hintedSubject?: string;
  readonly resources: readonly string[];
  /** The region that was selected at the beginning, where the environment has more than one. */
  readonly region?: string;
  /** True where the environment's policy grants without asking. */
  readonly isGrantAutomatic?: true;
}

interface Facts {
  readonly client: ClientRecord | undefined;
  readonly environment: Environment;
}

type AuthorizationChecks = CheckList<AuthorizationRequest, Facts>;

/** Before the redirect URI is proven: answered with a page. */
export const unprovenChecks: AuthorizationChecks = Object.freeze([
  {
    name: 'client-id-sent-once',
    spec: 'RFC 6749 section 3.1',
    problem: 'parameter-duplicated',
    holds: ({ duplicated }) => !duplicated.includes('client_id') && !duplicated.includes('redirect_uri'),
    detail: ({ duplicated }) => ({ seen: duplicated }),
  },
  {
    name: 'client-known',
    spec: 'RFC 6749 section 4.1.2.1',
    problem: 'authorization-client-unknown',
    holds: (_request, { client }) => client !== undefined,
  },
  {
    name: 'client-enabled',
    spec: 'RFC 6749 section 4.1.2.1',
    problem: 'authorization-client-disabled',
    holds: (_request, { client }) => client?.enabled === true,
  },
  {
    name: 'redirect-uri-sent',
    spec: 'OpenID Connect Core section 3.1.2.1',
    problem: 'redirect-uri-missing',
    holds: ({ redirectUri }) => redirectUri !== undefined,
    detail: (_request, { client }) => ({ expected: client?.redirectUris }),
  },
  {
    name: 'redirect-uri-registered',
    spec: 'RFC 9700 section 4.1.3',
    problem: 'redirect-uri-not-registered',
    holds: ({ redirectUri }, { client, environment }) =>
      client?.redirectUris.some((registered) =>
        environment.policy.redirectUriMatching === 'exact'
          ? redirectUri === registered
          : matchesRegistered(redirectUri as string, registered),
      ) === true,
    detail: ({ redirectUri }, { client }) => ({ seen: redirectUri, expected: client?.redirectUris }),
  },
] satisfies AuthorizationChecks);

/** After the redirect URI is proven: answered there. */
export const provenChecks: AuthorizationChecks = Object.freeze([
  {
    name: 'parameters-sent-once',
    spec: 'RFC 6749 section 3.1',
    problem: 'parameter-duplicated',
    holds: ({ duplicated }) => duplicated.every((name) => name === 'resource'),
    detail: ({ duplicated }) => ({ seen: duplicated }),
  },
  {
    name: 'response-type-sent',
    spec: 'RFC 6749 section 3.1.1',
    problem: 'parameter-missing',
    holds: ({ responseType }) => responseType !== undefined,
    detail: () => ({ expected: 'response_type' }),
  },
  {
    name: 'response-type-code',
    spec: 'RFC 6749 section 3.1.1',
    problem: 'response-type-unsupported',
    holds: ({ responseType }) => responseType === 'code',
    detail: ({ responseType }) => ({ seen: responseType, expected: 'code' }),
  },
  {
    name: 'grant-type-allowed',
    spec: 'RFC 6749 section 4.1.2.1',
    problem: 'grant-type-not-allowed',
    holds: (_request, { client }) => client?.grantTypes.includes('authorization_code') === true,
    detail: (_request, { client }) => ({ seen: 'authorization_code', expected: client?.grantTypes }),
  },
  {
    name: 'response-mode-supported',
    spec: 'OAuth 2.0 Multiple Response Types section 2.1',
    problem: 'response-mode-unsupported',
    holds: ({ responseMode, redirectUri }) =>
      responseMode === undefined || responseMode === 'query' || canPostForm(responseMode, redirectUri),
    detail: ({ responseMode }) => ({ seen: responseMode, expected: 'query or form_post' }),
  },
  {
    name: 'request-object-absent',
    spec: 'OpenID Connect Core section 6.1',
    problem: 'request-object-unsupported',
    holds: ({ requestObject }) => requestObject === undefined,
  },
  {
    name: 'code-challenge-sent',
    spec: 'OAuth 2.1 section 4.1.1',
    problem: 'code-challenge-missing',
    holds: ({ codeChallenge }) => codeChallenge !== undefined,
  },
  {
    name: 'code-challenge-method-s256',
    spec: 'RFC 7636 section 4.3, RFC 9700 section 2.1.1',
    problem: 'code-challenge-method-unsupported',
    // Left out it means plain, which hands the verifier to whoever reads the authorization request.
    holds: ({ codeChallengeMethod }) => codeChallengeMethod === 'S256',
    detail: ({ codeChallengeMethod }) => ({ seen: codeChallengeMethod ?? 'none, which means plain', expected: 'S256' }),
  },
  {
    name: 'code-challenge-well-formed',
    spec: 'RFC 7636 section 4.2',
    problem: 'code-challenge-malformed',
    holds: ({ codeChallenge }, { environment }) =>
      environment.policy.codeChallengeForm === 'digest'
        ? isCodeChallenge(codeChallenge as string)
        : isCodeVerifier(codeChallenge as string),
    detail: ({ codeChallenge }) => ({ seen: codeChallenge, expected: '43 characters of base64url' }),
  },
  {
    name: 'state-and-nonce-well-formed',
    spec: 'RFC 6749 appendix A.5',
    problem: 'parameter-malformed',
    holds: ({ state, nonce }) => (state === undefined || isState(state)) && (nonce === undefined || isNonce(nonce)),
    detail: ({ state }) => ({ seen: state !== undefined && !isState(state) ? 'state' : 'nonce' }),
  },
  {
    name: 'max-age-a-number',
    spec: 'OpenID Connect Core section 3.1.2.1',
    problem: 'parameter-malformed',
    holds: ({ maxAge }) => maxAge === undefined || /^\d{1,9}$/.test(maxAge),
    detail: ({ maxAge }) => ({ seen: `max_age ${maxAge}`, expected: 'a number of seconds' }),
  },
  {
    name: 'prompt-none-alone',
    spec: 'OpenID Connect Core section 3.1.2.1',
    problem: 'prompt-conflict',
    holds: ({ prompts }) => prompts.length < 2 || !prompts.includes('none'),
    detail: ({ prompts }) => ({ seen: prompts }),
  },
  {
    name: 'scope-known',
    spec: 'RFC 6749 section 3.3',
    problem: 'scope-unknown',
    holds: ({ scopes }, { environment }) =>
      environment.policy.unregisteredScopes === 'accept' || unknownScope(scopes, environment) === undefined,
    detail: ({ scopes }, { environment }) => ({ seen: unknownScope(scopes, environment) }),
  },
  {
    name: 'scope-allowed',
    spec: 'RFC 6749 section 3.3',
    problem: 'scope-not-allowed-for-client',
    // Where others are dropped, one that is allowed has to be left.
    holds: ({ scopes }, { client, environment }) =>
      scopeNotAllowed(registrable(scopes, environment), client as ClientRecord) === undefined ||
      (environment.policy.unregisteredScopes === 'drop' && scopes.some((name) => client?.scopes.includes(name))),
    detail: ({ scopes }, { client, environment }) => ({
      seen: scopeNotAllowed(registrable(scopes, environment), client as ClientRecord),
      expected: client?.scopes,
    }),
  },
  {
    name: 'resource-accepted',
    spec: 'RFC 8707 section 2.1',
    problem: 'resource-not-accepted',
    holds: ({ resources }, { client, environment }) =>
      resourceNotAccepted(resources, client as ClientRecord, environment) === undefined,
    detail: ({ resources }, { client, environment }) => ({
      seen: resourceNotAccepted(resources, client as ClientRecord, environment),
      expected: client?.resources,
    }),
  },
] satisfies AuthorizationChecks);

/** Both lists, in the specification's order or in that of a dialect. */
export interface AuthorizationCheckOrder {
  readonly unproven: AuthorizationChecks;
  readonly proven: AuthorizationChecks;
}

/**
 * The checks in a dialect's own order, by name. A check of the second list may stand in the first, where its refusal is
 * answered without a redirect; none of the first may stand in the second.
 * @throws TypeError unless the two lists together are a complete permutation.
 */
export function authorizationOrder(unproven: readonly string[], proven: readonly string[]): AuthorizationCheckOrder {
  const early = provenChecks.filter(({ name }) => unproven.includes(name));
  const late = provenChecks.filter(({ name }) => !unproven.includes(name));
  return Object.freeze({
    unproven: inOrder([...unprovenChecks, ...early], unproven),
    proven: inOrder(late, proven),
  });
}

const standardOrder: AuthorizationCheckOrder = { unproven: unprovenChecks, proven: provenChecks };

/**
 * Runs both lists.
 * @throws Refusal without `redirect` from the first list, with it from the second.
 */
export async function validateAuthorizationRequest(
  request: AuthorizationRequest,
  environment: Environment,
  authenticated: boolean,
  checks: AuthorizationCheckOrder = standardOrder,
): Promise<{ readonly request: ValidAuthorizationRequest; readonly client: ClientRecord }> {
  const { storage } = environment.deps;
  const client = request.clientId === undefined ? undefined : await storage.client(environment.name, request.clientId);
  const facts: Facts = { client, environment };
  runChecks(checks.unproven, request, facts, (known): RefusalFacts => ({ client: known.client, authenticated }));
  const redirect: ProvenRedirect = {
    redirectUri: request.redirectUri as string,
    responseMode: canPostForm(request.responseMode, request.redirectUri) ? 'form_post' : 'query',
    state: request.state !== undefined && isState(request.state) ? request.state : undefined,
  };
  runChecks(checks.proven, request, facts, (known) => ({ client: known.client, authenticated, redirect }));
  return { request: valid(request, client as ClientRecord, environment), client: client as ClientRecord };
}

/** The redirect to which a validated request is answered. */
export function redirectOf(request: ValidAuthorizationRequest): ProvenRedirect {
  return { redirectUri: request.redirectUri, responseMode: request.responseMode, state: request.state };
}

/** The scopes that a client has to be registered for: where others are accepted, those that the environment declares. */
function registrable(scopes: readonly string[], { policy, scopes: declared }: Environment): readonly string[] {
  return policy.unregisteredScopes === 'accept' ? scopes.filter((name) => declared.has(name)) : scopes;
}

/** What the request asks for, as far as the client is registered for it. */
function askedScopes(
  { scopes }: AuthorizationRequest,
  client: ClientRecord,
  environment: Environment,
): readonly string[] {
  if (scopes.length === 0) return defaultScopes(client, environment, 'all');
  if (environment.policy.unregisteredScopes === 'accept') return scopes;
  return scopes.filter((name) => client.scopes.includes(name));
}

/** A form can be posted to an address of the web only, not to an app on the device. */
function canPostForm(responseMode: string | undefined, redirectUri: string | undefined): boolean {
  return responseMode === 'form_post' && /^https?:/.test(redirectUri ?? '');
}

function valid(
  request: AuthorizationRequest,
  client: ClientRecord,
  environment: Environment,
): ValidAuthorizationRequest {
  return {
    clientId: client.clientId,
    redirectUri: request.redirectUri as string,
    responseMode: canPostForm(request.responseMode, request.redirectUri) ? 'form_post' : 'query',
    scopes: askedScopes(request, client, environment),
    codeChallenge: request.codeChallenge as string,
    prompts: request.prompts,
    resources: request.resources,
    ...(request.state !== undefined && { state: request.state }),
    ...(request.nonce !== undefined && { nonce: request.nonce }),
    ...(request.maxAge !== undefined && { maxAge: Number(request.maxAge) }),
    ...(request.loginHint !== undefined && { loginHint: request.loginHint }),
    ...(request.uiLocales !== undefined && { uiLocales: request.uiLocales }),
    ...(request.idTokenHint !== undefined && { idTokenHint: request.idTokenHint }),
    ...(request.region !== undefined && { region: request.region }),
    ...(environment.policy.consent === 'automatic' && { isGrantAutomatic: true as const }),
  };
}
