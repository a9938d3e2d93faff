import { readToken } from '@candor/protocol';
import { sentValue } from '../../evidence/sent.ts';
import { countOf, showSecret } from '../../text/secret.ts';
import { refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The refresh token lost its end. RFC 6749 section 6. */
export const refreshTokenTruncated = defineRule({
  cause: 'refresh/unknown-token',
  variant: 'truncated',
  title: 'The refresh token is cut off at its end',
  specs: ['RFC 6749 section 6', 'RFC 6749 appendix A.17'],
  needs: ['sent-refresh-token', 'raised-problem'],
  explains: ['refresh-token-unknown'],
  noiseWhen: ['environment/environment-mix-up:token'],
  specificity: 3,
  check: (evidence, tools) => {
    const token = sentValue(evidence, 'refresh_token') ?? '';
    const recognised = evidence.known?.sentToken;
    const reading = readToken(token);
    const isCut = recognised ? recognised.is === 'cut' : isCutRefreshToken(reading);
    if (!isCut) return undefined;
    const missing = recognised
      ? recognised.wholeCharacters - recognised.characters
      : reading.outcome === 'truncated'
        ? reading.missing
        : undefined;
    const lost = missing === undefined ? 'its end' : `its last ${countOf(missing, 'character')}`;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'refresh_token',
          seen: `${showSecret('refresh token', token, tools)}, without ${lost}`,
          expected:
            missing === undefined
              ? 'the whole refresh_token of the newest token response'
              : `the refresh_token of the newest token response, ${countOf(token.length + missing, 'character')}`,
        },
      ],
      facts: { isTold: recognised === undefined },
    };
  },
  say: {
    what: () => 'The refresh token is cut off at its end.',
    why: ({ isTold }) =>
      isTold
        ? 'Tokens of this server end in a checksum, which shows a cut before any look-up. A column with a length limit, a cookie or a log line is shorter than the token.'
        : 'Its beginning is that of a token which was issued to this client. A column with a length limit, a cookie or a log line is shorter than the token.',
    fix: () => [
      'Store tokens in a column without a length limit, and stop when a value does not fit.',
      'When the whole token is lost, start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'half of it',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'crt_sandbox_exampleexample' },
        }),
      },
      {
        name: 'cut off, as the server recognised it',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          known: { sentToken: { is: 'cut', characters: 50, wholeCharacters: 59 } },
        }),
      },
      {
        name: 'the beginning alone',
        evidence: refreshExample({ problem: 'refresh-token-unknown', parameters: { refresh_token: 'crt_sandbox_' } }),
      },
    ],
    silent: [
      {
        name: 'a cut token of another environment',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'crt_production_exampleexample' },
        }),
      },
      {
        name: 'a cut access token',
        evidence: refreshExample({
          problem: 'refresh-token-unknown',
          parameters: { refresh_token: 'cat_sandbox_exampleexample' },
        }),
      },
    ],
  },
});

function isCutRefreshToken(reading: ReturnType<typeof readToken>): boolean {
  return reading.outcome === 'truncated' && reading.kind === 'refresh-token';
}
