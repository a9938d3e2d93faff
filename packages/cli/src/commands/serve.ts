import { isIP } from 'node:net';
import {
  type Configuration,
  ConfigurationError,
  createOwnerLink,
  readConfiguration,
  type Server,
} from '@candor/server';
import { type ParsedArguments, parseArguments } from '../arguments.ts';
import { serveCommand } from '../commands.ts';
import { readConfigurationFile } from '../configuration-file.ts';
import { completeDemonstration, createDemonstration } from '../demonstration/create-demonstration.ts';
import { demoClients } from '../demonstration/demo-app.ts';
import { demonstrationEnvironments } from '../demonstration/demonstration-environments.ts';
import {
  type Demonstration,
  openDemonstrationFile,
  writeDemonstrationFile,
} from '../demonstration/demonstration-file.ts';
import { startLine } from '../demonstration/start-line.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { createStderrLog, openServer, untilStopped } from '../run-server.ts';
import { renderStart } from '../start-text.ts';

/** `candor serve`: runs until SIGTERM or SIGINT. */
export async function run(args: readonly string[]): Promise<number> {
  const given = parseArguments(serveCommand, args);
  if (given.words.length > 0) {
    throw new CommandError(exitStatus.usage, `candor serve takes options only, and "${given.words[0]}" is none.`);
  }
  const isDemonstration = given.isSet('demo');
  const configuration = configurationOf(given, isDemonstration);
  const log = createStderrLog();
  const server = await openServer(configuration, isDemonstration, log);
  const demonstration = isDemonstration ? await demonstrate(server, configuration.data) : undefined;
  if (demonstration) server.openDemoApp(await demoClients(server.context, demonstration));
  const needsOwner = !(await server.context.storage.hasAdministrator());
  const ownerLink = needsOwner ? await createOwnerLink(server.context) : undefined;
  const line = startLine(server.context, { ownerLink, demonstration });
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  // Before anybody can know that it runs, so that no signal finds it without an answer.
  const stopped = untilStopped(server, log);
  process.stdout.write(
    given.isSet('json') ? `${JSON.stringify(line)}\n` : renderStart(line, { demonstration, configuration, colour }),
  );
  return stopped;
}

/** Options first, then the file, then the defaults. */
function configurationOf({ text }: ParsedArguments, isDemonstration: boolean): Configuration {
  const file = text.config === undefined ? {} : readConfigurationFile(text.config);
  const port = text.port === undefined ? undefined : readPort(text.port);
  const options = { host: text.host, port, url: text.url, data: text.data };
  const encryptionKey = process.env.CANDOR_ENCRYPTION_KEY;
  const mailPassword = process.env.CANDOR_MAIL_PASSWORD;
  const smsKey = process.env.CANDOR_SMS_KEY;
  const merged: Record<string, unknown> = {
    ...file,
    ...(mailPassword && typeof file.mail === 'object' && { mail: { ...file.mail, password: mailPassword } }),
    ...(smsKey && typeof file.sms === 'object' && { sms: { ...file.sms, key: smsKey } }),
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

/** Adds the demonstration data to an empty store, or reads what an earlier start kept. */
async function demonstrate(server: Server, data: string): Promise<Demonstration> {
  const { storage } = server.context;
  const kept = openDemonstrationFile(data);
  if (kept && (await storage.setting('demonstration')) !== undefined) {
    const complete = await completeDemonstration(kept, server.context);
    if (complete !== kept) writeDemonstrationFile(data, complete);
    return complete;
  }
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
