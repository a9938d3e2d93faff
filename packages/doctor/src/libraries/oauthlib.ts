import type { Library } from './library.ts';

/** oauthlib, requests-oauthlib, Flask-Dance and Django OAuth Toolkit. */
export const oauthlib: Library = {
  name: 'oauthlib',
  title: 'requests-oauthlib',
  stack: 'python',
  tellingTexts: ['oauthlib', 'requests_oauthlib', 'flask_dance', 'OAUTHLIB_', 'oauth2_provider'],
  texts: [
    {
      says: ['Scope has changed from'],
      cause: 'scope-consent/client-rejects-scope-change',
      confidence: 'certain',
    },
    {
      says: ['CSRF Warning! State not equal in request and response', 'mismatching_state', 'MismatchingStateError'],
      cause: 'state-session/cookie-not-stored',
      possible: ['state-session/overwritten', 'state-session/cookie-host-mismatch', 'state-session/state-mismatch'],
    },
    {
      says: ['InsecureTransportError', 'OAuth 2 MUST utilize https', 'insecure_transport'],
      cause: 'redirect-uri/scheme-mismatch',
      confidence: 'certain',
      variant: 'insecure-transport',
      what: 'oauthlib refuses an address with http.',
      why: 'Behind a TLS proxy the app sees http although the browser used https, so the address of the callback reads http.',
      fix: [
        'Make the app trust the forwarded scheme (ProxyFix, SECURE_PROXY_SSL_HEADER).',
        'Only on a developer’s machine set OAUTHLIB_INSECURE_TRANSPORT=1.',
      ],
      possible: ['redirect-uri/kind-not-allowed'],
    },
    {
      says: ['(missing_token) Missing access token parameter', 'MissingTokenError', 'missing_token'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      variant: 'missing-token',
      why: 'The answer of the token endpoint held no access token, and the library hides the error that it held instead.',
      fix: ['Log the body of the token answer: it names the cause.'],
      possible: [
        'transport-endpoint/body-not-form',
        'transport-endpoint/endpoint-url-wrong',
        'authorization-code/expired',
        'transport-endpoint/accept-header-missing',
      ],
    },
    {
      says: ['(missing_code) Missing code parameter in response', 'MissingCodeError'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'code-missing',
      possible: ['authorization-code/response-in-fragment', 'scope-consent/consent-denied'],
    },
    {
      says: ['(token_expired)', 'TokenExpiredError'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: [
        '(invalid_client_id) Invalid client_id parameter value',
        'invalid_client_id',
        'Invalid client_id parameter value',
      ],
      cause: 'client-identification/client-unknown',
      variant: 'oauthlib-server',
    },
    {
      says: ['Mismatching redirect URI', 'mismatching_redirect_uri'],
      cause: 'redirect-uri/not-registered',
      variant: 'oauthlib-server',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/differs-between-requests',
        'redirect-uri/localhost-vs-loopback',
      ],
    },
    {
      says: ['Missing redirect URI', 'missing_redirect_uri'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'redirect-uri',
    },
    {
      says: ['Code challenge required', '(missing_code_challenge)'],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
      variant: 'oauthlib-server',
    },
    {
      says: ['Code verifier required', '(missing_code_verifier)'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
      variant: 'oauthlib-server',
    },
    {
      says: ['unsupported_grant_type'],
      mentions: ['django', 'oauth2_provider', 'Django OAuth Toolkit'],
      cause: 'transport-endpoint/body-not-form',
      variant: 'django-oauth-toolkit',
      possible: ['transport-endpoint/grant-type-value-wrong', 'transport-endpoint/params-not-in-body'],
    },
    {
      says: ['Please supply either username or LegacyApplicationClient'],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'possible',
    },
    { says: ['Token was revoked or expired … oauthlib'], cause: 'refresh/revoked' },
    {
      says: ['(fatal_client_error)', 'invalid_request … Invalid or missing client'],
      cause: 'client-identification/client-unknown',
      variant: 'oauthlib-fatal',
      possible: ['redirect-uri/not-registered'],
    },
  ],
};
