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

/** A line of evidence. */
export function line(where: string, seen: string, expected: string): EvidenceLine {
  return { where, seen, expected };
}

/**
 * A sign with one line of evidence, in the words of its cause.
 * @param rest where it was seen, what was seen and what was expected, and the specificity (3 where it is left out).
 */
export function say(
  cause: CauseId,
  variant: string,
  confidence: Confidence,
  rest: readonly [where: string, seen: string, expected: string, specificity?: 1 | 2 | 3],
): Sign {
  const [where, seen, expected, specificity = 3] = rest;
  return { cause, variant, confidence, specificity, lines: [line(where, seen, expected)] };
}
