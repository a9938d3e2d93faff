import type { Sha256 } from '@candor/protocol';
import type { Found } from './diagnosis.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { Refuted } from './found/refuted.ts';
import type { adviceFor } from './said/advice-for.ts';
import type { Seen } from './signs/view.ts';

/** A rule that threw: a fault of the doctor, not of what it looked at. */
export interface RuleFault {
  /** `area/name` and variant of the rule. */
  readonly rule: string;
  readonly error: unknown;
}

/** What is known beside the findings: what the capture itself has against causes, and what is said of a cause. */
export interface Known {
  readonly refuted: Refuted;
  readonly adviceFor: typeof adviceFor;
}

/**
 * Weighs findings of which none is certain against the likeness of the capture to what is known of each cause, and adds
 * the causes that it is most like. None is surer than the one before it.
 */
export type Weigh = (
  found: readonly Found[],
  evidence: Evidence,
  all: readonly Seen[],
  known: Known,
) => readonly Found[];

/** What the doctor is given, so that it stays pure. */
export interface Tools {
  /** SHA-256 of bytes: 32 bytes. */
  readonly sha256: Sha256;
  /** A short keyed hash of a secret, alike for equal texts under one key: 6 to 12 characters, e.g. of HMAC-SHA-256. */
  readonly fingerprint: (text: string) => string;
  /**
   * The scales of likeness (`@candor/doctor/likeness`), asked for only where a capture is open, so that they need not be
   * loaded before. Nothing is weighed without them.
   */
  readonly likeness?: () => Weigh;
  /** Called for each rule that threw; the other rules go on. */
  readonly onFault?: (fault: RuleFault) => void;
}
