import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Storage } from '@candor/storage';
import { openSqlite, StorageOpenError } from '@candor/storage/sqlite';
import { CommandError, exitStatus } from './exit-status.ts';

/** Where a server keeps its data: a folder of ours alone, or memory. */
export interface DataFolder {
  /** Path of a file in the folder, which is there (empty at first) and open to its owner alone; undefined in memory. */
  path(name: string): string | undefined;
}

/** @throws CommandError when the folder can't be made or written. */
export function openDataFolder(data: string): DataFolder {
  if (data === ':memory:') return { path: () => undefined };
  const folder = resolve(data);
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new CommandError(exitStatus.dataNotUsable, `${folder} is a file, and --data names a folder.`);
  }
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // Root passes the check above on a read-only file system as well; only writing tells.
    const probe = join(folder, '.writable');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new CommandError(
      exitStatus.dataNotUsable,
      `The data folder ${folder} can't be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}). ` +
        'Give it to the user who runs Candor, or name another one with --data.',
    );
  }
  return { path: (name) => privateFile(join(folder, name)) };
}

/** Whatever the folder lets others do, its files are their owner's alone; SQLite makes its companions alike. */
function privateFile(path: string): string {
  if (existsSync(path)) chmodSync(path, 0o600);
  else closeSync(openSync(path, 'a', 0o600));
  return path;
}

/** @throws CommandError when the folder holds no store: a command that works on one must not make it by a typing error. */
export function openExistingDataFolder(data: string): DataFolder {
  const store = join(resolve(data), 'candor.db');
  if (data !== ':memory:' && existsSync(store)) return openDataFolder(data);
  throw new CommandError(
    exitStatus.dataNotUsable,
    `${data} holds no Candor data: there is no candor.db in it. Name the folder that candor serve uses with --data.`,
  );
}

/** Step by step: `mkdirSync` with `recursive` never returns where a file system lets nothing be made (`/proc`). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Opens the store of a data folder. @throws CommandError with the status that the reason calls for. */
export async function openStore(folder: DataFolder): Promise<Storage> {
  try {
    return await openSqlite({ file: folder.path('candor.db') ?? ':memory:' });
  } catch (error) {
    if (!(error instanceof StorageOpenError)) throw error;
    const status = error.reason === 'newer-version' ? exitStatus.dataNewer : exitStatus.dataNotUsable;
    throw new CommandError(status, error.message);
  }
}

/** The text of a file of the folder, or undefined when it has none yet. */
export function readPrivateFile(path: string | undefined): string | undefined {
  if (path === undefined || !existsSync(path)) return undefined;
  return readFileSync(path, 'utf8') || undefined;
}

export function writePrivateFile(path: string | undefined, text: string): void {
  if (path !== undefined) writeFileSync(path, text, { mode: 0o600 });
}
