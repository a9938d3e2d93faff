import { codeChallengeOf, isCodeChallenge, isCodeVerifier, type ProblemId } from '@candor/protocol';
import { countOf } from '../text/secret.ts';
import type { Tools } from '../tools.ts';
import { type Check, diagnoseAs } from './check.ts';

/** Tells whether a code_verifier belongs to a code_challenge of method S256, and if not, why (RFC 7636). */
export function checkPkce(verifier: string, challenge: string, tools: Tools): Check {
  const wellFormed = isCodeVerifier(verifier);
  if (wellFormed && codeChallengeOf(verifier, tools.sha256) === challenge) {
    const title = 'The two belong together: the code_challenge is the S256 challenge of the code_verifier.';
    const facts = [
      { name: 'code_verifier', value: countOf(verifier.length, 'character') },
      { name: 'code_challenge', value: challenge },
    ];
    return { version: 1, right: true, title, facts, diagnoses: [], redacted: true };
  }
  const diagnoses = diagnosesOf(verifier, challenge, wellFormed, tools);
  const title = 'The code_verifier and the code_challenge do not belong together.';
  // No facts: what stands in the place of the challenge may be the verifier, which is secret.
  return { version: 1, right: false, title, facts: [], diagnoses, redacted: true };
}

function diagnosesOf(verifier: string, challenge: string, wellFormed: boolean, tools: Tools): Check['diagnoses'] {
  const redemption: readonly [ProblemId, ...ProblemId[]] = wellFormed
    ? ['code-verifier-mismatch']
    : ['code-verifier-malformed', 'code-verifier-mismatch'];
  const codeChallenge = challenge;
  const redeemed = diagnoseAs(
    {
      role: 'token-request',
      parameters: [{ name: 'code_verifier', value: verifier, in: 'body' }],
      known: {
        authorization: {
          codeChallenge,
          redirectUri: '',
          redirectUriSent: false,
          issuedAt: 0,
          codeExpiresAt: 0,
          wrongVerifiers: 0,
        },
      },
    },
    redemption,
    tools,
  );
  if (isCodeChallenge(challenge)) return redeemed;
  const parameters = [{ name: 'code_challenge', value: challenge, in: 'query' } as const];
  const asked = diagnoseAs({ role: 'authorization-request', parameters }, ['code-challenge-malformed'], tools);
  const causes = new Set(asked.map(({ cause }) => cause));
  // A challenge that no verifier can match is the reason of the mismatch, which then tells nothing more.
  const more = redeemed.filter(
    ({ cause, confidence }) => !causes.has(cause) && confidence === 'certain' && cause !== 'pkce/verifier-mismatch',
  );
  const swapped = redeemed.filter(({ variant }) => variant === 'verifier-and-challenge-swapped');
  return swapped.length > 0 ? swapped : [...asked, ...more];
}
