import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID, identify, migrate, SCHEMA_VERSION } from './migrations.ts';
import { openErrorFrom, StorageOpenError } from './storage-open-error.ts';

export interface SqliteOptions {
  /** Path of the database; its folder exists. `:memory:` keeps everything in memory. */
  readonly file: string;
  /** Milliseconds to wait for another process's transaction. Default 5000. */
  readonly busyTimeout?: number;
}

const CACHE_KIB = 65_536;
const WAL_LIMIT_BYTES = 67_108_864;
const CHECKPOINT_PAGES = 1000;

/**
 * Opens the database, checks that it is Candor's and of a version this program knows, and migrates it.
 * Throws `StorageOpenError`.
 */
export function openDatabase(options: SqliteOptions): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(options.file, { timeout: options.busyTimeout ?? 5000 });
    refuseForeignData(database, options.file);
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES};
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA mmap_size = 0;
      PRAGMA temp_store = MEMORY;
      PRAGMA trusted_schema = OFF;
    `);
    // BEGIN IMMEDIATE also finds out here, and not at the first token, that the file can't be written.
    database.exec('BEGIN IMMEDIATE');
    migrate(database, refuseForeignData(database, options.file));
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database?.close();
    throw openErrorFrom(error, options.file);
  }
}

/** Refuses what Candor did not write, and what a newer Candor wrote; gives back the data's version, 0 for none yet. */
function refuseForeignData(database: DatabaseSync, file: string): number {
  const { applicationId, version, objects } = identify(database);
  if (applicationId !== APPLICATION_ID && (objects > 0 || applicationId !== 0)) {
    throw new StorageOpenError(
      'corrupt',
      file,
      `${file} is an SQLite database, but not Candor's. Name another data folder.`,
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new StorageOpenError(
      'newer-version',
      file,
      `${file} was written by a newer version of Candor: its data has version ${version}, this program knows ${SCHEMA_VERSION}. Start it with that newer version; going back is not possible.`,
    );
  }
  return version;
}
