/** Opens a server on a data folder, and keeps it until it is stopped: what `serve` and `emulate` share. */
import { hash, randomBytes } from 'node:crypto';
import { diagnose, evidenceFromServer } from '@candor/doctor';
import {
  type Configuration,
  createLog,
  EncryptionKeyError,
  type Log,
  openTrace,
  type Server,
  startServer,
  TraceOpenError,
} from '@candor/server';
import { type DataFolder, openDataFolder, openStore, readPrivateFile, writePrivateFile } from './data-folder.ts';
import { CommandError, exitStatus } from './exit-status.ts';

/** A log on standard error. */
export function createStderrLog(): Log {
  return createLog((line) => process.stderr.write(line));
}

/** @throws CommandError for what the user can change: the port, the address, the data, the key. */
export async function openServer(configuration: Configuration, isDemonstration: boolean, log: Log): Promise<Server> {
  const folder = openDataFolder(configuration.data);
  const storage = await openStore(folder);
  const trace = await openTraceOf(folder, configuration, log).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  try {
    return await startServer(
      {
        configuration,
        storage,
        trace,
        createDiagnose: (fingerprint) => (exchange) =>
          diagnose(evidenceFromServer(exchange), {
            sha256: (bytes) => hash('sha256', bytes, 'buffer'),
            fingerprint,
            onFault: ({ rule, error }) => log('error', 'rule-failed', { rule, error: (error as Error).message }),
          }),
        encryptionKey: encryptionKeyOf(configuration, folder),
        log,
      },
      isDemonstration,
    );
  } catch (error) {
    await trace.close();
    await storage.close();
    throw startFault(error, configuration);
  }
}

async function openTraceOf(folder: DataFolder, configuration: Configuration, log: Log): ReturnType<typeof openTrace> {
  try {
    return await openTrace({
      file: folder.path('trace.db') ?? ':memory:',
      retentionDays: configuration.trace.retentionDays,
      now: Date.now,
      onFault: (message) => log('error', 'trace', { message }),
    });
  } catch (error) {
    if (!(error instanceof TraceOpenError)) throw error;
    const status = error.reason === 'newer-version' ? exitStatus.dataNewer : exitStatus.dataNotUsable;
    throw new CommandError(status, error.message);
  }
}

/** The configured key, or in a development profile one that the data folder keeps. */
function encryptionKeyOf(configuration: Configuration, folder: DataFolder): Uint8Array {
  if (configuration.encryptionKey) return Buffer.from(configuration.encryptionKey, 'base64url');
  const path = folder.path('encryption.key');
  const kept = readPrivateFile(path);
  if (kept !== undefined) return Buffer.from(kept.trim(), 'base64url');
  const made = randomBytes(32);
  writePrivateFile(path, `${made.toString('base64url')}\n`);
  return made;
}

function startFault(error: unknown, configuration: Configuration): unknown {
  const { host, port } = configuration;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new CommandError(
      exitStatus.addressNotAvailable,
      `Port ${port} on ${host} is taken by another program. Stop that program, or choose another port with --port (0 takes any free one).`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
    return new CommandError(
      exitStatus.addressNotAvailable,
      `This machine can't listen on ${host}, port ${port} (${code}). Choose another address with --host, or another port with --port.`,
    );
  }
  if (error instanceof EncryptionKeyError) return new CommandError(exitStatus.usage, error.message);
  return error;
}

/** Milliseconds between two looks at whether npm is still there. */
const parentInterval = 250;

/** Resolves with the exit status when SIGTERM or SIGINT came and the server has closed. */
export function untilStopped(server: Server, log: Log): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (signal: string): void => {
      if (isStopping) return;
      isStopping = true;
      log('info', 'stopping', { signal });
      server.close().then(
        () => resolve(exitStatus.fine),
        (error: unknown) => {
          log('error', 'stop-failed', { error: (error as Error).message });
          resolve(exitStatus.fault);
        },
      );
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // npm hands signals to a shell, which ends without handing them on: its end stands for the signal.
    if (process.env.npm_lifecycle_event !== undefined) {
      const parent = process.ppid;
      setInterval(() => process.ppid !== parent && stop('parent-ended'), parentInterval).unref();
    }
  });
}
