import { encodeBase64url } from '@candor/protocol';
import { sentValue } from '../../evidence/sent.ts';
import type { Tools } from '../../tools.ts';
import { codeExample, exampleAuthorization, exampleVerifier } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The state of the flow was sent as its verifier. RFC 7636 section 4.5. */
export const verifierIsState = defineRule({
  cause: 'pkce/verifier-mismatch',
  variant: 'verifier-is-state',
  title: 'The state was sent as the code_verifier',
  specs: ['RFC 7636 section 4.5', 'RFC 6749 section 10.12'],
  needs: ['sent-code-verifier', 'authorization-record'],
  explains: ['code-verifier-mismatch', 'code-verifier-malformed', 'code-burnt'],
  specificity: 3,
  check: (evidence, tools) => {
    const verifier = sentValue(evidence, 'code_verifier') ?? '';
    if (hashText(verifier, tools) !== evidence.known?.authorization?.stateHash) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_verifier',
          seen: 'the same text as the state of the authorization request',
          expected: 'the text of which the code_challenge is the SHA-256 hash',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The code_verifier is the state of this flow, not its code_verifier.',
    why: () =>
      'A flow has two random texts. The state travels through the browser and ties the callback to the session; the code_verifier stays in the app until the token request (RFC 7636 section 4.5).',
    fix: () => [
      'Store both when the flow starts, under two names, and look at the line that reads them back: it takes the wrong one.',
      'Send the stored code_verifier with the code. This code still works with it until it expires.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'the state is as long as a verifier', evidence: withState(exampleVerifier, 'code-verifier-mismatch') },
      { name: 'the state is too short for a verifier', evidence: withState('short-state', 'code-verifier-malformed') },
    ],
    silent: [
      {
        name: 'the state differs from the verifier by its last character',
        evidence: (tools) =>
          codeExample({
            problem: 'code-verifier-mismatch',
            parameters: { code_verifier: `${exampleVerifier}x` },
            known: exampleAuthorization({ stateHash: hashText(exampleVerifier, tools) }),
          })(tools),
      },
      {
        name: 'the flow had no state',
        evidence: codeExample({ problem: 'code-verifier-mismatch', known: exampleAuthorization() }),
      },
    ],
  },
});

function hashText(text: string, tools: Tools): string {
  return encodeBase64url(tools.sha256(new TextEncoder().encode(text)));
}

function withState(state: string, problem: 'code-verifier-mismatch' | 'code-verifier-malformed') {
  return (tools: Tools) =>
    codeExample({
      problem,
      parameters: { code_verifier: state },
      known: exampleAuthorization({ stateHash: hashText(state, tools) }),
    })(tools);
}
