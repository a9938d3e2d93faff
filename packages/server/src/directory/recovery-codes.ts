import type { Environment } from '../environment.ts';
import type { RandomBytes } from '../randomness.ts';

/** Crockford's letters and digits: none is taken for another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const codeLength = 12;

/** How many a user gets at once. */
export const recoveryCodeCount = 10;

/** Ten codes of 60 random bits, in groups of four: `k3vd-07m2-xq9h`. */
export function createRecoveryCodes(randomBytes: RandomBytes): readonly string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const letters = Array.from(randomBytes(codeLength), (byte) => alphabet[byte % 32]).join('');
    return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
  });
}

/** What is stored of a code. White space, hyphens and case don't matter, nor letters that look like digits. */
export function recoveryCodeHash(code: string, userId: string, { deps, name }: Environment): Uint8Array {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return Buffer.from(deps.secretMac('recovery-code', `${name} ${userId} ${plain.slice(0, 64)}`), 'base64url');
}

/** The codes' hashes, as they are stored. */
export function recoveryCodeHashes(
  codes: readonly string[],
  userId: string,
  environment: Environment,
): readonly Uint8Array[] {
  return codes.map((code) => recoveryCodeHash(code, userId, environment));
}
