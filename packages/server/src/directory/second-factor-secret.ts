import { encodeBase64url } from '@candor/protocol';
import { seal, unseal } from '../keys/sealing.ts';
import type { RandomBytes } from '../randomness.ts';

/** Whose authenticator secret it is: bound to what is sealed, so that it can't be moved to another user. */
export interface SecretOwner {
  readonly environment: string;
  readonly userId: string;
}

/**
 * Seals the secret of a user's authenticator app, as it is stored in `totpSecretSealed`.
 * @param key the server's `secondFactorKey`.
 */
export function sealTotpSecret(
  secret: Uint8Array,
  owner: SecretOwner,
  key: Uint8Array,
  randomBytes: RandomBytes,
): string {
  return encodeBase64url(seal(key, secret, contextOf(owner), randomBytes));
}

/** Opens what `sealTotpSecret` made for this user; undefined for anything else. */
export function openTotpSecret(sealed: string, owner: SecretOwner, key: Uint8Array): Uint8Array | undefined {
  return unseal(key, Buffer.from(sealed, 'base64url'), contextOf(owner));
}

function contextOf({ environment, userId }: SecretOwner): string {
  return `totp ${environment} ${userId}`;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Reads base32 (RFC 4648 section 6) as authenticator apps show it: small letters, spaces and missing padding are fine.
 * Refuses (undefined) other characters and less than 10 or more than 64 bytes.
 */
export function readBase32(text: string): Uint8Array | undefined {
  const letters = text.replaceAll(' ', '').replace(/=+$/, '').toUpperCase();
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of letters) {
    const value = base32.indexOf(letter);
    if (value === -1) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return bytes.length >= 10 && bytes.length <= 64 ? Uint8Array.from(bytes) : undefined;
}
