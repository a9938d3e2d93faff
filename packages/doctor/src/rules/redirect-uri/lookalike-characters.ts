import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** Characters that look like the registered ones and are others. RFC 9700 section 2.1. */
export const lookalikeCharacters = defineRule({
  cause: 'redirect-uri/host-port-mismatch',
  variant: 'lookalike-characters',
  title: 'The redirect URI has characters that only look like those of the registered one',
  specs: ['RFC 9700 section 2.1', 'RFC 3986 section 2'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => matchDifference(evidence, ['lookalike-characters']),
  say: {
    what: ({ difference }) =>
      `The ${difference.part} of the redirect_uri looks like the registered one, and is written with other characters.`,
    why: () =>
      'A letter of another alphabet, a digit for a letter or a typographic hyphen is another character, however alike it looks. Texts copied from documents bring them along.',
    fix: ({ registered }) => [
      ...sendOrRegister(registered, ', typed by hand').slice(0, 1),
      'If nobody of the app wrote the address that was sent, find out who did before anything is registered.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a Cyrillic letter stands in the host',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://l\u0435dger.example/callback' },
        }),
      },
      {
        name: 'a Cyrillic letter stands in the path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/c\u0430llback' },
        }),
      },
    ],
    silent: [
      {
        name: 'the letter is another one to the eye too',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ladger.example/callback' },
        }),
      },
      {
        name: 'the case differs',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/Callback' },
        }),
      },
    ],
  },
});
