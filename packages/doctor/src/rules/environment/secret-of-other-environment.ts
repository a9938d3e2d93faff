import { placeOf, presentedSecrets, recordOfSecret } from '../../evidence/client-credentials.ts';
import { showSecret } from '../../text/secret.ts';
import { codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The secret belongs to a client of the organisation in another environment. RFC 6749 section 2.3.1. */
export const secretOfOtherEnvironment = defineRule({
  cause: 'environment/environment-mix-up',
  variant: 'client-secret',
  title: 'The client secret belongs to another environment',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-secrets'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence, tools) => {
    for (const { place, secret } of presentedSecrets(evidence)) {
      const record = recordOfSecret(secret, evidence, tools);
      if (record === undefined || record.environment === evidence.environment) continue;
      const here = evidence.environment ?? 'this environment';
      return {
        confidence: 'certain',
        evidence: [
          {
            where: placeOf(place),
            seen: `${showSecret('client secret', secret, tools)}, of ${record.environment}`,
            expected: `a secret of ${here}`,
          },
        ],
        facts: { here, there: record.environment },
      };
    }
    return undefined;
  },
  say: {
    what: ({ here, there }) => `The client secret belongs to ${there}, and the request went to ${here}.`,
    why: () =>
      'Each environment has its own clients and secrets. Part of the settings of the app comes from one environment, and part from the other.',
    fix: ({ here, there }) => [
      `If the app should use ${there}, change its issuer and client id to those of ${there}.`,
      `If it should use ${here}, put the secret into its configuration that the client has in ${here}.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the production secret at the sandbox',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: exampleSecret, environment: 'production' }, { secret: 'the-secret-of-the-sandbox' }],
        }),
      },
      {
        name: 'the production secret of another client at the sandbox',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: exampleSecret, environment: 'production', clientId: 'planner' }],
        }),
      },
    ],
    silent: [
      {
        name: 'another client of the same environment',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: exampleSecret, clientId: 'planner' }],
        }),
      },
      {
        name: 'the secret of the other environment with a blank more',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          secrets: [{ secret: `${exampleSecret} `, environment: 'production' }],
        }),
      },
    ],
  },
});
