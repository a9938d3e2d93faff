import type { Provider } from './provider.ts';

/** WeChat: errors come with status 200, as errcode and errmsg; its pages are in Chinese. */
export const wechat: Provider = {
  name: 'wechat',
  title: 'WeChat',
  hosts: ['open.weixin.qq.com'],
  apiHosts: ['api.weixin.qq.com'],
  endpoints: {
    'authorization-request': ['/connect/oauth2/authorize', '/connect/qrconnect'],
    'token-request': ['/sns/oauth2/access_token', '/sns/oauth2/refresh_token'],
    'resource-request': ['/sns/userinfo', '/sns/auth'],
  },
  tellingTexts: ['WeChat', 'weixin', 'snsapi_userinfo', 'snsapi_base', 'snsapi_login'],
  habits: { scopeSeparator: ',', errorsWith200: true, pkce: 'ignored' },
  ownParameters: ['appid', 'secret', 'forcePopup'],
  texts: [
    {
      says: ['"errcode": 40029', 'invalid oauth_code', 'errcode … 40029'],
      cause: 'authorization-code/redeemed-twice',
      why: 'A code lives for five minutes and for one use, and belongs to the app (appid) for which it was issued.',
      possible: ['authorization-code/expired', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['"errcode": 40163', 'code been used', 'errcode … 40163'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['"errcode": 40125', 'invalid appsecret', 'errcode … 40125'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'certain',
    },
    {
      says: ['10003'],
      here: true,
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'domain',
      why: 'The domain of the redirect URI is not the one that stands in the settings of the account: the whole host name, without scheme.',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/not-encoded'],
    },
  ],
};
