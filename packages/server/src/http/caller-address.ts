import { BlockList, isIPv6 } from 'node:net';

/** The caller's address: the peer's, or the one that the nearest trusted proxy forwarded. */
export type CallerAddress = (peer: string, forwardedFor: string | readonly string[] | undefined) => string;

/**
 * @param trustedProxies addresses or CIDR blocks whose `X-Forwarded-For` is believed; the list is walked from the right
 * to the first address that is no trusted proxy, so that a caller can't choose its own.
 */
export function createCallerAddress(trustedProxies: readonly string[]): CallerAddress {
  if (trustedProxies.length === 0) return (peer) => plain(peer);
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string): boolean => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return (peer, forwardedFor) => {
    let address = plain(peer);
    const hops = String(forwardedFor ?? '').split(',');
    while (isTrusted(address)) {
      const hop = hops.pop()?.trim();
      if (!hop) break;
      address = plain(hop);
    }
    return address;
  };
}

/** An IPv4 address that the system shows as IPv6 is itself. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
