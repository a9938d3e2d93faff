import { encodeBase64url } from '@candor/protocol';
import { isRole, sentValue } from '../../evidence/sent.ts';
import type { Tools } from '../../tools.ts';
import { authorizationExample, codeExample, exampleAuthorization, exampleChallenge } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The state of the flow was sent as its challenge. RFC 7636 section 4.3. */
export const challengeIsState = defineRule({
  cause: 'pkce/challenge-encoding',
  variant: 'challenge-is-state',
  title: 'The state was sent as the code_challenge',
  specs: ['RFC 7636 section 4.2', 'RFC 7636 section 4.3'],
  needs: ['request'],
  explains: ['code-challenge-malformed', 'code-verifier-mismatch', 'code-burnt'],
  specificity: 3,
  check: (evidence, tools) => {
    const challenge = sentValue(evidence, 'code_challenge');
    const here = challenge !== undefined && challenge === sentValue(evidence, 'state');
    const { codeChallenge, stateHash } = evidence.known?.authorization ?? {};
    const before =
      isRole(evidence, 'token-request') && codeChallenge !== undefined && hashText(codeChallenge, tools) === stateHash;
    if (!here && !before) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code_challenge',
          seen: before ? 'at the start of this flow, the same text as its state' : 'the same text as the state',
          expected: 'BASE64URL(SHA256(code_verifier)), 43 characters',
        },
      ],
      facts: { before },
    };
  },
  say: {
    what: ({ before }) =>
      before
        ? 'This flow began with its state in the place of the code_challenge, so no code_verifier can fit.'
        : 'The code_challenge is the same text as the state.',
    why: () =>
      'The state is a random text of its own. The code_challenge is made from another one: it is the hash of the code_verifier (RFC 7636 section 4.2), and nothing else fits at the token request.',
    fix: () => [
      'Look at the lines that build the authorization request: one variable is used for two parameters.',
      "Send code_challenge = createHash('sha256').update(verifier).digest('base64url'), and the state beside it.",
      'Start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a state that has not the form of a challenge',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: 'example-state' },
        }),
      },
      {
        name: 'a state that has the form of a challenge, found out at the token request',
        evidence: (tools) =>
          codeExample({
            problem: 'code-verifier-mismatch',
            known: exampleAuthorization({ codeChallenge: otherText, stateHash: hashText(otherText, tools) }),
          })(tools),
      },
    ],
    silent: [
      {
        name: 'the state is the challenge with padding',
        evidence: authorizationExample({
          problem: 'code-challenge-malformed',
          parameters: { code_challenge: `${exampleChallenge}=`, state: exampleChallenge },
        }),
      },
      {
        name: 'the state of the flow is another text',
        evidence: (tools) =>
          codeExample({
            problem: 'code-verifier-mismatch',
            known: exampleAuthorization({ codeChallenge: otherText, stateHash: hashText('another state', tools) }),
          })(tools),
      },
    ],
  },
});

/** Has the form of a challenge, and is no hash of the example's verifier. */
const otherText = 'a-state-of-forty-three-characters-as-it-is_';

function hashText(text: string, tools: Tools): string {
  return encodeBase64url(tools.sha256(new TextEncoder().encode(text)));
}
