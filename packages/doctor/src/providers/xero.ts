import type { Provider } from './provider.ts';

/** Xero: IdentityServer underneath. */
export const xero: Provider = {
  name: 'xero',
  title: 'Xero',
  hosts: ['login.xero.com', 'identity.xero.com', 'authorize.xero.com'],
  apiHosts: ['api.xero.com'],
  endpoints: {
    'authorization-request': ['/identity/connect/authorize'],
    'token-request': ['/connect/token'],
    'revocation-request': ['/connect/revocation'],
    'metadata-request': ['/.well-known/openid-configuration'],
  },
  tellingTexts: ['xero.com', 'xero-node', 'Xero', 'xero-tenant-id'],
  tokens: [{ kind: 'client-id', pattern: /^[0-9A-F]{32}$/, telling: true }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'post', 'none'],
    pkce: 'supported',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 300, accessToken: 1800, refreshToken: 5_184_000, rotationGrace: 1800 },
  },
  ownParameters: ['acr_values'],
  texts: [
    {
      says: [
        'Invalid redirect_uri',
        'unauthorized_client…redirect',
        'Error: unauthorized_client … Invalid redirect_uri',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/localhost-vs-loopback'],
    },
    {
      says: ['Unknown client or client not enabled', 'unauthorized_client…Unknown client'],
      here: true,
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['invalid_scope', 'Invalid scope'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown', 'scope-consent/scope-separator'],
    },
    {
      says: ['unauthorized_client'],
      here: true,
      roles: ['token-request'],
      cause: 'client-identification/grant-type-not-allowed',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      why: 'Each refresh gives a new refresh token; the old one works for 30 more minutes, an unused one for 60 days.',
      possible: ['refresh/concurrent-use', 'refresh/expired-inactivity', 'refresh/revoked', 'refresh/unknown-token'],
    },
    {
      says: ['TokenExpired: token expired at', 'token expired at'],
      here: true,
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['AuthenticationUnsuccessful', 'AuthorizationUnsuccessful'],
      cause: 'scope-consent/scope-insufficient',
      why: 'The token lacks the scope, or the xero-tenant-id is none that it was granted for.',
      possible: ['token-use/wrong-token-of-flow', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['TokenInvalidSignature', 'TokenMissing'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      possible: ['token-use/id-token-used-as-access-token', 'token-use/token-truncated'],
    },
    {
      says: ['uncertified app limit', 'has reached its limit of … uncertified', 'app_limit'],
      here: true,
      cause: 'provider-policy/app-not-public',
    },
  ],
};
