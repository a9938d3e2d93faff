import type { Provider } from './provider.ts';

/** Yahoo. Its token endpoint has error codes in capitals, its APIs those of OAuth 1. */
export const yahoo: Provider = {
  name: 'yahoo',
  title: 'Yahoo',
  hosts: ['api.login.yahoo.com', 'login.yahoo.com'],
  apiHosts: ['*.yahooapis.com'],
  endpoints: {
    'authorization-request': ['/oauth2/request_auth'],
    'token-request': ['/oauth2/get_token'],
    'resource-request': ['/openid/v1/userinfo'],
    'metadata-request': ['/.well-known/openid-configuration'],
  },
  tellingTexts: ['api.login.yahoo.com', 'yahooapis.com', 'yahoo_oauth', 'yfpy'],
  tokens: [{ kind: 'client-id', pattern: /^dj0yJmk9[\w=-]{40,160}$/, telling: true }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'post', 'none'],
    pkce: 'supported',
    showsCode: true,
    lifetimes: { accessToken: 3600 },
  },
  ownParameters: ['language'],
  texts: [
    {
      says: ['INVALID_REFRESH_TOKEN', 'Failed to decode/encode refresh token'],
      here: true,
      cause: 'refresh/unknown-token',
      possible: ['token-use/token-truncated', 'refresh/revoked'],
    },
    {
      says: ['TOKEN_EXPIRED'],
      here: true,
      roles: ['token-request'],
      cause: 'refresh/lifetime-ended',
      possible: ['refresh/expired-inactivity', 'refresh/revoked'],
    },
    {
      says: ['refresh token parameter cannot be empty for refresh_token grant type'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: ['The value for client_secret cannot be empty', 'The value for client_id cannot be empty'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/auth-method-mismatch', 'transport-endpoint/body-not-form'],
    },
    {
      says: ['INVALID_CLIENT_SECRET'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['INVALID_CONSUMER_KEY', 'DELETED_CONSUMER_KEY', 'DISABLED_CONSUMER_KEY', 'consumer_key_unknown'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['Please specify a valid client and submit again'],
      cause: 'client-identification/client-unknown',
      why: 'The client id is none of Yahoo, or the app was made as another kind of client than the one that asks.',
      fix: ['Copy the client id again; an app that has a secret is made as Confidential Client.'],
      possible: ['client-authentication/client-type-mismatch', 'transport-endpoint/stray-whitespace'],
    },
    {
      says: ['Please request scope from registered scopes and submit again'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The app may ask only for the API permissions that were ticked when it was made.',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['invalid code challenge or method'],
      here: true,
      notSent: ['code_challenge'],
      cause: 'pkce/required-not-sent',
    },
    {
      says: ['invalid code challenge or method'],
      here: true,
      sent: ['code_challenge'],
      cause: 'pkce/challenge-encoding',
      possible: ['pkce/challenge-method-mismatch'],
    },
    {
      says: ['INVALID_REDIRECT_URI'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
      possible: ['redirect-uri/not-registered'],
    },
    {
      says: ['INVALID_CALLBACK', 'INVALID_CALLBACK_URL', 'BAD_REDIRECT_URI'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['ACCOUNT_NOT_AUTHORIZED'],
      here: true,
      cause: 'scope-consent/consent-missing',
    },
    {
      says: ['additional_authorization_required', 'This application is not authorized to perform this action'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      why: 'The token is good, and the app has no permission for this API: Yahoo gives it when the app is made.',
      possible: ['scope-consent/scope-not-allowed-for-client'],
    },
    {
      says: ['oauth_problem="token_expired"'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['oauth_problem="token_rejected"'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-truncated', 'token-use/wrong-token-of-flow', 'availability/provider-incident'],
    },
  ],
};
