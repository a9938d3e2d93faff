import type { Provider } from './provider.ts';

/** Discord. */
export const discord: Provider = {
  name: 'discord',
  title: 'Discord',
  hosts: ['discord.com', '*.discord.com', 'discordapp.com', '*.discordapp.com'],
  endpoints: {
    'authorization-request': ['/oauth2/authorize', '/api/oauth2/authorize', '/api/*/oauth2/authorize'],
    'token-request': ['/api/oauth2/token', '/api/*/oauth2/token'],
    'revocation-request': ['/api/oauth2/token/revoke', '/api/*/oauth2/token/revoke'],
    'resource-request': ['/api/**'],
  },
  tellingTexts: ['discord.com', 'discord.js', 'passport-discord', 'discord-oauth2', 'Discord'],
  tokens: [{ kind: 'client-id', pattern: /^\d{17,20}$/ }],
  habits: {
    tokenBody: 'form',
    clientAuthentication: ['basic', 'post'],
    pkce: 'supported',
    rotation: 'always',
    lifetimes: { accessToken: 604_800 },
  },
  ownParameters: ['guild_id', 'permissions', 'disable_guild_select', 'integration_type'],
  texts: [
    {
      says: ['Invalid OAuth2 redirect_uri', 'OAuth2 redirect_uri … not supported'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/trailing-slash',
        'redirect-uri/not-encoded',
        'redirect-uri/path-mismatch',
      ],
    },
    {
      says: ['Invalid "redirect_uri" in request'],
      here: true,
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['Invalid "code" in request'],
      here: true,
      cause: 'authorization-code/redeemed-twice',
      possible: [
        'authorization-code/expired',
        'client-identification/credentials-of-other-app',
        'authorization-code/altered-by-client',
      ],
    },
    {
      says: ['"grant_type": ["This field is required', 'BASE_TYPE_REQUIRED', 'grant_type…This field is required'],
      here: true,
      cause: 'transport-endpoint/body-not-form',
      possible: ['transport-endpoint/params-not-in-body', 'transport-endpoint/parameter-missing'],
    },
    {
      says: ['client_id…is not snowflake', 'Value "…" is not snowflake', 'NUMBER_TYPE_COERCE', 'not snowflake'],
      cause: 'client-authentication/credentials-placeholder',
      why: 'client_id has to be the number of the application.',
      possible: ['client-identification/client-unknown', 'transport-endpoint/stray-whitespace'],
    },
    {
      says: ['10002', 'Unknown Application', 'invalid_client…client'],
      here: true,
      cause: 'client-identification/client-unknown',
      possible: ['client-authentication/secret-wrong'],
    },
    {
      says: ['Invalid client secret', 'invalid_client'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      possible: [
        'client-authentication/credentials-missing',
        'client-authentication/credentials-placeholder',
        'client-authentication/basic-content-wrong',
      ],
      coarse: true,
    },
    {
      says: ['The requested scope is invalid, unknown, or malformed', 'invalid_scope'],
      here: true,
      cause: 'scope-consent/scope-unknown',
      possible: ['scope-consent/scope-separator', 'scope-consent/scope-not-allowed-for-client'],
    },
    {
      says: [
        'OAuth2 application does not have a bot',
        'Bot requires code grant',
        'Integration requires code grant',
        'requires code grant',
      ],
      here: true,
      cause: 'client-identification/grant-type-not-allowed',
      variant: 'bot',
      fix: ['Untick Requires OAuth2 Code Grant under Bot, or run the whole code flow.'],
    },
    {
      says: ['401: Unauthorized'],
      here: true,
      cause: 'token-use/authorization-header-malformed',
      possible: ['token-use/access-token-expired', 'token-use/wrong-token-of-flow'],
      why: 'Tokens of users go as Bearer, tokens of bots as Bot.',
    },
    {
      says: ['Missing Access', 'Missing Permissions', '50025', 'Invalid OAuth2 access token'],
      here: true,
      cause: 'scope-consent/scope-insufficient',
      possible: ['token-use/wrong-token-of-flow'],
    },
    {
      says: ['You are being rate limited', 'You are being blocked from accessing our API temporarily'],
      cause: 'availability/rate-limited',
      confidence: 'certain',
    },
  ],
};
