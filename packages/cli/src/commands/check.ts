import {
  type Check,
  checkBasic,
  checkPkce,
  checkRedirect,
  checkRequest,
  checkToken,
  readCapture,
  renderCheck,
} from '@candor/doctor';
import { type ParsedArguments, parseArguments } from '../arguments.ts';
import {
  type Command,
  checkBasicCommand,
  checkPkceCommand,
  checkRedirectCommand,
  checkRequestCommand,
  checkTokenCommand,
} from '../commands.ts';
import { doctorTools } from '../doctor/doctor-tools.ts';
import { readInput } from '../doctor/read-input.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { textOptions } from '../terminal.ts';

interface Program {
  run(args: readonly string[]): Promise<number>;
}

const tools = doctorTools();

/** `candor check pkce VERIFIER CHALLENGE`. */
export const pkce = program(checkPkceCommand, ({ words }) => {
  const [verifier, challenge, ...more] = readWords(words);
  if (verifier === undefined || challenge === undefined || more.length > 0) throw wrongWords(checkPkceCommand);
  return checkPkce(verifier, challenge, tools);
});

/** `candor check redirect SENT REGISTERED…`. */
export const redirect = program(checkRedirectCommand, ({ words }) => {
  const [sent, ...registered] = readWords(words);
  if (sent === undefined || registered.length === 0) throw wrongWords(checkRedirectCommand);
  return checkRedirect(sent, registered, tools);
});

/** `candor check basic HEADER`. */
export const basic = program(checkBasicCommand, ({ words }) => {
  const parts = readWords(words);
  // `Basic abc` without quotes around it is two words.
  if (parts.length === 0) throw wrongWords(checkBasicCommand);
  return checkBasic(parts.join(' '), tools);
});

/** `candor check token TOKEN`. */
export const token = program(checkTokenCommand, ({ words }) => {
  const parts = readWords(words);
  if (parts.length === 0) throw wrongWords(checkTokenCommand);
  return checkToken(parts.join(' '), Date.now());
});

/** `candor check request FILE`: each request in it. */
export const request = program(checkRequestCommand, ({ words }) => {
  const [name, ...more] = words;
  if (name === undefined || more.length > 0) throw wrongWords(checkRequestCommand);
  const { exchanges } = readCapture(readInput(name));
  const checks = exchanges.flatMap((exchange) => {
    const check = checkRequest(exchange, tools);
    return check === undefined ? [] : [{ check, where: exchange.source.from === 'capture' ? exchange.source.at : '' }];
  });
  const [first, ...others] = checks;
  if (first !== undefined && others.length === 0) return first.check;
  const found = checks.map(({ check, where }) => ({ ...check, title: `${where}: ${check.title}` }));
  if (found.length > 0) return found;
  throw new CommandError(
    exitStatus.usage,
    `There is no authorization request and no token request in ${name === '-' ? 'standard input' : name}. Give the address that the browser opens, or the token request as a curl command or as HTTP.`,
  );
});

function program(command: Command, check: (given: ParsedArguments) => Check | readonly Check[]): Program {
  return {
    run: async (args) => {
      const given = parseArguments(command, args);
      const answers = [check(given)].flat();
      const wrong = answers.find(({ right }) => !right);
      // A program reads the first that is wrong as the answer, and each one beside it.
      const answer = { ...(wrong ?? answers[0]), ...(answers.length > 1 && { checks: answers }) };
      process.stdout.write(
        given.isSet('json')
          ? `${JSON.stringify(answer, undefined, 2)}\n`
          : answers.map((one) => renderCheck(one, textOptions())).join('\n'),
      );
      return wrong === undefined ? exitStatus.fine : exitStatus.fault;
    },
  };
}

/** Puts the lines of standard input in the place of `-`, one for each, so that no secret need be a word. */
function readWords(words: readonly string[]): readonly string[] {
  const asked = words.filter((word) => word === '-').length;
  if (asked === 0) return words;
  const lines = readInput('-')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return words.map((word) => (word === '-' ? (lines.shift() ?? '') : word));
}

function wrongWords({ name, usage }: Command): CommandError {
  return new CommandError(exitStatus.usage, `candor ${name} is written: ${usage}`);
}
