import type { Provider } from './provider.ts';

/** WeChat: GET for tokens, and errors as a number and a message with status 200. */
export const wechat: Provider = {
  name: 'wechat',
  title: 'WeChat',
  hosts: ['api.weixin.qq.com', 'open.weixin.qq.com'],
  endpoints: {
    'authorization-request': ['/connect/oauth2/authorize', '/connect/qrconnect'],
    'token-request': ['/sns/oauth2/access_token', '/sns/oauth2/refresh_token', '/sns/jscode2session'],
    'resource-request': ['/sns/userinfo', '/sns/auth'],
  },
  tellingTexts: [
    'api.weixin.qq.com',
    'open.weixin.qq.com',
    'jscode2session',
    'snsapi_userinfo',
    'snsapi_base',
    'snsapi_login',
  ],
  habits: {
    errorsWith200: true,
    getTokens: true,
    tokenInQuery: true,
    rotation: 'never',
    scopeSeparator: ',',
    names: { client_id: 'appid', client_secret: 'secret' },
  },
  ownParameters: ['appid', 'secret', 'js_code', 'openid', 'lang'],
  texts: [
    {
      says: ['10003'],
      here: true,
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'domain',
      why: 'The domain of the redirect URI is not the one that stands in the settings of the account: the whole host name, without scheme.',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/not-encoded'],
    },
    {
      says: ['code been used'],
      mentions: ['40163', 'errcode'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['40029 … invalid code'],
      mentions: ['errcode'],
      cause: 'authorization-code/expired',
      possible: [
        'authorization-code/redeemed-twice',
        'client-identification/credentials-of-other-app',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: ['41008 … missing code', '41002 … appid missing', '41001 … access_token missing'],
      mentions: ['errcode'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: ['40013 … invalid appid'],
      mentions: ['errcode'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: ['40125 … invalid appsecret'],
      mentions: ['errcode'],
      cause: 'client-authentication/secret-wrong',
      confidence: 'certain',
    },
    {
      says: ['40030 … invalid refresh_token'],
      mentions: ['errcode'],
      cause: 'refresh/unknown-token',
      possible: ['refresh/expired-inactivity'],
    },
    {
      says: ['40002 … invalid grant_type'],
      mentions: ['errcode'],
      cause: 'transport-endpoint/grant-type-value-wrong',
      confidence: 'certain',
    },
    {
      says: ['42002 … refresh_token expired'],
      mentions: ['errcode'],
      cause: 'refresh/lifetime-ended',
      confidence: 'certain',
      why: 'A refresh token of WeChat lives thirty days from the login, however often it is used.',
      possible: ['refresh/expired-inactivity'],
    },
    {
      says: ['40001 … invalid credential', '40014 … invalid access_token'],
      mentions: ['errcode'],
      cause: 'token-use/access-token-expired',
      why: 'A new token of the account ends the one before it, and the token of a login is no token of the account.',
      possible: ['token-use/wrong-token-of-flow', 'client-authentication/secret-wrong'],
    },
    {
      says: ['42001 … access_token expired'],
      mentions: ['errcode'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['45009 … reach max api daily quota limit', '45011 … api minute-quota reach limit'],
      mentions: ['errcode'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
  ],
};
