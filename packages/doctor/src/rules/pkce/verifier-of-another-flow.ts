import { codeChallengeOf, isCodeVerifier } from '@candor/protocol';
import type { RecentFlow } from '../../evidence/known-facts.ts';
import { sentValue } from '../../evidence/sent.ts';
import { showDuration } from '../../text/time.ts';
import { showInvisible, showValue } from '../../text/value.ts';
import { codeExample, exampleAuthorization, exampleChallenge, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The verifier belongs to another flow of the same client. RFC 7636 section 4.6. */
export const verifierOfAnotherFlow = defineRule({
  cause: 'pkce/verifier-mismatch',
  variant: 'verifier-of-another-flow',
  title: 'The code_verifier belongs to another flow of this client',
  specs: ['RFC 7636 section 4.6'],
  needs: ['sent-code-verifier', 'authorization-record', 'recent-flows'],
  explains: ['code-verifier-mismatch', 'code-burnt'],
  specificity: 3,
  check: (evidence, tools) => {
    const verifier = sentValue(evidence, 'code_verifier') ?? '';
    const own = evidence.known?.authorization;
    if (own === undefined || !isCodeVerifier(verifier)) return undefined;
    const made = codeChallengeOf(verifier, tools.sha256);
    if (made === own.codeChallenge) return undefined;
    const other = evidence.known?.recentFlows?.find(({ codeChallenge }) => codeChallenge === made);
    if (other === undefined) return undefined;
    const flow = showValue(other.flowId);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge',
          seen: `${made}  (of the code_verifier that was sent; flow ${flow})`,
          expected: `${showInvisible(own.codeChallenge)}  (of the authorization request of this flow)`,
        },
      ],
      facts: { flow, when: distance(other.at - own.issuedAt), later: other.at >= own.issuedAt },
    };
  },
  say: {
    what: ({ flow, when }) => `The code_verifier is that of another flow of this client, ${flow}, which began ${when}.`,
    why: ({ later }) =>
      later
        ? 'The app keeps one verifier for all flows, and the flow that began later overwrote it: a second tab, a second click on "sign in", or a page that starts a flow each time it renders.'
        : 'The app kept the verifier of an earlier flow: the new one was not stored, or was stored in another session than the one that the callback reads.',
    fix: () => [
      'Store the code_verifier under the state of its flow, not under one fixed name.',
      'At the callback, read the verifier that belongs to the state that came back.',
      'Start a new authorization. The code of this one still works with its own verifier until it expires.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a second tab began a flow twelve seconds later',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          known: { ...exampleAuthorization({ codeChallenge: other('x') }), recentFlows: flows(exampleTime - 8000) },
        }),
      },
      {
        name: 'the verifier of the flow before was kept',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          known: { ...exampleAuthorization({ codeChallenge: other('x') }), recentFlows: flows(exampleTime - 600_000) },
        }),
      },
    ],
    silent: [
      {
        name: "none of the recent flows is the verifier's",
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          known: {
            ...exampleAuthorization({ codeChallenge: other('x') }),
            recentFlows: flows(exampleTime - 8000, other('y')),
          },
        }),
      },
      {
        name: 'the verifier is the right one, and the code was given up before',
        evidence: codeExample({
          problem: 'code-burnt',
          known: { ...exampleAuthorization(), recentFlows: flows(exampleTime - 8000) },
        }),
      },
    ],
  },
});

/** How far the other flow's beginning is from the code of this one. In milliseconds. */
function distance(after: number): string {
  if (Math.abs(after) < 1000) return 'at the same time as this one';
  return `${showDuration(after)} ${after > 0 ? 'after the code of this one was issued' : 'before the code of this one was issued'}`;
}

function other(letter: string): string {
  return letter.repeat(42) + exampleChallenge.slice(-1);
}

function flows(at: number, codeChallenge = exampleChallenge): readonly RecentFlow[] {
  return [
    { flowId: 'flow-3', codeChallenge: other('z'), at },
    { flowId: 'flow-2', codeChallenge, at },
  ];
}
