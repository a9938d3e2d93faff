import { codeChallengeOfFlow } from '../../evidence/flow.ts';
import { hasSent, isRole, sentValue } from '../../evidence/sent.ts';
import { codeExample, exampleAuthorization, exampleChallenge } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The flow began with a challenge, and the token request has no verifier. RFC 7636 section 4.5. */
export const onlyOneHalfSent = defineRule({
  cause: 'pkce/only-one-half-sent',
  variant: 'verifier-missing',
  title: 'The authorization began with a code_challenge, and the token request has no code_verifier',
  specs: ['RFC 7636 section 4.5'],
  needs: ['request', 'raised-problem'],
  explains: ['code-verifier-missing'],
  noiseWhen: ['transport-endpoint/parameter-unknown'],
  check: (evidence) => {
    if (!isRole(evidence, 'token-request') || sentValue(evidence, 'code_verifier') !== undefined) return undefined;
    const challenge = codeChallengeOfFlow(evidence);
    const empty = hasSent(evidence, 'code_verifier');
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_verifier',
          seen: empty ? 'an empty value' : 'none',
          expected:
            challenge === undefined
              ? 'the code_verifier of this authorization, 43 to 128 characters'
              : `the code_verifier from which this flow's code_challenge was made, 43 to 128 characters`,
        },
      ],
      facts: { empty, hasBegun: challenge !== undefined || evidence.known?.authorization !== undefined },
    };
  },
  say: {
    what: ({ empty, hasBegun }) => {
      if (empty) return 'The token request has an empty code_verifier.';
      return hasBegun
        ? 'The authorization request carried a code_challenge, and the token request has no code_verifier.'
        : 'The token request has no code_verifier, and needs one if the authorization request had a code_challenge.';
    },
    why: () =>
      'The verifier proves that the same app started the flow (RFC 7636 section 4.5). It is missing when one component starts the flow and another redeems the code, or when it was not kept until the callback.',
    fix: () => [
      'Store the code_verifier under the state when the flow starts, in a place that outlives the redirect: the session, or a cookie.',
      'Read it back at the callback, and send it as code_verifier with the code.',
      'Start a new authorization to try it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the verifier was left out',
        evidence: codeExample({
          problem: 'code-verifier-missing',
          parameters: { code_verifier: undefined },
          known: exampleAuthorization(),
        }),
      },
      {
        name: 'the verifier is empty, as from a session that was lost',
        evidence: codeExample({ problem: 'code-verifier-missing', parameters: { code_verifier: '' } }),
      },
    ],
    silent: [
      {
        name: 'the verifier is there under a misspelt name',
        evidence: codeExample({
          problem: 'code-verifier-missing',
          parameters: { code_verifier: undefined, codeverifier: exampleChallenge },
        }),
      },
      {
        name: 'the verifier is there and has the wrong form',
        evidence: codeExample({ problem: 'code-verifier-malformed', parameters: { code_verifier: 'short' } }),
      },
    ],
  },
});
