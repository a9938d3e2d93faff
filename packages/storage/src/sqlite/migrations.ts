import type { DatabaseSync } from 'node:sqlite';
import { schema1 } from './schema-1.ts';
import { schema2 } from './schema-2.ts';

/** `Cndr`, in the file's header: tells Candor's data from any other SQLite database. */
export const APPLICATION_ID = 0x436e6472;

/** Statements that lead from the version before to this one, oldest first. A published one never changes. */
const migrations: readonly { readonly version: number; readonly statements: string }[] = [
  { version: 1, statements: schema1 },
  { version: 2, statements: schema2 },
];

/** The version that this program writes. */
export const SCHEMA_VERSION = 2;

export interface DataIdentity {
  readonly applicationId: number;
  readonly version: number;
  /** Number of tables, indexes and views. */
  readonly objects: number;
}

export function identify(database: DatabaseSync): DataIdentity {
  const number = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0] ?? 0);
  return {
    applicationId: number('PRAGMA application_id'),
    version: number('PRAGMA user_version'),
    objects: number('SELECT count(*) FROM sqlite_schema'),
  };
}

/**
 * Brings the data from `version` to the current one. The caller holds the write transaction, so that a second process
 * opening the same new file waits and then finds it done.
 */
export function migrate(database: DatabaseSync, version: number): void {
  for (const migration of migrations) {
    if (migration.version <= version) continue;
    database.exec(migration.statements);
    database.exec(`PRAGMA user_version = ${migration.version}`);
  }
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
}
