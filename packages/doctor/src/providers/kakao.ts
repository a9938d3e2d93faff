import type { Provider } from './provider.ts';

/** Kakao Login: every error has a number that begins with KOE. */
export const kakao: Provider = {
  name: 'kakao',
  title: 'Kakao',
  hosts: ['kauth.kakao.com', 'accounts.kakao.com'],
  apiHosts: ['kapi.kakao.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token'],
    'resource-request': ['/v1/**', '/v2/**'],
  },
  tellingTexts: ['Kakao', 'KOE006', 'KOE101', 'KOE205', 'KOE320'],
  habits: {
    scopeSeparator: ',',
    tokenBody: 'form',
    clientAuthentication: ['post', 'none'],
  },
  ownParameters: ['channel_public_id', 'service_terms', 'refresh_token_expires_in', 'error_code'],
  texts: [
    {
      says: ['KOE004'],
      cause: 'client-identification/grant-type-not-allowed',
      confidence: 'certain',
      variant: 'login-off',
      what: 'Kakao Login is not switched on for this app.',
      fix: ['Switch Kakao Login on in the settings of the app.'],
    },
    {
      says: ['KOE005'],
      cause: 'provider-policy/app-not-public',
      confidence: 'certain',
      fix: ['Add the user to the members of the test app, or let them use the real app.'],
    },
    {
      says: ['KOE006', 'KOE028'],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      possible: ['redirect-uri/path-mismatch', 'redirect-uri/host-port-mismatch', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['KOE008', 'KOE101'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
      variant: 'app-key',
      why: 'The key is none of this app, or of another kind: native, REST API and JavaScript keys are not the same.',
      fix: ['Send the REST API key of the app as client_id.'],
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['KOE201'],
      cause: 'transport-endpoint/parameter-unknown',
      confidence: 'certain',
      variant: 'response-type',
      fix: ['Send response_type=code.'],
    },
    {
      says: ['KOE205', 'KOE232'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      confidence: 'certain',
      variant: 'consent-items',
      what: 'A scope was asked for that is not set among the consent items of the app.',
      fix: ['Set the consent item in the settings of the app (some need a review), or leave the scope out.'],
    },
    {
      says: ['KOE320', 'authorization code not found for code'],
      cause: 'authorization-code/redeemed-twice',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
  ],
};
