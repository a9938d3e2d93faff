import type { KnownRefreshToken } from '../../evidence/known-facts.ts';
import { countOf } from '../../text/secret.ts';
import type { EvidenceLine } from '../rule.ts';

/** A line for an app that goes on with a token whose end it was told; none where it was not told before. */
export function refusedBeforeLine({ refusedBefore = 0 }: KnownRefreshToken): readonly EvidenceLine[] {
  if (refusedBefore === 0) return [];
  return [
    {
      where: 'attempts with this token',
      seen: `${countOf(refusedBefore + 1, 'attempt')}, each refused with invalid_grant`,
      expected: 'none after the first invalid_grant: it is permanent',
    },
  ];
}
