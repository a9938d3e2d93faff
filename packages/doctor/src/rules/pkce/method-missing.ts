import { hasSent, isRole, sentValue } from '../../evidence/sent.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The method of the challenge is missing, which means plain. RFC 7636 section 4.3. */
export const methodMissing = defineRule({
  cause: 'pkce/challenge-method-mismatch',
  variant: 'method-missing',
  title: 'code_challenge_method is missing',
  specs: ['RFC 7636 section 4.3', 'RFC 9700 section 2.1.1'],
  needs: ['request', 'raised-problem'],
  explains: ['code-challenge-method-unsupported'],
  noiseWhen: ['transport-endpoint/parameter-unknown'],
  check: (evidence) => {
    if (!isRole(evidence, 'authorization-request', 'pushed-authorization-request')) return undefined;
    if (sentValue(evidence, 'code_challenge') === undefined) return undefined;
    if (sentValue(evidence, 'code_challenge_method') !== undefined) return undefined;
    const empty = hasSent(evidence, 'code_challenge_method');
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge_method',
          seen: `${empty ? 'an empty value' : 'none'}, which means plain`,
          expected: 'S256',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The authorization request has a code_challenge and no code_challenge_method.',
    why: () =>
      'Without code_challenge_method the method is plain (RFC 7636 section 4.3): the challenge would be the verifier itself, readable for everyone who sees the address. Only S256 is accepted.',
    fix: () => [
      'Send code_challenge_method=S256 in the authorization request.',
      'Check that code_challenge is the hash of the verifier, 43 characters, and not the verifier itself.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'left out',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: undefined },
        }),
      },
      {
        name: 'empty',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: '' },
        }),
      },
    ],
    silent: [
      {
        name: 'there, and plain',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: 'plain' },
        }),
      },
      {
        name: 'there under a misspelt name',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: undefined, codeChallengeMethod: 'S256' },
        }),
      },
    ],
  },
});
