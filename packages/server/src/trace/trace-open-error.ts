import type { TraceOpenReason } from './thread-messages.ts';

/** Why the trace can't be opened; the message is for the person who starts the server. */
export class TraceOpenError extends Error {
  override readonly name = 'TraceOpenError';
  readonly reason: TraceOpenReason;
  readonly file: string;

  constructor(reason: TraceOpenReason, file: string, message: string) {
    super(message);
    this.reason = reason;
    this.file = file;
  }
}

/** The trace was asked something and its thread is gone or could not answer. */
export class TraceUnavailable extends Error {
  override readonly name = 'TraceUnavailable';
}
