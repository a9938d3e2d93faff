import type { Provider } from './provider.ts';

/** oidc-provider for Node, under Logto and many others. */
export const oidcProvider: Provider = {
  name: 'oidc-provider',
  title: 'oidc-provider',
  hosts: ['*.logto.app'],
  endpoints: {
    'authorization-request': ['**/oidc/auth', '/auth'],
    'token-request': ['**/oidc/token', '/token'],
    'revocation-request': ['**/token/revocation'],
    'introspection-request': ['**/token/introspection'],
    'device-authorization-request': ['**/device/auth'],
    'pushed-authorization-request': ['**/request'],
    'registration-request': ['**/reg'],
  },
  tellingPaths: ['**/token/introspection', '/interaction/*', '/oidc/auth/*'],
  tellingTexts: ['oidc-provider', 'node-oidc-provider', 'SessionNotFound', 'logto', 'oidc.invalid_grant'],
  habits: {
    clientAuthentication: ['basic', 'post', 'private-key-jwt', 'none'],
    pkce: 'required',
    rotation: 'sometimes',
    offline: { scope: 'offline_access', again: { prompt: 'consent' } },
    lifetimes: { code: 60, accessToken: 3600 },
    audienceParameter: 'resource',
    anyLoopbackPort: true,
  },
  ownParameters: ['resource', 'claims_locales', 'organization_id', 'first_screen', 'direct_sign_in'],
  texts: [
    {
      says: [
        "redirect_uri did not match any of the client's registered redirect_uris",
        "`redirect_uri` did not match any of the client's registered",
      ],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/host-port-mismatch',
      ],
    },
    {
      says: ['Authorization Server policy requires PKCE to be used for this request'],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: ['grant request is invalid'],
      cause: 'authorization-code/redeemed-twice',
      grant: 'authorization_code',
      why: 'The server says the same for every fault of a grant; its own log (grant.error, error_detail) names the reason.',
      possible: [
        'authorization-code/expired',
        'pkce/verifier-mismatch',
        'redirect-uri/differs-between-requests',
        'client-identification/credentials-of-other-app',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: ['grant request is invalid'],
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use', 'refresh/lifetime-ended', 'refresh/unknown-token', 'refresh/revoked'],
    },
    {
      says: ['refresh token already used'],
      here: true,
      cause: 'refresh/concurrent-use',
      possible: ['refresh/rotation-not-stored'],
    },
    {
      says: ['authorization code already consumed', 'authorization code has already been consumed'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['PKCE verification failed'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: ['client authentication failed'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/auth-method-mismatch',
        'client-authentication/client-type-mismatch',
        'client-authentication/credentials-missing',
        'client-identification/client-unknown',
      ],
    },
    {
      says: ['the provided authentication mechanism does not match the registered client authentication method'],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
    },
    {
      says: ['client is invalid'],
      here: true,
      cause: 'client-identification/client-unknown',
    },
    {
      says: ['no client authentication mechanism provided'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      possible: ['transport-endpoint/body-not-form'],
    },
    {
      says: ['requested scope is not allowed', 'requested scope is not whitelisted', 'requested scope is invalid'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: [
        'resource indicator is missing, or unknown',
        'resource indicator is missing',
        'resource indicator must be an absolute URI',
        'invalid_target',
      ],
      cause: 'token-use/resource-identifier-wrong',
      possible: ['token-use/audience-not-requested'],
    },
    {
      says: [
        'SessionNotFound: invalid_request',
        'interaction session id cookie not found',
        'interaction session not found',
        'interaction session and authentication session mismatch',
        'session.not_found',
      ],
      cause: 'state-session/cookie-not-stored',
      possible: [
        'state-session/session-expired',
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
      ],
      why: 'The interaction cookie did not come back: plain http with secure cookies, another host or path, or the hour of the interaction is over.',
    },
    {
      says: ['only application/x-www-form-urlencoded content-type bodies are supported'],
      cause: 'transport-endpoint/body-not-form',
      confidence: 'certain',
    },
    {
      says: [
        'audience (aud) must be equal to the issuer identifier',
        'list of audience (aud) must include the endpoint url, issuer identifier or token endpoint url',
      ],
      cause: 'client-authentication/assertion-audience-wrong',
      confidence: 'certain',
    },
    {
      says: ['client assertion tokens must only be used once'],
      cause: 'client-authentication/assertion-stale',
      confidence: 'certain',
      variant: 'reused',
    },
    {
      says: ['unrecognized route or not allowed method'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      possible: ['transport-endpoint/wrong-http-method'],
    },
    {
      says: ['missing required parameter(s)', "missing required parameter 'scope'"],
      here: true,
      without: ['code_challenge', 'code_verifier'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: [
        'requested grant type is not allowed for this client',
        'requested response_type is not allowed for this client',
        'unsupported grant_type requested',
      ],
      cause: 'client-identification/grant-type-not-allowed',
    },
    {
      says: ['openid scope must be requested when using the acr_values parameter', 'access token missing openid scope'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: [
        'redirect_uris for native clients using http as a protocol can only use loopback',
        'redirect_uris for web clients must not be using localhost',
        'redirect_uris must only contain web uris',
        'redirect_uris must only contain valid',
      ],
      cause: 'redirect-uri/kind-not-allowed',
      confidence: 'certain',
    },
    {
      says: ['access token is expired, revoked', 'invalid_token…invalid token provided', 'invalid token provided'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/audience-mismatch', 'token-use/token-truncated'],
    },
  ],
};
