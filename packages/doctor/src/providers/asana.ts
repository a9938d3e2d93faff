import type { Provider } from './provider.ts';

/** Asana. */
export const asana: Provider = {
  name: 'asana',
  title: 'Asana',
  hosts: ['app.asana.com'],
  endpoints: {
    'authorization-request': ['/-/oauth_authorize'],
    'token-request': ['/-/oauth_token'],
    'revocation-request': ['/-/oauth_revoke'],
    'resource-request': ['/api/1.0/**'],
  },
  tellingPaths: ['/-/oauth_token', '/-/oauth_authorize'],
  tellingTexts: ['app.asana.com', 'Asana'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'supported',
    rotation: 'never',
    lifetimes: { accessToken: 3600 },
  },
  texts: [
    {
      says: ['The bearer token has expired. If you have a refresh token'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
  ],
};
