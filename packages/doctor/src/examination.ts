import type { Diagnosis } from './diagnosis.ts';
import type { ExchangeRole } from './evidence/evidence.ts';

/** One exchange of the timeline, without any secret. */
export interface ExchangeSummary {
  readonly role: ExchangeRole;
  /** Where it stands in the capture: `entry 12`, `line 40`. */
  readonly where: string;
  /** ISO 8601, where it is known. */
  readonly at?: string;
  readonly method?: string;
  /** Host and path, redacted. */
  readonly target?: string;
  /** Absent without an answer; 0 where the capture does not show it. */
  readonly status?: number;
  /** The error code that was answered. */
  readonly error?: string;
  readonly outcome: 'accepted' | 'refused' | 'unknown';
  /** True where the refusal is part of a flow that works: a challenge, a silent login, a file beside a page. */
  readonly ordinary?: true;
  /** Exchanges of one flow have the same number, from 1; absent where nothing links it. */
  readonly flow?: number;
}

/** What the doctor found in a capture: its JSON form, version 1. Diagnoses are best first. */
export interface Examination {
  readonly version: 1;
  readonly diagnoses: readonly Diagnosis[];
  readonly exchanges: readonly ExchangeSummary[];
  /** The provider that was recognised, by its name in the providers' data. */
  readonly provider?: string;
  /** The one piece of further evidence that would decide, where nothing is certain: a sentence to the reader. */
  readonly ask?: string;
  /** Set where the capture ends before it should: that nothing was found does not mean that nothing is wrong. */
  readonly incomplete?: true;
  readonly redacted: true;
}
