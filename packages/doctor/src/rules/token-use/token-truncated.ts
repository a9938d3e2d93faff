import { countOf } from '../../text/secret.ts';
import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The access token lacks its end: the row to which its beginning leads exists. RFC 6750 section 2.1. */
export const tokenTruncated = defineRule({
  cause: 'token-use/token-truncated',
  variant: 'token-truncated',
  title: 'The access token was cut off',
  specs: ['RFC 6750 section 2.1'],
  needs: ['request', 'raised-problem'],
  explains: ['authorization-header-malformed', 'access-token-unknown'],
  specificity: 3,
  check: (evidence) => {
    const { sentToken } = evidence.known ?? {};
    if (sentToken?.is !== 'cut') return undefined;
    const { characters, wholeCharacters } = sentToken;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'access token',
          seen: countOf(characters, 'character'),
          expected: `${countOf(wholeCharacters, 'character')}, as in the token response`,
        },
      ],
      facts: { missing: wholeCharacters - characters },
    };
  },
  say: {
    what: ({ missing }) => `The access token lacks its last ${countOf(missing, 'character')}.`,
    why: () =>
      'Its beginning is that of a token which was issued to this client. Columns with a length limit, cookies and log lines cut tokens.',
    fix: () => [
      'Store tokens in a column without a length limit; they may have thousands of characters.',
      'Take the whole token from a new token response.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'one character less',
        evidence: call('authorization-header-malformed', { is: 'cut', characters: 58, wholeCharacters: 59 }),
      },
      {
        name: 'a column of 50',
        evidence: call('authorization-header-malformed', { is: 'cut', characters: 50, wholeCharacters: 59 }),
      },
    ],
    silent: [
      {
        name: 'characters around it',
        evidence: call('authorization-header-malformed', { is: 'decorated', characters: 61, wholeCharacters: 59 }),
      },
      { name: 'a token of somebody else', evidence: call('access-token-unknown', undefined) },
    ],
  },
});

function call(
  problem: Parameters<typeof codeExample>[0]['problem'],
  sentToken:
    | { readonly is: 'cut' | 'decorated'; readonly characters: number; readonly wholeCharacters: number }
    | undefined,
): ReturnType<typeof codeExample> {
  return codeExample({
    problem,
    endpoint: 'api',
    method: 'GET',
    authorization: 'Bearer example',
    ...(sentToken && { known: { sentToken } }),
  });
}
