import type { CauseId } from '../../rules/causes.ts';
import type { Confidence } from '../../rules/rule.ts';
import type { Topic } from '../said-about.ts';

/** What a message says in whatever words, and the causes that it means, the first one best. */
export interface Saying {
  /** What somebody writes who says it. */
  readonly example: string;
  readonly says: RegExp;
  readonly causes: readonly [CauseId, ...CauseId[]];
  readonly confidence?: Confidence;
  readonly specificity?: 1 | 2 | 3;
  readonly about?: Topic;
  readonly without?: RegExp;
}
