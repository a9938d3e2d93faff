import type { Library } from './library.ts';

/** AppAuth for Android, iOS, JavaScript and React Native, and the wrappers of Expo and Flutter. */
export const appauth: Library = {
  name: 'appauth',
  title: 'AppAuth',
  stack: 'mobile',
  tellingTexts: [
    'AppAuth',
    'appauth',
    'OIDAuthState',
    'org.openid.appauth',
    'OIDGeneral',
    'ASWebAuthenticationSession',
    'expo-auth-session',
    'WEB_AUTHENTICATION',
  ],
  texts: [
    {
      says: [
        'User cancelled flow',
        'OIDGeneralErrorDomain error -3',
        'org.openid.appauth.general error -3',
        'org.openid.appauth.general Code=-3',
        'ASWebAuthenticationSessionErrorDomain error 1',
        'WebAuthenticationSession error 1',
        'com.apple.AuthenticationServices.WebAuthenticationSession error 1',
        'Authorization … error -4',
        'FlutterAppAuthUserCancelledException',
      ],
      cause: 'scope-consent/consent-denied',
      possible: ['redirect-uri/not-registered', 'redirect-uri/kind-not-allowed'],
    },
    {
      says: [
        'ID Token expired',
        'org.openid.appauth.general error -15',
        'Issued at time is more than 10 minutes before or after the current time',
        'Issued at time is more than 600 seconds before or after the current time',
        'Issued at time is more than',
      ],
      cause: 'clock/skew',
      confidence: 'certain',
    },
    {
      says: ['Issuer mismatch'],
      mentions: ['appauth', 'AppAuth', 'OIDIDToken', 'ID Token'],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['discovery/issuer-trailing-slash', 'discovery/issuer-template'],
    },
    {
      says: ['Audience mismatch', 'Nonce mismatch'],
      mentions: ['appauth', 'AppAuth'],
      cause: 'token-use/audience-mismatch',
      possible: ['state-session/overwritten'],
    },
    {
      says: [
        'State param did not match expected value',
        'State mismatch, expecting',
        'Response state param did not match',
        'Response state param did not match request state',
      ],
      cause: 'state-session/overwritten',
      possible: ['state-session/state-mismatch'],
    },
    {
      says: ['Invalid ID Token', 'ID Token validation failed'],
      mentions: ['appauth', 'AppAuth'],
      cause: 'clock/skew',
      confidence: 'possible',
      possible: ['discovery/issuer-host-mismatch', 'token-use/audience-mismatch'],
    },
    {
      says: ['only https connections are permitted', 'JSON deserialization error'],
      mentions: ['appauth', 'AppAuth'],
      cause: 'discovery/metadata-not-found',
      confidence: 'possible',
    },
    { says: ['AppAuth … invalid_grant … code verifier'], cause: 'pkce/verifier-mismatch' },
    {
      says: [
        'Network error … appauth',
        'org.openid.appauth.general error -5',
        'org.openid.appauth.general … Code=-5',
        'OIDGeneralErrorDomain … -5',
      ],
      cause: 'availability/provider-unreachable',
    },
    {
      says: ['org.openid.appauth.general error -6', 'org.openid.appauth.general … Code=-6'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      confidence: 'possible',
    },
  ],
};
