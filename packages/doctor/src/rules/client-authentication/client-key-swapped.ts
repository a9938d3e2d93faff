import { keyHeaders, recordOfSecret } from '../../evidence/client-credentials.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showSecret } from '../../text/secret.ts';
import { bearerExample, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The secret key stands where the client key belongs. RFC 6749 section 2.3.1. */
export const clientKeySwapped = defineRule({
  cause: 'client-authentication/client-key-invalid',
  variant: 'secret-in-its-place',
  title: 'The secret key was sent as the client key',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-key-unknown'],
  specificity: 3,
  check: (evidence, tools) => {
    const key = sentValue(evidence, keyHeaders.clientId) ?? '';
    if (key === '' || recordOfSecret(key, evidence, tools) === undefined) return undefined;
    const isSwapped = sentValue(evidence, keyHeaders.secret) === evidence.known?.client?.clientId;
    return {
      confidence: 'certain',
      evidence: [
        { where: keyHeaders.clientId, seen: showSecret('client secret', key, tools), expected: 'the client key' },
      ],
      facts: { isSwapped },
    };
  },
  say: {
    what: ({ isSwapped }) =>
      isSwapped ? 'Client key and secret key are swapped.' : 'The secret key was sent as the client key.',
    why: () =>
      'The client key is public and says whose request it is; the secret key proves it, and goes into its own header, from a server alone.',
    fix: ({ isSwapped }) => [
      isSwapped
        ? `Swap the two values: the client key in ${keyHeaders.clientId}, the secret key in ${keyHeaders.secret}.`
        : `Put the client key into ${keyHeaders.clientId}.`,
      'If the request left a browser or a phone, others may have seen the secret key: have a new one made.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'both in the place of the other',
        evidence: codeExample({
          problem: 'client-key-unknown',
          headers: { 'x-client-key': exampleSecret, 'x-secret-key': 'ledger-sync' },
        }),
      },
      {
        name: 'the secret in both places',
        evidence: codeExample({
          problem: 'client-key-unknown',
          headers: { 'x-client-key': exampleSecret, 'x-secret-key': exampleSecret },
        }),
      },
    ],
    silent: [
      {
        name: 'a secret that was cut',
        evidence: codeExample({
          problem: 'client-key-unknown',
          headers: { 'x-client-key': exampleSecret.slice(1), 'x-secret-key': 'ledger-sync' },
        }),
      },
      {
        name: 'a key that nobody knows',
        evidence: bearerExample({ problem: 'client-key-unknown', headers: { 'x-client-key': 'another-app' } }),
      },
    ],
  },
});
