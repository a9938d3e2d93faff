import { codeExample, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The access token's time is over. RFC 6749 section 5.1. */
export const accessTokenExpired = defineRule({
  cause: 'token-use/access-token-expired',
  variant: 'expired',
  title: 'The access token has expired',
  specs: ['RFC 6749 section 5.1', 'RFC 6750 section 3.1'],
  needs: ['request', 'raised-problem'],
  explains: ['access-token-expired'],
  check: (evidence) => {
    const { seen, expected } = evidence.detail ?? {};
    if (typeof seen !== 'number' || typeof expected !== 'number' || seen < expected) return undefined;
    const late = Math.max(1, Math.round((seen - expected) / 1000));
    return {
      confidence: 'certain',
      evidence: [
        { where: 'access token', seen: `used ${late} s after its end`, expected: 'used before expires_in has passed' },
      ],
      facts: { late },
    };
  },
  say: {
    what: ({ late }) => `The access token had expired ${late} seconds before the call.`,
    why: () => 'expires_in of the token response says how long an access token lasts, and it may change.',
    fix: () => [
      'Refresh shortly before the end: remember the time of the token response plus expires_in.',
      'After a 401 refresh once and repeat the call once, never in a loop.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'an hour later', evidence: call({ seen: exampleTime, expected: exampleTime - 3_600_000 }) },
      { name: 'at its very end', evidence: call({ seen: exampleTime, expected: exampleTime }) },
    ],
    silent: [
      { name: 'a token that was revoked', evidence: call({ seen: 'app' }, 'access-token-revoked') },
      { name: 'times that are not known', evidence: call({}) },
    ],
  },
});

function call(
  detail: Readonly<Record<string, unknown>>,
  problem: 'access-token-expired' | 'access-token-revoked' = 'access-token-expired',
): ReturnType<typeof codeExample> {
  return codeExample({ problem, detail, endpoint: 'api', method: 'GET', authorization: 'Bearer example' });
}
