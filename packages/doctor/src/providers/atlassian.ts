import type { Provider } from './provider.ts';

/** Atlassian Cloud (Jira, Confluence, 3LO): Auth0 underneath. */
export const atlassian: Provider = {
  name: 'atlassian',
  title: 'Atlassian',
  hosts: ['auth.atlassian.com'],
  apiHosts: ['api.atlassian.com', '*.atlassian.net', 'mcp.atlassian.com'],
  endpoints: {
    'authorization-request': ['/authorize'],
    'token-request': ['/oauth/token'],
    'metadata-request': ['/.well-known/openid-configuration'],
  },
  tellingTexts: ['atlassian.com', 'Atlassian', 'Jira', 'Confluence', 'accessible-resources'],
  tokens: [{ kind: 'client-secret', pattern: /^ATOA[\w-]{60,100}$/, telling: true }],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'always',
    offline: { scope: 'offline_access' },
    audienceParameter: 'audience',
    lifetimes: { accessToken: 3600, refreshTokenIdle: 7_776_000, refreshToken: 31_536_000 },
  },
  ownParameters: ['audience', 'cloudId'],
  texts: [
    {
      says: ['Unknown or invalid refresh token'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      why: 'Refresh tokens rotate: each answer holds a new one, and the old one ends.',
      possible: ['refresh/concurrent-use', 'refresh/expired-inactivity', 'refresh/unknown-token', 'refresh/revoked'],
    },
    {
      says: ['refresh_token is invalid', 'Refresh token is invalid'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/expired-inactivity', 'refresh/revoked', 'refresh/unknown-token'],
    },
    {
      says: ['Invalid authorization code'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'client-identification/credentials-of-other-app'],
    },
    {
      says: [
        "The app's callback URL is invalid",
        'callback URL is invalid',
        'redirect_uri is not registered for client',
        'is not registered for client',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/path-mismatch', 'redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ['Unauthorized; scope does not match'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      why: 'The token lacks a scope that this call needs, or the call is not open to OAuth apps.',
    },
    {
      says: ['The requested scope … is invalid', 'Requested scopes … not allowed', 'invalid_scope'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
      coarse: true,
    },
    {
      says: ['the owner of the app needs to grant you access', 'This app is in development mode'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      fix: ['Enable sharing under Distribution of the app.'],
    },
    {
      says: [
        "Looks like you don't have any Jira sites",
        'Your site admin must authorize this app',
        'site admin must authorize',
      ],
      cause: 'scope-consent/role-not-allowed-to-grant',
      confidence: 'certain',
    },
    {
      says: ['access_denied…Unauthorized', '"error": "access_denied", "error_description": "Unauthorized'],
      here: true,
      roles: ['token-request'],
      cause: 'client-authentication/secret-wrong',
    },
    {
      says: ['Your domain is not supported', 'domain … is not allowed', 'not an approved redirect'],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      variant: 'mcp-domains',
    },
  ],
};
