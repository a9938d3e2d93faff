import { nearestName } from '@candor/protocol';
import { isRole, sentValue } from '../../evidence/sent.ts';
import { showValue } from '../../text/value.ts';
import { authorizationExample, exampleVerifier } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The method of the challenge is plain, misspelt or unknown, and S256 is required. RFC 7636 section 4.3. */
export const methodNotS256 = defineRule({
  cause: 'pkce/challenge-method-mismatch',
  variant: 'method-not-s256',
  title: 'code_challenge_method is not S256',
  specs: ['RFC 7636 section 4.3', 'RFC 9700 section 2.1.1'],
  needs: ['request', 'raised-problem'],
  explains: ['code-challenge-method-unsupported'],
  check: (evidence) => {
    if (!isRole(evidence, 'authorization-request', 'pushed-authorization-request')) return undefined;
    const method = sentValue(evidence, 'code_challenge_method');
    if (method === undefined || method === 'S256') return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'code_challenge_method', seen: showValue(method), expected: 'S256' }],
      facts: { misspelt: nearestName(method, ['S256', 'SHA256'], 1) !== undefined },
    };
  },
  say: {
    what: ({ misspelt }) =>
      misspelt
        ? 'code_challenge_method is misspelt: the name of the method is S256.'
        : 'The authorization request asks for a code_challenge_method that is not accepted.',
    why: () =>
      'Only S256 is accepted, in exactly this spelling. With plain, the challenge would be the verifier itself, readable for everyone who sees the address (RFC 9700 section 2.1.1).',
    fix: ({ misspelt }) => [
      misspelt
        ? 'Send code_challenge_method=S256 in the authorization request.'
        : 'Make the challenge with SHA-256, code_challenge = BASE64URL(SHA256(code_verifier)), and send code_challenge_method=S256.',
      'Check that code_challenge is the hash of the verifier, 43 characters, and not the verifier itself.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the method is plain',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: 'plain', code_challenge: exampleVerifier },
        }),
      },
      {
        name: 'the method is written in small letters',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: 's256' },
        }),
      },
    ],
    silent: [
      {
        name: 'the method is S256, the challenge is wrong',
        evidence: authorizationExample({ problem: 'code-challenge-malformed', parameters: { code_challenge: 'x' } }),
      },
      {
        name: 'the method is missing, which is another mistake',
        evidence: authorizationExample({
          problem: 'code-challenge-method-unsupported',
          parameters: { code_challenge_method: undefined },
        }),
      },
    ],
  },
});
