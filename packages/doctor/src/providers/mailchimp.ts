import type { Provider } from './provider.ts';

/** Mailchimp: access tokens that do not end, and one API host for each data centre. */
export const mailchimp: Provider = {
  name: 'mailchimp',
  title: 'Mailchimp',
  hosts: ['login.mailchimp.com'],
  apiHosts: ['*.api.mailchimp.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/oauth2/token'],
    'introspection-request': ['/oauth2/metadata'],
  },
  tellingTexts: ['Mailchimp', 'mailchimp-marketing'],
  habits: { tokenBody: 'form', clientAuthentication: ['post'], pkce: 'ignored' },
  texts: [
    {
      says: ["Your API key may be invalid, or you've attempted to access the wrong datacenter"],
      cause: 'environment/region-mismatch',
      why: 'Each account lives in one data centre, and the others do not know its tokens.',
      fix: ['Ask login.mailchimp.com/oauth2/metadata for dc, and call https://DC.api.mailchimp.com.'],
      possible: ['token-use/access-token-expired', 'token-use/authorization-header-malformed'],
    },
  ],
};
