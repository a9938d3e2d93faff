import type { Evidence } from './evidence.ts';
import { earlierValue } from './sent.ts';

/** The code_challenge with which this flow was started: from the server's record, or from the earlier request. */
export function codeChallengeOfFlow(evidence: Evidence): string | undefined {
  return (
    evidence.known?.authorization?.codeChallenge ??
    earlierValue(evidence, 'code_challenge', 'authorization-request', 'pushed-authorization-request')
  );
}

/** The code_challenge_method of the earlier request, where the evidence has it. */
export function codeChallengeMethodOfFlow(evidence: Evidence): string | undefined {
  return earlierValue(evidence, 'code_challenge_method', 'authorization-request', 'pushed-authorization-request');
}

/** The redirect URI with which this flow was started: from the server's record, or from the earlier request. */
export function redirectUriOfFlow(evidence: Evidence): string | undefined {
  return (
    evidence.known?.authorization?.redirectUri ??
    earlierValue(evidence, 'redirect_uri', 'authorization-request', 'pushed-authorization-request')
  );
}
