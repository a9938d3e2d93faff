import type { CauseId } from '@candor/doctor';

/** A failure as somebody might paste it, and what it comes from. */
export interface InventedCase {
  readonly cause: CauseId;
  /** Other causes that an expert could name as well. */
  readonly accept?: readonly CauseId[];
  readonly name: string;
  readonly text: string;
  /** The same with the mistake mended and the answer good: nothing may be certain. */
  readonly mended?: string;
}
