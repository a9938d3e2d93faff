import type { Provider } from './provider.ts';

/** WeChat: official accounts, websites and mini programs. Errors come with status 200, as errcode and errmsg. */
export const wechat: Provider = {
  name: 'wechat',
  title: 'WeChat',
  hosts: ['open.weixin.qq.com', 'api.weixin.qq.com'],
  endpoints: {
    'authorization-request': ['/connect/oauth2/authorize', '/connect/qrconnect'],
    'token-request': [
      '/sns/oauth2/access_token',
      '/sns/oauth2/refresh_token',
      '/sns/jscode2session',
      '/cgi-bin/token',
      '/cgi-bin/stable_token',
    ],
    'resource-request': ['/sns/userinfo', '/sns/auth'],
  },
  tellingTexts: ['weixin.qq.com', 'WeChat', 'wx.login', 'jscode2session'],
  habits: { errorsWith200: true, tokenByGet: true, lifetimes: { code: 300, accessToken: 7200 } },
  ownParameters: ['appid', 'secret', 'js_code', 'connect_redirect', 'forcePopup'],
  texts: [
    {
      says: ['errcode: 40163', 'code been used'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
      possible: ['authorization-code/consumed-by-prefetch'],
    },
    {
      says: ['errcode: 40029'],
      cause: 'authorization-code/redeemed-twice',
      why: 'A code that is unknown to this app: used, too old, changed on its way, or issued to another app.',
      possible: [
        'authorization-code/expired',
        'authorization-code/altered-by-client',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['errcode: 40125'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/credentials-of-other-app'],
    },
    { says: ['errcode: 40013'], cause: 'client-identification/client-unknown' },
  ],
};
