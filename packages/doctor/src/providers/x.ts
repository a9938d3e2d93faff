import type { Provider } from './provider.ts';

/** X (Twitter), OAuth 2. */
export const x: Provider = {
  name: 'x',
  title: 'X (Twitter)',
  hosts: ['twitter.com', 'x.com', 'api.twitter.com', 'api.x.com', 'www.twitter.com'],
  endpoints: {
    'authorization-request': ['/i/oauth2/authorize', '/oauth2/authorize'],
    'token-request': ['/2/oauth2/token', '/oauth2/token'],
    'revocation-request': ['/2/oauth2/revoke'],
    'resource-request': ['/2/**', '/1.1/**'],
  },
  tellingTexts: ['Twitter', 'twitter-api-v2', 'api.twitter.com', 'tweepy'],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'none'],
    pkce: 'required',
    rotation: 'always',
    offline: { scope: 'offline.access' },
    lifetimes: { code: 30, accessToken: 7200, refreshTokenIdle: 15_552_000 },
    refusesRedirect: ['localhost-name'],
    retiredScopes: { offline_access: 'offline.access' },
  },
  texts: [
    {
      says: ['Value passed for the token was invalid'],
      here: true,
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      why: 'Each refresh token of X works once.',
      possible: [
        'refresh/concurrent-use',
        'refresh/revoked',
        'refresh/unknown-token',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['Value passed for the authorization code was invalid'],
      cause: 'authorization-code/expired',
      why: 'A code of X lives 30 seconds and works once.',
      possible: [
        'authorization-code/redeemed-twice',
        'authorization-code/altered-by-client',
        'client-identification/credentials-of-other-app',
      ],
    },
    {
      says: ['Value passed for the redirect uri did not match the uri of the authorization code'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['Value passed for the code verifier did not match the code challenge'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    },
    {
      says: ['Value passed for the token was invalid'],
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'refresh/unknown-token'],
    },
    {
      says: ['Missing valid authorization header'],
      cause: 'client-authentication/auth-method-mismatch',
      why: 'A confidential client has to send the Basic header; client_id in the body does not count.',
      possible: ['client-authentication/client-type-mismatch', 'client-authentication/credentials-missing'],
    },
    {
      says: ['Missing required parameter [code_verifier]', 'Missing required parameter [code_challenge'],
      here: true,
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: ['Missing required parameter [client_id]'],
      here: true,
      cause: 'client-authentication/auth-method-mismatch',
      possible: ['transport-endpoint/body-not-form', 'client-authentication/client-type-mismatch'],
    },
    {
      says: ['Missing required parameter [', 'Value passed for the … was invalid…grant_type'],
      here: true,
      without: ['[code_verifier]', '[client_id]', '[code_challenge'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      possible: ['transport-endpoint/body-not-form'],
    },
    {
      says: [
        "You weren't able to give access to the App",
        'weren’t able to give access to the App',
        "Something went wrong. You weren't able to give access",
      ],
      cause: 'redirect-uri/not-registered',
      why: 'X shows one page for every fault of the authorization address: mostly the callback, a scope or the challenge.',
      possible: [
        'scope-consent/scope-unknown',
        'pkce/required-not-sent',
        'client-identification/client-unknown',
        'redirect-uri/localhost-vs-loopback',
        'redirect-uri/trailing-slash',
      ],
    },
    {
      says: ['unauthorized_client', 'Missing or invalid client'],
      here: true,
      cause: 'client-authentication/client-type-mismatch',
      possible: ['client-authentication/secret-wrong', 'client-authentication/basic-content-wrong'],
      coarse: true,
    },
    {
      says: [
        'Callback URL not approved for this client application',
        'Desktop applications only support the oauth_callback value',
      ],
      cause: 'redirect-uri/not-registered',
      variant: 'oauth-1',
      possible: ['redirect-uri/scheme-mismatch', 'redirect-uri/trailing-slash'],
    },
    {
      says: ['Could not authenticate you'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      possible: ['token-use/access-token-expired', 'clock/skew', 'client-authentication/secret-wrong'],
    },
    {
      says: [
        'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint',
        'Authenticating with Unknown is unsupported',
      ],
      cause: 'token-use/wrong-token-of-flow',
      confidence: 'certain',
      fix: ['Use the access token of a user (code flow), not the bearer token of the app.'],
    },
    {
      says: [
        'client-not-enrolled',
        'client-forbidden',
        'you must use keys and tokens from a Twitter developer App that is attached to a Project',
      ],
      cause: 'provider-policy/access-policy-missing',
      confidence: 'certain',
      fix: ['Attach the app to a project with the access level that the call needs.'],
    },
    {
      says: [
        'oauth1 app permissions',
        'Your client app is not configured with the appropriate oauth1 app permissions',
        'not permitted to perform this action',
      ],
      here: true,
      cause: 'scope-consent/scope-insufficient',
    },
  ],
};
