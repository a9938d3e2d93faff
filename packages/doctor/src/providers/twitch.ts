import type { Provider } from './provider.ts';

/** Twitch. */
export const twitch: Provider = {
  name: 'twitch',
  title: 'Twitch',
  hosts: ['id.twitch.tv'],
  apiHosts: ['api.twitch.tv'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/oauth2/token'],
    'revocation-request': ['/oauth2/revoke'],
    'introspection-request': ['/oauth2/validate'],
    'device-authorization-request': ['/oauth2/device'],
    'metadata-request': ['/oauth2/.well-known/openid-configuration', '/oauth2/keys'],
  },
  tellingTexts: ['Twitch', 'twitch.tv', 'twurple'],
  tokens: [{ kind: 'client-id', pattern: /^[0-9a-z]{30}$/ }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'sometimes',
    lifetimes: { accessToken: 14_400 },
    refusesRedirect: [],
    headers: [],
  },
  ownParameters: ['force_verify', 'claims', 'scopes'],
  texts: [
    {
      says: ['redirect_mismatch', 'Parameter redirect_uri does not match registered URI'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/localhost-vs-loopback'],
    },
    {
      says: ['invalid client secret'],
      here: true,
      cause: 'client-authentication/secret-wrong',
    },
    {
      says: ['missing client secret'],
      here: true,
      cause: 'client-authentication/credentials-missing',
      possible: ['transport-endpoint/body-not-form', 'client-authentication/client-type-mismatch'],
    },
    {
      says: ['missing client id'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: [
        'client-authentication/auth-method-mismatch',
        'transport-endpoint/parameter-missing',
        'transport-endpoint/params-not-in-body',
      ],
    },
    {
      says: ['invalid client'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder', 'transport-endpoint/stray-whitespace'],
    },
    {
      says: ['Invalid authorization code'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'redirect-uri/differs-between-requests',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['Invalid refresh token'],
      here: true,
      cause: 'refresh/revoked',
      possible: [
        'refresh/unknown-token',
        'client-identification/credentials-of-other-app',
        'refresh/rotation-not-stored',
      ],
      why: 'The user disconnected the app or changed the password, or the value is another one.',
    },
    {
      says: ['invalid scope requested', 'invalid scope'],
      here: true,
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-separator'],
    },
    {
      says: ['OAuth token is missing'],
      cause: 'token-use/authorization-header-malformed',
      confidence: 'certain',
    },
    {
      says: ['Invalid OAuth token'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/authorization-header-malformed', 'refresh/revoked'],
    },
    {
      says: ['Client ID and OAuth token do not match'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: ['Client-Id header required', 'Client ID is missing', 'The Client-Id header must be'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      variant: 'client-id-header',
      fix: ['Send Client-Id beside Authorization: Bearer.'],
    },
    {
      says: ['Missing scope:', 'missing required scope'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['missing grant type', 'invalid grant type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/grant-type-value-wrong'],
    },
  ],
};
