import type { Provider } from './provider.ts';

/** Ory Hydra and Ory Network; the texts are those of the library fosite, which others use too. */
export const hydra: Provider = {
  name: 'hydra',
  title: 'Ory Hydra',
  hosts: ['*.projects.oryapis.com'],
  endpoints: {
    'authorization-request': ['**/oauth2/auth'],
    'token-request': ['**/oauth2/token'],
    'revocation-request': ['**/oauth2/revoke'],
    'introspection-request': ['**/admin/oauth2/introspect', '**/oauth2/introspect'],
    'device-authorization-request': ['**/oauth2/device/auth'],
  },
  tellingPaths: ['/oauth2/fallbacks/**', '/oauth2/auth/requests/**', '/admin/oauth2/auth/requests/**'],
  tellingTexts: [
    'ory/hydra',
    'Ory Hydra',
    'fosite',
    'login_challenge',
    'consent_challenge',
    'oryapis.com',
    'crypto/bcrypt: hashedPassword is not the hash of the given password',
  ],
  tokens: [
    { kind: 'access-token', pattern: /^ory_at_[\w-]{20,100}\.[\w-]{20,100}$/, telling: true },
    { kind: 'refresh-token', pattern: /^ory_rt_[\w-]{20,100}\.[\w-]{20,100}$/, telling: true },
    { kind: 'authorization-code', pattern: /^ory_ac_[\w-]{20,100}\.[\w-]{20,100}$/, telling: true },
  ],
  habits: {
    clientAuthentication: ['basic', 'post', 'private-key-jwt', 'none'],
    formDecodesBasic: true,
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    audienceParameter: 'audience',
    anyLoopbackPort: true,
  },
  ownParameters: [
    'audience',
    'login_challenge',
    'login_verifier',
    'consent_challenge',
    'consent_verifier',
    'error_hint',
    'error_debug',
  ],
  texts: [
    {
      // Kratos, which signs the users in.
      says: ['self_service_flow_expired', 'self-service flow expired'],
      cause: 'state-session/session-expired',
      confidence: 'certain',
      variant: 'self-service-flow',
    },
    {
      says: ["The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls"],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/localhost-vs-loopback',
        'redirect-uri/path-mismatch',
      ],
    },
    {
      says: [
        "The 'redirect_uri' from this request does not match the one from the authorize request",
        'redirect_uri from this request does not match',
      ],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: [
        "The OAuth 2.0 Client supports client authentication method '…', but method '…' was requested",
        "You must configure the OAuth 2.0 client's token_endpoint_auth_method",
      ],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
    },
    {
      says: ['The requested OAuth 2.0 Client does not exist'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['invalid_client…Unable to locate the resource'],
      cause: 'client-identification/client-unknown',
    },
    {
      says: [
        'crypto/bcrypt: hashedPassword is not the hash of the given password',
        'The provided client secret did not match the registered client secret',
      ],
      cause: 'client-authentication/secret-wrong',
      confidence: 'certain',
      possible: ['client-authentication/basic-form-encoding-mismatch'],
    },
    {
      says: ['Client credentials missing or malformed in both HTTP Authorization header and HTTP POST body'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
    },
    {
      says: ["in the HTTP authorization header could not be decoded from 'application/x-www-form-urlencoded'"],
      cause: 'client-authentication/basic-form-encoding-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        'The client credentials from the HTTP authorization header could not be parsed',
        'The basic scheme value was not separated by a colon',
      ],
      cause: 'client-authentication/basic-content-wrong',
      possible: ['client-authentication/basic-form-encoding-mismatch'],
    },
    {
      says: ['is marked as public and is thus not allowed to use authorization grant'],
      cause: 'client-authentication/client-type-mismatch',
      confidence: 'certain',
    },
    {
      says: ["does not support client authentication, however 'client_assertion' was provided"],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        "Unable to verify the integrity of the 'client_assertion' value",
        'The OAuth 2.0 Client has no JSON Web Keys set registered',
      ],
      cause: 'client-authentication/secret-wrong',
      variant: 'assertion-key',
      why: 'The assertion is signed with a key that the client has not registered.',
      possible: ['client-authentication/assertion-stale', 'client-authentication/auth-method-mismatch'],
    },
    {
      says: ["Claim 'sub' from 'client_assertion' must match the 'client_id'"],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: ['The OAuth 2.0 Client was not granted scope offline'],
      cause: 'refresh/not-issued',
      confidence: 'certain',
      fix: ['Ask for the scope offline_access (or offline), and let the consent grant it.'],
    },
    {
      says: [
        'HTTP POST body can not be empty',
        'The POST body can not be empty',
        'Unable to parse HTTP body, make sure to send a properly formatted form request body',
      ],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body'],
    },
    {
      says: ['The client is not allowed to request response_type'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
    {
      says: ["The 'redirect_uri' parameter is required when using OpenID Connect"],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: [
        'The OAuth 2.0 Client is not allowed to use authorization grant',
        'The client is not authorized to request a token using this method',
      ],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
    {
      says: [
        'Clients must include a code_challenge when performing the authorize code flow, but it is missing',
        'This client must include a code_challenge',
      ],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: ['The PKCE code challenge did not match the code verifier'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: [
        'The PKCE code verifier must be at least 43 characters',
        'The PKCE code verifier can not be longer than 128',
        'The PKCE code verifier must only contain',
      ],
      cause: 'pkce/verifier-format',
      confidence: 'certain',
    },
    {
      says: ['Clients must use code_challenge_method=S256, plain is not allowed'],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        'The OAuth 2.0 Client is not allowed to request scope',
        // Before version 1.
        'error="The client is not allowed to request scope',
        'The requested scope is invalid, unknown, or malformed…not allowed to request scope',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      confidence: 'certain',
    },
    {
      says: [
        "Requested audience '…' has not been whitelisted by the OAuth 2.0 Client",
        'has not been whitelisted by the OAuth 2.0 Client',
      ],
      cause: 'token-use/audience-mismatch',
      variant: 'hydra-audience',
      possible: ['token-use/resource-identifier-wrong'],
    },
    {
      says: [
        'The state is missing or does not have enough characters and is therefore considered too weak',
        'The state is missing or has less than … characters and is therefore considered too weak',
        "Request parameter 'state' must be at least be 8 characters long",
      ],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'state-too-short',
      why: 'state needs at least eight characters.',
    },
    {
      says: [
        'No CSRF value available in the session cookie',
        'The CSRF value from the token does not match the CSRF value from the data store',
        'request_forbidden',
      ],
      cause: 'state-session/cookie-not-stored',
      possible: [
        'state-session/cookie-samesite',
        'state-session/cookie-host-mismatch',
        'state-session/overwritten',
        'state-session/session-expired',
        'state-session/third-party-cookie-blocked',
      ],
      why: 'The cookie that binds the login to this browser did not come back: plain http, another host, SameSite, or the consent answered by another browser.',
    },
    {
      says: [
        'The login request has already been used',
        'The consent verifier has already been used',
        'The login verifier has already been used',
        'The consent request has expired',
        'The login request has expired',
      ],
      cause: 'state-session/session-expired',
      possible: ['state-session/overwritten'],
    },
    {
      // The library of this server, and of others, in the long form.
      says: ['was issued to another client. The authorization code has already been used'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['The authorization code has already been used', 'Authorize code has been used'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: [
        'The refresh token was already used',
        'token_inactive',
        'Token is inactive because it is malformed, expired or otherwise invalid',
        'The refresh token … inactive',
      ],
      grant: 'refresh_token',
      here: true,
      cause: 'refresh/concurrent-use',
      possible: ['refresh/rotation-not-stored', 'refresh/unknown-token'],
    },
    {
      says: ['Failed to refresh token because of multiple concurrent requests using the same token'],
      cause: 'refresh/concurrent-use',
      confidence: 'certain',
      variant: 'fosite-concurrent',
    },
    {
      says: ['token_inactive', 'Token is inactive because it is malformed, expired or otherwise invalid'],
      cause: 'token-use/access-token-expired',
      variant: 'inactive',
      possible: ['refresh/revoked', 'refresh/concurrent-use', 'token-use/token-truncated'],
    },
    {
      says: [
        'The OAuth 2.0 Client ID from this request does not match the one from the authorize request',
        'The OAuth 2.0 Client ID from this request does not match the ID during the initial token issuance',
      ],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: [
        'Claim aud from client_assertion must match the authorization server token endpoint',
        "Claim 'audience' from 'client_assertion' must match the authorization server's token endpoint",
      ],
      cause: 'client-authentication/assertion-audience-wrong',
      confidence: 'certain',
    },
    {
      says: ['Redirect URL is using an insecure protocol, http is only allowed for hosts with suffix'],
      cause: 'redirect-uri/kind-not-allowed',
      confidence: 'certain',
    },
    {
      says: [
        "The request must contain the 'grant_type'",
        "Request parameter 'grant_type' is missing",
        "Request parameter 'grant_type' ",
      ],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body'],
    },
    {
      says: ["HTTP method is 'GET', expected 'POST'", "HTTP method is '…', expected 'POST'"],
      cause: 'transport-endpoint/wrong-http-method',
      confidence: 'certain',
    },
  ],
};
