import { randomBytes } from 'node:crypto';
import { createAdministrationToken, createIdentifiers } from '@candor/server';
import { parseArguments } from '../arguments.ts';
import { tokenCreateCommand } from '../commands.ts';
import { readConfigurationFile } from '../configuration-file.ts';
import { openExistingDataFolder, openStore } from '../data-folder.ts';
import { readDuration } from '../duration.ts';
import { CommandError, exitStatus } from '../exit-status.ts';

const longestLife = 366 * 24 * 3600 * 1000;

/** `candor token create`: works on the data itself, whether or not the server runs. */
export async function run(args: readonly string[]): Promise<number> {
  const { text, isSet } = parseArguments(tokenCreateCommand, args);
  const { role } = text;
  if (role !== 'administrator' && role !== 'supporter') {
    throw new CommandError(
      exitStatus.usage,
      `--role is ${role ?? 'missing'}: it has to be administrator or supporter.`,
    );
  }
  const life = readDuration(text.expires ?? '30d');
  if (life === undefined || life > longestLife) {
    throw new CommandError(
      exitStatus.usage,
      `--expires ${text.expires} is no duration up to a year, such as 12h, 30d or 8w.`,
    );
  }
  const configured = text.config === undefined ? undefined : readConfigurationFile(text.config).data;
  const data = text.data ?? (typeof configured === 'string' ? configured : '.candor');
  const storage = await openStore(openExistingDataFolder(data));
  const expiresAt = Date.now() + life;
  const token = await createAdministrationToken({
    storage,
    identifiers: createIdentifiers(Date.now, randomBytes(4)),
    randomBytes,
    now: Date.now(),
    role,
    name: text.name ?? 'command line',
    expiresAt,
  });
  await storage.close();
  const until = new Date(expiresAt).toISOString();
  if (isSet('json')) process.stdout.write(`${JSON.stringify({ token, role, expiresAt: until })}\n`);
  else {
    process.stdout.write(`${token}\n`);
    process.stderr.write(
      `A token for the role ${role}, until ${until}. It is for the server whose data is in ${data}. It is shown this once; only its hash is stored.\n`,
    );
  }
  return exitStatus.fine;
}
