import type { Fingerprints } from './fingerprint.ts';

/** What is beyond this many characters of a User-Agent header doesn't count. */
const longestAgent = 256;

/**
 * Keyed hashes of where a request came from and of its User-Agent header, as one text. Two uses of a credential can be
 * told to have the same sender by it, and nothing else (ARCHITECTURE 4.8).
 */
export function callerMark(
  { address, agent }: Fingerprints,
  caller: { readonly address: string; readonly headers: { readonly 'user-agent'?: string | undefined } },
): string {
  return `${address(caller.address)}.${agent(caller.headers['user-agent']?.slice(0, longestAgent) ?? '')}`;
}

/** Tells whether two marks are of one address (of one /64 for IPv6). */
export function isSameAddress(one: string, other: string): boolean {
  return addressOf(one) === addressOf(other);
}

/** Tells whether two marks are of one user agent; undefined where one of them holds none. */
export function isSameAgent(one: string, other: string): boolean | undefined {
  const [, agent] = one.split('.');
  const [, otherAgent] = other.split('.');
  return agent === undefined || otherAgent === undefined ? undefined : agent === otherAgent;
}

/** The part that is the keyed hash of the address. */
export function addressOf(mark: string): string {
  return mark.split('.')[0] ?? '';
}
