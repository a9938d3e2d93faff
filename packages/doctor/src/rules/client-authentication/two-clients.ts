import { readBasic } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { sentHeader, sentValue } from '../../evidence/sent.ts';
import { showClientId } from '../client-identification/client-id.ts';
import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The Authorization header names one client, and client_id in the body another one. RFC 6749 section 2.3. */
export const twoClients = defineRule({
  cause: 'client-authentication/multiple-methods',
  variant: 'two-clients',
  title: 'The header and the body name two clients',
  specs: ['RFC 6749 section 2.3'],
  needs: ['authorization-header'],
  explains: ['client-credentials-in-two-places'],
  specificity: 3,
  check: (evidence) => {
    const inHeader = clientIdsInHeader(evidence);
    const inBody = sentValue(evidence, 'client_id');
    if (inBody === undefined || inHeader[0] === undefined || inHeader.includes(inBody)) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'client_id',
          seen: `${showClientId(inBody)}  (in the body)`,
          expected: `${showClientId(inHeader[0])}  (as in the Authorization header)`,
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The Authorization header names one client, and client_id in the body names another.',
    why: () =>
      'A request is made by one client (RFC 6749 section 2.3). The two values come from two places of the configuration, or the library was set up for another app.',
    fix: () => [
      'Decide which client the app is, and leave client_id out of the body: the header names it already.',
      'Look for the second place that the other id comes from, and remove it there.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'the id of another app in the body', evidence: withBody('planner') },
      { name: 'the ids differ by case', evidence: withBody('Ledger-Sync') },
    ],
    silent: [
      { name: 'the same id in both', evidence: withBody('ledger-sync') },
      {
        name: 'the secret too is in both places, of one client',
        evidence: codeExample({
          problem: 'client-credentials-in-two-places',
          parameters: { client_id: 'ledger-sync', client_secret: exampleSecret },
        }),
      },
    ],
  },
});

function clientIdsInHeader(evidence: Evidence): readonly string[] {
  const header = readBasic(sentHeader(evidence, 'authorization') ?? '');
  return header.outcome === 'credentials' ? header.readings.map(({ clientId }) => clientId) : [];
}

function withBody(client_id: string): ReturnType<typeof codeExample> {
  return codeExample({
    problem: 'client-credentials-in-two-places',
    authorization: basicOf('ledger-sync', exampleSecret),
    parameters: { client_id },
  });
}
