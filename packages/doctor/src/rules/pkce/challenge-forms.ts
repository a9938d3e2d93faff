import { encodeBase64url } from '@candor/protocol';
import type { Evidence } from '../../evidence/evidence.ts';
import { codeChallengeMethodOfFlow, codeChallengeOfFlow } from '../../evidence/flow.ts';
import { isRole, sentValue } from '../../evidence/sent.ts';
import { countOf } from '../../text/secret.ts';
import { fold, showInvisible } from '../../text/value.ts';
import type { EvidenceLine } from '../rule.ts';

/**
 * The S256 code_challenge of a failed authorization request, or of the flow whose verifier did not fit. One of the method
 * plain is the verifier itself, in whatever form.
 */
export function sentChallenge(evidence: Evidence): string | undefined {
  if (isRole(evidence, 'authorization-request', 'pushed-authorization-request')) {
    return sentValue(evidence, 'code_challenge_method') === 'plain' ? undefined : sentValue(evidence, 'code_challenge');
  }
  return codeChallengeMethodOfFlow(evidence) === 'plain' ? undefined : codeChallengeOfFlow(evidence);
}

/** Shows the challenge that was sent, with its length and a remark, above the right one where it can be told. */
export function challengeLine(challenge: string, remark: string, right?: string): EvidenceLine {
  return {
    where: 'code_challenge',
    seen: `${fold(showInvisible(challenge.slice(0, 400)), 48)}  (${countOf(challenge.length, 'character')}; ${remark})`,
    expected:
      right === undefined
        ? '43 characters, the unpadded BASE64URL text of the hash'
        : `${right}  (43 characters; BASE64URL of the 32 bytes)`,
  };
}

/** The step that makes a right challenge, and the one that follows it. */
export const encodeTheDigest: readonly string[] = Object.freeze([
  "Encode the bytes of the digest directly: createHash('sha256').update(verifier).digest('base64url').",
  'Start the authorization again with the new challenge, and keep its verifier for the token request.',
]);

/** Decodes standard base64 or base64url, padded or not, to a string of one character for each byte. */
export function decodeAnyBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  try {
    return atob(text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}

/** The bytes of a string of one character for each byte. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** The right challenge of a hash that is written as 64 hexadecimal digits. */
export function challengeOfHex(digits: string): string {
  return encodeBase64url(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}
