import type { Provider } from './provider.ts';

/** Intuit (QuickBooks Online). */
export const intuit: Provider = {
  name: 'intuit',
  title: 'Intuit',
  hosts: ['appcenter.intuit.com', 'oauth.platform.intuit.com', 'developer.api.intuit.com', 'developer.intuit.com'],
  apiHosts: ['quickbooks.api.intuit.com', 'sandbox-quickbooks.api.intuit.com', '*.intuit.com'],
  endpoints: {
    'authorization-request': ['/connect/oauth2'],
    'token-request': ['/oauth2/v1/tokens/bearer'],
    'revocation-request': ['/v2/oauth2/tokens/revoke'],
    'metadata-request': ['/.well-known/**'],
  },
  tellingTexts: ['QuickBooks', 'intuit-oauth', 'Intuit'],
  tokens: [
    { kind: 'refresh-token', pattern: /^(?:AB11|RT1-)[\w-]{30,80}$/, telling: true },
    { kind: 'client-id', pattern: /^AB[A-Za-z0-9]{46,50}$/ },
  ],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic'],
    pkce: 'ignored',
    rotation: 'sometimes',
    lifetimes: { accessToken: 3600, refreshTokenIdle: 8_726_400, rotationGrace: 86_400 },
    regions: {
      production: ['quickbooks.api.intuit.com'],
      sandbox: ['sandbox-quickbooks.api.intuit.com'],
    },
  },
  ownParameters: ['realmId'],
  texts: [
    {
      says: [
        'The redirect_uri query parameter value is invalid',
        'redirect_uri query parameter value is invalid. Make sure it is listed',
      ],
      cause: 'redirect-uri/not-registered',
      possible: [
        'environment/environment-mix-up',
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/localhost-vs-loopback',
      ],
    },
    {
      says: ['Invalid authorization code'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'redirect-uri/differs-between-requests',
        'environment/environment-mix-up',
      ],
    },
    {
      says: ['Incorrect Token type or clientID'],
      cause: 'client-identification/credentials-of-other-app',
      why: 'The token belongs to another app or environment than the client id: development and production keys are two clients.',
      fix: [
        'Use the client id and secret of the app, and of its development or production keys, that the token was issued to.',
        'Check that a refresh token is sent, and not an access token.',
      ],
      possible: ['environment/environment-mix-up', 'refresh/rotation-not-stored', 'refresh/unknown-token'],
    },
    {
      says: ['Incorrect or invalid refresh token', 'Incorrect Refresh Token'],
      cause: 'refresh/rotation-not-stored',
      why: 'The refresh token changes about every day, and the one before ends a day later; keys of another environment do the same.',
      possible: [
        'refresh/unknown-token',
        'environment/environment-mix-up',
        'refresh/expired-inactivity',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['Token invalid', 'invalid_grant'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/expired-inactivity', 'refresh/revoked', 'refresh/unknown-token'],
      coarse: true,
    },
    {
      says: ['invalid_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/basic-content-wrong',
        'client-authentication/credentials-missing',
        'environment/environment-mix-up',
      ],
      coarse: true,
    },
    {
      says: ['message=ApplicationAuthorizationFailed', 'ApplicationAuthorizationFailed', 'errorCode=003100'],
      cause: 'environment/environment-mix-up',
      why: 'The company does not belong to the app or environment: sandbox companies answer only at the sandbox host, with development keys.',
      possible: ['scope-consent/scope-insufficient', 'token-use/access-token-expired'],
    },
    {
      says: ['AuthenticationFailed; errorCode=003200', 'errorCode=003200', 'Token expired', 'AuthenticationFailed'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/authorization-header-malformed', 'environment/environment-mix-up'],
    },
    {
      says: ['scope … is invalid', 'invalid_scope', 'The scope query parameter value is invalid'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['The state query parameter is missing', 'query parameter is missing'],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: ['client_id query parameter value is invalid', 'The client_id query parameter'],
      here: true,
      cause: 'client-identification/client-unknown',
    },
    {
      says: ['insufficient_scope', 'errorCode=003102'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['only the company admin', 'master admin', "You don't have permission to connect", 'not an admin'],
      here: true,
      cause: 'scope-consent/role-not-allowed-to-grant',
    },
    {
      says: ['ThrottleExceeded', 'errorCode=003001'],
      here: true,
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ['Token revoked'],
      here: true,
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
  ],
};
