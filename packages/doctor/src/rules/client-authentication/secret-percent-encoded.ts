import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAltered, percentDecoded } from './secret-altered.ts';

/** The secret in the body is percent-encoded once too often. */
export const secretPercentEncoded = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'percent-encoded',
  title: 'The client secret is percent-encoded once too often',
  specs: ['RFC 6749 section 2.3.1', 'RFC 6749 appendix B'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  noiseWhen: ['client-authentication/basic-form-encoding-mismatch'],
  check: (evidence, tools) => matchAltered(evidence, tools, percentDecoded, () => 'percent-encoded'),
  say: {
    what: () => 'The client secret is right, but percent-encoded once more than it should be.',
    why: () =>
      'A form is decoded once. The app encoded the secret and then handed it to a form builder, which encoded it again, or the value was stored in encoded form.',
    fix: () => [
      'Hand the plain secret to the form builder or the OAuth library, and let it encode.',
      'Store the secret as it was shown, without %-escapes.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an encoded secret in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'example%2Dsecret%2Dof%2Dledger%2Dsync%2D1' },
          client: { authMethod: 'client_secret_post' },
        }),
      },
      {
        name: 'a blank is escaped in it',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'two%20words%2Fexample' },
          secrets: [{ secret: 'two words/example' }],
        }),
      },
    ],
    silent: [
      {
        name: 'a per cent sign in a secret that is wrong',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'wrong%2Dsecret' },
          client: { authMethod: 'client_secret_post' },
        }),
      },
      {
        name: 'a right secret with an escape more',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'example%2Dsecret%2Dof%2Dledger%2Dsync%2D11' },
          client: { authMethod: 'client_secret_post' },
        }),
      },
    ],
  },
});
