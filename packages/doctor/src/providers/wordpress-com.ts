import type { Provider } from './provider.ts';

/** WordPress.com and Jetpack. */
export const wordpressCom: Provider = {
  name: 'wordpress-com',
  title: 'WordPress.com',
  hosts: ['public-api.wordpress.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize', '/oauth2-1/authorize'],
    'token-request': ['/oauth2/token', '/oauth2-1/token'],
    'introspection-request': ['/oauth2/token-info'],
    'resource-request': ['/rest/**', '/wp/**', '/wpcom/**'],
  },
  tellingTexts: ['public-api.wordpress.com', 'WordPress.com'],
  habits: { tokenBody: 'form', clientAuthentication: ['post'] },
  ownParameters: ['blog'],
  texts: [
    {
      says: ['The specified path was not found. Please visit https://developer.wordpress.com/docs/ for valid paths'],
      without: ['.well-known'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      confidence: 'certain',
      fix: [
        'Use https://public-api.wordpress.com/oauth2/authorize and https://public-api.wordpress.com/oauth2/token, with the 2.',
      ],
    },
    {
      says: ['Error Message: Mismatch in redirect_uri', 'invalid_request…Mismatch in redirect_uri'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/host-port-mismatch'],
    },
    {
      says: ['Mismatch in redirect_uri'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/differs-between-requests',
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
      ],
    },
  ],
};
