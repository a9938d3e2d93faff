import type { Library } from './library.ts';

/** Okta's library for browsers. What the server answers is told by the provider of that name. */
export const oktaAuthJs: Library = {
  name: 'okta-auth-js',
  title: 'okta-auth-js',
  stack: 'browser',
  tellingTexts: ['okta-auth-js', '@okta/okta-react', '@okta/okta-auth-js', 'AuthSdkError', 'OktaAuth', 'tokenManager'],
  texts: [
    {
      says: [
        'Unable to retrieve OAuth redirect params from storage',
        'Could not load PKCE codeVerifier from storage',
        'This may indicate the auth flow has already completed or multiple auth flows are executing concurrently',
      ],
      cause: 'authorization-code/redeemed-twice',
      variant: 'not-in-storage',
      what: 'What was kept of the login is not in the browser’s storage any more.',
      why: 'The callback was processed a second time, two logins ran at once, or the callback came to another origin.',
      fix: [
        'Process the callback once (in React keep strict mode’s second effect away), and begin and end the login on one origin.',
      ],
      possible: ['state-session/overwritten', 'state-session/cookie-host-mismatch'],
    },
    {
      says: ["OAuth flow response state doesn't match request state"],
      cause: 'state-session/state-mismatch',
      possible: ['state-session/overwritten'],
    },
    {
      says: ["OAuth flow response nonce doesn't match request nonce"],
      cause: 'state-session/overwritten',
      variant: 'nonce',
    },
    {
      says: ['Unable to parse a token from the url', 'Unable to parse OAuth flow response'],
      cause: 'transport-endpoint/parameter-missing',
      variant: 'code-missing',
      possible: ['authorization-code/response-in-fragment', 'authorization-code/redeemed-twice'],
    },
    {
      says: ['OAuth flow timed out'],
      cause: 'state-session/third-party-cookie-blocked',
      variant: 'silent-renew',
      possible: ['redirect-uri/not-registered', 'availability/provider-unreachable'],
    },
    {
      says: [
        'PKCE requires a modern browser with encryption support running in a secure context',
        'PKCE requires secure HTTPS protocol',
      ],
      cause: 'redirect-uri/scheme-mismatch',
      variant: 'insecure-page',
      what: 'The browser gives the page no cryptography, because it was loaded over http.',
      why: 'PKCE needs it, and it exists only on https pages and on localhost.',
      fix: ['Load the app over https or from localhost.'],
      possible: [],
    },
    {
      says: ['The issuer … does not match'],
      mentions: ['okta', 'AuthSdkError'],
      cause: 'discovery/issuer-host-mismatch',
      possible: ['token-use/token-from-other-issuer', 'discovery/issuer-trailing-slash'],
    },
    {
      says: ['The audience [ … ] does not match ['],
      mentions: ['okta', 'AuthSdkError'],
      cause: 'token-use/audience-mismatch',
      confidence: 'certain',
    },
    {
      says: [
        'The JWT was issued in the future',
        'The JWT expired and is no longer valid',
        'The JWT expired before it was issued',
      ],
      cause: 'clock/skew',
      possible: ['token-use/access-token-expired'],
    },
    {
      says: ['The token signature is not valid', 'The key id … was not found'],
      mentions: ['okta', 'AuthSdkError'],
      cause: 'token-use/token-from-other-issuer',
      variant: 'key',
      possible: ['environment/environment-mix-up'],
    },
    {
      says: ['Issuer URL passed to constructor contains "-admin" in subdomain'],
      cause: 'environment/wrong-authority',
      confidence: 'certain',
      variant: 'admin-host',
      what: 'The issuer is the address of the administration console.',
      why: 'The org itself has the same address without -admin.',
      fix: ['Take -admin out of the issuer.'],
    },
    {
      says: ['No issuer passed to constructor', 'Unable to find issuer', 'Issuer must be a valid URL'],
      mentions: ['okta', 'OktaAuth', 'Required usage'],
      cause: 'discovery/metadata-not-found',
      variant: 'not-configured',
      possible: ['client-authentication/credentials-placeholder'],
    },
    {
      says: ['The redirectUri passed to /authorize must also be passed to /token'],
      cause: 'redirect-uri/differs-between-requests',
      confidence: 'certain',
    },
    {
      says: ['(generated and saved by your app) must be passed to /token'],
      cause: 'pkce/only-one-half-sent',
      confidence: 'certain',
    },
    {
      says: ['openid scope must be specified in the scopes argument when requesting an id_token'],
      cause: 'scope-consent/scope-missing',
      confidence: 'certain',
    },
    {
      says: ['Popup flow canceled', 'Unable to open popup window'],
      mentions: ['okta', 'AuthSdkError'],
      cause: 'scope-consent/consent-denied',
      confidence: 'possible',
    },
  ],
};
