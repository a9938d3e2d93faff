import type { Provider } from './provider.ts';

/** LinkedIn. */
export const linkedin: Provider = {
  name: 'linkedin',
  title: 'LinkedIn',
  hosts: ['www.linkedin.com', 'linkedin.com'],
  apiHosts: ['api.linkedin.com'],
  endpoints: {
    'authorization-request': [
      '/oauth/v2/authorization',
      '/oauth/native-pkce/authorization',
      '/uas/oauth2/authorization',
    ],
    'token-request': ['/oauth/v2/accessToken', '/uas/oauth2/accessToken'],
    'introspection-request': ['/oauth/v2/introspectToken'],
    'metadata-request': ['/oauth/.well-known/openid-configuration'],
  },
  tellingTexts: ['LinkedIn', 'linkedin.com/oauth', 'r_liteprofile', 'r_emailaddress'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'ignored',
    rotation: 'never',
    lifetimes: { code: 1800, accessToken: 5_184_000, refreshToken: 31_536_000 },
    retiredScopes: {
      r_liteprofile: 'profile',
      r_emailaddress: 'email',
      r_basicprofile: 'profile',
      r_fullprofile: '',
      w_share: 'w_member_social',
      offline_access: '',
    },
  },
  texts: [
    {
      says: ['The redirect_uri does not match the registered value'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: [
        'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code',
        'appid/redirect uri/code verifier does not match authorization code',
        'Or authorization code expired. Or external member binding exists',
        'external member binding exists',
      ],
      cause: 'authorization-code/redeemed-twice',
      why: 'LinkedIn has one answer for every fault of the exchange: a used or old code, another redirect URI, another app, a verifier that does not fit.',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/expired',
        'client-identification/credentials-of-other-app',
        'pkce/verifier-mismatch',
      ],
    },
    {
      says: [
        'unauthorized_scope_error',
        'is not authorized for your application',
        'Scope "…" is not authorized for your application',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The app does not have the product to which this scope belongs; some old scopes no longer exist.',
      fix: ['Ask for openid profile email, and add Sign In with LinkedIn using OpenID Connect under Products.'],
      without: ['r_liteprofile', 'r_emailaddress', 'r_basicprofile', 'r_fullprofile', 'w_share'],
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['unauthorized_scope_error', 'is not authorized for your application'],
      mentions: ['r_liteprofile', 'r_emailaddress', 'r_basicprofile', 'r_fullprofile', 'w_share'],
      cause: 'scope-consent/scope-unknown',
      variant: 'retired',
      why: 'Sign In with LinkedIn was replaced by OpenID Connect in 2023: r_liteprofile and r_emailaddress are given to old apps only.',
      fix: ['Ask for openid profile email, and add Sign In with LinkedIn using OpenID Connect under Products.'],
      possible: ['scope-consent/scope-not-allowed-for-client'],
    },
    {
      says: ['The passed in client_id is invalid', 'client_id is invalid'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['Client authentication failed'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/basic-form-encoding-mismatch',
        'client-authentication/auth-method-mismatch',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['A required parameter "client_secret" is missing', 'required parameter "client_secret" is missing'],
      here: true,
      cause: 'client-authentication/auth-method-mismatch',
      why: 'LinkedIn reads id and secret in the body only.',
      possible: [
        'client-authentication/credentials-missing',
        'transport-endpoint/body-not-form',
        'client-authentication/client-type-mismatch',
      ],
    },
    {
      says: ['A required parameter "redirect_uri" is missing'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
      possible: ['transport-endpoint/body-not-form'],
    },
    {
      says: [
        'A required parameter "…" is missing',
        'required parameter "grant_type" is missing',
        'required parameter "code" is missing',
      ],
      here: true,
      without: ['"client_secret" is missing', '"redirect_uri" is missing'],
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['authorization code not found', 'invalid_redirect_uri'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired'],
    },
    {
      says: [
        'user_cancelled_login',
        'user_cancelled_authorize',
        'The user cancelled LinkedIn login',
        'The user cancelled the authorization',
      ],
      cause: 'scope-consent/consent-denied',
      confidence: 'certain',
    },
    {
      says: ['Not enough permissions to access', 'ACCESS_DENIED', 'Unpermitted fields present'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
    },
    {
      says: ['EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      says: ['REVOKED_ACCESS_TOKEN', 'The token used in the request has been revoked by the user'],
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      says: ['INVALID_ACCESS_TOKEN', 'Invalid access token', 'Empty oauth2 access token'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-truncated', 'token-use/authorization-header-malformed'],
    },
    {
      says: [
        'This application is not allowed to create application tokens',
        'not allowed to create application tokens',
      ],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
  ],
};
