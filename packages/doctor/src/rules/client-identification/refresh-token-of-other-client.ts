import { sentValue } from '../../evidence/sent.ts';
import { showSecret } from '../../text/secret.ts';
import { refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The refresh token is not this client's. Whose it is, is not told. RFC 6749 section 6. */
export const refreshTokenOfOtherClient = defineRule({
  cause: 'client-identification/credentials-of-other-app',
  variant: 'refresh-token',
  title: 'The refresh token was not issued to this client',
  specs: ['RFC 6749 section 6'],
  needs: ['sent-refresh-token', 'raised-problem'],
  explains: ['refresh-token-of-other-client'],
  check: (evidence, tools) => ({
    confidence: 'certain',
    evidence: [
      {
        where: 'refresh_token',
        seen: `${showSecret('refresh token', sentValue(evidence, 'refresh_token') ?? '', tools)}, not issued to this client`,
        expected: 'a refresh token that was issued to this client',
      },
    ],
    facts: undefined,
  }),
  say: {
    what: () => 'The refresh token was not issued to this client.',
    why: () =>
      'A refresh token works only with the client that it was issued to (RFC 6749 section 6). Two clients share one store of tokens, or the client id was changed and the stored tokens were kept.',
    fix: () => [
      'Store each token with the client id that it was issued to, and refresh it with that one.',
      'After a change of the client id, have the users connect again.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'a token of another client', evidence: refreshExample({ problem: 'refresh-token-of-other-client' }) },
      {
        name: 'a short one',
        evidence: refreshExample({ problem: 'refresh-token-of-other-client', parameters: { refresh_token: 'short' } }),
      },
    ],
    silent: [
      { name: 'a token that nobody has', evidence: refreshExample({ problem: 'refresh-token-unknown' }) },
      { name: 'a token that was revoked', evidence: refreshExample({ problem: 'refresh-token-revoked' }) },
    ],
  },
});
