import type { Provider } from './provider.ts';

/** Kakao Login: its own codes (KOE…) stand on the page and in the answer. */
export const kakao: Provider = {
  name: 'kakao',
  title: 'Kakao',
  hosts: ['kauth.kakao.com'],
  apiHosts: ['kapi.kakao.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token'],
    'resource-request': ['/v2/user/**', '/v1/user/**'],
  },
  tellingTexts: ['kakao', 'KOE101', 'KOE006', 'KOE010', 'KOE320', 'KOE303'],
  habits: { scopeSeparator: ',', tokenBody: 'form', clientAuthentication: ['post'], pkce: 'supported' },
  ownParameters: ['service_terms', 'settle_id', 'channel_public_id', 'error_code'],
  texts: [
    {
      says: ['Not exist client_id [undefined]', 'Not exist client_id [null]', 'Not exist client_id [None]'],
      cause: 'client-authentication/credentials-placeholder',
      confidence: 'certain',
      why: 'Kakao quotes the client_id that it was sent: the setting with the REST API key was not loaded.',
    },
    {
      says: ['KOE101', 'KOE008', 'Not exist client_id'],
      cause: 'client-identification/client-unknown',
      fix: ['Send the REST API key of the app as client_id, not its native or JavaScript key.'],
      possible: ['client-identification/credentials-of-other-app', 'client-authentication/credentials-placeholder'],
    },
    {
      says: ['KOE010', 'Bad client credentials'],
      here: true,
      cause: 'client-authentication/secret-wrong',
      why: 'The client secret is switched on for this app, and the one in the body is missing or another.',
      possible: ['client-authentication/credentials-missing', 'client-authentication/auth-method-mismatch'],
    },
    { says: ['KOE002'], cause: 'transport-endpoint/endpoint-url-wrong', confidence: 'certain' },
    { says: ['KOE003'], cause: 'availability/provider-incident' },
    { says: ['KOE004'], cause: 'client-identification/grant-type-not-allowed', confidence: 'certain' },
    { says: ['KOE005'], cause: 'provider-policy/app-not-public', confidence: 'certain' },
    {
      says: ['Invalid redirect: … does not match one of the registered values'],
      cause: 'redirect-uri/not-registered',
      confidence: 'certain',
      variant: 'registered-values',
      fix: ['Enter the address in the settings of the app under Kakao Login > Redirect URI, letter for letter.'],
    },
    {
      says: ['KOE006'],
      cause: 'redirect-uri/not-registered',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/host-port-mismatch', 'redirect-uri/path-mismatch'],
    },
    {
      says: ['KOE303'],
      cause: 'redirect-uri/differs-between-requests',
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
