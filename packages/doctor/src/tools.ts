import type { Sha256 } from '@candor/protocol';

/** A rule that threw: a fault of the doctor, not of what it looked at. */
export interface RuleFault {
  /** `area/name` and variant of the rule. */
  readonly rule: string;
  readonly error: unknown;
}

/** What the doctor is given, so that it stays pure. */
export interface Tools {
  /** SHA-256 of bytes: 32 bytes. */
  readonly sha256: Sha256;
  /** A short keyed hash of a secret, alike for equal texts under one key: 6 to 12 characters, e.g. of HMAC-SHA-256. */
  readonly fingerprint: (text: string) => string;
  /**
   * What likeness learned (`@candor/doctor/learned`), asked for only where a capture is open, so that it need not be loaded
   * before. Nothing is weighed without it.
   */
  readonly learned?: () => readonly string[];
  /** Called for each rule that threw; the other rules go on. */
  readonly onFault?: (fault: RuleFault) => void;
}
