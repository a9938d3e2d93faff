import { codeChallengeOf, isCodeVerifier } from '@candor/protocol';
import { codeChallengeOfFlow } from '../../evidence/flow.ts';
import { sentValue } from '../../evidence/sent.ts';
import { codeExample, exampleAuthorization, exampleChallenge, exampleVerifier } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The authorization request carried the verifier, and the token request the challenge. RFC 7636 sections 4.3 and 4.5. */
export const verifierAndChallengeSwapped = defineRule({
  cause: 'pkce/verifier-mismatch',
  variant: 'verifier-and-challenge-swapped',
  title: 'code_verifier and code_challenge are swapped',
  specs: ['RFC 7636 section 4.3', 'RFC 7636 section 4.5'],
  needs: ['sent-code-verifier', 'code-challenge-of-the-flow'],
  explains: ['code-verifier-mismatch', 'code-burnt'],
  specificity: 3,
  check: (evidence, tools) => {
    const verifier = sentValue(evidence, 'code_verifier');
    const challenge = codeChallengeOfFlow(evidence) ?? '';
    if (!isCodeVerifier(challenge) || codeChallengeOf(challenge, tools.sha256) !== verifier) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_verifier',
          seen: 'the hash of what the authorization request sent as code_challenge',
          expected: 'the text from which the hash was made',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () =>
      'The two halves of PKCE are swapped: the authorization request carried the verifier, and the token request its hash.',
    why: () =>
      'The hash of the text that was sent first is the text that was sent now. The challenge belongs into the authorization request, and the verifier, which is secret, into the token request.',
    fix: () => [
      'Send the hash as code_challenge in the authorization request, and the random text as code_verifier in the token request.',
      'Start a new authorization: the verifier of this one has been visible in the address.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the pair of RFC 7636 appendix B, the wrong way round',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: exampleChallenge },
          known: exampleAuthorization({ codeChallenge: exampleVerifier }),
        }),
      },
      {
        name: 'the same, after five attempts',
        evidence: codeExample({
          problem: 'code-burnt',
          parameters: { code_verifier: exampleChallenge },
          known: exampleAuthorization({ codeChallenge: exampleVerifier, wrongVerifiers: 5 }),
        }),
      },
    ],
    silent: [
      {
        name: 'the token request repeats the challenge',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: exampleChallenge },
          known: exampleAuthorization(),
        }),
      },
      {
        name: 'the verifier belongs to another flow',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: 'a'.repeat(43) },
          known: exampleAuthorization({ codeChallenge: exampleVerifier }),
        }),
      },
    ],
  },
});
