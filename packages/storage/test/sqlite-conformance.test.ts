import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Storage } from '@candor/storage';
import { conformanceCases } from '@candor/storage/conformance';
import { openSqlite } from '@candor/storage/sqlite';

describe('The SQLite engine on a file', () => {
  for (const { name, run } of conformanceCases) {
    it(name, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'candor-storage-'));
      const opened: Storage[] = [];
      const open = async (): Promise<Storage> => {
        const storage = await openSqlite({ file: join(folder, 'candor.db') });
        opened.push(storage);
        return storage;
      };
      try {
        await run({
          open,
          async reopen(storage) {
            await storage.close();
            return open();
          },
        });
      } finally {
        for (const storage of opened) await storage.close();
        await rm(folder, { recursive: true });
      }
    });
  }
});

describe('The SQLite engine in memory', () => {
  for (const { name, run, restarts } of conformanceCases) {
    if (restarts) continue;
    it(name, async () => {
      const opened: Storage[] = [];
      try {
        await run({
          async open() {
            const storage = await openSqlite({ file: ':memory:' });
            opened.push(storage);
            return storage;
          },
          reopen: () => Promise.reject(new Error('a case that restarts does not say so')),
        });
      } finally {
        for (const storage of opened) await storage.close();
      }
    });
  }
});
