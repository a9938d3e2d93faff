import { parseArgs } from 'node:util';
import { nearestName } from '@candor/protocol';
import type { Command } from './commands.ts';
import { CommandError, exitStatus } from './exit-status.ts';

export interface ParsedArguments {
  readonly text: Readonly<Record<string, string | undefined>>;
  readonly isSet: (name: string) => boolean;
  readonly words: readonly string[];
}

/**
 * Parses the arguments of a command.
 * @throws CommandError naming the nearest known option for an unknown one.
 */
export function parseArguments(command: Command, args: readonly string[]): ParsedArguments {
  const options = Object.fromEntries(command.options.map(({ name, type }) => [name, { type }]));
  refuseUnknown(command, args);
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const given = values as Readonly<Record<string, string | boolean | undefined>>;
    return {
      text: Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string')) as Record<
        string,
        string
      >,
      isSet: (name) => given[name] === true,
      words: positionals,
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const fault = code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' ? valueFault(command, message) : `${message}.`;
    throw new CommandError(exitStatus.usage, `${fault}\n\n${usageOf(command)}`);
  }
}

/** Says which option lacks its value, or has one that it does not take. */
function valueFault(command: Command, message: string): string {
  const name = /--([\w-]+)/.exec(message)?.[1] ?? '';
  const option = command.options.find((one) => one.name === name);
  if (option === undefined) return `${message}.`;
  return option.type === 'string' ? `--${name} needs a value: ${option.flag}.` : `--${name} takes no value.`;
}

function refuseUnknown(command: Command, args: readonly string[]): void {
  const names = command.options.map(({ name }) => name);
  for (const arg of args) {
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name === undefined || names.includes(name)) continue;
    const nearest = nearestName(name, names, 3);
    const hint = nearest ? `Did you mean --${nearest}?` : usageOf(command);
    throw new CommandError(exitStatus.usage, `candor ${command.name} has no option --${name}. ${hint}`);
  }
}

/** How a command is written, with its options. */
export function usageOf(command: Command): string {
  const width = Math.max(...command.options.map(({ flag }) => flag.length));
  const lines = command.options.flatMap(({ flag, meaning, default: fallback }) =>
    hang(`  ${flag.padEnd(width)}  `, `${meaning}${fallback ? ` Default ${fallback}.` : ''}`),
  );
  return [`${command.summary}`, '', `  ${command.usage}`, '', ...lines].join('\n');
}

/** In columns. */
const widestLine = 80;

/** A text behind a label, broken at its blanks into lines that fit into a terminal. */
export function hang(label: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && label.length + line.length + 1 + word.length > widestLine) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one, at) => `${at === 0 ? label : ' '.repeat(label.length)}${one}`);
}

/** Says that a command was given nothing to read, and how it reads what is piped into it. */
export function nothingNamed(command: Command): CommandError {
  const piped =
    process.stdin.isTTY === true ? '' : `Nothing was named. candor ${command.name} - reads what is piped in.\n\n`;
  return new CommandError(exitStatus.usage, `${piped}${usageOf(command)}`);
}
