import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ClientCache } from './client-cache.ts';
import { GroupCommit } from './group-commit.ts';
import { ReadSnapshot } from './read-snapshot.ts';

/** What every part of the adapter works with: one connection, its group commit and the cached clients. */
export interface Engine {
  /** Prepares a statement whose rows are positional arrays. */
  prepare(sql: string): StatementSync;
  /** Runs a synchronous operation inside the next group's transaction; resolves when that is durable. */
  write<Result>(operation: () => Result): Promise<Result>;
  readonly clients: ClientCache;
  /** Opened by every verb that is read often; other reads share it where it is open. */
  readonly snapshot: ReadSnapshot;
  close(): void;
}

export function createEngine(database: DatabaseSync): Engine {
  const prepare = (sql: string): StatementSync => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const clients: ClientCache = new ClientCache(prepare, () => snapshot.open());
  const snapshot = new ReadSnapshot(database, () => clients.forgetWhenOthersWrote());
  const commit = new GroupCommit(
    database,
    () => clients.forgetAll(),
    () => snapshot.end(),
  );
  return {
    prepare,
    write: (operation) => commit.write(operation),
    clients,
    snapshot,
    close() {
      if (!database.isOpen) return;
      snapshot.end();
      commit.close();
      database.exec('PRAGMA optimize');
      database.close();
    },
  };
}
