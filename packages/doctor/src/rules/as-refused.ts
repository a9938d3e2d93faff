import { type ProblemId, problems } from '@candor/protocol';
import type { Evidence } from '../evidence/evidence.ts';
import { secretKindOf } from '../text/secret.ts';
import { showTime } from '../text/time.ts';
import { withoutUriSecrets } from '../text/uri.ts';
import { showValue } from '../text/value.ts';
import { problemCauses } from './problem-causes.ts';
import type { EvidenceLine, Finding, Rule } from './rule.ts';

/**
 * The explanation of a refusal that no rule knows more about: the problem's own record. The server raised it, so it is
 * certain wherever the problem says by itself what is wrong.
 */
export function asRefused(
  evidence: Evidence,
  id: ProblemId,
): { readonly rule: Pick<Rule, 'cause' | 'variant' | 'retry' | 'whoseMove'>; readonly finding: Finding } {
  const problem = problems[id];
  const { cause, confidence } = problemCauses[id];
  return {
    rule: { cause, variant: id, retry: problem.retry, whoseMove: problem.whoseMove },
    finding: {
      confidence,
      evidence: linesOf(evidence),
      what: `${problem.title}.`,
      why: `${problem.meaning} (${problem.spec})`,
      fix: [problem.fix],
    },
  };
}

/** What the check itself noted as seen and expected, as far as it may be shown. */
function linesOf({ detail = {} }: Evidence): readonly EvidenceLine[] {
  const { seen, expected, parameter } = detail;
  const name = typeof parameter === 'string' ? parameter.slice(0, 64) : undefined;
  if (seen === undefined || expected === undefined) return [];
  if (name !== undefined && secretKindOf(name) !== undefined) return [];
  return [{ where: name === undefined ? 'request' : showValue(name), seen: shown(seen), expected: shown(expected) }];
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.slice(0, 10).map(shown).join(', ') || 'none';
  // Unix milliseconds of this century, and no count of anything.
  if (typeof value === 'number' && value > 946_684_800_000 && value < 4_102_444_800_000) return showTime(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? showValue(withoutUriSecrets(value)) : 'none';
}
