export type StorageOpenReason = 'not-writable' | 'newer-version' | 'corrupt' | 'locked';

/** Why the data can't be opened; the message is for the person who starts the server. */
export class StorageOpenError extends Error {
  override readonly name = 'StorageOpenError';
  readonly reason: StorageOpenReason;
  readonly file: string;

  constructor(reason: StorageOpenReason, file: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.file = file;
  }
}

const [BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB] = [5, 6, 8, 10, 11, 13, 14, 26];

/** SQLite's primary result code of an error thrown by `node:sqlite`; undefined for any other error. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** Names an engine's error while opening `file`; errors that are not SQLite's are given back as they are. */
export function openErrorFrom(error: unknown, file: string): unknown {
  const told = error instanceof Error ? error.message : String(error);
  switch (resultCode(error)) {
    case BUSY:
    case LOCKED:
      return new StorageOpenError(
        'locked',
        file,
        `${file} is locked by another program. Close the program that holds it (an SQLite shell, a backup), then start again.`,
        error,
      );
    case READONLY:
    case CANTOPEN:
    case IOERR:
      return new StorageOpenError(
        'not-writable',
        file,
        `${file} can't be opened for writing (${told}). The folder must exist, and the user who runs Candor must be able to write the file and to create files beside it.`,
        error,
      );
    case FULL:
      return new StorageOpenError(
        'not-writable',
        file,
        `${file} can't be written: the disk is full. Free some space, then start again.`,
        error,
      );
    case CORRUPT:
    case NOTADB:
      return new StorageOpenError(
        'corrupt',
        file,
        `${file} is not a readable SQLite database (${told}). Restore it from a backup, or name another data folder.`,
        error,
      );
    default:
      return error;
  }
}
