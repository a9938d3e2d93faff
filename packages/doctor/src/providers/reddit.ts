import type { Provider } from './provider.ts';

/** Reddit: errors of the token endpoint come with status 200. */
export const reddit: Provider = {
  name: 'reddit',
  title: 'Reddit',
  hosts: ['www.reddit.com', 'old.reddit.com', 'ssl.reddit.com', 'reddit.com'],
  apiHosts: ['oauth.reddit.com'],
  endpoints: {
    'authorization-request': ['/api/v1/authorize', '/api/v1/authorize.compact'],
    'token-request': ['/api/v1/access_token'],
    'revocation-request': ['/api/v1/revoke_token'],
  },
  tellingTexts: ['reddit.com', 'praw', 'prawcore', 'asyncpraw', 'snoowrap', 'Reddit app'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic'],
    errorsWith200: true,
    pkce: 'ignored',
    rotation: 'never',
    offline: { parameters: { duration: 'permanent' } },
    lifetimes: { code: 600 },
  },
  ownParameters: ['duration', 'device_id'],
  texts: [
    {
      says: ['invalid redirect_uri parameter'],
      here: true,
      cause: 'redirect-uri/not-registered',
      why: 'Reddit compares the whole redirect URI with the one of the app, and an app has only one.',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/localhost-vs-loopback'],
    },
    {
      says: ['invalid client id'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['invalid scope requested'],
      here: true,
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-separator'],
    },
    {
      says: ['Only script apps may use password auth'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Create an app of the type script for the password grant, or use the code flow.'],
    },
    {
      says: ['Only confidential clients may use client_credentials auth'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Use https://oauth.reddit.com/grants/installed_client as grant type for an installed app.'],
    },
    {
      says: ['bad device_id'],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      why: 'The grant of installed apps wants a device_id of 20 to 30 characters.',
    },
    {
      // snoowrap has the password grant, and refresh tokens that never end.
      says: ['"Invalid grant" error returned from reddit. (You might have incorrect credentials.)'],
      cause: 'client-authentication/user-credentials-wrong',
      why: 'The password did not arrive as it was typed (a $ or # of a settings file), or the account has a second factor.',
      possible: ['provider-policy/mfa-required', 'refresh/revoked', 'client-authentication/secret-wrong'],
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'password',
      cause: 'client-authentication/user-credentials-wrong',
      why: 'The password is wrong, the account has a second factor, or it is no developer of the script app.',
      possible: ['provider-policy/mfa-required', 'provider-policy/app-not-public'],
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'authorization_code',
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'redirect-uri/differs-between-requests',
        'authorization-code/altered-by-client',
      ],
      coarse: true,
    },
    {
      says: ['unsupported_grant_type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/grant-type-value-wrong'],
    },
    {
      says: ['"message": "Unauthorized", "error": 401', 'received 401 HTTP response'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      why: 'Reddit reads id and secret in the Basic header only; an installed app sends an empty secret.',
      possible: [
        'client-authentication/credentials-missing',
        'client-authentication/auth-method-mismatch',
        'token-use/access-token-expired',
      ],
    },
    {
      says: ['Your request has been blocked due to a network policy', 'whoa there, pardner'],
      cause: 'transport-endpoint/blocked-by-firewall',
      why: 'Reddit turns away addresses of data centres and requests with a User-Agent that many share.',
      fix: [
        'Send a User-Agent of its own: platform:app:version (by /u/name).',
        'Call oauth.reddit.com with the token, not www.reddit.com.',
      ],
      possible: ['availability/rate-limited'],
    },
    {
      says: ['this app has not been approved for use with employee accounts'],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
    },
  ],
};
