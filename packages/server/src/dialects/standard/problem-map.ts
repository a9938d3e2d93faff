import { type ProblemId, problemIds, publicProblem } from '@candor/protocol';
import type { WireProblem } from '../dialect.ts';

const unsupported = 'The server does not support this.';
const invalidRequest = (description: string, status = 400): WireProblem => ({
  status,
  error: 'invalid_request',
  description,
});

/**
 * Status, error code and text of every public problem in the standard dialect (RFC 6749 sections 4.1.2.1 and 5.2, RFC
 * 6750 section 3.1, OpenID Connect Core section 3.1.2.6). Constant texts: what differs from request to request is in the
 * explanation.
 */
const publicProblems: Partial<Record<ProblemId, WireProblem>> = {
  'request-too-large': invalidRequest('The request is larger than this server reads.', 413),
  'method-not-allowed': invalidRequest('The endpoint does not answer this HTTP method.', 405),
  'endpoint-unknown': { status: 404, error: 'not_found', description: 'There is no endpoint at this address.' },
  'environment-unknown': { status: 404, error: 'not_found', description: 'There is no environment at this address.' },
  'host-unknown': { status: 421, error: 'misdirected_request', description: 'This server does not serve this host.' },
  'endpoint-on-wrong-host': {
    status: 421,
    error: 'misdirected_request',
    description: 'This endpoint is on another host.',
  },
  'body-not-form': invalidRequest('The body has to be application/x-www-form-urlencoded.'),
  'body-not-json': invalidRequest('The body has to be a JSON object.'),
  'body-field-not-allowed': invalidRequest('The body has a field that is not allowed.'),
  'body-malformed': invalidRequest('The parameters are not well-formed application/x-www-form-urlencoded text.'),
  'parameter-missing': invalidRequest('A required parameter is missing.'),
  'parameter-duplicated': invalidRequest('A parameter is included more than once.'),
  'parameter-malformed': invalidRequest('A parameter has a value that is not well-formed.'),
  'rate-limited': { status: 429, error: 'temporarily_unavailable', description: 'Too many requests.' },
  overloaded: { status: 503, error: 'temporarily_unavailable', description: 'The server is overloaded.' },
  maintenance: { status: 503, error: 'temporarily_unavailable', description: 'The server is in maintenance.' },
  'forwarding-not-proved': { status: 403, error: 'access_denied', description: 'The request is not proved.' },
  'forwarded-twice': { status: 508, error: 'server_error', description: 'The request was passed on already.' },
  'region-unreachable': { status: 502, error: 'temporarily_unavailable', description: 'The region is not reached.' },
  'region-unanswered': { status: 504, error: 'temporarily_unavailable', description: 'The region does not answer.' },
  'server-fault': { status: 500, error: 'server_error', description: 'The server met an unexpected condition.' },

  'client-authentication-failed': {
    status: 401,
    error: 'invalid_client',
    description: 'Client authentication failed.',
  },
  'client-key-missing': { status: 401, error: 'invalid_client', description: 'The client key is missing.' },
  'client-key-unknown': { status: 401, error: 'invalid_client', description: 'The client key is not known.' },
  'client-credentials-malformed': {
    status: 401,
    error: 'invalid_client',
    description: 'The client credentials of the request can not be read.',
  },
  'client-credentials-in-two-places': invalidRequest('The request carries client credentials in more than one way.'),
  'grant-type-not-allowed': {
    status: 400,
    error: 'unauthorized_client',
    description: 'The client is not registered for this grant type.',
  },
  'introspection-not-allowed': {
    status: 403,
    error: 'unauthorized_client',
    description: 'A public client can not introspect tokens.',
  },

  'session-token-invalid': invalidRequest('The session token is not accepted.'),
  'session-token-of-other-party': invalidRequest('The session belongs to another client or region.'),

  'authorization-request-unproven': invalidRequest('The client or its redirect_uri is not registered.'),
  'response-type-unsupported': {
    status: 400,
    error: 'unsupported_response_type',
    description: 'The server issues codes only: response_type has to be code.',
  },
  'response-mode-unsupported': invalidRequest('The server answers with response_mode query or form_post.'),
  'scope-unknown': { status: 400, error: 'invalid_scope', description: 'A requested scope is unknown or malformed.' },
  'scope-not-allowed-for-client': {
    status: 400,
    error: 'invalid_scope',
    description: 'The client is not registered for a requested scope.',
  },
  'code-challenge-missing': invalidRequest('code_challenge is required.'),
  'code-challenge-method-unsupported': invalidRequest('code_challenge_method has to be S256.'),
  'code-challenge-malformed': invalidRequest('code_challenge has to be 43 characters of base64url.'),
  'prompt-conflict': invalidRequest('prompt can not combine none with another value.'),
  'login-required': { status: 400, error: 'login_required', description: 'The user has to sign in.' },
  'consent-required': { status: 400, error: 'consent_required', description: 'The user has to consent.' },
  'account-selection-required': {
    status: 400,
    error: 'account_selection_required',
    description: 'The user has to choose an account.',
  },
  'access-denied': { status: 400, error: 'access_denied', description: 'The user declined the request.' },
  'role-not-allowed-to-grant': {
    status: 400,
    error: 'access_denied',
    description: "The user's role in the account may not grant access to it.",
  },
  'request-object-unsupported': { status: 400, error: 'request_not_supported', description: unsupported },
  'request-uri-not-accepted': {
    status: 400,
    error: 'invalid_request_uri',
    description: 'The request_uri is unknown, used, expired or of another client.',
  },
  'resource-not-accepted': {
    status: 400,
    error: 'invalid_target',
    description: 'A requested resource is unknown, malformed or not one of the client.',
  },

  'grant-type-unsupported': {
    status: 400,
    error: 'unsupported_grant_type',
    description: 'The server does not support this grant type.',
  },
  'authorization-code-not-accepted': {
    status: 400,
    error: 'invalid_grant',
    description: 'The authorization code, its code_verifier or its redirect_uri is not accepted.',
  },
  'code-verifier-missing': invalidRequest('code_verifier is required.'),
  'code-verifier-malformed': invalidRequest('code_verifier has to be 43 to 128 unreserved characters.'),
  'refresh-token-not-accepted': {
    status: 400,
    error: 'invalid_grant',
    description: 'The refresh token is not accepted.',
  },
  'refresh-token-used-too-often': {
    status: 429,
    error: 'temporarily_unavailable',
    description: 'The refresh token was used too often.',
  },
  'token-type-hint-unsupported': {
    status: 400,
    error: 'unsupported_token_type',
    description: 'The token_type_hint names no kind of token that this server issues.',
  },
  'refresh-scope-exceeded': {
    status: 400,
    error: 'invalid_scope',
    description: 'The requested scope exceeds the scope that was granted.',
  },

  'access-token-missing': { status: 401 },
  'authorization-header-malformed': invalidRequest('The Authorization header is not Bearer and one token.'),
  'access-token-not-accepted': {
    status: 401,
    error: 'invalid_token',
    description: 'The access token is not accepted.',
  },
  'scope-insufficient': {
    status: 403,
    error: 'insufficient_scope',
    description: 'The access token does not have the scope of this request.',
  },

  'sign-in-refused': { status: 400, error: 'access_denied', description: 'The sign-in was not accepted.' },
  'sign-in-throttled': { status: 429, error: 'temporarily_unavailable', description: 'Too many sign-in attempts.' },
  'sign-in-paused': { status: 429, error: 'temporarily_unavailable', description: 'Signing in is paused.' },
  'message-without-destination': invalidRequest('There is nowhere to send a code.'),
  'second-factor-refused': { status: 400, error: 'access_denied', description: 'The code was not accepted.' },
  'message-limit-reached': { status: 429, error: 'temporarily_unavailable', description: 'Too many messages.' },
  'reset-link-not-accepted': { status: 410, error: 'access_denied', description: 'The link can not be used.' },
  'second-factor-reset-too-soon': {
    status: 429,
    error: 'temporarily_unavailable',
    description: 'The second factor can not be reset yet.',
  },
  'new-password-refused': { status: 400, error: 'access_denied', description: 'The new password is not accepted.' },
  'authorization-session-unknown': invalidRequest('There is no open authorization request for this page.'),
  'authorization-session-expired': invalidRequest('The time for this authorization request is over.'),
  'form-not-from-this-page': invalidRequest('The form was not sent from the page of this server.', 403),
  'page-not-for-role': { status: 404, error: 'not_found', description: 'There is no page at this address.' },
  'post-logout-redirect-uri-not-registered': invalidRequest('post_logout_redirect_uri is not registered.'),
  'id-token-hint-invalid': invalidRequest('id_token_hint is no ID token of this server for this client.'),

  'administration-token-missing': { status: 401 },
  'administration-token-not-accepted': { status: 401 },
  'administration-forbidden': { status: 403 },
  'record-unknown': { status: 404 },
  'record-conflict': { status: 409 },
  'record-invalid': { status: 422 },
  'owner-link-not-accepted': { status: 410 },
};

/** The map over all problems: a private one looks exactly like the public one that stands for it. */
export const standardProblemMap: Readonly<Record<ProblemId, WireProblem>> = Object.freeze(
  Object.fromEntries(
    problemIds.map((id) => {
      const wire = publicProblems[publicProblem(id).id as ProblemId];
      if (!wire) throw new TypeError(`The standard dialect does not say how ${id} looks on the wire`);
      return [id, Object.freeze(wire)];
    }),
  ) as Record<ProblemId, WireProblem>,
);
