import { clientCredentialKindOf, readBasic } from '@candor/protocol';
import { isLiveSecret } from '../../evidence/client-credentials.ts';
import { sentHeader, sentValue } from '../../evidence/sent.ts';
import { basicOf, codeExample, exampleSecret } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The secret stands before the colon and the id after it. RFC 7617 section 2. */
export const basicSwapped = defineRule({
  cause: 'client-authentication/basic-content-wrong',
  variant: 'id-and-secret-swapped',
  title: 'Client id and secret are swapped',
  specs: ['RFC 6749 section 2.3.1'],
  needs: ['request'],
  explains: ['client-unknown', 'client-secret-wrong', 'client-authentication-method-wrong'],
  specificity: 3,
  check: (evidence, tools) => {
    const header = readBasic(sentHeader(evidence, 'authorization') ?? '');
    const pair =
      header.outcome === 'credentials'
        ? { id: header.readings[0]?.clientId ?? '', secret: header.readings[0]?.clientSecret ?? '' }
        : { id: sentValue(evidence, 'client_id') ?? '', secret: sentValue(evidence, 'client_secret') ?? '' };
    const byForm =
      clientCredentialKindOf(pair.id) === 'client-secret' && clientCredentialKindOf(pair.secret) === 'client-id';
    const byRecord =
      pair.secret !== '' && pair.secret === evidence.known?.client?.clientId && isLiveSecret(pair.id, evidence, tools);
    if (!byForm && !byRecord) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: header.outcome === 'credentials' ? 'Authorization header' : 'client_id and client_secret',
          seen: 'the client secret in the place of the id, and the id in the place of the secret',
          expected: 'the client id first, then the client secret',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'Client id and client secret are swapped.',
    why: () =>
      'The client is looked up by what stands in the place of the client id, and no client has a secret for its id.',
    fix: () => [
      "Swap the two values in the app's configuration: client id first, then secret.",
      'The secret was sent in a place where ids are logged. Create a new secret, and delete this one.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'both have the form of generated credentials',
        evidence: codeExample({
          problem: 'client-unknown',
          authorization: basicOf('ccs_example-secret-text', 'cid_exampleexample00'),
          clientKnown: false,
        }),
      },
      {
        name: 'the server found the client by the other half',
        evidence: codeExample({ problem: 'client-unknown', authorization: basicOf(exampleSecret, 'ledger-sync') }),
      },
    ],
    silent: [
      {
        name: 'a secret in both places',
        evidence: codeExample({
          problem: 'client-unknown',
          authorization: basicOf('ccs_example-secret-text', 'ccs_example-secret-text'),
          clientKnown: false,
        }),
      },
      {
        name: 'the right order with a wrong secret',
        evidence: codeExample({
          problem: 'client-secret-wrong',
          authorization: basicOf('cid_exampleexample00', 'ccs_example-secret-text'),
        }),
      },
    ],
  },
});
