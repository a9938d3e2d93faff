import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchDifference, sendOrRegister } from './compared.ts';

/** A query that the registered redirect URI has not. RFC 9700 section 2.1. */
export const extraQuery = defineRule({
  cause: 'redirect-uri/extra-query',
  variant: 'query',
  title: 'The redirect URI has a query that the registered one has not',
  specs: ['RFC 9700 section 2.1'],
  needs: ['sent-redirect-uri', 'client-registration'],
  explains: ['redirect-uri-not-registered'],
  noiseWhen: ['redirect-uri/not-encoded'],
  check: (evidence) => matchDifference(evidence, ['query']),
  say: {
    what: ({ difference }) => {
      if (difference.sent === '') return 'The redirect_uri lacks the query of the registered one.';
      if (difference.registered === '') return 'The redirect_uri has a query that the registered one has not.';
      return 'The query of the redirect_uri is not that of the registered one.';
    },
    why: () =>
      'The query is part of the text that is compared (RFC 9700 section 2.1), so values that change from request to request can never be registered.',
    fix: ({ difference, registered }) =>
      difference.sent === ''
        ? sendOrRegister(registered, ', query included')
        : [
            `Send the bare address ${registered}.`,
            'Carry what belongs to this request in the state parameter, or store it under the state and read it back at the callback.',
          ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a page to return to was appended',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback?next=%2Fsettings' },
        }),
      },
      {
        name: 'the code of the last callback was left in it',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback?code=example-code-0001&state=x1' },
        }),
      },
    ],
    silent: [
      {
        name: 'the question mark is escaped and belongs to the path',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/callback%3Fnext=1' },
        }),
      },
      {
        name: 'the same query is registered, the path is another',
        evidence: authorizationExample({
          problem: 'redirect-uri-not-registered',
          parameters: { redirect_uri: 'https://ledger.example/return?tenant=4' },
          client: { redirectUris: ['https://ledger.example/callback?tenant=4'] },
        }),
      },
    ],
  },
});
