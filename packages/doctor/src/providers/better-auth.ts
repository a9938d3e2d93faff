import type { Provider } from './provider.ts';

/** better-auth: as a client of social providers and as a server (OIDC and MCP plugins). */
export const betterAuth: Provider = {
  name: 'better-auth',
  title: 'Better Auth',
  hosts: [],
  endpoints: {
    'authorization-request': ['/api/auth/oauth2/authorize', '/api/auth/mcp/authorize'],
    'token-request': ['/api/auth/oauth2/token', '/api/auth/mcp/token'],
    'registration-request': ['/api/auth/oauth2/register', '/api/auth/mcp/register'],
    'device-authorization-request': ['/api/auth/device/code'],
    'authorization-response': ['/api/auth/callback/*', '/api/auth/oauth2/callback/*', '/api/auth/sso/callback/*'],
    'metadata-request': ['/api/auth/.well-known/**'],
  },
  tellingPaths: ['/api/auth/oauth2/**', '/api/auth/mcp/**', '/api/auth/sign-in/social', '/api/auth/oauth2/callback/*'],
  tellingTexts: ['better-auth', 'Better Auth', 'better_auth', 'please_restart_the_process', 'BetterAuthError'],
  habits: { clientAuthentication: ['basic', 'post', 'none'], pkce: 'supported', offline: { scope: 'offline_access' } },
  ownParameters: ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL'],
  texts: [
    {
      says: [
        'State mismatch: State not persisted correctly',
        'State not persisted correctly',
        'state_security_mismatch',
        'State mismatch: auth state cookie not found',
        'auth state cookie not found',
      ],
      cause: 'state-session/cookie-not-stored',
      possible: [
        'state-session/cookie-host-mismatch',
        'state-session/cookie-samesite',
        'state-session/overwritten',
        'state-session/state-mismatch',
      ],
      why: 'The cookie with the state was not there at the callback: another host, Secure on http, SameSite across sites, or an app whose web view has no cookies.',
    },
    {
      says: ['state_mismatch', 'State Mismatch. Verification not found', 'Verification not found', 'State mismatch'],
      here: true,
      cause: 'state-session/state-mismatch',
      possible: [
        'state-session/cookie-not-stored',
        'state-session/cookie-host-mismatch',
        'state-session/overwritten',
        'state-session/session-expired',
      ],
    },
    {
      says: ['please_restart_the_process'],
      cause: 'state-session/session-expired',
      possible: [
        'state-session/state-mismatch',
        'state-session/cookie-not-stored',
        'authorization-code/redeemed-twice',
      ],
      why: 'The stored state is used, over, or was never written: database, secondary storage or another instance.',
    },
    {
      says: ['state_not_found', 'State not found'],
      here: true,
      cause: 'state-session/state-mismatch',
      possible: ['transport-endpoint/parameter-missing', 'authorization-code/response-in-fragment'],
    },
    {
      says: ['unable_to_get_user_info', 'oauth_code_verification_failed', 'invalid_code'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'redirect-uri/differs-between-requests',
        'authorization-code/redeemed-twice',
        'pkce/verifier-mismatch',
        'scope-consent/scope-insufficient',
      ],
      why: 'The provider refused the code or the call after it; the log of the server holds its answer.',
    },
    {
      says: ['Invalid origin', 'INVALID_ORIGIN', 'Invalid callbackURL', 'INVALID_CALLBACK_URL'],
      here: true,
      cause: 'redirect-uri/not-registered',
      variant: 'trusted-origins',
      fix: ['Add the origin to trustedOrigins.'],
    },
    {
      says: [
        'account_not_linked',
        'account not linked',
        "email_doesn't_match",
        'email_does_not_match',
        'unable_to_link_account',
      ],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      variant: 'account-linking',
      why: 'An account with this address exists and the provider is not trusted for linking.',
      fix: ['Add the provider to account.accountLinking.trustedProviders, or link while signed in.'],
    },
    {
      says: ['signup_disabled', 'signup disabled'],
      here: true,
      cause: 'provider-policy/access-policy-missing',
      variant: 'sign-up',
    },
    {
      says: ['email_not_found'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      variant: 'email',
    },
    {
      says: ['no_code', 'no_callback_url', 'oauth_provider_not_found'],
      here: true,
      cause: 'transport-endpoint/parameter-missing',
    },
    {
      says: [
        'Provider not found. Make sure to add the provider to your auth config',
        'Social provider … is missing clientId or clientSecret',
        'is missing clientId or clientSecret',
      ],
      cause: 'client-authentication/credentials-placeholder',
    },
    {
      says: ['pkce is required', 'code_challenge is required'],
      here: true,
      cause: 'pkce/required-not-sent',
      confidence: 'certain',
    },
    {
      says: ['code verification failed', 'invalid code_verifier', 'code verifier is missing'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding', 'pkce/only-one-half-sent'],
    },
    {
      says: [
        'Failed to get a valid access token',
        'FAILED_TO_GET_ACCESS_TOKEN',
        'FAILED_TO_REFRESH_ACCESS_TOKEN',
        'REFRESH_TOKEN_NOT_FOUND',
        'Refresh token not found',
      ],
      here: true,
      cause: 'refresh/not-issued',
      possible: ['refresh/revoked', 'refresh/rotation-not-stored'],
    },
    {
      says: ['token endpoint authentication requires clientId'],
      cause: 'client-authentication/credentials-placeholder',
      possible: ['client-authentication/credentials-missing'],
    },
  ],
};
