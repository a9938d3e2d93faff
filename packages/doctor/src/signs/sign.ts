import type { CauseId } from '../rules/causes.ts';
import type { Confidence, EvidenceLine } from '../rules/rule.ts';
import type { View } from './view.ts';

/**
 * What a capture shows of a cause: the comparison of two exchanges, the form of a value, a fact that somebody states.
 * Words that are not given are the cause's own.
 */
export interface Sign {
  readonly cause: CauseId;
  /** Finer than the cause. */
  readonly variant: string;
  readonly confidence: Confidence;
  /** Among equally sure ones the higher is the better explanation: 1 for a last resort, 2 (default), 3. */
  readonly specificity?: 1 | 2 | 3;
  readonly lines: readonly EvidenceLine[];
  readonly what?: string;
  readonly why?: string;
  readonly fix?: readonly string[];
}

/** Looks for the signs of some mistakes. Never throws on what a stranger wrote, and does no I/O. */
export type Look = (view: View) => Iterable<Sign>;

/** What was found of a declared mistake. */
export type Shown<Variant extends string = string> = Omit<Sign, 'cause' | 'variant'> & { readonly variant: Variant };

/** A capture as an example, as somebody might paste it, and the variant that it nearly shows. */
export interface SignCase<Variant extends string = string> {
  readonly variant: Variant;
  readonly name: string;
  readonly text: string;
}

/** A capture that shows the variant, and how sure that is: a reason of the answer's own makes it less. */
export interface FiringSignCase<Variant extends string = string> extends SignCase<Variant> {
  readonly confidence: Confidence;
}

/** One mistake, as captures of any provider show it. Its words are its cause's. */
export interface SignDeclaration<Variant extends string> {
  readonly cause: CauseId;
  /** How it shows itself: a title for each variant, which names it without its values; no full stop. */
  readonly variants: Readonly<Record<Variant, string>>;
  readonly specs: readonly string[];
  /** Never throws on what a stranger wrote, and does no I/O. */
  readonly look: (view: View) => Iterable<Shown<Variant>>;
  /** Made when somebody asks for them: at the start of the command nobody does. */
  readonly cases: () => {
    /** One of each variant at least. */
    readonly fires: readonly [FiringSignCase<Variant>, ...FiringSignCase<Variant>[]];
    /** Near misses. */
    readonly silent: readonly [SignCase<Variant>, ...SignCase<Variant>[]];
  };
}

/** A declared mistake; its variants are its own affair. */
export interface DeclaredSign extends Omit<SignDeclaration<string>, 'look'> {
  readonly look: Look;
}

/** Declares a mistake of captures. */
export function defineSign<Variant extends string>(declaration: SignDeclaration<Variant>): DeclaredSign {
  const { cause, look } = declaration;
  return Object.freeze({
    ...declaration,
    look: function* signsOfOneCause(view: View): Generator<Sign> {
      for (const shown of look(view)) yield { cause, ...shown };
    },
  });
}

/** A line of evidence. */
export function line(where: string, seen: string, expected: string): EvidenceLine {
  return { where, seen, expected };
}
