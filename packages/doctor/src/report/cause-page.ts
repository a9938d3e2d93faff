import type { WhoseMove } from '@candor/protocol';
import { diagnose } from '../diagnose.ts';
import { libraries } from '../libraries/registry.ts';
import { providers } from '../providers/registry.ts';
import { type CauseId, causes } from '../rules/causes.ts';
import { rules } from '../rules/registry.ts';
import type { Case, EvidenceLine, Rule } from '../rules/rule.ts';
import { causeAdvice } from '../said/cause-advice.ts';
import type { Tools } from '../tools.ts';

/** A text of a provider or a library that names the cause. */
export interface CauseText {
  readonly by: string;
  readonly text: string;
}

/** One example of a rule: what it is, what the doctor shows side by side, and what it says. */
export interface CauseExample {
  readonly name: string;
  readonly title: string;
  readonly evidence: readonly EvidenceLine[];
}

/** A form of the cause, and how it is recognised. */
export interface CauseVariant {
  readonly variant: string;
  readonly title: string;
  readonly specs: readonly string[];
  readonly examples: readonly CauseExample[];
  /** Names of exchanges that look alike and are not this. */
  readonly nearMisses: readonly string[];
}

/** Everything that is known about a cause: what a page or a terminal shows of it. */
export interface CausePage {
  readonly cause: CauseId;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: readonly string[];
  readonly expected: string;
  readonly whoseMove: WhoseMove;
  readonly retry: boolean;
  readonly variants: readonly CauseVariant[];
  readonly texts: readonly CauseText[];
}

/** Gathers what rules, providers and libraries declare about a cause; the examples are the rules' own cases, diagnosed. */
export function causePage(cause: CauseId, tools: Tools): CausePage {
  const { what, why, fix, expected, whoseMove = 'app', retry = false } = causeAdvice[cause];
  const ofCause = rules.filter((rule) => rule.cause === cause);
  const variants = ofCause.map((rule) => variantOf(rule, tools));
  return { cause, title: causes[cause], what, why, fix, expected, whoseMove, retry, variants, texts: textsOf(cause) };
}

function variantOf(rule: Rule, tools: Tools): CauseVariant {
  const { variant, title, specs, cases } = rule;
  const examples = cases.fires.slice(0, 2).map((one) => exampleOf(rule, one, tools));
  return {
    variant,
    title,
    specs,
    examples: examples.filter((one) => one !== undefined),
    nearMisses: cases.silent.map(({ name }) => name),
  };
}

function exampleOf(rule: Rule, { name, evidence }: Case, tools: Tools): CauseExample | undefined {
  const found = diagnose(evidence(tools), tools).find(
    ({ cause, variant }) => cause === rule.cause && variant === rule.variant,
  );
  return found === undefined ? undefined : { name, title: found.title, evidence: found.evidence };
}

function textsOf(cause: CauseId): readonly CauseText[] {
  return [...providers, ...libraries].flatMap(({ title, texts }) =>
    texts
      .filter((one) => one.cause === cause)
      .flatMap(({ says }) => [says].flat().map((text) => ({ by: title, text }))),
  );
}
