import type { DatabaseSync, StatementSync } from 'node:sqlite';

interface Waiting {
  readonly operation: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** More than that in one transaction makes the first wait for the last without making either cheaper. */
const LARGEST_BATCH = 256;

/**
 * Commits the writes of all requests that wait in the same turn of the event loop as one transaction, and answers them
 * when it is on disk. An operation is one synchronous function of statements; it may run twice (the first run was
 * rolled back), so it keeps no state outside the database that a second run would not set alike.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rolledBack: () => void;
  readonly #beforeBegin: () => void;
  #queue: Waiting[] = [];
  #scheduled = false;
  #closed = false;

  /**
   * @param rolledBack told after each rollback, so that nothing read inside the transaction is remembered
   * @param beforeBegin told before each transaction, so that the connection's read transaction ends
   */
  constructor(database: DatabaseSync, rolledBack: () => void, beforeBegin: () => void = () => {}) {
    this.#database = database;
    this.#rolledBack = rolledBack;
    this.#beforeBegin = beforeBegin;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  /** Queues the operation; resolves with its result once that is durable, rejects when it was rolled back. */
  write<Result>(operation: () => Result): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error('The storage is closed.'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ operation, resolve, reject });
      this.#schedule();
    });
  }

  /** Commits what waits and refuses what comes later. */
  close(): void {
    this.#closed = true;
    while (this.#queue.length > 0) this.#flush();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    let batch = this.#queue;
    if (batch.length === 0) return;
    if (batch.length > LARGEST_BATCH) {
      batch = this.#queue.splice(0, LARGEST_BATCH);
      this.#schedule();
    } else {
      this.#queue = [];
    }
    if (!this.#beginOrReject(batch)) return;
    const results: unknown[] = [];
    try {
      for (const waiting of batch) results.push(waiting.operation());
      this.#commit.run();
    } catch (error) {
      this.#rollback();
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) only.reject(error);
      else this.#runAlone(batch);
      return;
    }
    for (let index = 0; index < batch.length; index++) batch[index]?.resolve(results[index] as never);
  }

  /** Gives each operation of a failed batch its own transaction, so that only those fail that fail by themselves. */
  #runAlone(batch: readonly Waiting[]): void {
    for (let index = 0; index < batch.length; index++) {
      const waiting = batch[index];
      if (waiting === undefined || !this.#beginOrReject(batch.slice(index))) return;
      try {
        const result = waiting.operation();
        this.#commit.run();
        waiting.resolve(result as never);
      } catch (error) {
        this.#rollback();
        waiting.reject(error);
      }
    }
  }

  /** Without a transaction nothing of the batch can succeed: waiting again for each would only stall the process. */
  #beginOrReject(batch: readonly Waiting[]): boolean {
    try {
      this.#beforeBegin();
      this.#begin.run();
      return true;
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
      return false;
    }
  }

  #rollback(): void {
    // A full disk or an I/O error may already have rolled back.
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    this.#rolledBack();
  }
}
