import type { Seen } from '../signs/view.ts';

/** Values that two exchanges of one flow have in common. */
const linking = ['state', 'code', 'code_challenge', 'request_uri', 'device_code', 'refresh_token', 'access_token'];
/** Shorter values are equal by chance. In characters. */
const shortest = 4;

/**
 * Numbers the flows, from 1, by what links their exchanges: state, code, device code, tokens that one answer gave and
 * a later request carries. Exchanges that nothing links have no number.
 */
export function flowNumbers(all: readonly Seen[]): ReadonlyMap<number, number> {
  const groups = new Map<number, number>();
  const owner = new Map<string, number>();
  const root = (index: number): number => {
    const parent = groups.get(index) ?? index;
    return parent === index ? index : root(parent);
  };
  for (const seen of all) {
    for (const value of valuesOf(seen)) {
      const first = owner.get(value);
      if (first === undefined) owner.set(value, seen.index);
      else groups.set(root(seen.index), root(first));
    }
  }
  const numbers = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const { index } of all) sizes.set(root(index), (sizes.get(root(index)) ?? 0) + 1);
  const named = new Map<number, number>();
  for (const { index } of all) {
    if ((sizes.get(root(index)) ?? 0) < 2) continue;
    if (!named.has(root(index))) named.set(root(index), named.size + 1);
    numbers.set(index, named.get(root(index)) ?? 0);
  }
  return numbers;
}

function valuesOf(seen: Seen): ReadonlySet<string> {
  const values = new Set<string>();
  for (const name of linking) {
    for (const value of [seen.sent(name), seen.got(name)]) {
      if (value !== undefined && value.length >= shortest) values.add(value);
    }
  }
  if (seen.bearer !== undefined) values.add(seen.bearer);
  return values;
}
