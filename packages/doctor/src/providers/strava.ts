import type { Provider } from './provider.ts';

/** Strava: errors as a list of resource, field and code. */
export const strava: Provider = {
  name: 'strava',
  title: 'Strava',
  hosts: ['www.strava.com', 'strava.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize', '/oauth/mobile/authorize', '/api/v3/oauth/authorize'],
    'token-request': ['/oauth/token', '/api/v3/oauth/token'],
    'revocation-request': ['/oauth/deauthorize'],
    'resource-request': ['/api/v3/**'],
  },
  tellingTexts: ['Strava', 'stravalib'],
  habits: {
    scopeSeparator: ',',
    tokenBody: 'form-or-json',
    readsMultipart: true,
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'sometimes',
    lifetimes: { accessToken: 21_600 },
    retiredScopes: {
      public: 'read',
      write: 'activity:write',
      view_private: 'activity:read_all',
      'view_private,write': 'activity:read_all,activity:write',
    },
  },
  ownParameters: ['approval_prompt'],
  texts: [
    {
      says: [
        '"resource": … "field": "redirect_uri", "code": "invalid',
        '"code": "invalid", "field": "redirect_uri", "resource',
      ],
      cause: 'redirect-uri/not-registered',
      why: 'The host of the redirect URI has to be the Authorization Callback Domain of the app (localhost and 127.0.0.1 always work).',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/not-encoded'],
    },
    {
      says: ['"resource": … "field": "scope", "code": "invalid', '"code": "invalid", "field": "scope", "resource'],
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-separator', 'scope-consent/scope-missing'],
    },
    {
      says: [
        '"resource": … "field": "client_id", "code": "invalid',
        '"code": "invalid", "field": "client_id", "resource',
      ],
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder', 'transport-endpoint/body-not-form'],
    },
    {
      says: [
        '"resource": "Application", "field": "", "code": "invalid',
        '"resource": "Application", "field": "client_secret", "code": "invalid',
        // As maps are printed whose keys stand in the order of the alphabet.
        '"code": "invalid", "field": "", "resource": "Application',
        '"code": "invalid", "field": "client_secret", "resource": "Application',
      ],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/credentials-missing', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['"resource": … "field": "code", "code": "invalid', '"code": "invalid", "field": "code", "resource'],
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'client-identification/credentials-of-other-app',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: [
        '"resource": "RefreshToken", "field": "refresh_token", "code": "invalid',
        '"field": "refresh_token", "code": "invalid',
        '"code": "invalid", "field": "refresh_token", "resource',
      ],
      cause: 'refresh/rotation-not-stored',
      why: 'Strava may answer a refresh with a new refresh token; the old one then ends at once.',
      possible: [
        'refresh/unknown-token',
        'refresh/revoked',
        'client-identification/credentials-of-other-app',
        'refresh/concurrent-use',
      ],
    },
    {
      says: [
        'activity:read_permission',
        'activity:read_all_permission',
        'activity:write_permission',
        'profile:write_permission',
      ],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: [
        '"resource": … "field": "access_token", "code": "invalid',
        '"code": "invalid", "field": "access_token", "resource',
      ],
      cause: 'token-use/access-token-expired',
      possible: ['refresh/revoked', 'token-use/authorization-header-malformed', 'token-use/wrong-token-of-flow'],
    },
    {
      says: ['"field": "path", "code": "invalid', 'Record Not Found'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'possible',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['Limit of connected athletes exceeded', 'connected athletes exceeded', 'athlete capacity'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      fix: ['A new app may connect its owner only: apply for more athletes.'],
    },
    {
      says: ['Rate Limit Exceeded', '"resource": "Application", "field": "overall rate limit', '15 minute limit'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ['read_permission', 'read_all_permission', 'write_permission'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['"resource": … "field": "code", "code": "expired'],
      cause: 'authorization-code/expired',
    },
    {
      says: ['"resource": "Application", "field": "Status", "code": "Inactive'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      variant: 'inactive',
      what: 'Strava has switched this app off.',
      why: 'The token is right: every call of an inactive app is refused. The owner of an app of the standard tier needs a paid subscription.',
      fix: ['Let the owner of the app subscribe, or ask Strava to activate the app again.'],
    },
  ],
};
