import { isOwn, placeOf, presentedSecrets, recordOfSecret } from '../../evidence/client-credentials.ts';
import { showSecret } from '../../text/secret.ts';
import { showValue } from '../../text/value.ts';
import { codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The secret belongs to another client of the organisation, in this environment. RFC 6749 section 2.3.1. */
export const secretOfOtherClient = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'other-client',
  title: 'The client secret belongs to another client of the organisation',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) => {
    for (const { place, secret } of presentedSecrets(evidence)) {
      const record = recordOfSecret(secret, evidence, tools);
      if (record === undefined || isOwn(record, evidence) || record.environment !== evidence.environment) continue;
      return {
        confidence: 'certain',
        evidence: [
          {
            where: placeOf(place),
            seen: `${showSecret('client secret', secret, tools)}, of client ${showValue(record.clientId)}`,
            expected: `a secret of client ${showValue(evidence.known?.client?.clientId ?? '')}`,
          },
        ],
        facts: { other: showValue(record.clientId) },
      };
    }
    return undefined;
  },
  say: {
    what: ({ other }) => `The client secret belongs to another client of the organisation, ${other}.`,
    why: () =>
      'Client id and secret are a pair, and this request pairs the id of one client with the secret of another.',
    fix: ({ other }) => [
      `Decide which client the app is. As ${other}, send that client id with this secret.`,
      "Otherwise put this client's own secret into the configuration of the app.",
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the secret of the planner with the id of the ledger',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: exampleSecret, clientId: 'planner' }, { secret: 'the-secret-of-ledger-sync' }],
        }),
      },
      {
        name: 'the same in the body',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          parameters: { client_id: 'ledger-sync', client_secret: 'the-secret-of-the-planner' },
          secrets: [{ secret: 'the-secret-of-the-planner', clientId: 'planner' }],
        }),
      },
    ],
    silent: [
      {
        name: "the organisation's other secret is only like it",
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: `${exampleSecret}1`, clientId: 'planner' }],
        }),
      },
      {
        name: 'it belongs to the same client in another environment',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: exampleSecret, environment: 'production' }],
        }),
      },
    ],
  },
});
