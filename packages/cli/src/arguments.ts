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
  refuseUnknown(command, args);
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: typesOf(command), allowPositionals: true });
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
    const isOfValue = code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE';
    const fault = (isOfValue ? valueFault(command, args) : undefined) ?? `${message}.`;
    throw new CommandError(exitStatus.usage, `${fault}\n\n${usageOf(command)}`);
  }
}

/** Says which option lacks its value, or has one that it does not take. */
function valueFault(command: Command, args: readonly string[]): string | undefined {
  const { tokens } = parseArgs({ args: [...args], options: typesOf(command), strict: false, tokens: true });
  for (const token of tokens) {
    const option = token.kind === 'option' ? command.options.find(({ name }) => name === token.name) : undefined;
    if (token.kind !== 'option' || option === undefined) continue;
    const isGiven =
      token.value !== undefined && token.value !== '' && (token.inlineValue || !token.value.startsWith('-'));
    if (option.type === 'string' && !isGiven) return `--${option.name} needs a value: ${option.flag}.`;
    if (option.type === 'boolean' && token.value !== undefined) return `--${option.name} takes no value.`;
  }
  return undefined;
}

function typesOf({ options }: Command): Readonly<Record<string, { readonly type: 'string' | 'boolean' }>> {
  return Object.fromEntries(options.map(({ name, type }) => [name, { type }]));
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
  const ends = command.ends === undefined ? [] : ['', ...hang('', command.ends)];
  return [`${command.summary}`, '', `  ${command.usage}`, '', ...lines, ...ends].join('\n');
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
