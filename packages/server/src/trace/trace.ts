import type { Diagnosis } from '../explanations/refused-exchange.ts';

/** One accepted exchange: a line. */
export interface AcceptedExchange {
  readonly requestId: string;
  /** Unix milliseconds of the machine's clock. */
  readonly at: number;
  readonly environment: string;
  readonly endpoint: string;
  readonly status: number;
  readonly clientId: string | undefined;
  readonly flowId: string | undefined;
  /** Microseconds from the first byte to the answer. */
  readonly duration: number;
}

/** One refused exchange as it is kept: redacted before it gets here. */
export interface RefusedTrace {
  readonly requestId: string;
  readonly at: number;
  readonly environment: string;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly problem: string;
  readonly response: { readonly status: number; readonly error?: string };
  /** The known client that the request named. */
  readonly clientId?: string;
  readonly organisationId?: string;
  /** True when the request authenticated as that client. */
  readonly authenticated: boolean;
  readonly flowId?: string;
  /** Keyed hash of the caller's address. */
  readonly from: string;
  readonly userAgent?: string;
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly in: string }[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Absent: recorded undiagnosed, diagnosed when opened. */
  readonly diagnoses?: readonly Diagnosis[];
}

/** How much was not recorded, by kind. */
export interface Dropped {
  readonly unauthenticatedRefusals: number;
  readonly acceptedLines: number;
  readonly refusals: number;
}

/** What was dropped in one minute that begins at `at`, Unix milliseconds. */
export interface DroppedPeriod extends Dropped {
  readonly at: number;
}

/**
 * The record of every exchange, by request id and flow id. Writing never waits and never fails a request: what can't be
 * kept is counted. It has its own file and its own thread.
 */
export interface Trace {
  accepted(exchange: AcceptedExchange): void;
  refused(exchange: RefusedTrace): void;
  /** Adds the diagnoses to a refusal that was recorded without. */
  diagnosed(requestId: string, diagnoses: readonly Diagnosis[]): void;
  refusal(requestId: string): Promise<RefusedTrace | undefined>;
  /** The exchange with this request id, refused or accepted. */
  exchange(requestId: string): Promise<AcceptedExchange | RefusedTrace | undefined>;
  /** The flow's exchanges in order of time, at most 1000. */
  exchangesOfFlow(flowId: string): Promise<readonly (AcceptedExchange | RefusedTrace)[]>;
  /** What was dropped since the start, by kind. */
  dropped(): Dropped;
  /** The minutes since `since` (Unix milliseconds) in which something was dropped, oldest first, at most 1000. */
  droppedSince(since: number): Promise<readonly DroppedPeriod[]>;
  /** Resolves when everything recorded so far is on disk. Like every question it rejects when the thread is gone. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
