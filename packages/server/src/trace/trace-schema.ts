import { DatabaseSync } from 'node:sqlite';
import type { TraceOpenReason } from './thread-messages.ts';
import { TraceOpenError } from './trace-open-error.ts';

/** "CnTr" in SQLite's header: the file is a trace of Candor. */
const applicationId = 0x436e5472;
const version = 1;

const schema = `
  CREATE TABLE refusal (
    number INTEGER PRIMARY KEY,
    request TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    environment TEXT NOT NULL,
    problem TEXT NOT NULL,
    client TEXT,
    flow TEXT,
    authenticated INTEGER NOT NULL,
    body TEXT NOT NULL,
    diagnoses TEXT
  ) STRICT;
  CREATE INDEX refusal_at ON refusal (at);
  CREATE INDEX refusal_environment ON refusal (environment, at);
  CREATE INDEX refusal_problem ON refusal (problem, at);
  CREATE INDEX refusal_client ON refusal (client, at) WHERE client IS NOT NULL;
  CREATE INDEX refusal_flow ON refusal (flow) WHERE flow IS NOT NULL;
  CREATE INDEX refusal_unauthenticated ON refusal (number) WHERE authenticated = 0;
  CREATE TABLE accepted (
    number INTEGER PRIMARY KEY,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    oldest INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    flows BLOB NOT NULL,
    text BLOB NOT NULL
  ) STRICT;
  CREATE INDEX accepted_request ON accepted (last, first);
  CREATE INDEX accepted_newest ON accepted (newest);
  CREATE TABLE dropped (
    at INTEGER PRIMARY KEY,
    unauthenticated_refusals INTEGER NOT NULL,
    accepted_lines INTEGER NOT NULL,
    refusals INTEGER NOT NULL
  ) STRICT;
`;

/** Opens the trace's file, or makes it. Throws `TraceOpenError`. */
export function openTraceDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 5000 });
    refuseForeignData(database, file);
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA journal_size_limit = 16777216;
      PRAGMA cache_size = -16384;
      PRAGMA temp_store = MEMORY;
      PRAGMA trusted_schema = OFF;
      BEGIN IMMEDIATE;
    `);
    if (refuseForeignData(database, file) === 0) {
      database.exec(`${schema} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version};`);
    }
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database?.close();
    throw openErrorFrom(error, file);
  }
}

function refuseForeignData(database: DatabaseSync, file: string): number {
  const pragma = (name: string): number => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  const found = pragma('user_version');
  const objects = Number(database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count);
  if (pragma('application_id') !== applicationId && (objects > 0 || pragma('application_id') !== 0)) {
    throw new TraceOpenError(
      'corrupt',
      file,
      `${file} is an SQLite database, but not a trace of Candor. Name another data folder.`,
    );
  }
  if (found > version) {
    throw new TraceOpenError(
      'newer-version',
      file,
      `${file} was written by a newer version of Candor: its data has version ${found}, this program knows ${version}. Start it with that newer version; going back is not possible.`,
    );
  }
  return found;
}

/** SQLite's primary result codes: busy, locked, corrupt, not a database; any other means that it can't be written. */
const reasons: Readonly<Record<number, TraceOpenReason>> = { 5: 'locked', 6: 'locked', 11: 'corrupt', 26: 'corrupt' };
const advice: Readonly<Record<TraceOpenReason, string>> = {
  locked: 'Close the program that holds it (an SQLite shell, a backup), then start again.',
  corrupt: 'Restore it from a backup, or move it away: a new, empty trace is then made.',
  'not-writable': 'The folder must exist, have free space, and be writable for the user who runs Candor.',
  'newer-version': 'Start it with that newer version.',
};

function openErrorFrom(error: unknown, file: string): TraceOpenError {
  if (error instanceof TraceOpenError) return error;
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  const reason = reasons[code] ?? 'not-writable';
  const told = error instanceof Error ? error.message : String(error);
  return new TraceOpenError(reason, file, `${file} can't be opened (${told}). ${advice[reason]}`);
}
