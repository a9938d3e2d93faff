import type { Provider } from './provider.ts';

/** WeChat (Weixin): appid and secret in the query of a GET; errors come with status 200 as errcode and errmsg. */
export const wechat: Provider = {
  name: 'wechat',
  title: 'WeChat',
  hosts: ['api.weixin.qq.com', 'open.weixin.qq.com', 'qyapi.weixin.qq.com'],
  endpoints: {
    'authorization-request': ['/connect/qrconnect', '/connect/oauth2/authorize'],
    'token-request': ['/sns/oauth2/access_token', '/sns/oauth2/refresh_token', '/cgi-bin/token', '/sns/jscode2session'],
    'resource-request': ['/sns/userinfo', '/sns/auth', '/cgi-bin/**', '/wxa/**'],
  },
  tellingTexts: ['weixin.qq.com', 'WeChat'],
  habits: {
    errorsWith200: true,
    pkce: 'ignored',
    tokenInQuery: true,
    lifetimes: { code: 300, accessToken: 7200, refreshToken: 2_592_000 },
  },
  ownParameters: ['appid', 'secret', 'openid', 'lang', 'js_code', 'corpid', 'corpsecret'],
  texts: [
    {
      says: ['errcode…40029', 'errmsg…invalid code', 'errmsg…invalid oauth_code'],
      cause: 'authorization-code/expired',
      why: 'A code of WeChat works once, within five minutes, for the appid that it was issued to.',
      possible: ['authorization-code/redeemed-twice', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['errcode…40163', 'errmsg…code been used'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['errcode…40030', 'errmsg…invalid refresh_token'],
      cause: 'refresh/unknown-token',
      possible: ['refresh/lifetime-ended', 'refresh/revoked', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['errcode…42002', 'errmsg…refresh_token expired'],
      cause: 'refresh/lifetime-ended',
      confidence: 'certain',
      why: 'A refresh token of WeChat lives thirty days from the login, and refreshing does not prolong it.',
      possible: ['refresh/expired-inactivity'],
    },
    {
      says: ['errcode…42001', 'errmsg…access_token expired'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: [
        'errcode…40001',
        'errmsg…invalid credential, access_token is invalid or not latest',
        'errcode…40014',
        'errmsg…invalid access_token',
      ],
      cause: 'token-use/access-token-expired',
      why: 'Getting a new token of the account ends the one before it, and the token of a login is no token of the account.',
      possible: ['token-use/wrong-token-of-flow', 'client-authentication/secret-wrong'],
    },
    {
      says: ['errcode…41001', 'errmsg…access_token missing'],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
      fix: ['Send the token in the query as access_token.'],
    },
    {
      says: ['errcode…40013', 'errmsg…invalid appid'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['errcode…40125', 'errmsg…invalid appsecret'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'certain',
    },
    { says: ['errcode…40002', 'errmsg…invalid grant_type'], cause: 'transport-endpoint/grant-type-value-wrong' },
    {
      says: ['errcode…45009', 'errcode…45011', 'errmsg…api freq out of limit'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
  ],
};
