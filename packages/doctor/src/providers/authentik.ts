import type { Provider } from './provider.ts';

/** authentik. */
export const authentik: Provider = {
  name: 'authentik',
  title: 'authentik',
  hosts: [],
  endpoints: {
    'authorization-request': ['/application/o/authorize'],
    'token-request': ['/application/o/token'],
    'revocation-request': ['/application/o/revoke'],
    'introspection-request': ['/application/o/introspect'],
    'device-authorization-request': ['/application/o/device'],
    'metadata-request': ['/application/o/*/.well-known/openid-configuration', '/application/o/*/jwks'],
    'resource-request': ['/application/o/userinfo'],
  },
  tellingPaths: ['/application/o/**', '/if/flow/**', '/outpost.goauthentik.io/**'],
  tellingTexts: ['authentik', 'goauthentik'],
  habits: {
    clientAuthentication: ['basic', 'post', 'none', 'private-key-jwt'],
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 60, accessToken: 300 },
  },
  texts: [
    {
      says: [
        'Redirect URI Error',
        'The request fails due to a missing, invalid, or mismatching redirection URI',
        'Invalid redirect uri',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/host-port-mismatch',
      ],
      why: 'authentik compares the address strictly, or as a regular expression in which dots and slashes count.',
    },
    {
      says: ['The request fails due to a missing, invalid, or mismatching redirection URI (redirect_uri)'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['The client identifier (client_id) is missing or invalid', 'Client ID Error'],
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: [
        'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
      ],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/credentials-missing',
        'client-identification/client-unknown',
        'client-authentication/client-type-mismatch',
      ],
    },
    {
      says: [
        'The provided authorization grant or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client',
      ],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/revoked', 'refresh/lifetime-ended', 'refresh/concurrent-use', 'refresh/unknown-token'],
    },
    {
      says: [
        'The provided authorization grant or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client',
      ],
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'redirect-uri/differs-between-requests',
        'pkce/verifier-mismatch',
        'client-identification/credentials-of-other-app',
        'refresh/rotation-not-stored',
      ],
    },
    {
      says: [
        'Permission denied…Policy binding',
        'Policy … returned result',
        'Request has been denied',
        'Permission denied',
      ],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      why: 'A policy or a binding to a group of the application keeps this user out.',
    },
    {
      says: ['Invalid redirect URI was used. Client used'],
      cause: 'redirect-uri/not-registered',
      why: 'The event names both: the address that the client used, and those that the provider allows.',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    { says: ['Invalid client identifier:'], here: true, cause: 'client-identification/client-unknown' },
    {
      says: ['The authenticated client is not authorized to use this authorization grant type'],
      here: true,
      cause: 'client-identification/grant-type-not-allowed',
    },
    {
      says: ['The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      variant: 'more-than-granted',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['The access token provided is expired, revoked, malformed, or invalid for other reasons'],
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-from-other-issuer', 'token-use/token-truncated', 'refresh/revoked'],
    },
    {
      says: ['device_code has expired, and the device authorization session has concluded'],
      cause: 'state-session/session-expired',
      confidence: 'certain',
      variant: 'device-code-expired',
    },
    {
      says: ['Error decoding JWT for provider', 'Could not decode token', 'Signature verification failed'],
      here: true,
      cause: 'token-use/token-from-other-issuer',
    },
    {
      says: ['Flow does not apply to current user', 'No matching flow'],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      variant: 'flow',
    },
    {
      says: ['code_challenge_method missing', 'Code challenge not matching', 'PKCE … code challenge'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/only-one-half-sent'],
    },
  ],
};
