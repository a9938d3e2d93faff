import { nearestName } from '@candor/protocol';
import { type Configuration, ConfigurationError, readConfiguration, type Server, seedTokens } from '@candor/server';
import { parseArguments } from '../arguments.ts';
import { emulateCommand } from '../commands.ts';
import { createDemonstration } from '../demonstration/create-demonstration.ts';
import { demonstrationEnvironments } from '../demonstration/demonstration-environments.ts';
import type { Demonstration } from '../demonstration/demonstration-file.ts';
import { startLine } from '../demonstration/start-line.ts';
import { type EmulatedTokens, renderEmulation } from '../emulation-text.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { createStderrLog, openServer, untilStopped } from '../run-server.ts';

/** Each provider with its environments of the demonstration; the app of the first is connected. */
const providers = {
  klaviyo: ['klaviyo'],
  baanx: ['baanx-sandbox', 'baanx-production'],
} as const;
type Provider = keyof typeof providers;
const providerNames = Object.keys(providers) as readonly Provider[];

/** `candor emulate klaviyo`: a provider on this machine, in memory, with an app that is connected already. */
export async function run(args: readonly string[]): Promise<number> {
  const { words, text, isSet } = parseArguments(emulateCommand, args);
  const provider = providerOf(words);
  const configuration = configurationOf(provider, text.port);
  const log = createStderrLog();
  const server = await openServer(configuration, true, log);
  const demonstration = await createDemonstration(server.context, 'same');
  const tokens = await connectedApp(server, providers[provider][0], demonstration);
  const line = startLine(server.context, { ownerLink: undefined, demonstration });
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  // Before anybody can know that it runs, so that no signal finds it without an answer.
  const stopped = untilStopped(server, log);
  process.stdout.write(
    isSet('json') ? `${JSON.stringify({ ...line, tokens })}\n` : renderEmulation(provider, line, { tokens, colour }),
  );
  return stopped;
}

function providerOf(words: readonly string[]): Provider {
  const [word, ...rest] = words;
  const provider = providerNames.find((name) => name === word);
  if (provider && rest.length === 0) return provider;
  const nearest = word === undefined ? undefined : nearestName(word, providerNames, 3);
  const hint = nearest ? `Did you mean candor emulate ${nearest}?` : `It knows ${providerNames.join(' and ')}.`;
  const fault = word === undefined ? 'names the provider to emulate' : `does not know "${words.join(' ')}"`;
  throw new CommandError(exitStatus.usage, `candor emulate ${fault}. ${hint}`);
}

function configurationOf(provider: Provider, port: string | undefined): Configuration {
  try {
    return readConfiguration({
      data: ':memory:',
      environments: Object.fromEntries(providers[provider].map((name) => [name, demonstrationEnvironments[name]])),
      ...(port !== undefined && { port: Number(port) }),
    });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandError(exitStatus.usage, error.message);
  }
}

/** Connects the first app to the first user's account, as a consent would. */
async function connectedApp({ context }: Server, name: string, demonstration: Demonstration): Promise<EmulatedTokens> {
  const environment = context.environments.byName.get(name);
  const { clients = [], users = [] } = demonstration.environments[name] ?? {};
  const [client] = clients;
  const [user] = users;
  if (!environment || !client || !user) throw new TypeError(`The demonstration has nothing for ${name}`);
  const record = await context.storage.userByEmail(name, user.email);
  const accountId = record?.accounts[0]?.accountId ?? '';
  const { clientId } = client;
  return { clientId, ...(await seedTokens(environment, { clientId, email: user.email, accountId })) };
}
