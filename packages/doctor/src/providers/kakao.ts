import type { Provider } from './provider.ts';

/** Kakao Login: each error has a code of its own, with or without words. */
export const kakao: Provider = {
  name: 'kakao',
  title: 'Kakao',
  hosts: ['kauth.kakao.com'],
  apiHosts: ['kapi.kakao.com'],
  endpoints: {
    'authorization-request': ['/oauth/authorize'],
    'token-request': ['/oauth/token'],
  },
  tellingTexts: ['kauth.kakao.com', 'Kakao', 'KOE006', 'KOE101', 'KOE303', 'KOE320'],
  texts: [
    {
      says: ['KOE006', 'Not exist redirect_uri or mismatched'],
      cause: 'redirect-uri/not-registered',
      possible: [
        'redirect-uri/scheme-mismatch',
        'redirect-uri/path-mismatch',
        'redirect-uri/host-port-mismatch',
        'redirect-uri/trailing-slash',
      ],
    },
    {
      says: ['KOE303'],
      cause: 'redirect-uri/differs-between-requests',
      possible: ['redirect-uri/trailing-slash', 'redirect-uri/scheme-mismatch'],
    },
    {
      says: ['KOE320', 'authorization code not found for code='],
      cause: 'authorization-code/redeemed-twice',
      why: 'A code that was redeemed before, is too old or was changed on its way is not found.',
      possible: ['authorization-code/expired', 'authorization-code/altered-by-client'],
    },
    {
      says: ['KOE101', 'KOE008'],
      cause: 'client-identification/client-unknown',
      why: 'client_id has to be the REST API key of the app; the native, JavaScript and admin keys are others.',
      possible: ['client-identification/credentials-of-other-app'],
    },
    {
      says: ['KOE010'],
      cause: 'client-authentication/credentials-missing',
      why: 'Where the client secret of the app is switched on, every token request needs it.',
      possible: ['client-authentication/secret-wrong'],
    },
    {
      says: ['KOE004'],
      cause: 'client-identification/grant-type-not-allowed',
      why: 'Kakao Login is not switched on for the app.',
    },
    { says: ['KOE005'], cause: 'provider-policy/app-not-public', confidence: 'certain' },
    {
      says: ['KOE205'],
      cause: 'scope-consent/scope-not-allowed-for-client',
      why: 'The consent items that are asked for are not set for the app.',
    },
    { says: ['KOE003'], cause: 'availability/provider-incident' },
  ],
};
