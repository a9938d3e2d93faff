import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, shown } from './compared.ts';

/** A fragment stands behind the redirect URI. RFC 6749 section 3.1.2. */
export const redirectUriFragment = defineRule({
  cause: 'redirect-uri/extra-query',
  variant: 'fragment',
  title: 'The redirect URI has a fragment',
  specs: ['RFC 6749 section 3.1.2', 'RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => matchDifference(evidence, ['fragment']),
  say: {
    what: () => 'The redirect_uri has a fragment, which no registered one has.',
    why: () =>
      'A redirect URI may not have a fragment (RFC 6749 section 3.1.2): the part after # stays in the browser and never reaches the app by HTTP.',
    fix: ({ registered }) => [
      `Send the address without # and what follows: ${shown(registered)}.`,
      'An app of one page that routes by # reads the code at that address first, and changes to its own route then.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the route of an app of one page',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback#/signed-in' },
        }),
      },
      {
        name: 'an empty fragment',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback#' },
        }),
      },
    ],
    silent: [
      {
        name: 'the sign is escaped and belongs to the path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback%23x' },
        }),
      },
      {
        name: 'a query in its place',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback?x' },
        }),
      },
    ],
  },
});
