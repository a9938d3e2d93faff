import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { GroupCommit } from '../src/sqlite/group-commit.ts';

interface Bench {
  readonly database: DatabaseSync;
  /** A second connection: it sees what is committed. */
  readonly observer: DatabaseSync;
  readonly commit: GroupCommit;
  insert(value: number): void;
  committed(): number[];
}

function withBench(run: (bench: Bench) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'candor-group-'));
    const database = new DatabaseSync(join(folder, 'a.db'), { enableForeignKeyConstraints: true, timeout: 0 });
    database.exec(`PRAGMA journal_mode = WAL;
      CREATE TABLE parents (id INTEGER PRIMARY KEY);
      CREATE TABLE things (value INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED,
        filling BLOB);`);
    const observer = new DatabaseSync(join(folder, 'a.db'), { timeout: 0 });
    const statement = database.prepare('INSERT INTO things (value) VALUES (?)');
    try {
      await run({
        database,
        observer,
        commit: new GroupCommit(database, () => {}),
        insert: (value) => void statement.run(value),
        committed: () =>
          observer
            .prepare('SELECT value FROM things ORDER BY value')
            .all()
            .map((row) => Number(row.value)),
      });
    } finally {
      observer.close();
      database.close();
      rmSync(folder, { recursive: true });
    }
  };
}

test(
  'A write is visible to others when its promise resolves and not before its turn has ended',
  withBench(async ({ commit, insert, committed }) => {
    const first = commit.write(() => insert(1)).then(committed);
    const second = commit.write(() => insert(2)).then(committed);
    await Promise.resolve();
    assert.deepEqual(committed(), []);
    assert.deepEqual(await first, [1, 2]);
    assert.deepEqual(await second, [1, 2]);
  }),
);

test(
  'The writes of one turn share one transaction, in their order',
  withBench(async ({ database, observer, commit, insert }) => {
    const seen: unknown[] = [];
    const look = (value: number): void => {
      insert(value);
      seen.push([database.isTransaction, observer.prepare('SELECT count(*) AS n FROM things').get()?.n]);
    };
    await Promise.all([1, 2, 3].map((value) => commit.write(() => look(value))));
    assert.deepEqual(seen, [
      [true, 0],
      [true, 0],
      [true, 0],
    ]);
  }),
);

test(
  'An operation that throws takes no other of its group with it',
  withBench(async ({ commit, insert, committed }) => {
    const results = await Promise.allSettled([
      commit.write(() => insert(1)),
      commit.write(() => {
        insert(2);
        throw new Error('the second fails');
      }),
      commit.write(() => insert(3)),
      commit.write(() => insert(1)),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'rejected'],
    );
    assert.deepEqual(committed(), [1, 3]);
    await commit.write(() => insert(4));
    assert.deepEqual(committed(), [1, 3, 4]);
  }),
);

test(
  'A commit that fails answers nobody whose write is not stored',
  withBench(async ({ database, commit, insert, committed }) => {
    const orphan = database.prepare('INSERT INTO things (value, parent) VALUES (?, 99)');
    const results = await Promise.allSettled([
      commit.write(() => insert(1)),
      commit.write(() => void orphan.run(2)),
      commit.write(() => insert(3)),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(committed(), [1, 3]);
  }),
);

test(
  'A full disk rejects every write that it did not store, and room made later is used',
  withBench(async ({ database, commit, committed }) => {
    database.exec('PRAGMA max_page_count = 12');
    const fill = database.prepare('INSERT INTO things (value, filling) VALUES (?, zeroblob(3000))');
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, value) => commit.write(() => void fill.run(value))),
    );
    const stored = results.flatMap(({ status }, value) => (status === 'fulfilled' ? [value] : []));
    assert.ok(stored.length > 0 && stored.length < 40, `${stored.length} writes were answered`);
    assert.deepEqual(committed(), stored);
    database.exec('PRAGMA max_page_count = 1000');
    await commit.write(() => void fill.run(100));
    assert.deepEqual(committed(), [...stored, 100]);
  }),
);

test(
  'Writes that can get no transaction are all rejected, and later ones work',
  withBench(async ({ observer, commit, insert, committed }) => {
    observer.exec('BEGIN IMMEDIATE');
    const results = await Promise.allSettled([1, 2, 3].map((value) => commit.write(() => insert(value))));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    observer.exec('ROLLBACK');
    await commit.write(() => insert(4));
    assert.deepEqual(committed(), [4]);
  }),
);

test(
  'More writes than one group holds are committed group after group',
  withBench(async ({ commit, insert, committed }) => {
    const sizes = new Set<number>();
    await Promise.all(
      Array.from({ length: 600 }, async (_, value) => {
        await commit.write(() => insert(value));
        sizes.add(committed().length);
      }),
    );
    assert.deepEqual([...sizes], [256, 512, 600]);
  }),
);

test(
  'Closing commits what waits and refuses what comes later',
  withBench(async ({ commit, insert, committed }) => {
    const waiting = Array.from({ length: 300 }, (_, value) => commit.write(() => insert(value)));
    commit.close();
    assert.equal(committed().length, 300);
    await Promise.all(waiting);
    await assert.rejects(
      commit.write(() => insert(1000)),
      /closed/,
    );
  }),
);
