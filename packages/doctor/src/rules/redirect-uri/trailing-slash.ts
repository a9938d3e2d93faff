import { authorizationExample, codeExample, exampleAuthorization } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** A slash at the end on one side only. RFC 9700 section 2.1. */
export const trailingSlash = defineRule({
  cause: 'redirect-uri/trailing-slash',
  variant: 'trailing-slash',
  title: 'The redirect URI has a slash at its end that the registered one has not, or the reverse',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  check: (evidence) => matchDifference(evidence, ['trailing-slash']),
  say: {
    what: ({ difference }) =>
      difference.sent.endsWith('/')
        ? 'The redirect_uri has a trailing slash that the registered one has not.'
        : 'The redirect_uri lacks the trailing slash of the registered one.',
    why: () =>
      'RFC 9700 section 2.1 has redirect URIs compared as text, character by character, so an address with and without a slash at its end are two addresses.',
    fix: ({ difference, registered }) =>
      sendOrRegister(
        registered,
        difference.sent.endsWith('/') ? ', without the slash at the end' : ', with the slash at the end',
      ),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a slash was added to the registered path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback/' },
        }),
      },
      {
        name: 'the slash of the registered origin was left out',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example' },
          client: { redirectUris: ['https://ledger.example/', 'https://other.example/callback'] },
        }),
      },
      {
        name: 'a native app added it, and took a free port, which is no mistake',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://127.0.0.1:51004/callback/' },
          client: { redirectUris: ['http://127.0.0.1:8400/callback'] },
        }),
      },
    ],
    silent: [
      {
        name: 'the paths differ by a word, and both end without a slash',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callbacks' },
        }),
      },
      {
        name: 'the slash differs between the two requests, and not from the registration',
        evidence: codeExample({
          problem: 'code-redirect-uri-differs',
          parameters: { redirect_uri: 'https://ledger.example/callback/' },
          known: exampleAuthorization(),
        }),
      },
    ],
  },
});
