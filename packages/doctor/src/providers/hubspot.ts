import type { Provider } from './provider.ts';

/** HubSpot. */
export const hubspot: Provider = {
  name: 'hubspot',
  title: 'HubSpot',
  hosts: ['app.hubspot.com', 'app-eu1.hubspot.com', 'api.hubapi.com', 'api.hubspot.com', '*.hubspot.com'],
  apiHosts: ['*.hubapi.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize', '/oauth/*/authorize'],
    'token-request': ['/oauth/v1/token', '/oauth/v3/token', '/oauth/*/token'],
    'introspection-request': ['/oauth/v1/access-tokens/*', '/oauth/v1/refresh-tokens/*'],
    'resource-request': ['/crm/**', '/contacts/**', '/webhooks/**', '/automation/**', '/cms/**'],
  },
  tellingTexts: ['HubSpot', 'hubapi.com', 'hapikey'],
  tokens: [{ kind: 'api-key', pattern: /^pat-(?:na|eu|ap)\d-[0-9a-f-]{36}$/, telling: true }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'sometimes',
    lifetimes: { accessToken: 1800 },
    retiredScopes: { contacts: 'crm.objects.contacts.read', 'contacts.read': 'crm.objects.contacts.read' },
  },
  ownParameters: ['optional_scope', 'hapikey', 'account'],
  texts: [
    {
      says: [
        'BAD_REDIRECT_URI',
        "redirect URI that doesn't match",
        'redirect_uri … does not match the one used to obtain the auth code',
        'Redirect URL doesn’t match',
      ],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/differs-between-requests',
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
      ],
    },
    {
      says: ['redirect URI … must match the redirect used when installing', 'redirect_uri mismatch'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
    },
    {
      says: ['BAD_AUTH_CODE', 'missing or unknown auth code'],
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'client-identification/credentials-of-other-app',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: ['BAD_REFRESH_TOKEN', 'missing or unknown refresh token', 'missing or invalid refresh token'],
      cause: 'refresh/revoked',
      why: 'The account uninstalled the app, or the value is none that this app got.',
      possible: [
        'refresh/unknown-token',
        'client-identification/credentials-of-other-app',
        'transport-endpoint/parameter-missing',
      ],
    },
    {
      says: [
        'BAD_CLIENT_ID',
        'missing or invalid client id',
        'missing or unknown client id',
        'invalid app client_id was provided',
      ],
      cause: 'client-identification/client-unknown',
      possible: ['transport-endpoint/body-not-form', 'client-authentication/credentials-placeholder'],
    },
    {
      says: ['BAD_CLIENT_SECRET', 'missing or invalid client secret'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/credentials-missing', 'client-identification/credentials-of-other-app'],
    },
    {
      says: ['BAD_GRANT_TYPE', 'missing or invalid grant type', 'bad grant type'],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/grant-type-value-wrong', 'transport-endpoint/params-not-in-body'],
    },
    {
      says: [
        'Authorization failed because there is a scope mismatch',
        "scope mismatch in your app's configuration",
        "the scopes in the install URL don't match",
        "install link's scopes don't match",
        'Authorization failed because one or more scopes are invalid or missing',
        'none of the requested scopes match',
        'Insufficient scopes were provided',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      confidence: 'certain',
      why: 'scope has to name every required scope of the app and none that it lacks; optional ones go to optional_scope.',
      fix: ["Copy the install address from the app's settings."],
    },
    {
      says: ['An invalid scope name was provided'],
      cause: 'scope-consent/scope-unknown',
      confidence: 'certain',
    },
    {
      says: [
        'MISSING_SCOPES',
        'This app hasn’t been granted all required scopes',
        'This oauth-token … does not have proper permissions',
        'does not have proper permissions! (requires',
      ],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      fix: ['Add the scope to the app and to the install address, and let the account install it again.'],
    },
    {
      says: ['EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
      why: 'Access tokens live 30 minutes.',
    },
    {
      says: ['INVALID_AUTHENTICATION', 'Authentication credentials not found', 'Any of the listed authentication'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      possible: ['token-use/access-token-expired', 'token-use/token-truncated'],
    },
    {
      says: ['This hapikey', 'api-key … deprecated', 'hapikey is invalid'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      variant: 'api-key',
    },
    {
      says: [
        'user does not have permission to install',
        'sufficient permissions to install this app',
        'Super Admin permissions',
        "you don't have permission to connect",
        "aren't a super admin",
      ],
      here: true,
      cause: 'scope-consent/role-not-allowed-to-grant',
      confidence: 'certain',
      fix: ['Let a Super Admin of the account install the app.'],
    },
    {
      says: ['RATE_LIMITS', 'You have reached your ten_secondly', 'TEN_SECONDLY_ROLLING'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
    {
      says: ["doesn't match the app's registered redirect URL", 'missing or invalid redirect uri', 'BAD_REDIRECT_URI'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/differs-between-requests',
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
      ],
    },
    {
      says: ['EXPIRED_AUTH_CODE'],
      cause: 'authorization-code/expired',
      possible: ['authorization-code/redeemed-twice'],
    },
    {
      says: ["this app hasn't been approved to access the required scopes"],
      cause: 'scope-consent/consent-missing',
      confidence: 'certain',
      variant: 'app-governance',
      why: 'A Super Admin of the account has to approve the app and each scope that it asks for; being one does not skip it.',
      fix: [
        'Approve the app under Settings, Integrations, Connected Apps, Approved apps, with the optional permissions that it uses.',
        'Disconnect and connect again.',
      ],
    },
    {
      says: ['app developer has not signed the acceptable use policy'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      variant: 'acceptable-use',
      why: 'Until its developer signs the policy, the app installs in developer test accounts only.',
      fix: ['The developer signs it under Distribution, Begin publishing.'],
    },
  ],
};
