import type { Provider } from './provider.ts';

/** Zoom. */
export const zoom: Provider = {
  name: 'zoom',
  title: 'Zoom',
  hosts: ['zoom.us', '*.zoom.us', 'api.zoom.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token'],
    'revocation-request': ['/oauth/revoke'],
    'device-authorization-request': ['/oauth/devicecode'],
    'resource-request': ['/v2/**'],
  },
  tellingTexts: ['zoom.us', 'Zoom OAuth', 'Zoom app', 'account_credentials', 'Zoom'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic'],
    pkce: 'supported',
    rotation: 'always',
    lifetimes: { code: 600, accessToken: 3600, refreshToken: 7_776_000 },
  },
  ownParameters: ['account_id'],
  texts: [
    {
      says: [
        'Invalid redirect:',
        'Invalid redirect url',
        'Invalid redirect … (4,700)',
        'Redirect URI mismatch',
        '(4,700)',
        '4,709',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/differs-between-requests',
        'redirect-uri/scheme-mismatch',
      ],
    },
    {
      says: ['Invalid client_id or client_secret', 'Invalid client_id: ( 4,702 )', '(4,702)'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/basic-content-wrong',
        'client-authentication/credentials-missing',
        'client-identification/client-unknown',
      ],
    },
    {
      says: ['Invalid Token!', 'invalid_grant…Invalid Token'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'refresh/unknown-token', 'refresh/lifetime-ended'],
    },
    {
      says: ['Invalid Authorization code'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'redirect-uri/differs-between-requests', 'pkce/verifier-mismatch'],
    },
    {
      says: ['The Token is expired', 'Invalid access token, but it has expired'],
      here: true,
      cause: 'refresh/lifetime-ended',
      possible: ['refresh/rotation-not-stored'],
    },
    {
      says: ['Access token is expired', '"code": 124', 'Invalid access token'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/wrong-token-of-flow', 'token-use/authorization-header-malformed'],
    },
    {
      says: ['Invalid access token, does not contain scopes', 'does not contain scopes'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: [
        'unsupported grant type',
        'unsupported_grant_type',
        'The grant type is not supported',
        'Invalid grant type',
      ],
      here: true,
      cause: 'transport-endpoint/grant-type-value-wrong',
      possible: ['client-identification/grant-type-not-allowed', 'transport-endpoint/body-not-form'],
    },
    {
      says: ['Missing grant type'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['The app has been disabled', 'This app has been disabled by the developer', 'app has been disabled'],
      here: true,
      cause: 'client-identification/client-unknown',
      variant: 'disabled',
    },
    {
      says: [
        'You cannot authorize the app',
        'Application not found',
        'Your admin has not approved',
        'has not been pre-approved',
        'You are not allowed to install',
      ],
      here: true,
      cause: 'scope-consent/consent-missing',
      possible: ['provider-policy/app-not-public', 'scope-consent/role-not-allowed-to-grant'],
    },
    {
      says: ['Invalid scope', '4,711', 'invalid_scope'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['4,734', 'Invalid code verifier', 'code verifier not match'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: ['Bad Request…account_id', 'Invalid account_id'],
      here: true,
      cause: 'client-identification/credentials-of-other-app',
      variant: 'account-id',
      possible: ['transport-endpoint/parameter-missing'],
    },
  ],
};
