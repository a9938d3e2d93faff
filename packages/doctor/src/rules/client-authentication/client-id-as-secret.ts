import { placeOf, presentedSecrets } from '../../evidence/client-credentials.ts';
import { basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The client id was sent a second time, in the place of the secret. RFC 6749 section 2.3.1. */
export const clientIdAsSecret = defineRule({
  cause: 'client-authentication/secret-wrong',
  variant: 'client-id',
  title: 'The client id was sent as the secret',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request', 'client-registration'],
  explains: ['client-secret-wrong'],
  specificity: 3,
  check: (evidence) => {
    const clientId = evidence.known?.client?.clientId;
    const found = presentedSecrets(evidence).find(({ secret }) => secret === clientId);
    if (found === undefined) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        { where: placeOf(found.place), seen: 'the client id again', expected: 'a live secret of this client' },
      ],
      facts: { key: found.place === 'header' },
    };
  },
  say: {
    what: ({ key }) =>
      key ? 'The client key was sent as the secret key as well.' : 'The client id was sent as the secret as well.',
    why: () => 'The id is public: everybody who sees a request has it, so that it proves nothing.',
    fix: ({ key }) => [
      `Put the ${key ? 'secret key' : 'client secret'} into its own setting, and send it from your server.`,
      'An app that can keep no secret is registered as a public client, and sends none.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'in the header for the secret key',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: undefined,
          headers: { 'x-client-key': 'ledger-sync', 'x-secret-key': 'ledger-sync' },
        }),
      },
      {
        name: 'on both sides of the colon',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'ledger-sync'),
        }),
      },
    ],
    silent: [
      {
        name: 'the id of another client',
        evidence: codeExample({ problem: 'client-secret-wrong', authorization: basicOf('ledger-sync', 'planner') }),
      },
      {
        name: 'a secret that begins with the id',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('ledger-sync', 'ledger-sync-1'),
        }),
      },
    ],
  },
});
