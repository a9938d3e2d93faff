import type { Exchange, Note } from '../evidence/evidence.ts';

/** The forms in which people hand over what failed. */
export type CaptureFormat =
  | 'har'
  | 'postman-collection'
  | 'curl'
  | 'http'
  | 'address'
  | 'json'
  | 'form'
  | 'log'
  | 'text';

/** What was read from a capture: exchanges in the order in which they happened, and the texts beside them. */
export interface Capture {
  readonly exchanges: readonly Exchange[];
  readonly notes: readonly Note[];
  /** The forms that were found, in the order of their first place. */
  readonly formats: readonly CaptureFormat[];
  /** What the limits left out, in words for the reader: `4,000 entries that are no OAuth exchange`. */
  readonly leftOut: readonly string[];
  /** Set where the text ends before it should: what failed may stand in what is missing. */
  readonly isBrokenOff?: true;
}
