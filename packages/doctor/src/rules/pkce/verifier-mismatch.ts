import { codeChallengeOf, isCodeVerifier } from '@candor/protocol';
import { codeChallengeOfFlow } from '../../evidence/flow.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showInvisible } from '../../text/value.ts';
import { codeExample, exampleAuthorization, exampleChallenge } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The verifier is well formed, and neither a usual slip nor another recent flow explains it. RFC 7636 section 4.6. */
export const verifierMismatch = defineRule({
  cause: 'pkce/verifier-mismatch',
  variant: 'verifier-unknown',
  title: "The code_verifier does not belong to this flow's code_challenge",
  specs: ['RFC 7636 section 4.6'],
  needs: ['sent-code-verifier', 'code-challenge-of-the-flow'],
  explains: ['code-verifier-mismatch', 'code-burnt'],
  specificity: 1,
  noiseWhen: ['pkce/challenge-encoding', 'pkce/challenge-method-mismatch'],
  check: (evidence, tools) => {
    const verifier = sentValue(evidence, 'code_verifier') ?? '';
    const challenge = codeChallengeOfFlow(evidence) ?? '';
    if (!isCodeVerifier(verifier)) return undefined;
    const made = codeChallengeOf(verifier, tools.sha256);
    if (made === challenge) return undefined;
    const attempts = evidence.known?.authorization?.wrongVerifiers ?? 0;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge',
          seen: `${made}  (of the code_verifier that was sent)`,
          expected: `${showInvisible(challenge)}  (of the authorization request)`,
        },
      ],
      facts: {
        attempts,
        burnt: evidence.problem === 'code-burnt',
        seesFlows: evidence.known?.recentFlows !== undefined,
      },
    };
  },
  say: {
    what: ({ burnt }) =>
      burnt
        ? 'The code was given up after five token requests with a code_verifier that does not fit.'
        : 'The code_verifier is well formed, and its hash is not the code_challenge of this authorization.',
    why: ({ seesFlows }) =>
      seesFlows
        ? 'No usual mistake of encoding explains it, and it belongs to none of the latest flows of this client: it was created anew at the callback, or two processes each keep their own.'
        : 'No usual mistake of encoding explains it: it is the verifier of another flow, it was created anew at the callback, or two processes each keep their own.',
    fix: ({ burnt, seesFlows }) => [
      'Create the code_verifier once, when the flow starts, and store it under the state of that flow, not under one fixed name.',
      'At the callback, read the verifier that belongs to the state that came back.',
      burnt
        ? 'Do not repeat a token request that was refused for its verifier. Start a new authorization now.'
        : `Start a new authorization.${seesFlows ? ' The code of this one still works with the right verifier until it expires.' : ''}`,
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the verifier of another tab',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: 'another-verifier-of-another-tab-of-this-app-1' },
          known: exampleAuthorization(),
        }),
      },
      {
        name: 'the fifth attempt',
        evidence: codeExample({
          problem: 'code-burnt',
          parameters: { code_verifier: 'another-verifier-of-another-tab-of-this-app-1' },
          known: exampleAuthorization({ wrongVerifiers: 5 }),
        }),
      },
    ],
    silent: [
      {
        name: 'the challenge was sent as the verifier',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          parameters: { code_verifier: exampleChallenge },
          known: exampleAuthorization(),
        }),
      },
      {
        name: 'the pair fits',
        evidence: codeExample({ problem: 'code-burnt', known: exampleAuthorization({ wrongVerifiers: 5 }) }),
      },
    ],
  },
});
