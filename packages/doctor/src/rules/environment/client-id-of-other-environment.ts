import { authorizationExample, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The client is registered in another environment than the one that was asked. RFC 6749 section 2.2. */
export const clientIdOfOtherEnvironment = defineRule({
  cause: 'environment/environment-mix-up',
  variant: 'client-id',
  title: 'The client is registered in another environment',
  specs: ['RFC 6749 section 2.2'],
  needs: ['request', 'raised-problem'],
  explains: ['client-unknown', 'authorization-client-unknown'],
  specificity: 3,
  check: (evidence) => {
    const there = evidence.known?.registeredIn;
    if (there === undefined || there === evidence.environment) return undefined;
    const here = evidence.environment ?? 'this environment';
    return {
      confidence: 'certain',
      evidence: [
        { where: 'client_id', seen: `a client of ${there}`, expected: `a client that is registered in ${here}` },
      ],
      facts: { here, there },
    };
  },
  say: {
    what: ({ here, there }) => `The client is registered in ${there}, and the request went to ${here}.`,
    why: () =>
      'Each environment has its own clients. Part of the settings of the app comes from one environment, and part from the other.',
    fix: ({ here, there }) => [
      `If the app should use ${there}, take all addresses from the metadata of ${there}.`,
      `If it should use ${here}, register a client there, and use its client id and secret.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a production client at the token endpoint of the sandbox',
        evidence: codeExample({ problem: 'client-unknown', clientKnown: false, known: { registeredIn: 'production' } }),
      },
      {
        name: 'a production client at the authorization endpoint of the sandbox',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          clientKnown: false,
          known: { registeredIn: 'production' },
        }),
      },
    ],
    silent: [
      {
        name: 'a client that is registered nowhere',
        evidence: codeExample({ problem: 'client-unknown', clientKnown: false }),
      },
      {
        name: 'another spelling of a client of this environment',
        evidence: codeExample({ problem: 'client-unknown', clientKnown: false, known: { registeredIn: 'sandbox' } }),
      },
    ],
  },
});
