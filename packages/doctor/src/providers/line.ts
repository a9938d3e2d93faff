import type { Provider } from './provider.ts';

/** LINE Login. */
export const lineLogin: Provider = {
  name: 'line',
  title: 'LINE',
  hosts: ['access.line.me'],
  apiHosts: ['api.line.me'],
  endpoints: {
    'authorization-request': ['/oauth2/v2.1/authorize'],
    'token-request': ['/oauth2/v2.1/token'],
    'revocation-request': ['/oauth2/v2.1/revoke'],
    'resource-request': ['/v2/profile', '/oauth2/v2.1/userinfo'],
  },
  tellingTexts: ['access.line.me', 'api.line.me', 'LINE developers'],
  texts: [
    {
      says: ['This channel is now developing status', 'User need to have developer role'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      fix: ['Publish the channel in the LINE Developers Console, or give the user a role in it.'],
    },
    {
      says: [
        'invalid redirect_uri value. Check if it is registered in a LINE developers site',
        'Check if it is registered in a LINE developers site',
      ],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/path-mismatch', 'client-identification/credentials-of-other-app'],
    },
  ],
};
