import { isCodeChallenge } from '@candor/protocol';
import { authorizationExample, exampleChallenge } from '../example.ts';
import { defineRule } from '../rule.ts';
import { challengeLine, encodeTheDigest, sentChallenge } from './challenge-forms.ts';

/** The challenge has another length or alphabet, in a way that no finer rule knows. RFC 7636 section 4.2. */
export const challengeForm = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'challenge-form',
  title: 'The code_challenge is not the base64url text of a SHA-256 hash',
  specs: ['RFC 7636 section 4.2'],
  needs: ['request'],
  explains: ['code-challenge-malformed'],
  specificity: 1,
  check: (evidence) => {
    const challenge = sentChallenge(evidence);
    if (challenge === undefined || isCodeChallenge(challenge)) return undefined;
    const outside = [...new Set(challenge.slice(0, 400).replace(/[A-Za-z0-9_-]/g, ''))].length > 0;
    const remark = outside ? 'has characters outside of base64url' : 'all of base64url, another length';
    return {
      confidence: 'certain',
      evidence: [challengeLine(challenge, remark)],
      facts: { length: challenge.length, outside },
    };
  },
  say: {
    what: ({ length, outside }) =>
      outside
        ? 'The code_challenge has characters that base64url does not have.'
        : `The code_challenge has ${length} characters, and an S256 challenge always has 43.`,
    why: () =>
      'An S256 challenge is BASE64URL(SHA256(code_verifier)) without padding (RFC 7636 section 4.2): 32 bytes, 43 characters. A longer one was encoded twice or escaped, a shorter one was cut or made from another hash.',
    fix: () => encodeTheDigest,
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'cut by a character',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: exampleChallenge.slice(0, 42) },
        }),
      },
      {
        name: 'an escape was left in it',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}%3D` },
        }),
      },
    ],
    silent: [
      {
        name: 'padding, which a finer rule names',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}=` },
        }),
      },
      {
        name: 'a right challenge',
        evidence: authorizationExample({ problem: 'code-challenge-method-unsupported' }),
      },
    ],
  },
});
