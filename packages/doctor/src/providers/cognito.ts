import type { Provider } from './provider.ts';

/** Amazon Cognito user pools. */
export const cognito: Provider = {
  name: 'cognito',
  title: 'Amazon Cognito',
  hosts: ['*.amazoncognito.com'],
  apiHosts: ['*.amazonaws.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize', '/login', '/signup', '/oauth2/idpresponse'],
    'token-request': ['/oauth2/token'],
    'revocation-request': ['/oauth2/revoke'],
    'resource-request': ['/oauth2/userInfo'],
    'metadata-request': ['**/.well-known/openid-configuration', '**/.well-known/jwks.json'],
  },
  tellingTexts: ['Cognito', 'amazoncognito.com', 'cognito-idp', 'aws-amplify', 'Amplify'],
  habits: {
    clientAuthentication: ['basic', 'post', 'none'],
    pkce: 'supported',
    rotation: 'sometimes',
    lifetimes: { code: 300, accessToken: 3600, refreshToken: 86_400 * 30 },
    retiredScopes: { offline_access: '' },
  },
  ownParameters: ['identity_provider', 'idp_identifier', 'logout_uri', 'lang'],
  texts: [
    {
      says: [
        'redirect_mismatch',
        'error=redirect_mismatch',
        'An error was encountered with the requested page…redirect',
      ],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/trailing-slash',
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/host-port-mismatch',
      ],
    },
    {
      says: ['Client … does not exist', 'User pool client … does not exist'],
      here: true,
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
      possible: [],
    },
    {
      says: ['User pool client … does not exist'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
    {
      says: [
        'invalid_client_secret',
        'Client secret is not valid',
        'Unable to verify secret hash for client',
        'SecretHash does not match',
      ],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/credentials-missing', 'client-authentication/client-type-mismatch'],
    },
    {
      says: [
        'is configured with secret but SECRET_HASH was not received',
        'is configured for secret but secret was not received',
      ],
      cause: 'client-authentication/client-type-mismatch',
      possible: ['client-authentication/credentials-missing'],
      fix: ['For a browser or mobile app create an app client without secret; for a server send the secret.'],
    },
    {
      says: ['unauthorized_client'],
      here: true,
      cause: 'client-identification/grant-type-not-allowed',
      possible: ['client-authentication/secret-wrong'],
    },
    {
      says: ['invalid_scope'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
      why: 'The scope is not ticked for this app client, or no resource server of the pool has it.',
    },
    {
      says: ['invalid_request…code_verifier', 'code_challenge_method … only S256'],
      here: true,
      cause: 'pkce/only-one-half-sent',
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'authorization_code',
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'redirect-uri/differs-between-requests',
        'pkce/verifier-mismatch',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['invalid_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      why: 'No app client of this pool has this id with this secret, or the client has a secret and none was sent.',
      possible: [
        'client-identification/client-unknown',
        'client-authentication/credentials-missing',
        'client-authentication/client-type-mismatch',
      ],
    },
    {
      says: ['invalid_grant'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/revoked',
      possible: [
        'refresh/lifetime-ended',
        'client-identification/credentials-of-other-app',
        'refresh/rotation-not-stored',
      ],
    },
    {
      says: ['RefreshTokenReuseException'],
      cause: 'refresh/rotation-not-stored',
      why: 'Rotation is on for this app client, and a refresh token that was used before came again.',
      possible: ['refresh/concurrent-use'],
    },
    {
      says: [
        "Required String parameter 'redirect_uri' is not present",
        "Required String parameter 'client_id' is not present",
        "Required String parameter 'response_type' is not present",
      ],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
    },
    {
      here: true,
      says: ['Refresh Token has been revoked'],
      cause: 'refresh/revoked',
      confidence: 'certain',
    },
    {
      here: true,
      says: ['Refresh Token has expired'],
      cause: 'refresh/lifetime-ended',
      confidence: 'certain',
    },
    {
      here: true,
      says: ['Invalid Refresh Token'],
      cause: 'refresh/unknown-token',
      possible: ['client-identification/credentials-of-other-app', 'refresh/revoked'],
    },
    {
      here: true,
      says: ['Access Token does not have required scopes'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
      fix: [
        'Tokens of the sign-in API have only aws.cognito.signin.user.admin; sign in by the hosted pages for openid and custom scopes.',
      ],
    },
    {
      here: true,
      says: ['Access Token has expired', 'The incoming token has expired'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
    },
    {
      here: true,
      says: ['Access Token has been revoked'],
      cause: 'token-use/access-token-expired',
      confidence: 'certain',
      variant: 'revoked',
    },
    {
      says: ['NotAuthorizedException…Incorrect username or password', 'Incorrect username or password'],
      cause: 'client-authentication/user-credentials-wrong',
      confidence: 'certain',
    },
    {
      says: ['Auth flow not enabled for this client', 'USER_PASSWORD_AUTH flow not enabled for this client'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
    },
    { says: ['TooManyRequestsException', 'Rate exceeded'], cause: 'availability/rate-limited', confidence: 'certain' },
    {
      says: [
        'invalid_request…Error in token exchange',
        'attributes required',
        'invalid_request…attribute',
        'error_description=…unable to retrieve',
      ],
      here: true,
      cause: 'client-authentication/secret-wrong',
      confidence: 'possible',
      variant: 'federated-provider',
    },
    {
      says: ['Invalid login token. Token expired'],
      cause: 'client-authentication/assertion-stale',
      possible: ['clock/skew'],
    },
    {
      says: [
        "Invalid login token. Issuer doesn't match providerName",
        'Token is not from a supported provider of this identity pool',
      ],
      cause: 'token-use/token-from-other-issuer',
      confidence: 'certain',
    },
  ],
};
