import type { Library } from './library.ts';

/** Backstage, whose backend signs in by popup and keeps the nonce of a login in a cookie. */
export const backstage: Library = {
  name: 'backstage',
  title: 'Backstage',
  stack: 'javascript',
  tellingTexts: ['Backstage', '@backstage/', 'plugin-auth-backend'],
  texts: [
    {
      says: ['Auth response is missing cookie nonce'],
      cause: 'state-session/cookie-not-stored',
      why: 'The cookie <provider>-nonce that the start of the login sets is not on the callback.',
      fix: [
        'Set app.baseUrl and backend.baseUrl to the public addresses, with their scheme: the cookie is made for that host.',
        'Begin the login in the popup of Backstage, and not at the provider.',
      ],
      possible: [
        'state-session/cookie-host-mismatch',
        'state-session/cookie-samesite',
        'state-session/third-party-cookie-blocked',
      ],
    },
    {
      says: ['Auth response is missing state nonce'],
      cause: 'state-session/state-mismatch',
      why: 'The callback came without the state that Backstage had sent, or with one of another program.',
    },
  ],
};
