import { readToken } from '@candor/protocol';
import { presentedBearer } from '../../evidence/bearer.ts';
import { countOf } from '../../text/secret.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The access token lost its end, or was changed. RFC 6750 section 2.1. */
export const accessTokenTruncated = defineRule({
  cause: 'token-use/token-truncated',
  variant: 'access-token',
  title: 'The access token is cut off or altered',
  specs: ['RFC 6749 section 1.4', 'RFC 6749 appendix A.12'],
  needs: ['authorization-header'],
  explains: ['access-token-unknown'],
  specificity: 3,
  noiseWhen: ['environment/environment-mix-up:token'],
  check: (evidence) => {
    const token = presentedBearer(evidence) ?? '';
    const reading = readToken(token);
    if (reading.outcome !== 'truncated' && reading.outcome !== 'altered') return undefined;
    if (reading.kind !== 'access-token') return undefined;
    const cut = reading.outcome === 'truncated';
    const missing = cut ? reading.missing : undefined;
    const how = cut
      ? `without ${missing === undefined ? 'its end' : `its last ${countOf(missing, 'character')}`}`
      : 'with a checksum that does not fit';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: `an access token of ${countOf(token.length, 'character')}, ${how}`,
          expected:
            missing === undefined
              ? 'the access_token of the token response, unchanged'
              : `the access_token of the token response, ${countOf(token.length + missing, 'character')}`,
        },
      ],
      facts: { cut },
    };
  },
  say: {
    what: ({ cut }) =>
      cut ? 'The access token is cut off at its end.' : 'The access token was altered: its checksum does not fit.',
    why: () =>
      'Tokens of this server end in a checksum, which shows a cut or a change before any look-up. Columns with a length limit, cookies, log lines and copying by hand do this.',
    fix: () => [
      'Compare the length above with the access_token of the token response.',
      'Store it in a column without a length limit, and not in a cookie together with other tokens.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'the end is missing', evidence: bearing('cat_sandbox_exampleexample') },
      { name: 'characters were added', evidence: bearing(`cat_sandbox_${'example0'.repeat(9)}`) },
    ],
    silent: [
      { name: 'a refresh token that was cut', evidence: bearing('crt_sandbox_exampleexample') },
      { name: 'a cut token of another environment', evidence: bearing('cat_production_exampleexample') },
    ],
  },
});

function bearing(token: string) {
  return bearerExample({ problem: 'access-token-unknown', authorization: `Bearer ${token}` });
}
