/**
 * Status, error code and text of every problem, as the provider's guide says them. Two kinds of words are ours: those for
 * what the provider does not document, taken from the library whose texts the documented ones are, and those of the
 * hosted pages. `{seen}` and `{expected}` stand for the caller's own words from the refusal's detail.
 */
import { type ProblemId, problemIds, publicProblem } from '@candor/protocol';
import type { EndpointName, WireProblem } from '../dialect.ts';
import { standardProblemMap } from '../standard/problem-map.ts';

const wire = (status: number, error: string, description?: string): WireProblem => ({
  status,
  error,
  ...(description !== undefined && { description }),
});
const request = (description?: string): WireProblem => wire(400, 'invalid_request', description);
const grant = (description?: string): WireProblem => wire(400, 'invalid_grant', description);

const unknownCode = grant('Invalid "code" in request.');
const noSuchRefreshToken = grant('Refresh token does not exist');
const revokedRefreshToken = grant('Refresh token has been revoked');
const unauthenticatedClient: WireProblem = wire(401, 'invalid_client');
const unavailable: WireProblem = { status: 503 };
const notAuthenticated = wire(401, 'not_authenticated', 'Authentication credentials were not provided.');
const authenticationFailed = wire(401, 'authentication_failed', 'Incorrect authentication credentials.');
const invalidScope = wire(400, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.');

/** What a problem says in this dialect, wherever it is met; a private one without a line says what its public one says. */
const spoken: Partial<Record<ProblemId, WireProblem>> = {
  'request-too-large': request(),
  'method-not-allowed': { status: 405 },
  'endpoint-unknown': { status: 404 },
  'environment-unknown': { status: 404 },
  'endpoint-on-wrong-host': { status: 404 },
  'body-not-form': request(),
  'body-malformed': request(),
  'parameter-missing': request('Missing "{expected}" in request.'),
  'parameter-duplicated': request('Multiple "{seen}" in request.'),
  'parameter-malformed': request(),
  'rate-limited': wire(429, 'throttled', 'Request was throttled.'),
  overloaded: unavailable,
  maintenance: unavailable,
  'server-fault': wire(500, 'server_error'),

  'client-authentication-failed': unauthenticatedClient,
  'client-credentials-malformed': unauthenticatedClient,
  'client-credentials-in-two-places': unauthenticatedClient,
  'grant-type-not-allowed': wire(400, 'unauthorized_client'),

  'authorization-request-unproven': request(),
  'authorization-client-unknown': wire(400, 'invalid_client'),
  'authorization-client-disabled': wire(400, 'invalid_client'),
  'redirect-uri-missing': request('Missing "redirect_uri" in request.'),
  'redirect-uri-not-registered': request('Redirect URI {seen} is not supported by client.'),
  'response-type-unsupported': wire(400, 'unsupported_response_type'),
  'scope-unknown': invalidScope,
  'scope-not-allowed-for-client': invalidScope,
  'code-challenge-missing': request('Missing "code_challenge"'),
  'code-challenge-method-unsupported': request('Unsupported "code_challenge_method"'),
  'code-challenge-malformed': request('Invalid "code_challenge"'),
  'access-denied': wire(400, 'access_denied', 'The resource owner or authorization server denied the request'),
  'role-not-allowed-to-grant': { status: 403 },
  'page-not-for-role': { status: 404 },

  'grant-type-unsupported': wire(400, 'unsupported_grant_type'),
  'authorization-code-not-accepted': unknownCode,
  'code-redirect-uri-differs': grant('Invalid "redirect_uri" in request.'),
  'code-verifier-missing': request('Missing "code_verifier"'),
  'code-verifier-malformed': request('Invalid "code_verifier"'),
  'code-verifier-mismatch': grant('Code challenge failed.'),
  // The bare code stands for a refresh token that is invalid without a reason that the guide names.
  'refresh-token-not-accepted': grant(),
  'refresh-token-unknown': noSuchRefreshToken,
  'refresh-token-of-other-client': noSuchRefreshToken,
  'refresh-token-revoked': revokedRefreshToken,
  'refresh-token-reused': revokedRefreshToken,
  'refresh-token-inactive': grant('Refresh token expired due to inactivity'),
  'refresh-token-used-too-often': wire(
    429,
    'rate_limit_exceeded',
    'Rate limit exceeded for refresh token. Please try again after 1 minute.',
  ),
  'refresh-scope-exceeded': invalidScope,
  'token-type-hint-unsupported': wire(401, 'unsupported_token_type'),

  'access-token-missing': notAuthenticated,
  'authorization-header-malformed': notAuthenticated,
  'access-token-not-accepted': authenticationFailed,
  'scope-insufficient': wire(403, 'permission_denied', 'You do not have permission to perform this action.'),
};

/** The map over all problems. What this dialect never raises reads as in the standard one. */
export const klaviyoProblemMap: Readonly<Record<ProblemId, WireProblem>> = Object.freeze(
  Object.fromEntries(
    problemIds.map((id) => [
      id,
      Object.freeze(spoken[id] ?? spoken[publicProblem(id).id as ProblemId] ?? standardProblemMap[id]),
    ]),
  ) as Record<ProblemId, WireProblem>,
);

type ByEndpoint = Readonly<Partial<Record<EndpointName, Readonly<Partial<Record<ProblemId, WireProblem>>>>>>;

const wrongGrantType = wire(400, 'unsupported_grant_type');
const authenticationAtRevocation = wire(400, 'invalid_client');

/** What a problem says at one endpoint only. */
const spokenAt: ByEndpoint = {
  authorization: {
    'grant-type-not-allowed': wire(
      400,
      'unauthorized_client',
      'The client is not authorized to use "response_type=code"',
    ),
  },
  token: {
    // The library looks for the grant type first: what it can't read, it doesn't find.
    'method-not-allowed': wrongGrantType,
    'body-not-form': wrongGrantType,
    'body-malformed': wrongGrantType,
  },
  revocation: {
    // The guide says 400 here and 401 at the token endpoint.
    'client-authentication-failed': authenticationAtRevocation,
    'client-credentials-malformed': authenticationAtRevocation,
    'method-not-allowed': request(),
    'parameter-missing': request(),
  },
};

/** How a problem is spoken at an endpoint. */
export function klaviyoWire(problem: ProblemId, endpoint: EndpointName | undefined): WireProblem {
  const own = endpoint === undefined ? undefined : spokenAt[endpoint];
  return own?.[problem] ?? own?.[publicProblem(problem).id as ProblemId] ?? klaviyoProblemMap[problem];
}
