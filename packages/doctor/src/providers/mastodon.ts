import type { Provider } from './provider.ts';

/** Mastodon: every server registers its own clients; Doorkeeper underneath. */
export const mastodon: Provider = {
  name: 'mastodon',
  title: 'Mastodon',
  hosts: ['mastodon.social', 'mastodon.online', 'mas.to', 'hachyderm.io', 'fosstodon.org'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token'],
    'revocation-request': ['/oauth/revoke'],
    'registration-request': ['/api/v1/apps'],
    'resource-request': ['/api/v1/**', '/api/v2/**'],
  },
  tellingPaths: ['/api/v1/accounts/verify_credentials', '/api/v1/statuses'],
  tellingTexts: ['Mastodon', 'Mastodon.py', 'masto.js'],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['basic', 'post'],
    pkce: 'supported',
    showsCode: true,
    lifetimes: { code: 600 },
  },
  ownParameters: ['force_login', 'lang', 'client_name', 'redirect_uris', 'website'],
  texts: [
    {
      says: ['The requested scope is invalid, unknown, or malformed'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'A request may ask only for scopes with which the app was registered at this server; without scopes it was registered for read.',
      fix: ['Register the app again with all the scopes that it asks for.'],
      possible: ['scope-consent/scope-unknown', 'scope-consent/scope-separator'],
    },
    {
      says: ['The redirect uri included is not valid'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/differs-between-requests',
      ],
    },
    {
      says: ['Client authentication failed due to unknown client'],
      here: true,
      cause: 'client-identification/client-unknown',
      why: 'Each server has its own clients, and the one that was registered elsewhere is unknown here.',
      possible: ['client-authentication/secret-wrong', 'client-authentication/credentials-missing'],
    },
    {
      says: ['This action is outside the authorized scopes'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['This method requires an authenticated user'],
      here: true,
      cause: 'token-use/wrong-token-of-flow',
      why: 'The token is one of the app alone (client credentials), or none was sent.',
      possible: ['token-use/authorization-header-malformed'],
    },
    {
      says: ['The access token was revoked'],
      here: true,
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      says: ['The access token is invalid'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-from-other-issuer', 'token-use/token-truncated'],
    },
  ],
};
