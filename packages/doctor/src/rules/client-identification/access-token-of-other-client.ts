import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The token works with the key of another client of the organisation. RFC 6749 section 10.3. */
export const accessTokenOfOtherClient = defineRule({
  cause: 'client-identification/credentials-of-other-app',
  variant: 'access-token',
  title: 'The token was issued to another client key',
  specs: ['RFC 6749 section 10.3'],
  needs: ['authorization-header', 'raised-problem'],
  explains: ['access-token-unknown'],
  specificity: 3,
  check: (evidence) => {
    if (evidence.detail?.seen !== 'the token of another client key') return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'Authorization header',
          seen: 'a token of another client key of your organisation',
          expected: 'a token that was issued to the key that was sent',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The token was issued to another client key of your organisation than the one that was sent.',
    why: () =>
      'A token works with the key of the client that it was issued to, and with no other: who sends both shows that they belong together.',
    fix: () => [
      'Send the client key with which this token was obtained.',
      'Look for two apps or two settings that share a store of tokens, and keep each with its key.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'an access token', evidence: otherKey({}) },
      { name: 'a login token', evidence: otherKey({ authorization: 'Bearer 00000000-0000-4000-8000-000000000000' }) },
    ],
    silent: [
      {
        name: 'a token that nobody has',
        evidence: bearerExample({ problem: 'access-token-unknown', detail: { seen: 'no such token' } }),
      },
      {
        name: 'a token whose secret part differs',
        evidence: bearerExample({ problem: 'access-token-unknown', detail: { seen: 'the secret part differs' } }),
      },
    ],
  },
});

function otherKey(more: { readonly authorization?: string }) {
  return bearerExample({
    problem: 'access-token-unknown',
    detail: { seen: 'the token of another client key' },
    ...more,
  });
}
