import { b2cTexts } from './entra-b2c-texts.ts';
import { clientAuthenticationTexts } from './entra-client-authentication-texts.ts';
import { clientTexts } from './entra-client-texts.ts';
import { grantTexts } from './entra-grant-texts.ts';
import { inLogs } from './entra-log-texts.ts';
import { policyTexts } from './entra-policy-texts.ts';
import { scopeTexts } from './entra-scope-texts.ts';
import type { Provider } from './provider.ts';

/** Microsoft Entra ID (Azure AD), its accounts for consumers, Azure AD B2C and Entra External ID. */
export const entra: Provider = {
  name: 'entra',
  title: 'Microsoft Entra',
  hosts: [
    'login.microsoftonline.com',
    'login.microsoft.com',
    'login.windows.net',
    'login.live.com',
    'login.microsoftonline.us',
    'login.partner.microsoftonline.cn',
    'login.chinacloudapi.cn',
    'sts.windows.net',
    '*.b2clogin.com',
    '*.ciamlogin.com',
  ],
  apiHosts: [
    'graph.microsoft.com',
    'graph.windows.net',
    'management.azure.com',
    'outlook.office365.com',
    'outlook.office.com',
    'vault.azure.net',
    '*.sharepoint.com',
    '*.dynamics.com',
    'api.powerbi.com',
    'api.partnercenter.microsoft.com',
  ],
  endpoints: {
    'authorization-request': ['**/oauth2/v2.0/authorize', '**/oauth2/authorize', '/oauth20_authorize.srf'],
    'token-request': ['**/oauth2/v2.0/token', '**/oauth2/token', '/oauth20_token.srf'],
    'device-authorization-request': ['**/oauth2/v2.0/devicecode', '**/oauth2/devicecode'],
    'metadata-request': ['**/.well-known/openid-configuration', '**/discovery/v2.0/keys', '**/discovery/instance'],
  },
  tellingPaths: ['**/oauth2/v2.0/token', '**/oauth2/v2.0/authorize'],
  tellingTexts: ['AADSTS', 'Azure AD', 'Entra', 'Microsoft Graph', 'AADB2C', 'MSAL', 'login.microsoftonline.com'],
  tokens: [
    { kind: 'refresh-token', pattern: /^[01]\.A[\w-]{60,4000}$/, telling: true },
    { kind: 'client-secret', pattern: /^[\w.~-]{3}8Q~[\w.~-]{31,35}$/, telling: true },
  ],
  habits: {
    clientAuthentication: ['post', 'basic', 'none', 'private-key-jwt'],
    pkce: 'supported',
    rotation: 'sometimes',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 600, refreshToken: 86_400 * 90, refreshTokenIdle: 86_400 * 90 },
    anyLoopbackPort: true,
    refusesRedirect: ['http'],
    audienceParameter: 'resource',
    retiredScopes: {
      'wl.basic': 'User.Read',
      'wl.emails': 'email',
      'wl.signin': 'openid',
      'wl.offline_access': 'offline_access',
    },
  },
  ownParameters: [
    'client_info',
    'client-request-id',
    'domain_hint',
    'claims',
    'x-client-sku',
    'x-client-SKU',
    'x-client-ver',
    'x-client-VER',
    'x-client-os',
    'x-client-cpu',
    'x-ms-lib-capability',
    'x-client-current-telemetry',
    'x-client-last-telemetry',
    'x-app-name',
    'x-app-ver',
    'x-anchormailbox',
    'X-AnchorMailbox',
    'requested_token_use',
    'on_behalf_of',
    'mkt',
    'p',
    'session_state',
    'instance_aware',
    'haschrome',
    'return_spa_code',
  ],
  texts: [
    ...b2cTexts,

    // Redirect URI.
    {
      says: [
        'AADSTS50011…does not match the reply address',
        'AADSTS70002…does not match the reply address',
        'provided when requesting Authorization code',
      ],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
      variant: 'reply-address-of-the-code',
    },
    {
      says: ['AADSTS50011…redirect URI http://', 'AADSTS50011…reply URL http://', 'AADSTS50011…reply address http://'],
      without: [
        'redirect URI http://localhost',
        'redirect URI http://127',
        'reply address http://localhost',
        'reply URL http://localhost',
      ],
      cause: 'redirect-uri/scheme-mismatch',
      variant: 'http-behind-proxy',
      possible: ['redirect-uri/not-registered', 'redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: [
        'AADSTS50011',
        'The reply URL specified in the request does not match the reply URLs configured for the application',
        'The redirect URI … specified in the request does not match the redirect URIs configured for the application',
      ],
      cause: 'redirect-uri/not-registered',
      variant: 'aadsts50011',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/host-port-mismatch',
      ],
    },
    {
      says: 'AADSTS500112',
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
      variant: 'aadsts500112',
    },
    {
      says: ['AADSTS500113', 'No reply address is registered for the application'],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'none-registered',
    },
    {
      says: ['AADSTS700009'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'redirect-uri-missing',
      possible: ['redirect-uri/not-registered'],
    },
    // Entra takes the address of the registration where the request has none: that one is missing, too.
    {
      says: ['AADSTS900971', 'No reply address provided'],
      sent: ['redirect_uri'],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'none-provided',
    },
    {
      says: ['AADSTS900971', 'No reply address provided'],
      cause: 'redirect-uri/not-registered',
      variant: 'none-provided',
      possible: ['transport-endpoint/parameter-missing'],
    },
    {
      says: ['AADSTS70004'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ["The provided value for the input parameter 'redirect_uri' is not valid"],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch'],
    },
    ...clientAuthenticationTexts,
    ...clientTexts,
    ...grantTexts,
    ...scopeTexts,
    ...policyTexts,
    ...inLogs([...clientAuthenticationTexts, ...clientTexts, ...grantTexts, ...scopeTexts, ...policyTexts]),
  ],
};
