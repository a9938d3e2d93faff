import { hash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { diagnose, evidenceFromServer } from '@candor/doctor';
import {
  type Configuration,
  ConfigurationError,
  createLog,
  createOwnerLink,
  EncryptionKeyError,
  type Log,
  openTrace,
  readConfiguration,
  type Server,
  startServer,
  TraceOpenError,
} from '@candor/server';
import { type ParsedArguments, parseArguments } from '../arguments.ts';
import { serveCommand } from '../commands.ts';
import { readConfigurationFile } from '../configuration-file.ts';
import { type DataFolder, openDataFolder, openStore, readPrivateFile, writePrivateFile } from '../data-folder.ts';
import { createDemonstration } from '../demonstration/create-demonstration.ts';
import { demoClients } from '../demonstration/demo-app.ts';
import { demonstrationEnvironments } from '../demonstration/demonstration-environments.ts';
import {
  type Demonstration,
  openDemonstrationFile,
  writeDemonstrationFile,
} from '../demonstration/demonstration-file.ts';
import { startLine } from '../demonstration/start-line.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { renderStart } from '../start-text.ts';

/** `candor serve`: runs until SIGTERM or SIGINT. */
export async function run(args: readonly string[]): Promise<number> {
  const given = parseArguments(serveCommand, args);
  if (given.words.length > 0) {
    throw new CommandError(exitStatus.usage, `candor serve takes options only, and "${given.words[0]}" is none.`);
  }
  const isDemonstration = given.isSet('demo');
  const configuration = configurationOf(given, isDemonstration);
  const log = createLog((line) => process.stderr.write(line));
  const server = await open(configuration, isDemonstration, log);
  const demonstration = isDemonstration ? await demonstrate(server, configuration.data) : undefined;
  if (demonstration) server.openDemoApp(await demoClients(server.context, demonstration));
  const needsOwner = !(await server.context.storage.hasAdministrator());
  const ownerLink = needsOwner ? await createOwnerLink(server.context) : undefined;
  const line = startLine(server.context, { ownerLink, demonstration });
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(
    given.isSet('json') ? `${JSON.stringify(line)}\n` : renderStart(line, { demonstration, configuration, colour }),
  );
  return untilStopped(server, log);
}

/** Options first, then the file, then the defaults. */
function configurationOf({ text }: ParsedArguments, isDemonstration: boolean): Configuration {
  const file = text.config === undefined ? {} : readConfigurationFile(text.config);
  const port = text.port === undefined ? undefined : readPort(text.port);
  const options = { host: text.host, port, url: text.url, data: text.data };
  const encryptionKey = process.env.CANDOR_ENCRYPTION_KEY;
  const mailPassword = process.env.CANDOR_MAIL_PASSWORD;
  const merged: Record<string, unknown> = {
    ...file,
    ...(mailPassword && typeof file.mail === 'object' && { mail: { ...file.mail, password: mailPassword } }),
    ...(encryptionKey && { encryptionKey }),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  };
  if (isDemonstration) merged.environments ??= demonstrationEnvironments;
  else if (merged.profile !== 'production') merged.environments ??= { sandbox: {} };
  let configuration: Configuration;
  try {
    configuration = readConfiguration(merged);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandError(exitStatus.usage, `The configuration can't be used.\n${error.message}`);
  }
  if (isDemonstration && !isLoopback(configuration.host)) {
    throw new CommandError(
      exitStatus.usage,
      `--demo prints its passwords, so it listens on a loopback address only, and ${configuration.host} is none. Leave --host out, or leave --demo out.`,
    );
  }
  return configuration;
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new CommandError(exitStatus.usage, `--port is a number from 0 to 65535, and "${text}" is none.`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

async function open(configuration: Configuration, isDemonstration: boolean, log: Log): Promise<Server> {
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

/** Adds the demonstration data to an empty store, or reads what an earlier start kept. */
async function demonstrate(server: Server, data: string): Promise<Demonstration> {
  const { storage } = server.context;
  const kept = openDemonstrationFile(data);
  if (kept && (await storage.setting('demonstration')) !== undefined) return kept;
  if ((await storage.organisations()).length > 0) {
    const isInterrupted = (await storage.setting('demonstration-begun')) !== undefined;
    await server.close();
    throw new CommandError(
      exitStatus.usage,
      isInterrupted
        ? `The first start with --demo in ${data} was interrupted, so that its data is incomplete. Delete the folder and start again.`
        : `${data} holds other data already, and --demo adds its data to an empty store only. Name another folder with --data, or leave --demo out.`,
    );
  }
  await storage.settingOnce('demonstration-begun', 'yes');
  const demonstration = await createDemonstration(server.context);
  writeDemonstrationFile(data, demonstration);
  await storage.settingOnce('demonstration', 'created');
  return demonstration;
}

/** Milliseconds between two looks at whether npm is still there. */
const parentInterval = 250;

function untilStopped(server: Server, log: Log): Promise<number> {
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
