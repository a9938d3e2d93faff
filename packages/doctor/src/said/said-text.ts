import type { ExchangeRole } from '../evidence/evidence.ts';
import type { CauseId } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';

/** The grants that decide between the meanings of one text. */
export type GrantWord = 'authorization_code' | 'refresh_token' | 'client_credentials' | 'password' | 'device_code';

/**
 * A text that a provider answers or a library prints, and the causes that it means. Every condition given must hold.
 * Texts are compared without regard to case, white space, quotation marks and escapes; `…` stands for a bounded
 * stretch that varies.
 */
export interface SaidText {
  /** The text, or several of which one is enough. */
  readonly says: string | readonly string[];
  /** The cause that it means first, and how surely: `likely` unless something else is said. */
  readonly cause: CauseId;
  readonly confidence?: Confidence;
  /** Finer than the cause; the name of the provider or library where it is not given. */
  readonly variant?: string;
  /** What else it may mean, the most frequent first. */
  readonly possible?: readonly CauseId[];

  /** Only where the exchange is known to be with this provider: the text alone belongs to nobody. */
  readonly here?: true;
  /** Status of the answer that holds the text. Texts outside an exchange have none and pass. */
  readonly status?: number | readonly number[];
  /** Role of the exchange that holds the text. Texts outside an exchange have none and pass. */
  readonly roles?: readonly ExchangeRole[];
  /** The grant that was asked for, by the request or by the words around. */
  readonly grant?: GrantWord;
  /** One of these stands somewhere in the evidence: an answer, a note, the request's address or body. */
  readonly mentions?: readonly string[];
  /** None of these does. */
  readonly without?: readonly string[];
  /** Parameters that the failed request has, or has not; needs a request. */
  readonly sent?: readonly string[];
  readonly notSent?: readonly string[];

  /** Better words than the cause's own: what happened, why that is refused, what to do. */
  readonly what?: string;
  readonly why?: string;
  readonly fix?: readonly string[];
  /** Whether the same request may succeed later, where that is otherwise than the cause's own. */
  readonly retry?: boolean;
  /** A last resort, such as a bare error code: ranks behind every other text of equal confidence. */
  readonly coarse?: true;
}
