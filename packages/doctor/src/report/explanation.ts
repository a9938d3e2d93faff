import type { Diagnosis } from '../diagnosis.ts';

/** The answer of `GET /api/explanations/{request id}`, version 1. `at` is an ISO 8601 text or Unix milliseconds. */
export interface Explanation {
  readonly version: 1;
  readonly requestId: string;
  readonly flowId?: string | null;
  readonly at: string | number;
  readonly environment: string;
  readonly clientId?: string | null;
  /** The client's name, where the server gives it. */
  readonly clientName?: string | null;
  readonly problem: string;
  /** False where the request only named the client; absent where the server does not say. */
  readonly authenticated?: boolean;
  /** What was asked, where the server gives it. */
  readonly request?: { readonly method: string; readonly path: string };
  readonly response: { readonly status: number; readonly error?: string | null };
  readonly diagnoses: readonly Diagnosis[];
}
