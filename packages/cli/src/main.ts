import { nearestName } from '@candor/protocol';
import manifest from '../package.json' with { type: 'json' };
import { hang, usageOf } from './arguments.ts';
import {
  bundleCommand,
  type Command,
  checkBasicCommand,
  checkPkceCommand,
  checkRedirectCommand,
  checkRequestCommand,
  checkTokenCommand,
  commands,
  doctorCommand,
  emulateCommand,
  explainCommand,
  lintPromoteCommand,
  outboxCommand,
  serveCommand,
  tokenCreateCommand,
} from './commands.ts';
import { CommandError, exitStatus } from './exit-status.ts';

const { version } = manifest;

/** Loaded when needed: `candor explain` does not start a server. */
const programs = new Map<Command, () => Promise<{ run(args: readonly string[]): Promise<number> }>>([
  [serveCommand, () => import('./commands/serve.ts')],
  [emulateCommand, () => import('./commands/emulate.ts')],
  [tokenCreateCommand, () => import('./commands/token-create.ts')],
  [explainCommand, () => import('./commands/explain.ts')],
  [outboxCommand, () => import('./commands/outbox.ts')],
  [lintPromoteCommand, () => import('./commands/lint-promote.ts')],
  [doctorCommand, () => import('./commands/doctor.ts')],
  [bundleCommand, () => import('./commands/bundle.ts')],
  [checkPkceCommand, async () => (await import('./commands/check.ts')).pkce],
  [checkRedirectCommand, async () => (await import('./commands/check.ts')).redirect],
  [checkBasicCommand, async () => (await import('./commands/check.ts')).basic],
  [checkTokenCommand, async () => (await import('./commands/check.ts')).token],
  [checkRequestCommand, async () => (await import('./commands/check.ts')).request],
]);

/** Runs `candor <command>`. @param args words after `candor`. @returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const command = commands.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (!command) return withoutCommand(args);
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${usageOf(command)}\n`);
    return exitStatus.fine;
  }
  try {
    const program = await (programs.get(command) as NonNullable<ReturnType<(typeof programs)['get']>>)();
    return await program.run(rest);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.status;
  }
}

function withoutCommand(args: readonly string[]): number {
  const [word] = args;
  if (word === '--version' || word === '-V') {
    process.stdout.write(`${version}\n`);
    return exitStatus.fine;
  }
  const isQuestion = word === undefined || word === 'help' || word === '--help' || word === '-h';
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.flatMap(({ name, summary }) => hang(`  candor ${name.padEnd(width)}  `, summary)).join('\n');
  const overview = `Candor is an authorization server that explains every refusal.\n\n${list}\n\ncandor <command> --help tells its options.\n`;
  if (isQuestion) {
    process.stdout.write(overview);
    return exitStatus.fine;
  }
  const group = commands.filter(({ name }) => name.startsWith(`${word} `));
  if (group.length > 0) return withoutSecondWord(group, args);
  const names = commands.map(({ name }) => name);
  const nearest = nearestName(args.slice(0, 2).join(' '), names, 4) ?? nearestName(word, names, 3);
  const hint = nearest ? `Did you mean candor ${nearest}?\n` : `\n${overview}`;
  process.stderr.write(`There is no command candor ${word}. ${hint}`);
  return exitStatus.usage;
}

/** `candor check` alone, or with a second word that is none of its. */
function withoutSecondWord(group: readonly Command[], [word = '', second]: readonly string[]): number {
  const list = group.flatMap(({ usage, summary }) => [`  ${usage}`, ...hang('      ', summary)]).join('\n');
  if (second === '--help' || second === '-h') {
    process.stdout.write(`${list}\n`);
    return exitStatus.fine;
  }
  const names = group.map(({ name }) => name);
  const nearest = second === undefined ? undefined : nearestName(`${word} ${second}`, names, 4);
  const missing =
    second === undefined ? `candor ${word} needs one more word.` : `There is no command candor ${word} ${second}.`;
  process.stderr.write(`${missing}${nearest ? ` Did you mean candor ${nearest}?` : `\n\n${list}`}\n`);
  return exitStatus.usage;
}
