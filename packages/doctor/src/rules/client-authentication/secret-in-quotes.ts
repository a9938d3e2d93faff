import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';
import { matchAltered, trimmed, unquoted } from './secret-altered.ts';

/** Quotation marks stand around the right secret. */
export const secretInQuotes = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'quotes',
  title: 'Quotation marks stand around the client secret',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) =>
    matchAltered(
      evidence,
      tools,
      (secret) => unquoted(trimmed(secret)),
      () => 'in quotation marks',
    ),
  say: {
    what: () => 'The client secret is right, but for the quotation marks around it.',
    why: () =>
      'Quotation marks of a settings file or a command line became part of the value. Docker --env-file and some loaders keep them.',
    fix: () => [
      'Remove the quotation marks in the settings of the running process.',
      'Restart the process, and compare the length of the secret that it reads with the length above.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'double quotes kept by the loader of the settings',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', `"${exampleSecret}"`),
        }),
      },
      {
        name: 'single quotes in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: `'${exampleSecret}'` },
          client: { authMethod: 'client_secret_post' },
        }),
      },
    ],
    silent: [
      {
        name: 'quotes around a secret that is wrong too',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', '"wrong-secret-of-this-client"'),
        }),
      },
      {
        name: 'white space around the right secret',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', ` ${exampleSecret}`),
        }),
      },
    ],
  },
});
