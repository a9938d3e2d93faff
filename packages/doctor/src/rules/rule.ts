import type { ProblemId, WhoseMove } from '@candor/protocol';
import type { Evidence } from '../evidence/evidence.ts';
import type { EvidenceKind } from '../evidence/evidence-kind.ts';
import type { Tools } from '../tools.ts';
import type { CauseId } from './causes.ts';

/** `certain` only where the evidence proves it, `likely` where it points, `possible` where it is one of several. */
export type Confidence = 'certain' | 'likely' | 'possible';

/**
 * What was seen and what was expected, one above the other. A value from the wire has no raw white space (`showValue`);
 * a remark about it follows after two spaces, in brackets. Anything else is prose.
 */
export interface EvidenceLine {
  readonly where: string;
  readonly seen: string;
  readonly expected: string;
}

/** What a rule found: how sure it is, the lines that show it, and the facts that its sentences are made of. */
export interface Match<Facts> {
  readonly confidence: Confidence;
  readonly evidence: readonly EvidenceLine[];
  readonly facts: Facts;
}

/** One exchange as an example: run through the whole engine by the tests, shown by the documentation. */
export interface Case {
  readonly name: string;
  readonly evidence: (tools: Tools) => Evidence;
}

/** One mistake: how it is recognised, and what is said about it. */
export interface RuleDeclaration<Facts> {
  readonly cause: CauseId;
  /** Finer than the cause; unique within it. */
  readonly variant: string;
  /** Names the mistake without its values, no full stop. */
  readonly title: string;
  readonly specs: readonly string[];
  /** Kinds of evidence without which the rule can't be asked. */
  readonly needs: readonly EvidenceKind[];
  /** Problems that this may be the cause of. Evidence with a problem asks these rules only. */
  readonly explains: readonly ProblemId[];
  /** Findings that make this one noise: `area/name` or `area/name:variant`. */
  readonly noiseWhen?: readonly string[];
  /** Among equally sure findings the higher one is the better explanation: 1 for a last resort, 2 (default), 3. */
  readonly specificity?: 1 | 2 | 3;
  readonly check: (evidence: Evidence, tools: Tools) => Match<Facts> | undefined;
  readonly say: {
    /** What happened: one sentence. */
    readonly what: (facts: Facts) => string;
    /** Why that is refused: one or two sentences. */
    readonly why: (facts: Facts) => string;
    /** What to do: one sentence for each step. */
    readonly fix: (facts: Facts) => readonly string[];
  };
  readonly whoseMove: WhoseMove;
  readonly retry: boolean;
  readonly cases: {
    readonly fires: readonly [Case, Case, ...Case[]];
    /** At least one of them is a near miss. */
    readonly silent: readonly [Case, Case, ...Case[]];
  };
}

/** What a rule says about evidence in which it found its mistake. */
export interface Finding {
  readonly confidence: Confidence;
  readonly evidence: readonly EvidenceLine[];
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
}

/** A declared rule; its facts are its own affair. */
export interface Rule extends Omit<RuleDeclaration<unknown>, 'check' | 'say' | 'noiseWhen' | 'specificity'> {
  readonly noiseWhen: readonly string[];
  readonly specificity: 1 | 2 | 3;
  readonly find: (evidence: Evidence, tools: Tools) => Finding | undefined;
}

/** Declares a rule. */
export function defineRule<Facts>(declaration: RuleDeclaration<Facts>): Rule {
  const { check, say, noiseWhen = [], specificity = 2, ...rest } = declaration;
  return Object.freeze({
    ...rest,
    noiseWhen,
    specificity,
    find: (evidence: Evidence, tools: Tools): Finding | undefined => {
      const match = check(evidence, tools);
      if (match === undefined) return undefined;
      const { confidence, facts } = match;
      return {
        confidence,
        evidence: match.evidence,
        what: say.what(facts),
        why: say.why(facts),
        fix: say.fix(facts),
      };
    },
  });
}
