import type { Provider } from './provider.ts';

/** Pinterest. */
export const pinterest: Provider = {
  name: 'pinterest',
  title: 'Pinterest',
  hosts: ['www.pinterest.com', 'api.pinterest.com', 'api-sandbox.pinterest.com'],
  endpoints: {
    'authorization-request': ['/oauth'],
    'token-request': ['/v5/oauth/token'],
    'resource-request': ['/v5/**'],
  },
  tellingTexts: ['Pinterest'],
  tokens: [
    { kind: 'access-token', pattern: /^pina_[A-Z0-9]{60,120}$/, telling: true },
    { kind: 'refresh-token', pattern: /^pinr_[A-Z0-9.]{60,200}$/, telling: true },
  ],
  habits: {
    scopeSeparator: ',',
    tokenBody: 'form',
    clientAuthentication: ['basic'],
    pkce: 'ignored',
    rotation: 'sometimes',
    lifetimes: { accessToken: 2_592_000 },
  },
  ownParameters: ['continuous_refresh', 'refresh_on'],
  texts: [
    {
      says: ['Apps with Trial access may not'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      variant: 'trial',
      fix: ['Use api-sandbox.pinterest.com, or ask for standard access of the app.'],
    },
    {
      says: ['Authentication failed'],
      here: true,
      roles: ['token-request'],
      cause: 'client-authentication/secret-wrong',
      why: 'Pinterest reads id and secret in the Basic header.',
      possible: ['client-authentication/credentials-missing', 'client-authentication/basic-content-wrong'],
    },
    {
      says: ['"code": 2, "message": "Authentication failed'],
      cause: 'token-use/access-token-expired',
      possible: ['token-use/authorization-header-malformed', 'environment/environment-mix-up'],
    },
  ],
};
