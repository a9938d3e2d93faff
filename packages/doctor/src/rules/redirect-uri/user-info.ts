import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, shown } from './compared.ts';

/** A name or a password stands before the host. RFC 3986 section 3.2.1. */
export const redirectUriUserInfo = defineRule({
  cause: 'redirect-uri/host-port-mismatch',
  variant: 'user-info',
  title: 'The redirect URI has a name or a password before its host',
  specs: ['RFC 3986 section 3.2.1', 'RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => matchDifference(evidence, ['user-info']),
  say: {
    what: () => 'The redirect_uri has a part with @ before its host, which the registered one has not.',
    why: () =>
      'What stands before @ is a user name, not the host (RFC 3986 section 3.2.1). Attackers write a trusted host there, and people a password of a test system.',
    fix: ({ registered }) => [
      `Send the address without it: ${shown(registered)}.`,
      'Protect a test system in another way than by a password in its address.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the password of a test system',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://tester:example@ledger.example/callback' },
        }),
      },
      {
        name: 'a name alone',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://tester@ledger.example/callback' },
        }),
      },
    ],
    silent: [
      {
        name: 'the registered host as the user of another host',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example@evil.example/other' },
        }),
      },
      {
        name: 'an @ in the path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/@callback' },
        }),
      },
    ],
  },
});
