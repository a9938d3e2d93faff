import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** Keyed hashes of one installation: the same text gives the same hash here and another one elsewhere. */
export interface Fingerprints {
  /** 8 hex digits by which two appearances of a secret can be told to be the same, and by which it can't be guessed. */
  fingerprint(text: string): string;
  /** 16 hex digits of a caller's address. An IPv6 address counts by its /64, because one caller owns all of it. */
  address(address: string): string;
  /** 8 hex digits of a User-Agent header, as it was sent. */
  agent(userAgent: string): string;
}

/**
 * Fingerprints by HMAC-SHA-256 (RFC 2104).
 * @param key the installation's key for this purpose, at least 16 bytes; a shorter one is refused with a RangeError.
 */
export function createFingerprints(key: Uint8Array): Fingerprints {
  if (key.length < 16)
    throw new RangeError(`A key for fingerprints has at least 16 bytes, this one has ${key.length}.`);
  const secret = Uint8Array.from(key);
  const hash = (purpose: string, text: string, digits: number): string =>
    createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('hex').slice(0, digits);
  return {
    fingerprint: (text) => hash('fingerprint', text, 8),
    address: (address) => hash('address', networkOf(address), 16),
    agent: (userAgent) => hash('user agent', userAgent, 8),
  };
}

/** An IPv4 address as it is, also where it is mapped into IPv6; of an IPv6 address the first four groups. */
function networkOf(address: string): string {
  const bare = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const end = tail === '' ? [] : tail.split(':');
    const written = groups.length + end.length + (bare.includes('.') ? 1 : 0);
    while (groups.length + end.length < 8 && written <= 8) groups.push('0');
    groups.push(...end);
  }
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
