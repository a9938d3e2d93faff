import type { WhoseMove } from '@candor/protocol';
import { readCapture } from '../captures/read-capture.ts';
import { diagnose } from '../diagnose.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { examine } from '../examine.ts';
import { libraries } from '../libraries/registry.ts';
import { providers } from '../providers/registry.ts';
import { type CauseId, causes } from '../rules/causes.ts';
import { rules } from '../rules/registry.ts';
import type { EvidenceLine, Rule } from '../rules/rule.ts';
import { adviceFor } from '../said/advice-for.ts';
import { signs } from '../signs/registry.ts';
import type { DeclaredSign } from '../signs/sign.ts';
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

/**
 * Gathers what rules, signs, providers and libraries declare about a cause; the examples are their own cases, diagnosed.
 */
export function causePage(cause: CauseId, tools: Tools): CausePage {
  const { what, why, fix, expected, whoseMove = 'app', retry = false } = adviceFor(cause);
  const ofRules = rules.filter((rule) => rule.cause === cause).map((rule) => variantOf(rule, tools));
  const ofSigns = signs.filter((sign) => sign.cause === cause).flatMap((sign) => variantsOf(sign, tools));
  return {
    cause,
    title: causes[cause],
    what,
    why,
    fix,
    expected,
    whoseMove,
    retry,
    variants: [...ofRules, ...ofSigns],
    texts: textsOf(cause),
  };
}

function variantOf({ cause, variant, title, specs, cases }: Rule, tools: Tools): CauseVariant {
  const examples = cases.fires
    .slice(0, 2)
    .map(({ name, evidence }) => exampleOf(name, { cause, variant }, diagnose(evidence(tools), tools)));
  return { variant, title, specs, examples: given(examples), nearMisses: cases.silent.map(({ name }) => name) };
}

function variantsOf({ cause, variants, specs, cases }: DeclaredSign, tools: Tools): readonly CauseVariant[] {
  const { fires, silent } = cases();
  return Object.entries(variants).map(([variant, title]) => {
    const examples = fires
      .filter((one) => one.variant === variant)
      .slice(0, 2)
      .map(({ name, text }) => exampleOf(name, { cause, variant }, examine(readCapture(text), tools).diagnoses));
    const nearMisses = silent.filter((one) => one.variant === variant).map(({ name }) => name);
    return { variant, title, specs, examples: given(examples), nearMisses };
  });
}

function exampleOf(
  name: string,
  { cause, variant }: Pick<Diagnosis, 'cause' | 'variant'>,
  diagnoses: readonly Diagnosis[],
): CauseExample | undefined {
  const found = diagnoses.find((one) => one.cause === cause && one.variant === variant);
  return found === undefined ? undefined : { name, title: found.title, evidence: found.evidence };
}

function given<Value>(values: readonly (Value | undefined)[]): readonly Value[] {
  return values.filter((one) => one !== undefined);
}

function textsOf(cause: CauseId): readonly CauseText[] {
  return [...providers, ...libraries].flatMap(({ title, texts }) =>
    texts
      .filter((one) => one.cause === cause)
      .flatMap(({ says }) => [says].flat().map((text) => ({ by: title, text }))),
  );
}
