import type { Found } from '../diagnosis.ts';
import { codesOfRounds } from '../signs/subjects.ts';
import type { Seen } from '../signs/view.ts';
import { heldFor } from './confidence.ts';

/** Holds for possible what somebody only says by the code of a round that the protocol has, and that ended well. */
export function heldIfRound(found: readonly Found[], all: readonly Seen[]): readonly Found[] {
  const codes = codesOfRounds(all);
  const isOfRound = ({ finding: { evidence } }: Found): boolean =>
    evidence.some(({ where, seen }) => !/answer|callback/.test(where) && codes.some((code) => seen.includes(code)));
  return codes.length === 0 ? found : found.map((one) => (isOfRound(one) ? heldFor(one, 'possible') : one));
}
