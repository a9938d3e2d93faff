import assert from 'node:assert/strict';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openSqlite, StorageOpenError, type StorageOpenReason } from '@candor/storage/sqlite';
import { schema1 } from '../src/sqlite/schema-1.ts';

function withFolder(run: (folder: string, file: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'candor-open-'));
    try {
      await run(folder, join(folder, 'candor.db'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

async function refusedAs(reason: StorageOpenReason, file: string, message: RegExp): Promise<void> {
  await assert.rejects(openSqlite({ file, busyTimeout: 50 }), (error) => {
    assert.ok(error instanceof StorageOpenError, String(error));
    assert.equal(error.reason, reason);
    assert.equal(error.file, file);
    assert.match(error.message, message);
    assert.ok(error.message.startsWith(file));
    return true;
  });
}

async function createEmpty(file: string): Promise<void> {
  await (await openSqlite({ file })).close();
}

test(
  'A new file is created, and is found again as it was left',
  withFolder(async (_, file) => {
    const first = await openSqlite({ file });
    await first.settingOnce('name', 'value');
    await first.close();
    const second = await openSqlite({ file });
    assert.equal(await second.setting('name'), 'value');
    await second.close();
  }),
);

test(
  'Data of the first version is brought to this one, and keeps what it holds',
  withFolder(async (_, file) => {
    const old = new DatabaseSync(file);
    old.exec(schema1);
    old.exec(`INSERT INTO settings (name, value) VALUES ('name', 'kept');
      PRAGMA user_version = 1; PRAGMA application_id = ${0x436e6472}`);
    old.close();
    const storage = await openSqlite({ file });
    assert.equal(await storage.setting('name'), 'kept');
    await storage.nameTexts('sandbox', [{ hash: new Uint8Array(32), id: new Uint8Array(12), endsAt: 1 }]);
    assert.deepEqual(await storage.idOfText('sandbox', new Uint8Array(32)), new Uint8Array(12));
    await storage.close();
  }),
);

test(
  'Data written by a newer version is refused and left alone',
  withFolder(async (_, file) => {
    await createEmpty(file);
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA journal_mode = DELETE; PRAGMA user_version = 3');
    newer.close();
    const before = readFileSync(file);
    await refusedAs('newer-version', file, /newer version of Candor.*version 3.*knows 2/);
    assert.deepEqual(readFileSync(file), before);
  }),
);

test(
  'A folder that does not exist is named as not writable',
  withFolder(async (folder) => {
    await refusedAs('not-writable', join(folder, 'missing', 'candor.db'), /opened for writing.*folder must exist/);
    assert.equal(existsSync(join(folder, 'missing')), false);
  }),
);

test(
  'A folder in the place of the file is named as not writable',
  withFolder(async (folder) => {
    await refusedAs('not-writable', folder, /opened for writing/);
  }),
);

test(
  'A file without permission to write is named as not writable',
  { skip: process.getuid?.() === 0 ? 'permissions do not bind the superuser' : false },
  withFolder(async (folder, file) => {
    await createEmpty(file);
    chmodSync(file, 0o400);
    chmodSync(folder, 0o500);
    try {
      await refusedAs('not-writable', file, /opened for writing/);
    } finally {
      chmodSync(folder, 0o700);
    }
  }),
);

test(
  'A file that is no database is named as corrupt and left alone',
  withFolder(async (_, file) => {
    writeFileSync(file, 'this was never a database\n'.repeat(100));
    await refusedAs('corrupt', file, /not a readable SQLite database.*backup/);
    assert.ok(readFileSync(file, 'utf8').startsWith('this was never'));
  }),
);

test(
  'A database whose pages were overwritten is named as corrupt',
  withFolder(async (_, file) => {
    await createEmpty(file);
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(3000, 0xaa), 0, 3000, 100);
    closeSync(descriptor);
    await refusedAs('corrupt', file, /not a readable SQLite database/);
  }),
);

test(
  'A database of another application is refused and left alone',
  withFolder(async (_, file) => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    const before = readFileSync(file);
    await refusedAs('corrupt', file, /not Candor's/);
    assert.deepEqual(readFileSync(file), before);
  }),
);

test(
  'A database that another program holds is named as locked, and opens when it lets go',
  withFolder(async (_, file) => {
    await createEmpty(file);
    const holder = new DatabaseSync(file);
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    await refusedAs('locked', file, /locked by another program/);
    holder.close();
    await createEmpty(file);
  }),
);
