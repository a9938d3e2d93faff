import { encodeBase64url } from '../base64url.ts';
import { checksumOf } from './token-text.ts';

/** Writes a generated client id: `cid_` and 16 base64url characters. `id` is 12 bytes. */
export function formatClientId(id: Uint8Array): string {
  return `cid_${encodeBase64url(id)}`;
}

/** Writes a generated client secret: `ccs_`, 43 base64url characters and a checksum. `secret` is 32 random bytes. */
export function formatClientSecret(secret: Uint8Array): string {
  const text = `ccs_${encodeBase64url(secret)}`;
  return text + checksumOf(text);
}

/**
 * Tells whether a text looks like a client credential of this server, so that one sent in the place of another can be
 * named. A client id or secret that was brought along from another server looks like neither.
 */
export function clientCredentialKindOf(text: string): 'client-id' | 'client-secret' | undefined {
  if (text.startsWith('cid_')) return 'client-id';
  return text.startsWith('ccs_') ? 'client-secret' : undefined;
}

/** Tells whether a text that begins with `ccs_` is, by its length and checksum, a whole client secret. */
export function isWholeClientSecret(text: string): boolean {
  return text.length === 53 && text.startsWith('ccs_') && checksumOf(text.slice(0, 47)) === text.slice(47);
}
