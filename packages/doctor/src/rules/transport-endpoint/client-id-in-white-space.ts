import { presentedClientId } from '../../evidence/client-credentials.ts';
import { showInvisible } from '../../text/value.ts';
import { showClientId } from '../client-identification/client-id.ts';
import { authorizationExample, basicOf, codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** White space stands around the client id. RFC 6749 section 2.2. */
export const clientIdInWhiteSpace = defineRule({
  cause: 'transport-endpoint/stray-whitespace',
  variant: 'client-id',
  title: 'White space stands around the client id',
  specs: ['RFC 6749 section 2.2'],
  needs: ['request'],
  explains: ['client-unknown', 'authorization-client-unknown', 'parameter-malformed'],
  specificity: 3,
  check: (evidence) => {
    const id = presentedClientId(evidence) ?? '';
    const bare = id.trim();
    if (bare === id || bare === '') return undefined;
    const start = id.indexOf(bare);
    const shown = showClientId(bare);
    return {
      confidence: 'likely',
      evidence: [
        {
          where: 'client_id',
          seen: `${showInvisible(id.slice(0, start))}${shown}${showInvisible(id.slice(start + bare.length))}`,
          expected: shown,
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'White space stands around the client_id.',
    why: () => 'The client id is compared as text. A blank or a line break that was copied along makes it another id.',
    fix: () => [
      'Remove the white space where the client id is stored, or trim the value where the app reads it.',
      'Look at the client secret too: it was probably copied in the same way.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a blank at the end, in the authorization request',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: 'ledger-sync ' },
          clientKnown: false,
        }),
      },
      {
        name: 'a blank at the beginning, in the Basic header',
        evidence: codeExample({
          problem: 'client-unknown',
          authorization: basicOf(' ledger-sync', 'example-secret'),
          clientKnown: false,
        }),
      },
    ],
    silent: [
      {
        name: 'a blank inside',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: 'ledger sync' },
          clientKnown: false,
        }),
      },
      {
        name: 'a wrong id without white space',
        evidence: authorizationExample({
          problem: 'authorization-client-unknown',
          parameters: { client_id: 'ledger-sink' },
          clientKnown: false,
        }),
      },
    ],
  },
});
