/** Exit statuses of every command. */
export const exitStatus = Object.freeze({
  fine: 0,
  fault: 1,
  /** The command's words are off, or the configuration can't be used. */
  usage: 2,
  /** The Node that runs is too old; decided by the launcher. */
  wrongNode: 3,
  addressNotAvailable: 4,
  dataNotUsable: 5,
  dataNewer: 6,
});

/** A command can't do what was asked; the message says what happened, why, and what next. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
