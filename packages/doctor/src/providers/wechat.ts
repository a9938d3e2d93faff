import type { Provider } from './provider.ts';

/** WeChat: parameters of its own (appid, secret), errors with status 200 as errcode and errmsg. */
export const wechat: Provider = {
  name: 'wechat',
  title: 'WeChat',
  hosts: ['open.weixin.qq.com', 'api.weixin.qq.com'],
  endpoints: {
    'authorization-request': ['/connect/oauth2/authorize', '/connect/qrconnect'],
    'token-request': ['/sns/oauth2/access_token', '/sns/oauth2/refresh_token', '/cgi-bin/token', '/sns/jscode2session'],
    'resource-request': ['/sns/userinfo', '/cgi-bin/**'],
  },
  tellingTexts: ['api.weixin.qq.com', 'weixin', 'WeChat'],
  habits: { tokenByGet: true, errorsWith200: true, pkce: 'ignored' },
  ownParameters: ['appid', 'secret', 'js_code'],
  texts: [
    {
      says: ['invalid appsecret', '"errcode":40125'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['invalid appid', '"errcode":40013'],
      cause: 'client-identification/client-unknown',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['code been used', '"errcode":40163'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['"errcode":40029'],
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'client-identification/credentials-of-other-app',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: ['"errcode":40030', '"errcode":42002'],
      cause: 'refresh/lifetime-ended',
      possible: ['refresh/unknown-token'],
    },
    {
      says: ['"errcode":40001', '"errcode":40014', '"errcode":42001'],
      cause: 'token-use/access-token-expired',
      possible: ['client-authentication/secret-wrong'],
    },
    {
      says: ['"errcode":41004', 'appsecret missing'],
      cause: 'client-authentication/credentials-missing',
      confidence: 'certain',
    },
    {
      says: ['"errcode":41008', 'missing code'],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: ['"errcode":40164', 'invalid ip…not in whitelist'],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      why: 'WeChat gives access tokens to the addresses of the IP whitelist alone.',
    },
    { says: ['"errcode":48001', 'api unauthorized'], here: true, cause: 'scope-consent/scope-insufficient' },
  ],
};
