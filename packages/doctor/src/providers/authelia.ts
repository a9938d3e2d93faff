import type { Provider } from './provider.ts';

/** Authelia as a server. Most of its texts are those of fosite, which Hydra's file holds. */
export const authelia: Provider = {
  name: 'authelia',
  title: 'Authelia',
  hosts: [],
  endpoints: {
    'authorization-request': ['**/api/oidc/authorization'],
    'pushed-authorization-request': ['**/api/oidc/pushed-authorization-request'],
    'token-request': ['**/api/oidc/token'],
    'revocation-request': ['**/api/oidc/revocation'],
    'introspection-request': ['**/api/oidc/introspection'],
    'device-authorization-request': ['**/api/oidc/device-authorization'],
    'resource-request': ['**/api/oidc/userinfo'],
  },
  tellingPaths: ['**/api/oidc/authorization', '**/api/oidc/token', '**/api/oidc/userinfo'],
  tellingTexts: ['authelia', 'identity_providers.oidc'],
  tokens: [
    { kind: 'access-token', pattern: /^authelia_at_[\w-]{20,100}\.[\w-]{20,100}$/, telling: true },
    { kind: 'refresh-token', pattern: /^authelia_rt_[\w-]{20,100}\.[\w-]{20,100}$/, telling: true },
    { kind: 'authorization-code', pattern: /^authelia_ac_[\w-]{20,100}\.[\w-]{20,100}$/, telling: true },
  ],
  habits: {
    clientAuthentication: ['basic', 'post', 'none', 'private-key-jwt'],
    formDecodesBasic: true,
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 60, accessToken: 3600, refreshToken: 5400 },
  },
  ownParameters: ['error_hint', 'error_debug'],
  texts: [
    {
      says: ['The provided client secret did not match the registered client secret'],
      cause: 'client-authentication/secret-wrong',
      why: 'The configuration holds a digest of the secret, and the client sends another secret, or the digest itself.',
      fix: ['Send the plain secret from the client, and keep only its digest in the configuration.'],
      possible: ['client-authentication/secret-hashed-value', 'client-authentication/basic-form-encoding-mismatch'],
    },
    {
      says: [
        "The OAuth 2.0 Client supports client authentication method '…', but method '…' was requested",
        "token_endpoint_auth_method' value to accept",
        'however the OAuth 2.0 client registration does not allow this method',
      ],
      cause: 'client-authentication/auth-method-mismatch',
      confidence: 'certain',
      fix: ['Set token_endpoint_auth_method of the client to the method that the app uses.'],
    },
    {
      says: ['failed with more than one known authentication method included in the request'],
      cause: 'client-authentication/multiple-methods',
      confidence: 'certain',
      fix: ['Let the client send its secret in the header or in the body, and not in both.'],
    },
    {
      says: ['The user was denied access to this client'],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      fix: ['Let the authorization_policy of the client admit this user.'],
    },
    {
      says: [
        'Failed to lookup the consent session',
        'Malformed consent session challenge ID',
        'Could not save the consent session',
      ],
      cause: 'state-session/session-expired',
      possible: ['state-session/cookie-not-stored'],
    },
    {
      says: ['The requested OAuth 2.0 Client does not exist'],
      here: true,
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: [
        "The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered",
        'pre-registered redirect',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
  ],
};
