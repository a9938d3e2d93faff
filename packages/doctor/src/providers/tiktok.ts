import type { Provider } from './provider.ts';

/** TikTok Login Kit: client_key in place of client_id. */
export const tiktok: Provider = {
  name: 'tiktok',
  title: 'TikTok',
  hosts: ['www.tiktok.com', 'open.tiktokapis.com', 'open-api.tiktok.com', 'business-api.tiktok.com'],
  endpoints: {
    'authorization-request': ['/v2/auth/authorize', '/auth/authorize', '/platform/oauth/connect'],
    'token-request': ['/v2/oauth/token', '/oauth/access_token', '/oauth/refresh_token'],
    'revocation-request': ['/v2/oauth/revoke'],
    'resource-request': ['/v2/user/**', '/v2/video/**', '/v2/post/**'],
  },
  tellingTexts: ['TikTok', 'open.tiktokapis.com'],
  tokens: [
    { kind: 'access-token', pattern: /^act\.[\w!.]{40,200}$/, telling: true },
    { kind: 'refresh-token', pattern: /^rft\.[\w!.]{40,200}$/, telling: true },
  ],
  habits: {
    scopeSeparator: ',',
    names: { client_id: 'client_key' },
    tokenBody: 'form',
    clientAuthentication: ['post'],
    pkce: 'supported',
    rotation: 'sometimes',
    retiredPaths: {
      '/auth/authorize': '/v2/auth/authorize',
      '/oauth/access_token': '/v2/oauth/token',
      '/oauth/refresh_token': '/v2/oauth/token',
    },
    lifetimes: { accessToken: 86_400, refreshToken: 31_536_000 },
  },
  ownParameters: ['client_key', 'disable_auto_auth', 'log_id'],
  texts: [
    {
      says: ['Redirect_uri is not matched with the uri when requesting code'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['Code verifier or code challenge is invalid'],
      cause: 'pkce/challenge-encoding',
      why: 'For desktop apps TikTok wants the challenge as the hexadecimal SHA-256 of the verifier, not as base64url.',
      fix: [
        'Write the challenge of a desktop app as hexadecimal SHA-256 of the verifier (64 digits), still with code_challenge_method=S256.',
        'Send the verifier of this flow, unchanged.',
      ],
      possible: ['pkce/verifier-mismatch', 'pkce/only-one-half-sent'],
    },
    {
      says: ['Authorization code is expired'],
      here: true,
      cause: 'authorization-code/expired',
      possible: ['authorization-code/redeemed-twice', 'authorization-code/altered-by-client'],
      why: 'The code was used or is too old; it has to be percent-decoded once before it is sent.',
    },
    {
      says: ['Refresh token is invalid or expired'],
      here: true,
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/lifetime-ended', 'refresh/revoked', 'refresh/unknown-token'],
    },
    {
      says: ['The request parameters are malformed'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      why: 'TikTok reads client_key and the others from a form.',
      possible: ['transport-endpoint/parameter-missing', 'transport-endpoint/parameter-unknown'],
    },
    {
      says: ['Client key or secret is incorrect'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/client-unknown', 'environment/environment-mix-up'],
    },
    {
      says: ['error_type=client_key', 'errCode=10003'],
      here: true,
      cause: 'client-identification/client-unknown',
      why: 'The client key is wrong, or Login Kit is not added to the app; an app in sandbox lets in its target users only.',
      possible: ['provider-policy/app-not-public', 'environment/environment-mix-up'],
    },
    {
      says: ['error_type=redirect_uri', 'Illegal redirect link'],
      here: true,
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/kind-not-allowed', 'redirect-uri/extra-query'],
    },
    {
      says: ['error_type=scope'],
      here: true,
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown', 'scope-consent/scope-separator'],
    },
    {
      says: ['correct the following and try again: code_challenge'],
      cause: 'pkce/required-not-sent',
      why: 'TikTok wants a code_challenge from desktop and mobile apps, and from apps that are set up as such.',
      possible: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
    },
    {
      says: ['correct the following and try again: redirect_uri'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'transport-endpoint/endpoint-url-wrong',
        'redirect-uri/trailing-slash',
        'redirect-uri/kind-not-allowed',
        'redirect-uri/extra-query',
      ],
    },
    {
      says: ['correct the following and try again: client_key'],
      cause: 'client-identification/client-unknown',
      possible: ['transport-endpoint/parameter-unknown', 'environment/environment-mix-up'],
    },
    {
      says: ['correct the following and try again: scope'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      possible: ['scope-consent/scope-unknown', 'scope-consent/scope-separator'],
    },
    {
      says: ['scope_not_authorized'],
      cause: 'scope-consent/scope-insufficient',
      confidence: 'certain',
    },
    {
      says: ['access_token_invalid'],
      here: true,
      cause: 'token-use/access-token-expired',
      possible: ['token-use/authorization-header-malformed', 'refresh/revoked'],
    },
    {
      says: ['unaudited_client_can_only_post_to_private_accounts'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
    },
  ],
};
