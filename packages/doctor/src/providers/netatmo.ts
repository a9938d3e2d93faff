import type { Provider } from './provider.ts';

/** Netatmo: errors as a number and a message. */
export const netatmo: Provider = {
  name: 'netatmo',
  title: 'Netatmo',
  hosts: ['api.netatmo.com', 'api.netatmo.net'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/oauth2/token'],
    'resource-request': ['/api/**'],
  },
  tellingTexts: ['Netatmo', 'pyatmo', 'lnetatmo'],
  tokens: [{ kind: 'access-token', pattern: /^[0-9a-f]{24}\|[0-9a-f]{32}$/, telling: true }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'always',
    lifetimes: { accessToken: 10_800 },
  },
  texts: [
    {
      says: ['Access token expired'],
      here: true,
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['Invalid access token'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-truncated', 'token-use/authorization-header-malformed', 'refresh/revoked'],
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'refresh/unknown-token'],
      coarse: true,
    },
  ],
};
