import type { Provider } from './provider.ts';

/** Feishu, and Lark as it is called elsewhere. */
export const feishu: Provider = {
  name: 'feishu',
  title: 'Feishu',
  hosts: ['open.feishu.cn', 'accounts.feishu.cn', 'open.larksuite.com', 'accounts.larksuite.com', 'passport.feishu.cn'],
  endpoints: {
    'authorization-request': ['/open-apis/authen/v1/authorize', '/open-apis/authen/v1/index'],
    'token-request': [
      '/open-apis/authen/v2/oauth/token',
      '/open-apis/authen/v1/access_token',
      '/open-apis/authen/v1/oidc/access_token',
      '/open-apis/authen/v1/refresh_access_token',
    ],
    'resource-request': ['/open-apis/**'],
  },
  tellingTexts: ['open.feishu.cn', 'accounts.feishu.cn', 'larksuite.com', 'Feishu'],
  habits: {
    tokenBody: 'json',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 300 },
    regions: {
      Feishu: ['open.feishu.cn', 'accounts.feishu.cn'],
      Lark: ['open.larksuite.com', 'accounts.larksuite.com'],
    },
  },
  ownParameters: ['app_id'],
  texts: [
    {
      says: ['code: 20029', '20029 redirect_uri'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/host-port-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/scheme-mismatch',
        'environment/region-mismatch',
      ],
    },
    {
      says: ['code: 20027'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The app has not applied for a permission that is asked for.',
    },
  ],
};
