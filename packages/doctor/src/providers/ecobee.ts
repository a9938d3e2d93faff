import type { Provider } from './provider.ts';

/** ecobee, of thermostats: its refresh request calls the refresh token `code`, and its API answers 500 to an old token. */
export const ecobee: Provider = {
  name: 'ecobee',
  title: 'ecobee',
  hosts: ['api.ecobee.com'],
  endpoints: {
    'authorization-request': ['/authorize'],
    'token-request': ['/token'],
    'resource-request': ['/1/**'],
  },
  tellingTexts: ['ecobee'],
  habits: { clientAuthentication: ['none', 'post'], lifetimes: { accessToken: 3600 } },
  texts: [
    {
      says: ['Authentication token has expired. Refresh your tokens'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
      why: 'An access token lives for an hour, and expires_in counts seconds.',
      fix: ['Refresh before the end of expires_in, and once more when the API answers code 14.'],
      possible: ['clock/expiry-miscalculated'],
    },
    {
      says: ['Token has been deauthorized by user. You must re-request authorization'],
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      says: ['The grant, token or credentials are invalid, expired, revoked, do not match redirection URI'],
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/revoked', 'refresh/unknown-token', 'refresh/lifetime-ended'],
    },
    {
      says: ['Waiting for user to authorize application', 'authorization_pending'],
      here: true,
      cause: 'availability/device-polling-too-fast',
      confidence: 'possible',
    },
  ],
};
