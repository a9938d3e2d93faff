import { readToken } from '@candor/protocol';
import { presentedBearer } from '../../evidence/bearer.ts';
import type { KnownSentToken } from '../../evidence/known-facts.ts';
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
  explains: ['access-token-unknown', 'authorization-header-malformed'],
  specificity: 3,
  noiseWhen: ['environment/environment-mix-up:token'],
  check: (evidence) => {
    const token = presentedBearer(evidence) ?? '';
    const recognised = evidence.known?.sentToken;
    const reading = recognised ? readingOf(recognised) : readToken(token);
    if (reading.outcome !== 'truncated' && reading.outcome !== 'altered') return undefined;
    if (reading.kind !== 'access-token') return undefined;
    const cut = reading.outcome === 'truncated';
    const missing = cut ? reading.missing : undefined;
    const how = cut
      ? `without ${missing === undefined ? 'its end' : `its last ${countOf(missing, 'character')}`}`
      : recognised
        ? 'with changed characters'
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
      facts: { cut, isTold: recognised === undefined },
    };
  },
  say: {
    what: ({ cut }) => (cut ? 'The access token is cut off at its end.' : 'The access token was altered on its way.'),
    why: ({ isTold }) =>
      isTold
        ? 'Tokens of this server end in a checksum, which shows a cut or a change before any look-up. Columns with a length limit, cookies, log lines and copying by hand do this.'
        : 'Its beginning is that of a token which was issued to this client, and the rest differs. Columns with a length limit, cookies, log lines and copying by hand do this.',
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
      {
        name: 'the end is missing, as the server recognised it',
        evidence: recognisedAs({ is: 'cut', characters: 55, wholeCharacters: 59 }),
      },
      { name: 'characters were added', evidence: bearing(`cat_sandbox_${'example0'.repeat(9)}`) },
    ],
    silent: [
      { name: 'a refresh token that was cut', evidence: bearing('crt_sandbox_exampleexample') },
      {
        name: 'a refresh token, as the server recognised it',
        evidence: recognisedAs({ is: 'refresh-token', characters: 59, wholeCharacters: 59 }),
      },
      { name: 'a cut token of another environment', evidence: bearing('cat_production_exampleexample') },
    ],
  },
});

function bearing(token: string) {
  return bearerExample({ problem: 'access-token-unknown', authorization: `Bearer ${token}` });
}

function recognisedAs(sentToken: KnownSentToken) {
  const problem = 'authorization-header-malformed';
  return bearerExample({ problem, authorization: 'Bearer example-access-token-0001', known: { sentToken } });
}

type Reading =
  | { readonly outcome: 'truncated'; readonly kind: 'access-token'; readonly missing: number }
  | { readonly outcome: 'altered'; readonly kind: 'access-token' }
  | { readonly outcome: 'other' };

/** What the server recognised afterwards, where the text of a token does not say it. */
function readingOf({ is, characters, wholeCharacters }: KnownSentToken): Reading {
  if (is === 'cut') return { outcome: 'truncated', kind: 'access-token', missing: wholeCharacters - characters };
  return is === 'altered' || is === 'decorated' ? { outcome: 'altered', kind: 'access-token' } : { outcome: 'other' };
}
