import { timingSafeEqual } from 'node:crypto';

const decoy = new Uint8Array(32);

/**
 * Compares the hash of a secret that was sent with the stored one, in constant time. Without a stored one the same
 * comparison is made and the answer is false: a token that is unknown costs what one costs that is not the caller's.
 * @param seen 32 bytes, as `stored`.
 */
export function isSameSecret(seen: Uint8Array, stored: Uint8Array | undefined): boolean {
  return timingSafeEqual(seen, stored ?? decoy) && stored !== undefined;
}
