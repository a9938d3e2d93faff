import type { WhoseMove } from '@candor/protocol';
import type { Evidence } from './evidence/evidence.ts';
import { hasEvidence } from './evidence/evidence-kind.ts';
import type { Confidence, EvidenceLine, Finding, Rule } from './rules/rule.ts';
import { type Scrub, scrubber } from './text/scrub.ts';
import type { Tools } from './tools.ts';

/** One ranked cause. `fix` has numbered lines where there is more than one step. */
export interface Diagnosis {
  readonly cause: string;
  readonly variant: string;
  readonly title: string;
  readonly confidence: Confidence;
  readonly evidence: readonly EvidenceLine[];
  readonly why: string;
  readonly fix: string;
  readonly retry: boolean;
  readonly whoseMove: WhoseMove;
}

/** The most diagnoses that are given. */
const mostDiagnoses = 5;
const ranks: Readonly<Record<Confidence, number>> = { certain: 3, likely: 2, possible: 1 };

/** What the engine needs to know about a rule, or about what stands in a rule's place, to rank its finding. */
export type Ranked = Pick<Rule, 'cause' | 'variant' | 'retry' | 'whoseMove' | 'noiseWhen' | 'specificity'>;

/** A finding and whose it is. */
export interface Found {
  readonly rule: Ranked;
  readonly finding: Finding;
  /** Set where it was read from words alone: the reporter's, a program's or a server's. */
  readonly isSaid?: true;
  /** Set where a later request was refused without it: it comes behind all else. */
  readonly isMended?: true;
}

/** What was found of each cause, the best first; of equal findings the earlier one is the better. */
export function ranked(found: readonly Found[]): readonly Found[] {
  const byCause = new Map<string, Found>();
  for (const one of withoutNoise(found).sort((a, b) => rankOf(b) - rankOf(a)))
    if (!byCause.has(one.rule.cause)) byCause.set(one.rule.cause, one);
  return [...byCause.values()];
}

/** The first of these findings as they are shown, without any secret of the evidence. */
export function diagnosesOf(found: readonly Found[], evidence: Evidence): readonly Diagnosis[] {
  const scrub = scrubber(evidence);
  return found.slice(0, mostDiagnoses).map(({ rule, finding }) => diagnosisOf(rule, finding, scrub));
}

/** Asks each rule once that may explain the evidence. */
export function ask(rules: readonly Rule[], evidence: Evidence, tools: Tools): readonly Found[] {
  const found: Found[] = [];
  for (const rule of rules) {
    if (evidence.problem !== undefined && !rule.explains.includes(evidence.problem)) continue;
    try {
      const finding = hasEvidence(evidence, rule.needs) ? rule.find(evidence, tools) : undefined;
      if (finding !== undefined) found.push({ rule, finding });
    } catch (error) {
      tools.onFault?.({ rule: `${rule.cause}:${rule.variant}`, error });
    }
  }
  return found;
}

/** Leaves out what is only a consequence of something else; what is said silences nothing that is surer. */
function withoutNoise(found: readonly Found[]): Found[] {
  const weights = new Map<string, number>();
  for (const { rule, finding, isSaid, isMended } of found)
    for (const name of [rule.cause, `${rule.cause}:${rule.variant}`]) {
      const weight = isSaid || isMended ? ranks[finding.confidence] : ranks.certain;
      weights.set(name, Math.max(weights.get(name) ?? 0, weight));
    }
  return found.filter(
    ({ rule, finding }) => !rule.noiseWhen.some((name) => (weights.get(name) ?? 0) >= ranks[finding.confidence]),
  );
}

function rankOf({ rule, finding, isSaid, isMended }: Found): number {
  if (isMended) return 0;
  // What is seen comes before what is said as surely: it shows more.
  return ranks[finding.confidence] * 10 + rule.specificity + (isSaid ? 0 : 0.5);
}

/** One finding as it is shown. @param scrub takes the secrets of the evidence out. */
export function diagnosisOf(
  rule: Pick<Ranked, 'cause' | 'variant' | 'retry' | 'whoseMove'>,
  finding: Finding,
  scrub: Scrub,
): Diagnosis {
  const steps = finding.fix.map((step, at) => (finding.fix.length > 1 ? `${at + 1}. ${step}` : step));
  return {
    cause: rule.cause,
    variant: rule.variant,
    title: scrub(finding.what, true),
    confidence: finding.confidence,
    evidence: finding.evidence.map((line) => ({
      where: scrub(line.where),
      seen: scrub(line.seen, false, line.where),
      expected: scrub(line.expected, false, line.where),
    })),
    why: scrub(finding.why, true),
    fix: scrub(steps.join('\n'), true),
    retry: rule.retry,
    whoseMove: rule.whoseMove,
  };
}
