import type { Provider } from './provider.ts';

/** VK, and VKontakte as it was called. */
export const vk: Provider = {
  name: 'vk',
  title: 'VK',
  hosts: ['oauth.vk.com', 'oauth.vk.ru', 'id.vk.com', 'id.vk.ru', 'oauth.vkontakte.ru'],
  apiHosts: ['api.vk.com', 'api.vk.ru'],
  endpoints: {
    'authorization-request': ['/authorize'],
    'token-request': ['/access_token', '/oauth2/auth', '/token'],
  },
  tellingTexts: ['oauth.vk.com', 'id.vk.com', 'vkontakte'],
  habits: { getTokens: true },
  ownParameters: ['display', 'v', 'revoke', 'group_ids', 'device_id', 'provider', 'lang_id'],
  texts: [
    {
      says: ['redirect_uri is incorrect, check application redirect uri in the settings page'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/path-mismatch',
        'redirect-uri/extra-query',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/trailing-slash',
      ],
    },
    {
      says: ['redirect_uri has wrong domain, check application'],
      cause: 'redirect-uri/host-port-mismatch',
      possible: ['redirect-uri/not-registered'],
    },
    {
      says: ['redirect_uri is invalid, please pass same redirect_uri, you used in authorize method'],
      cause: 'redirect-uri/differs-between-requests',
      possible: ['redirect-uri/extra-query', 'redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['OAuth authorization cannot be used from native VK applications'],
      cause: 'client-authentication/client-type-mismatch',
      possible: ['client-identification/grant-type-not-allowed'],
    },
  ],
};
