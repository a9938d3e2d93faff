import { matchAltered, trimmed, whiteSpaceAround } from '../client-authentication/secret-altered.ts';
import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** White space stands around the right secret. */
export const secretInWhiteSpace = defineRule({
  cause: 'transport-endpoint/stray-whitespace',
  variant: 'client-secret',
  title: 'White space stands around the client secret',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) => matchAltered(evidence, tools, trimmed, (found) => whiteSpaceAround(found.sent)),
  say: {
    what: () => 'The client secret is right, but for white space around it.',
    why: () =>
      'The secret is compared byte by byte. A line break at the end comes from a file or from echo without -n, a blank from copying.',
    fix: () => [
      'Remove the white space where the secret is stored, or trim the value where the app reads it.',
      'When the secret is made with echo or kept in a file, use printf %s, or a secret store that adds no line break.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a line break from a file',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', `${exampleSecret} `),
        }),
      },
      {
        name: 'a line break in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: `${exampleSecret}\n` },
          client: { authMethod: 'client_secret_post' },
        }),
      },
    ],
    silent: [
      {
        name: 'a blank around a secret that is wrong too',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', ' wrong-secret-of-this-client '),
        }),
      },
      {
        name: 'quotation marks around the right secret',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', `"${exampleSecret}"`),
        }),
      },
    ],
  },
});
