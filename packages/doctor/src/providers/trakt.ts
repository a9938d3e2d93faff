import type { Provider } from './provider.ts';

/** Trakt: Doorkeeper underneath; the device flow answers with statuses of its own. */
export const trakt: Provider = {
  name: 'trakt',
  title: 'Trakt',
  hosts: ['trakt.tv', 'api.trakt.tv'],
  apiHosts: ['api-staging.trakt.tv'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token', '/oauth/device/token'],
    'device-authorization-request': ['/oauth/device/code'],
    'revocation-request': ['/oauth/revoke'],
  },
  tellingTexts: ['trakt.tv', 'trakt-api-key'],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['post'],
    rotation: 'always',
    showsCode: true,
    headers: ['trakt-api-version', 'trakt-api-key'],
  },
  ownParameters: ['pin'],
  texts: [
    {
      says: ['The provided authorization grant is invalid, expired, revoked'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      why: 'A refresh token works once: each answer holds the next one.',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'client-identification/credentials-of-other-app'],
    },
  ],
};
