import type { Provider } from './provider.ts';

/** Casdoor: a login server with a console of its own, mostly run by those who use it. */
export const casdoor: Provider = {
  name: 'casdoor',
  title: 'Casdoor',
  hosts: ['door.casdoor.com', '*.casdoor.com'],
  endpoints: {
    'authorization-request': ['**/login/oauth/authorize', '**/api/get-app-login'],
    'token-request': ['**/api/login/oauth/access_token', '**/api/login/oauth/refresh_token'],
    'introspection-request': ['**/api/login/oauth/introspect'],
    'resource-request': ['**/api/userinfo', '**/api/get-account'],
    'metadata-request': ['**/.well-known/openid-configuration', '**/.well-known/jwks'],
  },
  tellingPaths: ['**/api/login/oauth/access_token', '**/api/get-app-login'],
  tellingTexts: ['casdoor'],
  habits: {
    clientAuthentication: ['basic', 'post', 'none'],
    pkce: 'supported',
    lifetimes: { code: 300 },
  },
  // Its own page asks its API by these names.
  ownParameters: ['clientId', 'responseType', 'redirectUri'],
  texts: [
    {
      says: ["Redirect URI: … doesn't exist in the allowed Redirect URI list"],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch', 'redirect-uri/scheme-mismatch'],
      fix: ['Add the address of the message to "Redirect URLs" of the application in the Casdoor console.'],
    },
    {
      says: ['client_id is invalid', 'Invalid client_id'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['client_secret is invalid'],
      here: true,
      sent: ['client_secret'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-authentication/credentials-missing', 'client-authentication/client-type-mismatch'],
    },
    {
      says: ['client_secret is invalid for application'],
      here: true,
      notSent: ['client_secret'],
      without: ['Basic '],
      cause: 'client-authentication/credentials-missing',
      possible: ['client-authentication/client-type-mismatch'],
    },
    {
      says: ['client_assertion is invalid'],
      here: true,
      cause: 'client-authentication/assertion-audience-wrong',
      possible: ['client-authentication/assertion-stale', 'client-authentication/secret-wrong'],
    },
    {
      says: ['Grant_type: … is not supported in this application'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      fix: ['Tick this grant under "Grant types" of the application in the Casdoor console.'],
    },
    {
      says: ['authorization code has been used for token: […'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['authorization code has expired, nowUnix: …'],
      cause: 'authorization-code/expired',
      confidence: 'certain',
    },
    {
      says: ['authorization code: […] is invalid'],
      cause: 'authorization-code/altered-by-client',
      possible: ['authorization-code/redeemed-twice', 'environment/environment-mix-up'],
    },
    {
      says: ['verifier is invalid, challengeAnswer: …'],
      notSent: ['code_verifier'],
      cause: 'pkce/only-one-half-sent',
      possible: ['pkce/verifier-mismatch'],
    },
    {
      says: ['verifier is invalid, challengeAnswer: …'],
      sent: ['code_verifier'],
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    },
    {
      says: ['the token is for wrong application (client_id)'],
      cause: 'client-identification/credentials-of-other-app',
      confidence: 'certain',
    },
    {
      says: ['the requested scope is invalid or not defined in the application'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown'],
    },
    {
      says: ['invalid username or password: …', 'the user does not exist'],
      here: true,
      grant: 'password',
      cause: 'client-authentication/user-credentials-wrong',
    },
    {
      says: [
        'OAuth users cannot use password grant type, please use authorization code flow',
        'the user has MFA enabled and cannot sign in with a password grant',
      ],
      cause: 'provider-policy/access-policy-missing',
      possible: ['client-identification/grant-type-not-allowed'],
    },
  ],
};
