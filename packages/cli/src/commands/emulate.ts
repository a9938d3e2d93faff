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

/** Dialects of a provider, which is what can be emulated. */
const providers = ['klaviyo'] as const;
type Provider = (typeof providers)[number];

/** `candor emulate klaviyo`: a provider on this machine, in memory, with an app that is connected already. */
export async function run(args: readonly string[]): Promise<number> {
  const { words, text, isSet } = parseArguments(emulateCommand, args);
  const provider = providerOf(words);
  const configuration = configurationOf(provider, text.port);
  const log = createStderrLog();
  const server = await openServer(configuration, true, log);
  const demonstration = await createDemonstration(server.context, 'same');
  const tokens = await connectedApp(server, provider, demonstration);
  const line = startLine(server.context, { ownerLink: undefined, demonstration });
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  // Before anybody can know that it runs, so that no signal finds it without an answer.
  const stopped = untilStopped(server, log);
  process.stdout.write(
    isSet('json') ? `${JSON.stringify({ ...line, tokens })}\n` : renderEmulation(line, tokens, colour),
  );
  return stopped;
}

function providerOf(words: readonly string[]): Provider {
  const [word, ...rest] = words;
  const provider = providers.find((name) => name === word);
  if (provider && rest.length === 0) return provider;
  const nearest = word === undefined ? undefined : nearestName(word, providers, 3);
  const hint = nearest ? `Did you mean candor emulate ${nearest}?` : `It knows ${providers.join(', ')}.`;
  const fault = word === undefined ? 'names the provider to emulate' : `does not know "${words.join(' ')}"`;
  throw new CommandError(exitStatus.usage, `candor emulate ${fault}. ${hint}`);
}

function configurationOf(provider: Provider, port: string | undefined): Configuration {
  try {
    return readConfiguration({
      data: ':memory:',
      environments: { [provider]: demonstrationEnvironments[provider] },
      ...(port !== undefined && { port: Number(port) }),
    });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandError(exitStatus.usage, error.message);
  }
}

/** Connects the first app to the first user's account, as a consent would. */
async function connectedApp(
  { context }: Server,
  provider: Provider,
  demonstration: Demonstration,
): Promise<EmulatedTokens> {
  const environment = context.environments.byName.get(provider);
  const { clients = [], users = [] } = demonstration.environments[provider] ?? {};
  const [client] = clients;
  const [user] = users;
  if (!environment || !client || !user) throw new TypeError(`The demonstration has nothing for ${provider}`);
  const record = await context.storage.userByEmail(provider, user.email);
  const accountId = record?.accounts[0]?.accountId ?? '';
  const { clientId } = client;
  return { clientId, ...(await seedTokens(environment, { clientId, email: user.email, accountId })) };
}
