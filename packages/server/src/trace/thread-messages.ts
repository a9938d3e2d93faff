import type { LineBlock } from './accepted-lines.ts';
import type { AcceptedExchange, Dropped, DroppedPeriod, RefusedTrace } from './trace.ts';

/** What the thread is started with. */
export interface ThreadSettings {
  readonly file: string;
  readonly maxBytes: number;
  readonly maxUnauthenticatedRefusals: number;
}

/** A refusal as it crosses to the thread: the columns by which it is found, and the whole of it as JSON. */
export interface RefusalRow {
  readonly requestId: string;
  readonly at: number;
  readonly environment: string;
  readonly problem: string;
  readonly clientId: string | null;
  readonly flowId: string | null;
  readonly authenticated: boolean;
  readonly body: string;
  readonly diagnoses: string | null;
}

export interface Batch {
  readonly at: number;
  readonly accepted: LineBlock | undefined;
  readonly refusals: readonly RefusalRow[];
  readonly diagnosed: readonly { readonly requestId: string; readonly diagnoses: string }[];
  /** What was dropped since the last batch. */
  readonly dropped: Dropped;
}

export type Question =
  | { readonly ask: 'refusal'; readonly requestId: string }
  | { readonly ask: 'exchange'; readonly requestId: string }
  | { readonly ask: 'flow'; readonly flowId: string }
  | { readonly ask: 'dropped'; readonly since: number }
  | { readonly ask: 'flush' }
  | { readonly ask: 'remove-older'; readonly before: number };

export type Answer =
  | RefusedTrace
  | AcceptedExchange
  | readonly (AcceptedExchange | RefusedTrace)[]
  | readonly DroppedPeriod[]
  | number
  | undefined;

export type ToThread =
  | { readonly kind: 'batch'; readonly number: number; readonly batch: Batch }
  | { readonly kind: 'question'; readonly number: number; readonly question: Question }
  | { readonly kind: 'close' };

/** Why a trace file can't be opened. */
export type TraceOpenReason = 'not-writable' | 'newer-version' | 'corrupt' | 'locked';

export type FromThread =
  | { readonly kind: 'open' }
  | { readonly kind: 'unusable'; readonly reason: TraceOpenReason; readonly message: string }
  | { readonly kind: 'written'; readonly number: number; readonly failure: string | undefined }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };
