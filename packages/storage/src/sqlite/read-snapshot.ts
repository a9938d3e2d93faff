import type { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * One read transaction for all reads of a turn of the event loop: taking and releasing SQLite's read lock measured 6 µs
 * a statement, the read itself 2. What a turn reads is of one moment, so it may be one turn behind another process;
 * this process's own writes end it first and are never missed.
 */
export class ReadSnapshot {
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #opened: () => void;
  #isOpen = false;

  /** @param opened told after each opening, before anything is read */
  constructor(database: DatabaseSync, opened: () => void) {
    this.#begin = database.prepare('BEGIN');
    this.#end = database.prepare('COMMIT');
    this.#opened = opened;
  }

  /** To be called before a read outside of a write's transaction. */
  open(): void {
    if (this.#isOpen) return;
    this.#begin.run();
    this.#isOpen = true;
    setImmediate(() => this.end());
    this.#opened();
  }

  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#end.run();
  }
}
