import type { Library } from './library.ts';

/** Keycloak's adapter for browsers. What the server answers is told by the provider of that name. */
export const keycloakJs: Library = {
  name: 'keycloak-js',
  title: 'keycloak-js',
  stack: 'browser',
  tellingTexts: [
    'keycloak-js',
    'keycloak.js',
    'check-sso',
    'silent-check-sso',
    'keycloak.updateToken',
    'keycloak.init',
  ],
  texts: [
    {
      says: [
        'Timeout when waiting for 3rd party check iframe message',
        '3rd party check iframe',
        'Your browser is blocking access to 3rd-party cookies',
      ],
      cause: 'state-session/third-party-cookie-blocked',
      possible: ['availability/provider-unreachable', 'transport-endpoint/endpoint-url-wrong'],
      fix: ['Set checkLoginIframe to false, or serve Keycloak from the domain of the app.'],
    },
    {
      says: ['Error while checking login iframe'],
      cause: 'state-session/third-party-cookie-blocked',
      confidence: 'possible',
      possible: ['transport-endpoint/endpoint-url-wrong'],
    },
    {
      says: ['Unable to update token, no refresh token available'],
      grant: 'refresh_token',
      cause: 'refresh/not-issued',
      what: 'The adapter has no refresh token.',
      why: 'Nobody is signed in in this page yet, or the implicit flow is used, which gives none.',
      fix: ['Await init before updateToken, and use the standard flow.'],
      possible: ['state-session/session-expired'],
    },
    {
      says: ['Web Crypto API is not available'],
      cause: 'redirect-uri/scheme-mismatch',
      confidence: 'certain',
      variant: 'insecure-page',
      what: 'The browser gives the page no cryptography, because it was loaded over http.',
      why: 'PKCE needs it, and it exists only on https pages and on localhost.',
      fix: ['Load the app over https or from localhost.'],
      possible: [],
    },
    {
      says: ["Invalid value for 'pkceMethod'"],
      cause: 'pkce/challenge-method-mismatch',
      confidence: 'certain',
      fix: ['Set pkceMethod to S256.'],
    },
    {
      says: [
        'Server responded with an invalid status',
        'Server responded with invalid JSON',
        'Could not obtain configuration from server',
      ],
      mentions: ['keycloak'],
      cause: 'transport-endpoint/endpoint-url-wrong',
      fix: ['Check url and realm: since Keycloak 17 the address has no /auth unless it was set so.'],
      possible: ['discovery/metadata-not-found', 'availability/provider-unreachable'],
    },
    {
      says: ['The configuration object is missing the required … property'],
      mentions: ['keycloak'],
      cause: 'transport-endpoint/parameter-missing',
      confidence: 'certain',
      variant: 'settings',
    },
    {
      says: ["A 'Keycloak' instance can only be initialized once"],
      cause: 'authorization-code/redeemed-twice',
      variant: 'init-twice',
      what: 'init was called twice on one instance.',
      why: 'A component renders twice (strict mode does so on purpose), and the second call would redeem the code again.',
      fix: ['Create and initialise the instance outside of components, once.'],
      possible: ['state-session/overwritten'],
    },
    {
      says: ['Invalid nonce, clearing token'],
      mentions: ['KEYCLOAK', 'keycloak'],
      cause: 'state-session/overwritten',
      variant: 'nonce',
    },
    {
      says: ['Estimated time difference between browser and server is'],
      cause: 'clock/skew',
      confidence: 'possible',
    },
  ],
};
