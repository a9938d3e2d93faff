import { ask, type Diagnosis, diagnosesOf, diagnosisOf, ranked } from './diagnosis.ts';
import type { Evidence } from './evidence/evidence.ts';
import { asRefused } from './rules/as-refused.ts';
import { rules as allRules } from './rules/registry.ts';
import type { Rule } from './rules/rule.ts';
import { scrubber } from './text/scrub.ts';
import type { Tools } from './tools.ts';

/**
 * Names what went wrong, best first: the surer before the less sure, then the more specific. Each rule is asked once,
 * and one that throws is reported to `tools.onFault` and left out. Where the server raised a problem and no rule knows
 * why, the problem explains itself, so that a refusal never stays without a diagnosis. No secret of the evidence is in
 * what is returned.
 */
export function diagnose(evidence: Evidence, tools: Tools, rules: readonly Rule[] = allRules): readonly Diagnosis[] {
  const diagnoses = diagnosesOf(ranked(ask(rules, evidence, tools)), evidence);
  if (diagnoses.length > 0 || evidence.problem === undefined) return diagnoses;
  const { rule, finding } = asRefused(evidence, evidence.problem);
  return [diagnosisOf(rule, finding, scrubber(evidence))];
}
