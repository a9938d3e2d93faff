import { authorizationExample, codeExample, exampleAuthorization } from '../example.ts';
import { defineRule } from '../rule.ts';
import { challengeLine, challengeOfHex, encodeTheDigest, sentChallenge } from './challenge-forms.ts';

const hex = '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3';

/** The challenge is the hexadecimal text of the hash. RFC 7636 section 4.2. */
export const challengeHex = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'challenge-hex',
  title: 'The code_challenge is the hexadecimal text of the hash',
  specs: ['RFC 7636 section 4.2'],
  needs: ['request'],
  explains: ['code-challenge-malformed', 'code-verifier-mismatch'],
  specificity: 3,
  check: (evidence) => {
    const challenge = sentChallenge(evidence);
    if (challenge === undefined || !/^(?:[0-9a-f]{64}|[0-9A-F]{64})$/.test(challenge)) return undefined;
    return {
      confidence: 'certain',
      evidence: [challengeLine(challenge, 'all hexadecimal', challengeOfHex(challenge))],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The code_challenge is the hash as hexadecimal text, not as base64url.',
    why: () =>
      'A SHA-256 hash is 32 bytes: 64 characters in hexadecimal, 43 in base64url. RFC 7636 section 4.2 asks for base64url.',
    fix: () => encodeTheDigest,
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'as the code was redeemed',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          known: exampleAuthorization({ codeChallenge: hex }),
        }),
      },
      {
        name: 'small letters',
        evidence: authorizationExample({ problem: 'code-challenge-malformed', parameters: { code_challenge: hex } }),
      },
      {
        name: 'capital letters',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: hex.toUpperCase() },
        }),
      },
    ],
    silent: [
      {
        name: 'hexadecimal of another length',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: hex.slice(0, 40) },
        }),
      },
      {
        name: 'hexadecimal that was encoded again, which is another mistake',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: btoa(hex).replace(/=+$/, '') },
        }),
      },
    ],
  },
});
