import type { Provider } from './provider.ts';

/** LINE Login. */
export const line: Provider = {
  name: 'line',
  title: 'LINE',
  hosts: ['access.line.me', 'api.line.me'],
  endpoints: {
    'authorization-request': ['/oauth2/v2.1/authorize', '/oauth2/v2.1/authorize/consent', '/dialog/oauth/weblogin'],
    'token-request': ['/oauth2/v2.1/token'],
    'introspection-request': ['/oauth2/v2.1/verify'],
    'revocation-request': ['/oauth2/v2.1/revoke'],
    'resource-request': ['/v2/profile', '/v2/**'],
  },
  tellingTexts: ['access.line.me', 'api.line.me', 'LINE developers site', 'line3rdp'],
  ownParameters: ['bot_prompt', 'disable_auto_login'],
  texts: [
    {
      says: ['This channel is now developing status', 'User need to have developer role'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      fix: ['Publish the channel in the LINE Developers Console, or give the user a role in it.'],
    },
    {
      says: [
        'Invalid redirect_uri value. Check if it is registered in a LINE developers site',
        'AUTH_INVALID_REDIRECT_URL',
      ],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/path-mismatch',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/host-port-mismatch',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['redirect_uri does not match'],
      here: true,
      roles: ['token-request'],
      cause: 'redirect-uri/differs-between-requests',
    },
  ],
};
