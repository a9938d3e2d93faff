import { nearestName } from '@candor/protocol';

/**
 * Private detail of an address that leads nowhere: what there is, and what was sent only where it is nearly one of them.
 * Anything else may be a secret that was put into the address.
 */
export function misspelt(
  sent: string,
  expected: readonly string[],
): { readonly seen?: string; readonly expected: readonly string[] } {
  return nearestName(sent, expected, 4) === undefined ? { expected } : { seen: sent, expected };
}
