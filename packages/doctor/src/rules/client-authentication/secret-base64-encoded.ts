import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';
import { base64Decoded, matchAltered, trimmed } from './secret-altered.ts';

/** The secret is still in base64. */
export const secretBase64Encoded = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'base64-encoded',
  title: 'The client secret is still base64-encoded',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) =>
    matchAltered(
      evidence,
      tools,
      (secret) => trimmedText(base64Decoded(secret)),
      () => 'base64-encoded',
    ),
  say: {
    what: () => 'The client secret is right, but still base64-encoded.',
    why: () =>
      'A secret store such as a Kubernetes Secret keeps values in base64, and this one was copied out of it without decoding, or encoded before it was put in.',
    fix: () => [
      'Decode the value once before the app uses it: base64 --decode.',
      'In a Kubernetes Secret, put plain text under stringData, or base64 of it under data, not both.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'copied from a Kubernetes Secret',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', btoa(exampleSecret)),
        }),
      },
      {
        name: 'encoded with its line break, in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: btoa(`${exampleSecret}\n`) },
          client: { authMethod: 'client_secret_post' },
        }),
      },
    ],
    silent: [
      {
        name: 'base64 of another secret',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', btoa('wrong-secret-of-this-client')),
        }),
      },
      {
        name: 'a right secret that looks like base64',
        evidence: codeExample({ problem: 'client-secret-wrong', authorization: basicOf('ledger-sync', 'd3Jvbmc') }),
      },
    ],
  },
});

function trimmedText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : trimmed(text);
}
