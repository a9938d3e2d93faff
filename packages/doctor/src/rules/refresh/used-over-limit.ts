import { refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** One refresh token was used more often in a minute than the provider allows. RFC 6585 section 4. */
export const usedOverLimit = defineRule({
  cause: 'refresh/used-over-limit',
  variant: 'used-over-limit',
  title: 'The refresh token was used too often in a minute',
  specs: ['RFC 6585 section 4'],
  needs: ['raised-problem'],
  explains: ['refresh-token-used-too-often'],
  check: (evidence) => {
    const { seen, expected, waitSeconds } = evidence.detail ?? {};
    const wait = typeof waitSeconds === 'number' ? waitSeconds : 60;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'uses of this refresh token',
          seen: typeof seen === 'string' ? seen : 'more than the limit in a minute',
          expected: typeof expected === 'string' ? expected : 'fewer',
        },
      ],
      facts: { wait },
    };
  },
  say: {
    what: () => 'This refresh token was used more often in one minute than it may be.',
    why: () =>
      'An access token lasts much longer than the time between these refreshes. Several workers refresh at the same time, or the app refreshes before each call or again after each failure. The token itself is still good.',
    fix: ({ wait }) => [
      `Wait ${wait} seconds before the next refresh of this connection.`,
      'Keep the access token with its expires_in where all workers of the app find it, and refresh only shortly before its end.',
      'Let one worker at a time refresh a connection: a lock for each connection.',
    ],
  },
  whoseMove: 'app',
  retry: true,
  cases: {
    fires: [
      {
        name: 'the eleventh use',
        evidence: refreshExample({
          problem: 'refresh-token-used-too-often',
          detail: { seen: 'more than 10 uses in a minute', expected: 'at most 10', waitSeconds: 48 },
        }),
      },
      { name: 'without its numbers', evidence: refreshExample({ problem: 'refresh-token-used-too-often' }) },
    ],
    silent: [
      { name: 'a token that was revoked', evidence: refreshExample({ problem: 'refresh-token-revoked' }) },
      { name: 'the limit of an API', evidence: refreshExample({ problem: 'rate-limited' }) },
    ],
  },
});
