import type { Found } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { deniedIn } from '../said/denied.ts';
import { heldFor } from './confidence.ts';

/**
 * Leaves out what was only heard of the reporter and is denied, and takes for no more than possible what a bare code may
 * mean: who asks may be wrong, and a server that names it counts for more, and proves it no longer.
 */
export function withoutDenied(found: readonly Found[], evidence: Evidence): readonly Found[] {
  const denied = deniedIn(evidence);
  return found.flatMap((one) => {
    const names = denied(one.rule.cause);
    const [line] = one.finding.evidence;
    if (names === undefined || line === undefined) return [one];
    if (line.where === 'description' && one.finding.confidence !== 'certain') return [];
    return one.isSaid === true ? [heldFor(one, names.test(line.seen) ? 'likely' : 'possible')] : [one];
  });
}
