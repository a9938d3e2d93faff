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
