import { createHmac } from 'node:crypto';
import { deriveKey } from './keys/sealing.ts';

/** HMAC-SHA-256 under a key of its own for each purpose: 43 characters of base64url. */
export function createMac(installationKey: Uint8Array): (purpose: string, text: string) => string {
  const keys = new Map<string, Uint8Array>();
  return (purpose, text) => {
    let key = keys.get(purpose);
    if (!key) {
      key = deriveKey(installationKey, purpose);
      keys.set(purpose, key);
    }
    return createHmac('sha256', key).update(text).digest('base64url');
  };
}
