import type { Provider } from './provider.ts';

/** Zendesk. */
export const zendesk: Provider = {
  name: 'zendesk',
  title: 'Zendesk',
  hosts: ['*.zendesk.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorizations/new'],
    'token-request': ['/oauth/tokens'],
    'resource-request': ['/api/v2/**'],
  },
  tellingTexts: ['zendesk.com', 'Zendesk'],
  habits: { tokenBody: 'form-or-json', clientAuthentication: ['post'], pkce: 'supported' },
  texts: [
    {
      says: ['The provided access grant is invalid, expired, or revoked'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      why: 'Zendesk has one text for a used or old code, another redirect URI and a redirect_uri that is misspelt.',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/expired',
        'transport-endpoint/parameter-unknown',
      ],
    },
    {
      says: ['The access token provided is expired, revoked, malformed or invalid for other reasons'],
      cause: 'token-use/access-token-expired',
      possible: ['refresh/revoked', 'token-use/authorization-header-malformed'],
    },
  ],
};
