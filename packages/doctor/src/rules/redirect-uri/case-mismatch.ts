import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** The same letters, in capitals on one side. RFC 9700 section 2.1. */
export const caseMismatch = defineRule({
  cause: 'redirect-uri/path-mismatch',
  variant: 'case',
  title: 'The redirect URI differs from the registered one in capital letters',
  specs: ['RFC 9700 section 2.1', 'RFC 3986 section 6.2.2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => matchDifference(evidence, ['case']),
  say: {
    what: ({ difference }) => `The ${difference.part} of the redirect_uri differs in capital and small letters.`,
    why: () =>
      'Redirect URIs are compared as text, so capitals count everywhere, in scheme and host too, where a browser would not tell them apart.',
    fix: ({ registered }) => sendOrRegister(registered, ', with the same capital and small letters'),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a letter of the path is a capital',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/Callback' },
        }),
      },
      {
        name: 'the host is written with a capital',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://Ledger.example/callback' },
        }),
      },
    ],
    silent: [
      {
        name: 'a letter is missing',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callbac' },
        }),
      },
      {
        name: 'the path is another one, in capitals',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/RETURN' },
        }),
      },
    ],
  },
});
