/**
 * Status, error code and text of every problem, as the provider's documentation says them. Texts that it does not show
 * are ours, each in one place here, so that a real one can replace it. A line without an error code is spoken as
 * `{"message": …}`. `{seen}` and `{expected}` stand for the caller's own words.
 */
import { type ProblemId, problemIds, publicProblem } from '@candor/protocol';
import type { WireProblem } from '../dialect.ts';
import { standardProblemMap } from '../standard/problem-map.ts';

const message = (status: number, description: string): WireProblem => ({ status, description });
const wire = (status: number, error: string, description: string): WireProblem => ({ status, error, description });
const request = (description: string): WireProblem => wire(400, 'invalid_request', description);
const grant = (description: string): WireProblem => wire(400, 'invalid_grant', description);

const notAuthenticated: WireProblem = {
  ...message(401, 'Not authenticated'),
  headers: { 'www-authenticate': 'Bearer' },
};
const notAuthorized = message(403, 'Not authorized');
const tooMany = message(429, 'Too many requests, please try again later.');
const unavailable = message(503, 'Service unavailable');
const notJson = request('The request body must be a JSON object');
const noOAuth = wire(403, 'unauthorized_client', 'OAuth is not enabled for this client');
const authenticationFailed = wire(401, 'invalid_client', 'Authentication failed');
const missing = (name: string): WireProblem => request(`Missing required parameter: ${name}`);
const invalidSessionToken = request('Invalid session token');
const invalidScope = wire(400, 'invalid_scope', 'Invalid scope');

const spoken: Partial<Record<ProblemId, WireProblem>> = {
  'client-key-missing': message(499, 'Missing client key'),
  'client-key-unknown': message(498, 'Invalid client key'),
  'client-disabled': message(498, 'Invalid client key'),
  'endpoint-unknown': { status: 404 },
  'environment-unknown': { status: 404 },
  'method-not-allowed': { status: 404 },
  'endpoint-on-wrong-host': { status: 404 },
  'request-too-large': message(413, 'Request entity too large'),
  'body-not-json': notJson,
  'body-malformed': notJson,
  'body-field-not-allowed': message(422, '{seen} field is not allowed'),
  'rate-limited': tooMany,
  overloaded: unavailable,
  maintenance: unavailable,
  'forwarding-not-proved': message(403, 'Not authorized'),
  'forwarded-twice': message(508, 'Loop detected'),
  'region-unreachable': message(502, 'Bad gateway'),
  'region-unanswered': message(504, 'Gateway timeout'),
  'server-fault': message(500, 'Internal server error'),

  'client-authentication-failed': authenticationFailed,
  'grant-type-not-allowed': noOAuth,

  'authorization-client-unknown': authenticationFailed,
  'authorization-client-disabled': noOAuth,
  'parameter-missing': request('Missing required parameter: {expected}'),
  'parameter-duplicated': request('Duplicate parameter: {seen}'),
  'parameter-malformed': request('Invalid {seen}'),
  'response-type-unsupported': request('Invalid response_type: must be code'),
  'code-challenge-missing': missing('code_challenge'),
  'code-challenge-method-unsupported': request('Invalid code_challenge_method: must be S256'),
  'code-challenge-malformed': request('Invalid code_challenge: must be 43 base64url characters'),
  'redirect-uri-missing': missing('redirect_uri'),
  'redirect-uri-not-registered': request('redirect_uri mismatch'),
  'scope-unknown': invalidScope,
  'scope-not-allowed-for-client': invalidScope,
  'access-denied': wire(400, 'access_denied', 'The user denied the request'),
  'role-not-allowed-to-grant': notAuthorized,
  'authorization-session-unknown': invalidSessionToken,
  'authorization-session-expired': request('Authorization session expired'),
  'session-token-invalid': invalidSessionToken,
  'session-token-of-other-party': grant('Invalid session token'),
  'login-required': notAuthenticated,

  'grant-type-unsupported': wire(
    400,
    'unsupported_grant_type',
    'grant_type must be authorization_code or refresh_token',
  ),
  'authorization-code-not-accepted': grant('Invalid or expired authorization code'),
  'code-redirect-uri-differs': grant('redirect_uri mismatch'),
  'code-verifier-missing': missing('code_verifier'),
  'code-verifier-malformed': request('Invalid code_verifier: must be 43 to 128 unreserved characters'),
  'code-verifier-mismatch': grant('PKCE validation failed'),
  'refresh-token-not-accepted': grant('The refresh token is invalid, expired or revoked'),

  'access-token-missing': notAuthenticated,
  'authorization-header-malformed': notAuthenticated,
  'access-token-not-accepted': notAuthenticated,
  'scope-insufficient': notAuthorized,

  'sign-in-refused': message(401, 'Incorrect email or password'),
  'sign-in-user-disabled': message(403, 'Your account has been disabled. Please contact support.'),
  'sign-in-throttled': tooMany,
  'sign-in-paused': message(401, 'Too many attempts, your account is locked. Please try again later.'),
  'second-factor-refused': message(400, 'Invalid OTP code'),
  'message-limit-reached': tooMany,
  'message-without-destination': message(400, 'user has no phone number'),
};

/** The map over all problems. What this dialect never raises reads as in the standard one. */
export const baanxProblemMap: Readonly<Record<ProblemId, WireProblem>> = Object.freeze(
  Object.fromEntries(
    problemIds.map((id) => [
      id,
      Object.freeze(spoken[id] ?? spoken[publicProblem(id).id as ProblemId] ?? standardProblemMap[id]),
    ]),
  ) as Record<ProblemId, WireProblem>,
);
