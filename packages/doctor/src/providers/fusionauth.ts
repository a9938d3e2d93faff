import type { Provider } from './provider.ts';

/** FusionAuth: its answers carry the reason as a word of its own (error_reason). */
export const fusionauth: Provider = {
  name: 'fusionauth',
  title: 'FusionAuth',
  hosts: ['*.fusionauth.io'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize'],
    'token-request': ['/oauth2/token'],
    'introspection-request': ['/oauth2/introspect'],
    'device-authorization-request': ['/oauth2/device_authorize'],
    'resource-request': ['/oauth2/userinfo'],
  },
  tellingTexts: ['FusionAuth', 'error_reason', 'change_password_id'],
  habits: {
    clientAuthentication: ['basic', 'post', 'none'],
    pkce: 'supported',
    offline: { scope: 'offline_access' },
  },
  ownParameters: ['tenantId', 'idp_hint', 'metaData.device.name', 'metaData.device.type', 'user_code'],
  texts: [
    {
      says: ['error_reason…auth_code_not_found', 'auth_code_not_found'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
    {
      says: ['error_reason…refresh_token_not_found'],
      cause: 'refresh/unknown-token',
      possible: ['refresh/revoked', 'refresh/rotation-not-stored', 'refresh/lifetime-ended'],
    },
    {
      says: ['error_reason…invalid_client_id', 'error_reason…missing_client_id'],
      cause: 'client-identification/client-unknown',
      possible: ['transport-endpoint/parameter-missing', 'client-authentication/credentials-placeholder'],
    },
    {
      says: ['error_reason…invalid_user_credentials'],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'certain',
    },
    {
      says: ['error_reason…invalid_origin'],
      cause: 'redirect-uri/not-registered',
      variant: 'origin',
      fix: ['Add the origin of the page to Authorized request origin URLs of the application.'],
      possible: ['transport-endpoint/cors-blocked'],
    },
    {
      says: ['error_reason…invalid_redirect_uri', 'error_reason…invalid_post_logout_redirect_uri'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch'],
    },
    {
      says: ['error_reason…invalid_pkce_code_verifier', 'invalid_pkce_code_verifier'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/verifier-format', 'pkce/only-one-half-sent', 'pkce/challenge-encoding'],
    },
    {
      says: ['error_reason…invalid_pkce_code_challenge_method', 'invalid_pkce_code_challenge_method'],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    {
      says: ['error_reason…invalid_pkce_code_challenge', 'invalid_pkce_code_challenge'],
      cause: 'pkce/challenge-encoding',
    },
    {
      says: ['error_reason…grant_type_disabled', 'grant_type_disabled'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Switch the grant on under OAuth, Enabled grants, of the application.'],
    },
    { says: ['error_reason…invalid_grant_type'], cause: 'transport-endpoint/grant-type-value-wrong' },
    {
      says: [
        'error_reason…access_token_expired',
        'error_reason…access_token_invalid',
        'error_reason…access_token_malformed',
      ],
      cause: 'token-use/access-token-expired',
      possible: ['token-use/token-from-other-issuer', 'token-use/token-truncated'],
    },
  ],
};
