import { presentedClientId } from '../../evidence/client-credentials.ts';
import { authorizationExample, basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { credentialInPlaceOfId, showClientId } from './client-id.ts';

/** No client of the environment has this id. RFC 6749 sections 4.1.2.1 and 5.2. */
export const clientUnknown = defineRule({
  cause: 'client-identification/client-unknown',
  variant: 'client-unknown',
  title: 'No client of the environment has this client id',
  specs: ['RFC 6749 section 2.2', 'RFC 6749 section 5.2'],
  needs: ['request', 'raised-problem'],
  explains: ['client-unknown', 'authorization-client-unknown'],
  specificity: 1,
  noiseWhen: [
    'environment/environment-mix-up:client-id',
    'client-authentication/credentials-placeholder',
    'client-authentication/basic-content-wrong',
    'transport-endpoint/stray-whitespace',
  ],
  check: (evidence) => {
    const id = presentedClientId(evidence);
    const here = evidence.environment ?? 'this environment';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'client_id',
          seen: id === undefined ? 'none' : showClientId(id),
          expected: `the client id of a client that is registered in ${here}`,
        },
      ],
      facts: { here, other: id === undefined ? undefined : credentialInPlaceOfId(id) },
    };
  },
  say: {
    what: ({ here, other }) =>
      other === undefined
        ? `No client in ${here} has the client_id that was sent.`
        : `What was sent as client_id is ${other}, not a client id.`,
    why: () =>
      'Client ids are compared as text, and each environment has its own clients. The client was deleted, never created here, or the id was copied wrongly.',
    fix: ({ here }) => [
      "Copy the client id from the client's registration again.",
      `Check that the app talks to the environment in which the client is registered: this request went to ${here}.`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an id that nobody has',
        evidence: codeExample({
          problem: 'client-unknown',
          authorization: basicOf('ledger-sink', 'example-secret'),
          clientKnown: false,
        }),
      },
      {
        name: 'an id that nobody has, in the authorization request',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: 'ledger-sink' },
          clientKnown: false,
        }),
      },
    ],
    silent: [
      {
        name: 'a placeholder',
        evidence: codeExample({
          problem: 'client-unknown',
          authorization: basicOf('undefined', 'undefined'),
          clientKnown: false,
        }),
      },
      {
        name: 'a blank after the id',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: 'ledger-sync ' },
          clientKnown: false,
        }),
      },
    ],
  },
});
