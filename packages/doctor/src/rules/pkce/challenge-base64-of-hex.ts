import { authorizationExample, codeExample, exampleAuthorization } from '../example.ts';
import { defineRule } from '../rule.ts';
import { challengeLine, challengeOfHex, decodeAnyBase64, encodeTheDigest, sentChallenge } from './challenge-forms.ts';

const hex = '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3';

/** The challenge encodes the hexadecimal text of the hash in place of its bytes. RFC 7636 section 4.2. */
export const challengeBase64OfHex = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'challenge-base64-of-hex',
  title: 'The code_challenge encodes the hexadecimal text of the hash',
  specs: ['RFC 7636 section 4.2'],
  needs: ['request'],
  explains: ['code-challenge-malformed', 'code-verifier-mismatch'],
  specificity: 3,
  check: (evidence) => {
    const challenge = sentChallenge(evidence);
    if (challenge === undefined || challenge.length < 86 || challenge.length > 88) return undefined;
    const digits = decodeAnyBase64(challenge) ?? '';
    if (!/^[0-9a-fA-F]{64}$/.test(digits)) return undefined;
    return {
      confidence: 'certain',
      evidence: [challengeLine(challenge, 'decodes to 64 hex digits', challengeOfHex(digits))],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The code_challenge was made from the hex text of the hash, not from its bytes.',
    why: () =>
      "RFC 7636 section 4.2 encodes the hash itself. hash.digest('hex') gives text, and encoding that text gives another challenge, which no verifier can match.",
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
          known: exampleAuthorization({ codeChallenge: btoa(hex).replace(/=+$/, '') }),
        }),
      },
      {
        name: 'without padding',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: btoa(hex).replace(/=+$/, '') },
        }),
      },
      {
        name: 'with padding, of capital digits',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: btoa(hex.toUpperCase()) },
        }),
      },
    ],
    silent: [
      {
        name: 'the hexadecimal text itself',
        evidence: authorizationExample({ problem: 'code-challenge-malformed', parameters: { code_challenge: hex } }),
      },
      {
        name: 'a text of the same length that decodes to something else',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: btoa(hex.replace('1', 'z')).replace(/=+$/, '') },
        }),
      },
    ],
  },
});
