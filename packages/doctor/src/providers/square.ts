import type { Provider } from './provider.ts';

/** Square, production and sandbox. */
export const square: Provider = {
  name: 'square',
  title: 'Square',
  hosts: ['connect.squareup.com', 'connect.squareupsandbox.com', 'app.squareup.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/oauth2/token', '/oauth2/clients/*/access-token/renew'],
    'revocation-request': ['/oauth2/revoke'],
    'introspection-request': ['/oauth2/token/status'],
    'resource-request': ['/v2/**'],
  },
  tellingTexts: ['squareup.com', 'squareupsandbox', 'sq0idp', 'sq0idb', 'Square OAuth'],
  tokens: [
    { kind: 'client-id', pattern: /^(?:sandbox-)?sq0id[bp]-[\w-]{22}$/, telling: true },
    { kind: 'client-secret', pattern: /^(?:sandbox-)?sq0cs[bp]-[\w-]{43}$/, telling: true },
    { kind: 'authorization-code', pattern: /^(?:sandbox-)?sq0cg[bp]-[\w-]{22}$/, telling: true },
  ],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['post', 'none'],
    pkce: 'supported',
    rotation: 'never',
    lifetimes: { code: 300, accessToken: 2_592_000 },
    regions: { production: ['connect.squareup.com'], sandbox: ['connect.squareupsandbox.com'] },
  },
  ownParameters: ['session', 'short_lived', 'merchant_id'],
  texts: [
    {
      says: ['Authorization code not found for app'],
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'environment/environment-mix-up',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: [
        '"message": "Not Authorized", "type": "service.not_authorized"',
        'V1_ERROR - service.not_authorized: Not Authorized',
      ],
      cause: 'client-authentication/secret-wrong',
      why: 'The client secret is wrong: it stands on the OAuth page of the app, and is neither the access token nor of the other environment.',
      possible: [
        'environment/environment-mix-up',
        'authorization-code/redeemed-twice',
        'client-authentication/credentials-missing',
      ],
    },
    {
      says: ['ACCESS_TOKEN_EXPIRED', 'The provided OAuth access token has expired'],
      here: true,
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['ACCESS_TOKEN_REVOKED'],
      here: true,
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      says: ['INSUFFICIENT_SCOPES'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['This request could not be authorized'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['environment/environment-mix-up', 'token-use/authorization-header-malformed'],
    },
  ],
};
