import { hasFailed } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** The text of a SHA-256 digest in base64url. */
export const digest = /^[A-Za-z0-9_-]{43}$/;
/** RFC 7636 section 4.1. */
export const wellFormedVerifier = /^[A-Za-z0-9._~-]{43,128}$/;

/** The authorization request that failed, or is said to have failed. */
export function failedAuthorization(view: View): Seen | undefined {
  const { subject } = view;
  const isStart = subject?.isOf(
    'authorization-request',
    'pushed-authorization-request',
    'device-authorization-request',
  );
  return isStart === true && hasFailed(view) ? subject : undefined;
}

/** The redemption of a code that failed, or is said to have failed. */
export function failedRedemption(view: View): Seen | undefined {
  const { subject } = view;
  if (subject?.role !== 'token-request' || !hasFailed(view)) return undefined;
  const grant = subject.sent('grant_type');
  if (grant?.startsWith('refresh') === true || grant?.includes('device_code') === true) return undefined;
  const isForCode = grant === 'authorization_code' || subject.has('code') || subject.has('code_verifier');
  return isForCode ? subject : undefined;
}

/** Verifier and challenge of one flow, where the capture shows both. */
export function pairOf(view: View): { readonly verifier: string; readonly challenge: string } | undefined {
  const verifier = failedRedemption(view)?.sent('code_verifier');
  const challenge = view.start?.sent('code_challenge');
  return verifier === undefined || challenge === undefined || verifier.length < 8 ? undefined : { verifier, challenge };
}

/** Tells whether one half alone is the example of RFC 7636 appendix B, as people write it over their own. */
export function isBorrowed(view: View): boolean {
  const pair = pairOf(view);
  return pair?.challenge.startsWith('E9Melhoa') !== pair?.verifier.startsWith('dBjftJeZ');
}

/** Tells whether several flows were started, and nothing tells to which of them the code belongs. */
export function isOfUnknownFlow(view: View): boolean {
  const method = view.start?.sent('code_challenge_method');
  return challengesBefore(view) > 1 && view.callback?.sent('state') === undefined && method !== undefined;
}

/** The number of different challenges of the authorization requests before. */
export function challengesBefore({ before }: View): number {
  return new Set(before.map((one) => one.sent('code_challenge')).filter((one) => one !== undefined)).size;
}

/** The verifier of a request; a word for nothing is none. */
export function verifierOf(redemption: Seen | undefined): string | undefined {
  const verifier = redemption?.sent('code_verifier');
  return verifier === undefined || /^(?:null|undefined|none|nil)$/i.test(verifier) ? undefined : verifier;
}
