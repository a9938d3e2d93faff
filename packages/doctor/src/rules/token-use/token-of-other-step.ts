import type { ProblemId } from '@candor/protocol';
import { keyHeaders } from '../../evidence/client-credentials.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { hasSent } from '../../evidence/sent.ts';
import { bearerExample, codeExample, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { flowTokens } from './flow-tokens.ts';

/** Where the token stood, and which one is taken there. */
const places: Readonly<Partial<Record<ProblemId, readonly [place: string, taken: string]>>> = {
  'access-token-of-wrong-kind': ['Authorization header', 'an access token'],
  'session-token-invalid': ['token', 'a session token'],
  'code-unknown': ['code', 'an authorization code'],
  'refresh-token-unknown': ['refresh_token', 'a refresh token'],
};

const headers = { [keyHeaders.clientId]: 'ledger-sync' };

/** A token of the flow was sent where another one of it belongs. RFC 6749 section 1.4. */
export const tokenOfOtherStep = defineRule({
  cause: 'token-use/wrong-token-of-flow',
  variant: 'other-step',
  title: 'A token of another step of the flow was sent',
  specs: ['RFC 6749 section 1.4', 'RFC 6749 section 1.5'],
  needs: ['raised-problem'],
  explains: ['access-token-of-wrong-kind', 'session-token-invalid', 'code-unknown', 'refresh-token-unknown'],
  specificity: 3,
  check: (evidence) => {
    // Such a flow names its client by a key header on every step.
    if (!hasSent(evidence, keyHeaders.clientId)) return undefined;
    const { place, seen, expected } = mixUp(evidence);
    const [sent, taken] = [flowTokens[seen], flowTokens[expected]];
    if (sent === undefined || taken === undefined || sent === taken) return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: place, seen: `${sent.name}, by its form`, expected: taken.name }],
      facts: { sent, taken },
    };
  },
  say: {
    what: ({ sent, taken }) => `This is ${sent.name}; ${taken.taken}.`,
    why: ({ sent }) => `${sent.purpose} Each token of the flow works in one place, and nowhere else.`,
    fix: ({ taken }) => [
      taken.source,
      'Keep the tokens of the steps under four names, such as sessionToken, loginToken, accessToken and refreshToken.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'the login token at the API', evidence: bearer('a login token', 'an access token') },
      { name: 'the session token at the API', evidence: bearer('a session token', 'an access token') },
      { name: 'the final token at the third step', evidence: bearer('an access token', 'a login token') },
      {
        name: 'the session token as code',
        evidence: codeExample({ problem: 'code-unknown', headers, detail: { seen: 'a session token' } }),
      },
      {
        name: 'the access token as refresh token',
        evidence: refreshExample({ problem: 'refresh-token-unknown', headers, detail: { seen: 'an access token' } }),
      },
      {
        name: 'the login token in the body of the third step',
        evidence: codeExample({ problem: 'session-token-invalid', headers, detail: { seen: 'a login token' } }),
      },
    ],
    silent: [
      {
        name: 'a refresh token that does not exist',
        evidence: refreshExample({ problem: 'refresh-token-unknown', headers, detail: { seen: 'no such token' } }),
      },
      {
        name: 'a session token that was used before',
        evidence: codeExample({
          problem: 'session-token-invalid',
          headers,
          detail: { seen: 'a session token that was used before' },
        }),
      },
      {
        name: 'an access token as code, in a flow with tokens of one step',
        evidence: codeExample({ problem: 'code-unknown', detail: { seen: 'an access token' } }),
      },
      { name: 'an ID token', evidence: bearer('an ID token', 'an access token') },
    ],
  },
});

/** What was seen and expected, in the words of the server that refused. */
function mixUp({ problem, detail = {} }: Evidence): {
  readonly place: string;
  readonly seen: string;
  readonly expected: string;
} {
  const [place = '', usual = ''] = (problem && places[problem]) ?? [];
  const { seen, expected } = detail;
  return { place, seen: String(seen), expected: typeof expected === 'string' ? expected : usual };
}

function bearer(seen: string, expected: string) {
  return bearerExample({ problem: 'access-token-of-wrong-kind', headers, detail: { seen, expected } });
}
