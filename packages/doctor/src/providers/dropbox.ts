import type { Provider } from './provider.ts';

/** Dropbox. */
export const dropbox: Provider = {
  name: 'dropbox',
  title: 'Dropbox',
  hosts: ['www.dropbox.com', 'dropbox.com', 'api.dropbox.com'],
  apiHosts: ['api.dropboxapi.com', '*.dropboxapi.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize', '/1/oauth2/authorize'],
    'token-request': ['/oauth2/token', '/1/oauth2/token'],
    'revocation-request': ['/2/auth/token/revoke'],
  },
  tellingTexts: ['Dropbox', 'dropboxapi.com'],
  tokens: [{ kind: 'access-token', pattern: /^sl\.(?:u\.)?[\w-]{100,2000}$/, telling: true }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'post', 'none'],
    pkce: 'supported',
    rotation: 'never',
    offline: { parameters: { token_access_type: 'offline' } },
    lifetimes: { accessToken: 14_400 },
  },
  ownParameters: [
    'token_access_type',
    'force_reapprove',
    'include_granted_scopes',
    'disable_signup',
    'locale',
    'require_role',
  ],
  texts: [
    {
      says: ['Invalid redirect_uri', 'redirect_uri … must exactly match one of the redirect URIs'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/localhost-vs-loopback'],
    },
    {
      says: ["code doesn't exist or has expired", "doesn't exist or has expired"],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
    {
      says: ['code has already been used'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['redirect_uri mismatch'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['invalid code verifier'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: ['No auth function available for given request'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      possible: ['pkce/only-one-half-sent'],
    },
    {
      says: ['refresh token is invalid or revoked', 'refresh token is malformed', 'refresh_token is invalid'],
      here: true,
      cause: 'refresh/revoked',
      possible: ['refresh/unknown-token', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['Invalid client_id or client_secret', 'invalid_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown', 'client-authentication/credentials-missing'],
      coarse: true,
    },
    {
      says: ['expired_access_token'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
      fix: ['Ask for token_access_type=offline, and renew with the refresh token: access tokens live four hours.'],
    },
    {
      says: ['invalid_access_token', 'The given OAuth 2 access token is malformed'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-truncated', 'token-use/authorization-header-malformed', 'refresh/revoked'],
    },
    {
      says: [
        'missing_scope',
        'is not permitted to access this endpoint because it does not have the required scope',
        'does not have the required scope',
      ],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      fix: ['Tick the permission in the App Console, submit it, and authorise again: old tokens keep the old scopes.'],
    },
    {
      says: ['invalid_scope', 'scopes are not valid', 'not allowed to request scope'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: [
        'This app has reached its user limit',
        'app has reached its user limit',
        'This app is currently in development',
      ],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
    },
    {
      says: ['Your team admin', 'team admin … approve'],
      here: true,
      cause: 'scope-consent/consent-missing',
    },
    {
      says: ['too_many_requests', 'too_many_write_operations'],
      here: true,
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ['missing code verifier'],
      here: true,
      cause: 'pkce/only-one-half-sent',
      possible: ['client-authentication/credentials-missing'],
    },
    {
      says: ['code has expired (within the last hour)'],
      cause: 'authorization-code/expired',
      confidence: 'certain',
    },
    {
      says: ['code has already been used (within the last hour)'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['Invalid client_id'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
  ],
};
