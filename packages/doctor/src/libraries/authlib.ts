import type { Library } from './library.ts';

/** Authlib as a client (Flask, Starlette, FastAPI, Django), and servers built on it. */
export const authlib: Library = {
  name: 'authlib',
  title: 'Authlib',
  stack: 'python',
  tellingTexts: ['authlib', 'starlette.middleware.sessions', 'SessionMiddleware'],
  texts: [
    {
      says: [
        'mismatching_state: CSRF Warning! State not equal in request and response',
        'MismatchingStateError: mismatching_state',
      ],
      cause: 'state-session/cookie-not-stored',
      fix: [
        'Check that the callback comes to the host and scheme on which the login began, and that the session cookie is sent with it.',
        'Give each app on one host its own session cookie name; use same_site lax.',
      ],
      possible: [
        'state-session/cookie-host-mismatch',
        'state-session/overwritten',
        'state-session/cookie-name-collision',
      ],
    },
    {
      says: [
        'Missing "jwks_uri" in metadata',
        'Missing "authorize_url" value',
        'Missing "access_token_url" value',
        'RuntimeError: Missing',
      ],
      cause: 'discovery/metadata-not-found',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['SessionMiddleware must be installed to access request.session'],
      cause: 'state-session/cookie-not-stored',
      confidence: 'certain',
      variant: 'no-session-middleware',
      fix: ['Add SessionMiddleware to the app, before the login route.'],
    },
    {
      says: ['InvalidClaimError: invalid_claim: Invalid claim "iss"', 'Invalid claim "iss"'],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['discovery/issuer-template', 'discovery/issuer-trailing-slash', 'token-use/token-from-other-issuer'],
    },
    {
      says: ['Invalid claim "nonce"', 'Missing "nonce" claim'],
      cause: 'state-session/overwritten',
      variant: 'authlib-nonce',
    },
    {
      says: ['Invalid claim "aud"'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        'invalid_token: The token is not valid yet',
        'The token is not valid yet',
        'The token is not valid as it was issued in the future',
      ],
      cause: 'clock/skew',
      confidence: 'certain',
    },
    {
      says: ['expired_token: The token is expired', 'ExpiredTokenError'],
      cause: 'token-use/access-token-expired',
      possible: ['clock/skew'],
    },
    {
      says: ['bad_signature', 'BadSignatureError', 'Invalid JSON Web Key Set', 'decode_error'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'authlib-key',
      confidence: 'possible',
      possible: ['token-use/audience-not-requested'],
    },
    {
      says: ['Redirect URI … is not supported by client'],
      cause: 'redirect-uri/not-registered',
      variant: 'authlib-server',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ['The client is not authorized to use "grant_type', 'The client is not authorized to use "response_type'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      variant: 'authlib-server',
    },
    {
      says: ['Invalid "code" in request'],
      cause: 'authorization-code/redeemed-twice',
      variant: 'authlib-server',
      possible: [
        'authorization-code/expired',
        'authorization-code/altered-by-client',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['Invalid "redirect_uri" in request'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
      variant: 'authlib-server',
    },
    {
      says: ['Invalid "username" or "password" in request', "Invalid 'username' or 'password'"],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'certain',
    },
  ],
};
