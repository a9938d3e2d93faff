import type { Provider } from './provider.ts';

/** Kakao Login: errors have a code of their own beside the one of OAuth. */
export const kakao: Provider = {
  name: 'kakao',
  title: 'Kakao',
  hosts: ['kauth.kakao.com'],
  apiHosts: ['kapi.kakao.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token'],
  },
  tellingTexts: ['kauth.kakao.com', 'kapi.kakao.com', 'KakaoStrategy'],
  habits: { tokenBody: 'form', scopeSeparator: ',' },
  ownParameters: ['channel_public_id', 'service_terms', 'error_code'],
  texts: [
    { says: ['KOE002'], cause: 'transport-endpoint/endpoint-url-wrong', confidence: 'certain' },
    { says: ['KOE003'], cause: 'availability/provider-incident' },
    {
      says: ['KOE004'],
      cause: 'client-identification/grant-type-not-allowed',
      why: 'Kakao Login is switched off for this app.',
      fix: ['Switch it on under Kakao Login in the settings of the app.'],
    },
    { says: ['KOE005'], cause: 'provider-policy/app-not-public', confidence: 'certain' },
    { says: ['KOE006', 'KOE028'], cause: 'redirect-uri/not-registered', confidence: 'certain' },
    {
      says: ['KOE008', 'KOE101'],
      cause: 'client-identification/client-unknown',
      confidence: 'certain',
      why: 'The key is none of an app, or one of another kind: the REST API key is the client id here.',
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
