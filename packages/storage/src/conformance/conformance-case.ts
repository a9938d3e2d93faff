import type { Storage } from '../contract/storage.ts';

/** How a case gets at the engine under test. */
export interface Fixture {
  /** Opens an empty storage of its own for this case. */
  open(): Promise<Storage>;
  /** Closes the storage and opens the same data again: a restart. */
  reopen(storage: Storage): Promise<Storage>;
}

/** One thing every engine must do; rejects when the engine does not. */
export interface ConformanceCase {
  readonly name: string;
  /** Set where the data must outlive a restart, which an engine in memory does not promise. */
  readonly restarts?: true;
  run(fixture: Fixture): Promise<void>;
}

/** A case that needs one empty storage. */
export function storageCase(name: string, check: (storage: Storage) => Promise<void>): ConformanceCase {
  return {
    name,
    run: async (fixture) => check(await fixture.open()),
  };
}
