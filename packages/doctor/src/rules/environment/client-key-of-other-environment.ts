import { keyHeaders } from '../../evidence/client-credentials.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The client key is that of another environment of the same server. RFC 6749 section 2.2. */
export const clientKeyOfOtherEnvironment = defineRule({
  cause: 'environment/environment-mix-up',
  variant: 'client-key',
  title: 'The client key belongs to another environment',
  specs: ['RFC 6749 section 2.2'],
  needs: ['request', 'raised-problem'],
  explains: ['client-key-unknown'],
  specificity: 3,
  check: (evidence) => {
    const there = evidence.known?.registeredIn;
    const key = sentValue(evidence, keyHeaders.clientId);
    if (there === undefined || key === undefined || there === evidence.environment) return undefined;
    const here = evidence.environment ?? 'this environment';
    return {
      confidence: 'certain',
      evidence: [
        { where: keyHeaders.clientId, seen: `${showValue(key)}  (a key of ${there})`, expected: `a key of ${here}` },
      ],
      facts: { here, there },
    };
  },
  say: {
    what: ({ here, there }) => `This is your client key of ${there}, and the request went to ${here}.`,
    why: () =>
      'Each environment has its own pair of keys, its own users and its own tokens: nothing of the one works in the other.',
    fix: ({ here, there }) => [
      `If the app should use ${there}, change the address that it calls, and leave the keys.`,
      `If it should use ${here}, put both keys of ${here} into its configuration: the client key and the secret key.`,
      'Keep address and keys of an environment together, in one settings file for each.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the key of production in the sandbox',
        evidence: bearerExample({
          problem: 'client-key-unknown',
          clientKnown: false,
          headers: { 'x-client-key': 'ledger-live' },
          known: { registeredIn: 'production' },
        }),
      },
      {
        name: 'the key of staging in the sandbox, with a secret key',
        evidence: bearerExample({
          problem: 'client-key-unknown',
          clientKnown: false,
          headers: { 'x-client-key': 'ledger-staging', 'x-secret-key': 'of-staging' },
          known: { registeredIn: 'staging' },
        }),
      },
    ],
    silent: [
      {
        name: 'a key that is registered nowhere',
        evidence: bearerExample({
          problem: 'client-key-unknown',
          clientKnown: false,
          headers: { 'x-client-key': 'nobody' },
        }),
      },
      {
        name: 'a key of this very environment, spelt otherwise',
        evidence: bearerExample({
          problem: 'client-key-unknown',
          headers: { 'x-client-key': 'Ledger-Sync' },
          known: { registeredIn: 'sandbox' },
        }),
      },
    ],
  },
});
