import type { Provider } from './provider.ts';

/** Airtable. */
export const airtable: Provider = {
  name: 'airtable',
  title: 'Airtable',
  hosts: ['airtable.com', 'www.airtable.com'],
  apiHosts: ['api.airtable.com'],
  endpoints: {
    'authorization-request': ['/oauth2/v1/authorize'],
    'token-request': ['/oauth2/v1/token'],
  },
  tellingTexts: ['Airtable'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'none'],
    pkce: 'required',
    rotation: 'always',
    lifetimes: { accessToken: 3600, refreshToken: 5_184_000 },
  },
  texts: [
    {
      says: ['AUTHENTICATION_REQUIRED', 'Authentication required'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      possible: ['token-use/access-token-expired', 'token-use/token-truncated'],
    },
    {
      says: ['Invalid authentication token'],
      here: true,
      cause: 'token-use/access-token-expired',
      why: 'An hour is over, or a refresh has ended the token: each refresh ends the access token before it as well.',
      possible: ['refresh/concurrent-use', 'token-use/token-truncated', 'refresh/revoked'],
    },
    {
      says: ['INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND', 'Invalid permissions, or the requested model was not found'],
      cause: 'scope-consent/scope-insufficient',
      why: 'The token lacks the scope, the base was not chosen at the consent, or base and table do not exist.',
      possible: ['scope-consent/role-not-allowed-to-grant', 'transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      why: 'Each refresh ends the token that was used; one that is sent again ends the whole grant.',
      possible: ['refresh/concurrent-use', 'refresh/lifetime-ended', 'refresh/revoked'],
      coarse: true,
    },
  ],
};
