import type { Provider } from './provider.ts';

/** Fitbit: errors as a list of errorType and message. */
export const fitbit: Provider = {
  name: 'fitbit',
  title: 'Fitbit',
  hosts: ['www.fitbit.com', 'api.fitbit.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/oauth2/token'],
    'revocation-request': ['/oauth2/revoke'],
    'introspection-request': ['/1.1/oauth2/introspect'],
    'resource-request': ['/1/**', '/1.1/**', '/1.2/**'],
  },
  tellingTexts: ['Fitbit', 'dev.fitbit.com'],
  tokens: [{ kind: 'client-id', pattern: /^2[0-9A-Z]{5}$/ }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'none'],
    pkce: 'supported',
    rotation: 'always',
    lifetimes: { code: 600, accessToken: 28_800, rotationGrace: 120 },
  },
  texts: [
    {
      says: ['Refresh token invalid'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      why: 'A refresh token works once: each answer holds the next one.',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'refresh/unknown-token'],
    },
    {
      says: ['Authorization code invalid: … Visit https://dev.fitbit.com', 'Authorization code invalid'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/altered-by-client',
        'client-identification/credentials-of-other-app',
        'authorization-code/expired',
      ],
    },
    {
      says: ['Authorization code expired'],
      here: true,
      cause: 'authorization-code/expired',
      confidence: 'certain',
    },
    {
      says: ['Invalid redirect_uri parameter value'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/host-port-mismatch'],
    },
    {
      says: ['unauthorize_client - Invalid client_id', 'unauthorized_client - Invalid client_id'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['The code_challenge parameter is invalid', 'code_challenge parameter length must be between 43 and 128'],
      here: true,
      cause: 'pkce/challenge-encoding',
    },
    {
      says: ['No Authorization header provided in the request'],
      here: true,
      roles: ['token-request'],
      cause: 'client-authentication/auth-method-mismatch',
      why: 'A server app has to send id and secret in the Basic header.',
      possible: ['client-authentication/credentials-missing', 'client-authentication/client-type-mismatch'],
    },
    {
      says: ['Each call to Fitbit API should be OAuth signed'],
      cause: 'token-use/authorization-header-malformed',
      possible: ['client-authentication/auth-method-mismatch'],
    },
    {
      says: ['Received header = null'],
      roles: ['token-request', 'revocation-request', 'introspection-request'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
      why: 'Fitbit quotes the Authorization header that it got, and there was none.',
    },
    {
      says: ['Invalid authorization header format', 'Invalid Authorization header'],
      here: true,
      cause: 'client-authentication/basic-content-wrong',
      possible: ['token-use/authorization-header-malformed'],
    },
    {
      says: ['expired_token', 'Access token expired'],
      here: true,
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['invalid_token', 'Access token invalid'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['refresh/revoked', 'token-use/token-truncated'],
    },
    {
      says: ['insufficient_scope', 'does not have permission to access'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ["Sorry it's not you… It's us"],
      here: true,
      cause: 'redirect-uri/kind-not-allowed',
      why: 'The redirect URI is not absolute: a scheme of its own needs something behind it, such as myapp://callback.',
    },
  ],
};
