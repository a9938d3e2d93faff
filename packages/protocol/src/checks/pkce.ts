import { encodeBase64url, sextetOf } from '../base64url.ts';
import type { Sha256 } from '../sha256.ts';
import { isUnreserved } from './parameter-text.ts';

/** Tells whether a text is a code_verifier: 43 to 128 unreserved characters (RFC 7636 section 4.1). */
export function isCodeVerifier(text: string): boolean {
  return text.length >= 43 && isUnreserved(text, 128);
}

/** Tells whether a text has the form of an S256 code_challenge: 43 base64url characters (RFC 7636 section 4.2). */
export function isCodeChallenge(text: string): boolean {
  if (text.length !== 43) return false;
  let all = 0;
  for (let at = 0; at < 43; at++) all |= sextetOf(text.charCodeAt(at));
  return all >= 0;
}

/** The S256 challenge of a verifier, which must pass `isCodeVerifier`: BASE64URL(SHA256(ASCII(verifier))) (RFC 7636 section 4.2). */
export function codeChallengeOf(verifier: string, sha256: Sha256): string {
  const bytes = new Uint8Array(verifier.length);
  for (let at = 0; at < verifier.length; at++) bytes[at] = verifier.charCodeAt(at);
  return encodeBase64url(sha256(bytes));
}
