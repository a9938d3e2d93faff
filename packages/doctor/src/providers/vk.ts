import type { Provider } from './provider.ts';

/** VK (vk.com). The token endpoint is asked with GET. */
export const vk: Provider = {
  name: 'vk',
  title: 'VK',
  hosts: ['oauth.vk.com', 'oauth.vk.ru', 'id.vk.com', 'id.vk.ru'],
  apiHosts: ['api.vk.com', 'api.vk.ru'],
  endpoints: {
    'authorization-request': ['/authorize'],
    'token-request': ['/access_token', '/oauth2/auth', '/token'],
    'resource-request': ['/method/**', '/oauth2/user_info'],
  },
  tellingTexts: ['oauth.vk.com', 'vkontakte'],
  habits: { getTokens: true },
  ownParameters: ['device_id', 'v', 'display', 'revoke'],
  texts: [
    {
      says: ['client_secret is incorrect'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['error_description: client_secret is undefined'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
    },
    {
      says: ['client_secret is undefined'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/auth-method-mismatch'],
    },
    {
      says: ['client_id is incorrect', 'client_id is undefined'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['redirect_uri is incorrect, check application redirect uri in the settings page'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/host-port-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ['Code is invalid or expired'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'redirect-uri/differs-between-requests'],
    },
    {
      says: ['OAuth authorization cannot be used from native VK applications'],
      cause: 'client-authentication/client-type-mismatch',
      confidence: 'certain',
    },
  ],
};
