import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** `localhost` on one side and a loopback address on the other. RFC 8252 sections 7.3 and 8.3. */
export const localhostVsLoopback = defineRule({
  cause: 'redirect-uri/localhost-vs-loopback',
  variant: 'localhost-vs-loopback',
  title: 'localhost and a loopback address are mixed',
  specs: ['RFC 8252 section 7.3', 'RFC 8252 section 8.3'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  specificity: 3,
  check: (evidence) => matchDifference(evidence, ['localhost-vs-loopback']),
  say: {
    what: ({ difference }) =>
      `The redirect_uri says ${difference.sent}, and the registered one says ${difference.registered}.`,
    why: () =>
      'The names lead to the same machine, but redirect URIs are compared as text. Only the literal addresses 127.0.0.1 and [::1] may have any port (RFC 8252 section 7.3).',
    fix: ({ registered }) => sendOrRegister(registered, ', and let the app listen there'),
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'localhost is sent, 127.0.0.1 is registered',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://localhost:3000/callback' },
          client: { redirectUris: ['http://127.0.0.1:3000/callback'] },
        }),
      },
      {
        name: '[::1] is sent, localhost is registered among others',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://[::1]:3000/callback' },
          client: { redirectUris: ['https://ledger.example/callback', 'http://localhost:3000/callback'] },
        }),
      },
    ],
    silent: [
      {
        name: 'both say localhost, with different ports',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://localhost:3001/callback' },
          client: { redirectUris: ['http://localhost:3000/callback'] },
        }),
      },
      {
        name: 'the other host is no loopback address',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'http://localhost:3000/callback' },
          client: { redirectUris: ['http://127.0.0.1.example:3000/callback'] },
        }),
      },
    ],
  },
});
