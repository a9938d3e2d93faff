import type { Provider } from './provider.ts';

/** Duende IdentityServer and IdentityServer4: what they answer, and what their log says of it. */
export const identityserver: Provider = {
  name: 'identityserver',
  title: 'IdentityServer',
  hosts: ['demo.duendesoftware.com'],
  endpoints: {
    'authorization-request': ['**/connect/authorize', '**/connect/authorize/callback'],
    'pushed-authorization-request': ['**/connect/par'],
    'token-request': ['**/connect/token'],
    'revocation-request': ['**/connect/revocation'],
    'introspection-request': ['**/connect/introspect'],
    'device-authorization-request': ['**/connect/deviceauthorization'],
    'resource-request': ['**/connect/userinfo'],
  },
  tellingPaths: ['**/connect/deviceauthorization', '**/connect/revocation', '**/connect/authorize/callback'],
  tellingTexts: ['IdentityServer', 'Duende', 'IdentityServer4', 'AllowedGrantTypes', 'IdentityModel.OidcClient'],
  habits: {
    clientAuthentication: ['basic', 'post', 'none', 'private-key-jwt'],
    pkce: 'supported',
    rotation: 'sometimes',
    offline: { scope: 'offline_access' },
    lifetimes: { code: 300, accessToken: 3600, refreshToken: 2_592_000 },
    audienceParameter: 'resource',
  },
  texts: [
    {
      says: ['Client is trying to use a code from a different client', 'Refresh token belongs to different client'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    { says: ['Authorization code is expired'], here: true, cause: 'authorization-code/expired', confidence: 'certain' },
    {
      says: ['Invalid authorization code'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      why: 'IdentityServer deletes a code when it is redeemed, so a used one, an old one and an unknown one look alike.',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
    {
      says: ['Invalid redirect_uri … expectedRedirectUri', 'expectedRedirectUri'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['Invalid redirect_uri'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch'],
    },
    {
      says: ['This happens when the client is trying to use PKCE, but it is not enabled'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: ['code_challenge is either too short or too long', 'Invalid code_challenge'],
      here: true,
      cause: 'pkce/challenge-encoding',
    },
    {
      says: ['Transform algorithm not supported', 'code_challenge_method of plain is not allowed'],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
      why: 'Without code_challenge_method=S256 the server assumes plain, which is off.',
      fix: ['Send code_challenge_method=S256.'],
    },
    {
      says: [
        'Client not authorized for code flow',
        'Client not authorized for client credentials flow, check the AllowedGrantTypes setting',
        'Client not authorized for resource owner flow, check the AllowedGrantTypes setting',
        'Invalid grant type for client',
        'Client not configured to receive access tokens via browser',
      ],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
    {
      says: [
        'Client cannot request OpenID scopes in client credentials flow',
        'Client cannot request a refresh token in client credentials flow',
      ],
      cause: 'scope-consent/scope-not-allowed-for-client',
      confidence: 'certain',
      fix: ['Ask only for scopes of APIs: without a user there is no identity and no refresh token.'],
    },
    {
      says: ['Identity scopes requested, but openid scope is missing', 'Missing openid scope'],
      here: true,
      cause: 'scope-consent/scope-missing',
      confidence: 'certain',
      variant: 'openid',
    },
    {
      says: ['Invalid resource indicator', 'Resource indicator does not match any resource indicator in the original'],
      cause: 'token-use/resource-identifier-wrong',
      confidence: 'certain',
    },
    {
      says: ['invalid_username_or_password'],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'certain',
    },
    {
      says: ['Response type not supported', 'Invalid response_mode for response_type'],
      here: true,
      cause: 'transport-endpoint/parameter-unknown',
      possible: ['client-identification/grant-type-not-allowed'],
    },
  ],
};
