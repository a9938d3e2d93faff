import type { CauseId } from '../../rules/causes.ts';
import type { Confidence } from '../../rules/rule.ts';
import type { Topic } from '../said-about.ts';

/** A fact that a reporter states, what the failure has to be about for it to mean anything, and what it points to. */
export interface Clue {
  /** What somebody writes who states it. */
  readonly example: string;
  readonly says: RegExp;
  readonly about?: readonly Topic[];
  readonly cause: CauseId;
  readonly variant: string;
  readonly confidence: Confidence;
  readonly without?: RegExp;
  /** What else must be told, anywhere. */
  readonly beside?: RegExp;
  readonly notAbout?: Topic;
  /** A grant whose failure the words are about, if one with it failed. */
  readonly notOfGrant?: string;
}
