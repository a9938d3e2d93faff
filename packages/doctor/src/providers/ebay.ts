import type { Provider } from './provider.ts';

/** eBay, production and sandbox. The redirect URI is a name (RuName), no address. */
export const ebay: Provider = {
  name: 'ebay',
  title: 'eBay',
  hosts: [
    'auth.ebay.com',
    'auth.sandbox.ebay.com',
    'api.ebay.com',
    'api.sandbox.ebay.com',
    'signin.ebay.com',
    'apiz.ebay.com',
  ],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/identity/v1/oauth2/token'],
    'resource-request': ['/sell/**', '/buy/**', '/commerce/**'],
  },
  tellingPaths: ['/identity/v1/oauth2/token'],
  tellingTexts: ['api.ebay.com', 'RuName', 'ebay-oauth', 'eBay'],
  tokens: [{ kind: 'client-secret', pattern: /^(?:PRD|SBX)-[0-9a-f]{12}(?:-[0-9a-f]{4}){4}$/, telling: true }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic'],
    pkce: 'ignored',
    rotation: 'never',
    lifetimes: { code: 300, accessToken: 7200, refreshToken: 47_304_000 },
    regions: {
      production: ['auth.ebay.com', 'api.ebay.com'],
      sandbox: ['auth.sandbox.ebay.com', 'api.sandbox.ebay.com'],
    },
  },
  texts: [
    {
      says: ['the provided authorization grant code is invalid or was issued to another client'],
      cause: 'authorization-code/redeemed-twice',
      why: 'A code works once and for five minutes, and its text has to be percent-decoded once before it is sent; eBay says the same of a refresh token that was revoked.',
      possible: [
        'authorization-code/expired',
        'authorization-code/altered-by-client',
        'environment/environment-mix-up',
      ],
    },
    {
      says: ['the provided authorization refresh token is invalid or was issued to another client'],
      cause: 'refresh/revoked',
      why: 'The user changed name or password, withdrew the app, or the value is none that this client got. It holds #, at which a settings file cuts an unquoted value.',
      fix: [
        'Compare the length of the stored token with the one that was issued, and quote it in the settings file.',
        'Otherwise ask the user to consent again.',
      ],
      possible: [
        'refresh/unknown-token',
        'environment/environment-mix-up',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['scope is invalid, unknown, malformed, or exceeds the scope granted to the client'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The keys of the app lack this scope, or the consent of the user is older than it.',
      possible: ['scope-consent/scope-unknown', 'scope-consent/scope-separator'],
    },
    {
      says: ['Input request parameters are invalid'],
      here: true,
      cause: 'redirect-uri/not-registered',
      why: 'redirect_uri has to be the RuName of this environment, not the address behind it.',
      possible: [
        'client-identification/client-unknown',
        'environment/environment-mix-up',
        'transport-endpoint/parameter-missing',
      ],
    },
    {
      says: ['client authentication failed', 'invalid_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'environment/environment-mix-up',
        'client-authentication/basic-content-wrong',
        'client-authentication/credentials-missing',
      ],
    },
    {
      says: ['Insufficient permissions to fulfill the request'],
      cause: 'scope-consent/scope-insufficient',
      possible: ['token-use/wrong-token-of-flow'],
    },
    {
      says: ['Invalid access token'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['environment/environment-mix-up', 'token-use/token-truncated'],
    },
  ],
};
