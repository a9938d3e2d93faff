import { codeChallengeOfFlow } from '../../evidence/flow.ts';
import { sentValue } from '../../evidence/sent.ts';
import { codeExample, exampleAuthorization, exampleChallenge, exampleVerifier } from '../example.ts';
import { defineRule } from '../rule.ts';

/** Both requests carry the same text: the method plain was used, or the hash was sent twice. RFC 7636 section 4.6. */
export const challengeEqualsVerifier = defineRule({
  cause: 'pkce/challenge-method-mismatch',
  variant: 'challenge-equals-verifier',
  title: 'code_challenge and code_verifier are the same text',
  specs: ['RFC 7636 section 4.2', 'RFC 7636 section 4.6'],
  needs: ['sent-code-verifier', 'code-challenge-of-the-flow'],
  explains: ['code-verifier-mismatch', 'code-burnt'],
  specificity: 3,
  check: (evidence) => {
    if (sentValue(evidence, 'code_verifier') !== codeChallengeOfFlow(evidence)) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_verifier',
          seen: 'the same text as the code_challenge of the authorization request',
          expected: 'the text of which the code_challenge is the SHA-256 hash',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The code_verifier is the same text as the code_challenge, so the app compares with the method plain.',
    why: () =>
      'By S256 the challenge is the hash of the verifier (RFC 7636 section 4.6). The same text in both requests means that nothing was hashed, or that the hash was stored and sent in place of the verifier.',
    fix: () => [
      'Create a random code_verifier, and send its hash as code_challenge: BASE64URL(SHA256(code_verifier)).',
      'Store the code_verifier, not the hash, for the token request.',
      'Start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the verifier was sent as the challenge',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          known: exampleAuthorization({ codeChallenge: exampleVerifier }),
        }),
      },
      {
        name: 'the challenge was sent as the verifier',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: exampleChallenge },
          known: exampleAuthorization(),
        }),
      },
    ],
    silent: [
      {
        name: 'the two are swapped, and each is the other half',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: exampleChallenge },
          known: exampleAuthorization({ codeChallenge: exampleVerifier }),
        }),
      },
      {
        name: 'the texts differ by case',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: exampleChallenge.toLowerCase() },
          known: exampleAuthorization(),
        }),
      },
    ],
  },
});
