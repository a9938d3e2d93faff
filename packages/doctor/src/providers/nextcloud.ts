import type { Provider } from './provider.ts';

/** Nextcloud as authorization server (its app oauth2): bare error codes, and bruteforce protection that logs the reason. */
export const nextcloud: Provider = {
  name: 'nextcloud',
  title: 'Nextcloud',
  hosts: [],
  endpoints: {
    'authorization-request': ['**/apps/oauth2/authorize'],
    'token-request': ['**/apps/oauth2/api/v1/token'],
    'resource-request': ['**/ocs/v2.php/**', '**/remote.php/dav/**'],
  },
  tellingPaths: ['**/apps/oauth2/authorize', '**/apps/oauth2/api/v1/token'],
  tellingTexts: ['Nextcloud'],
  habits: {
    tokenBody: 'form-or-json',
    clientAuthentication: ['basic', 'post'],
    pkce: 'supported',
    rotation: 'always',
    lifetimes: { code: 600, accessToken: 3600 },
  },
  texts: [
    {
      says: ['invalid_request'],
      here: true,
      roles: ['token-request'],
      grant: 'refresh_token',
      cause: 'refresh/rotation-not-stored',
      why: 'Nextcloud answers invalid_request where it does not know the refresh token: each one works once.',
      possible: ['refresh/concurrent-use', 'refresh/revoked', 'refresh/unknown-token'],
      coarse: true,
    },
    {
      says: ['invalid_request'],
      here: true,
      roles: ['token-request'],
      grant: 'authorization_code',
      cause: 'authorization-code/redeemed-twice',
      why: 'Nextcloud answers invalid_request to a code that it does not know, that was used, or that is older than ten minutes.',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client', 'pkce/only-one-half-sent'],
      coarse: true,
    },
    {
      says: ['invalid_client'],
      here: true,
      roles: ['token-request'],
      cause: 'client-authentication/secret-wrong',
      possible: ['client-identification/credentials-of-other-app', 'client-authentication/credentials-missing'],
      coarse: true,
    },
    {
      says: ['authorization_code_received_for_active_token', 'authorization_code_already_redeemed'],
      cause: 'authorization-code/redeemed-twice',
      confidence: 'certain',
    },
    {
      says: ['refresh_token_already_redeemed'],
      cause: 'refresh/rotation-not-stored',
      possible: ['refresh/concurrent-use'],
    },
    {
      says: ['pkce_verification_failed'],
      here: true,
      cause: 'pkce/verifier-mismatch',
      possible: ['pkce/challenge-encoding'],
    },
    {
      says: ['ClientMapper->getByIdentifier(NULL)', 'LoginRedirectorController->authorize(NULL'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      what: 'The authorization request reached Nextcloud without client_id.',
      why: 'Nextcloud looks for the client by the client_id of the address, and none came.',
      fix: ['Send client_id, response_type and state in the query of the address, and keep it through redirects.'],
      possible: ['client-identification/client-unknown'],
    },
    {
      says: ['OCA\\OAuth2\\Exceptions\\ClientNotFoundException'],
      without: ['getByIdentifier(NULL)'],
      cause: 'client-identification/client-unknown',
      possible: ['transport-endpoint/parameter-missing'],
    },
    {
      says: ['The received redirect URI is not accepted to connect'],
      cause: 'redirect-uri/not-registered',
      why: 'Nextcloud compares it with the redirect URIs of the client character by character.',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/path-mismatch', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['Your client is not authorized to connect. Please inform the administrator of your client'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
    },
  ],
};
