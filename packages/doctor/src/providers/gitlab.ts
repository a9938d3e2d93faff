import type { Provider } from './provider.ts';

/** GitLab, hosted and self-managed: Doorkeeper underneath. */
export const gitlab: Provider = {
  name: 'gitlab',
  title: 'GitLab',
  hosts: ['gitlab.com'],
  endpoints: {
    'authorization-request': ['**/oauth/authorize'],
    'token-request': ['**/oauth/token'],
    'revocation-request': ['**/oauth/revoke'],
    'introspection-request': ['**/oauth/introspect', '**/oauth/token/info'],
    'device-authorization-request': ['**/oauth/authorize_device'],
    'metadata-request': ['/.well-known/openid-configuration', '/oauth/discovery/keys'],
    'resource-request': ['/api/v4/**', '/oauth/userinfo'],
  },
  tellingTexts: ['GitLab', 'gitlab.com', 'Doorkeeper'],
  tokens: [
    { kind: 'api-key', pattern: /^glpat-[\w.-]{20,300}$/, telling: true },
    { kind: 'client-secret', pattern: /^gloas-[0-9a-f]{64}$/, telling: true },
  ],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['post', 'basic', 'none'],
    pkce: 'supported',
    rotation: 'always',
    lifetimes: { accessToken: 7200, code: 600, rotationGrace: 0 },
    // It has none for groups and roles: OpenID Connect brings the groups without a scope.
    retiredScopes: { offline_access: '', groups: 'openid', roles: '', user: 'read_user', 'user:email': 'email' },
  },
  ownParameters: ['root_namespace_id'],
  texts: [
    {
      says: [
        'The redirect URI included is not valid',
        "The requested redirect uri is malformed or doesn't match client redirect URI",
      ],
      cause: 'redirect-uri/not-registered',
      variant: 'doorkeeper',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/host-port-mismatch',
      ],
    },
    {
      says: [
        'does not match the redirection URI used in the authorization request, or was issued to another client',
        'The provided authorization grant is invalid, expired, revoked, does not match',
      ],
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      variant: 'doorkeeper',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'refresh/unknown-token'],
    },
    {
      says: ['The provided authorization grant is invalid, expired, revoked, does not match'],
      cause: 'authorization-code/redeemed-twice',
      variant: 'doorkeeper',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/expired',
        'pkce/verifier-mismatch',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: [
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method',
      ],
      notSent: ['client_secret'],
      cause: 'client-authentication/credentials-missing',
      variant: 'doorkeeper',
      possible: ['client-authentication/client-type-mismatch', 'client-identification/client-unknown'],
    },
    {
      says: [
        'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method',
        'unknown client, no client authentication included',
      ],
      cause: 'client-authentication/secret-wrong',
      variant: 'doorkeeper',
      possible: [
        'client-authentication/credentials-missing',
        'client-identification/client-unknown',
        'client-authentication/client-type-mismatch',
      ],
    },
    {
      says: ['The requested scope is invalid, unknown, or malformed'],
      cause: 'scope-consent/scope-unknown',
      variant: 'doorkeeper',
      possible: ['scope-consent/scope-not-allowed-for-client', 'scope-consent/scope-separator'],
    },
    {
      // The API has words of its own for a token that was revoked, and for one that they do not know.
      says: ['Token is expired. You can either do re-authorization or token refresh'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
      variant: 'doorkeeper',
    },
    {
      says: [
        'Token was revoked. You have to re-authorize from the user',
        'The access token was revoked',
        'The access token expired',
        'The access token is invalid',
      ],
      cause: 'token-use/access-token-expired',
      variant: 'doorkeeper',
      possible: ['refresh/revoked', 'token-use/wrong-token-of-flow'],
    },
    {
      says: ['The request requires higher privileges than provided by the access token'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['The client is not authorized to perform this request using this method'],
      cause: 'client-identification/grant-type-not-allowed',
      variant: 'doorkeeper',
    },
    {
      says: ['The resource owner or authorization server denied the request'],
      cause: 'scope-consent/consent-denied',
      possible: ['provider-policy/access-policy-missing'],
    },
    {
      says: ['The authorization grant type is not supported by the authorization server'],
      cause: 'transport-endpoint/grant-type-value-wrong',
      possible: ['client-identification/grant-type-not-allowed', 'transport-endpoint/body-not-form'],
    },
    {
      says: ['Missing required parameter: code_challenge', 'Code challenge is required'],
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: [
        'The code_challenge_method must be S256',
        'The code_challenge_method must be one of',
        'The code challenge method must be',
        'does not support PKCE as there are no accepted code_challenge_method values',
      ],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
    },
    { says: ['Missing required parameter: scope'], cause: 'scope-consent/scope-missing', confidence: 'certain' },
    {
      says: ['Missing required parameter'],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      says: ['The provided resource owner credentials are not valid, or resource owner cannot be found'],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'certain',
    },
    {
      says: ['You are not authorized to revoke this token'],
      cause: 'client-identification/credentials-of-other-app',
      variant: 'doorkeeper',
      possible: ['client-authentication/secret-wrong'],
    },
    {
      says: ['Access to this resource requires scope'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      variant: 'doorkeeper',
    },
    {
      says: ['The authorization server does not support this response type'],
      cause: 'client-identification/grant-type-not-allowed',
      variant: 'doorkeeper',
      possible: ['transport-endpoint/parameter-unknown'],
    },
    {
      says: ['must be an HTTPS/SSL URI', 'is forbidden by the server', 'cannot contain a fragment'],
      here: true,
      cause: 'redirect-uri/kind-not-allowed',
      confidence: 'certain',
      variant: 'doorkeeper-registration',
    },
    {
      says: ['Request need to be authorized. Required parameter for authorizing request is missing or invalid'],
      cause: 'client-authentication/credentials-missing',
      variant: 'doorkeeper',
      possible: ['token-use/authorization-header-malformed', 'client-authentication/secret-wrong'],
    },
    {
      says: ['Resource Owner Password Credentials flow failed'],
      cause: 'client-identification/grant-type-not-allowed',
    },
  ],
};
