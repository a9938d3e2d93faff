import type { RawRequest } from './raw-message.ts';
import { endOfProgramCall, programCall, readCall } from './read-call.ts';
import { readCurl } from './read-curl.ts';
import { httpieCommand, readHttpie } from './read-httpie.ts';
import { assignment, powerShellCall, powerShellCallBehind, readPowerShell } from './read-power-shell.ts';
import { withoutScriptPrompt } from './shell-prompt.ts';
import { endOfCommand, endOfStatement } from './text-spans.ts';

/** One way to send a request by hand: a command of a shell, or a call in a program. */
export interface CommandForm {
  /** What its first line begins with. */
  readonly begins: RegExp;
  readonly read: (text: string) => RawRequest | undefined;
  /** Index of its last line; undefined where none of the lines sends anything. */
  readonly endOf: (lines: readonly string[], at: number) => number | undefined;
  /** Its lines stand behind the prompts of a shell that goes on. */
  readonly isScript?: true;
  /** A number sign before it makes it a comment, and is no prompt of a shell. */
  readonly isCommented?: true;
}

const curlCommand = /^(?:\S*[\\/])?curl(?:\.exe)?\s/i;

/** All forms; the first that fits counts. */
export const commandForms: readonly CommandForm[] = [
  { begins: curlCommand, read: readCurl, endOf: endOfCommand },
  { begins: powerShellCall, read: readPowerShell, endOf: endOfScript, isScript: true, isCommented: true },
  { begins: assignment, read: readPowerShell, endOf: endOfScript, isScript: true, isCommented: true },
  { begins: programCall, read: readCall, endOf: endOfProgramCall, isCommented: true },
  { begins: httpieCommand, read: readHttpie, endOf: endOfCommand },
];

/** A line in which a call may stand: most variables of a paste are prepared for none. */
const calledSomewhere = /\b(?:invoke-(?:restmethod|webrequest)|irm|iwr)\s/i;

/** Last line of a call of PowerShell, behind the values that are prepared for it; undefined where none follows. */
function endOfScript(lines: readonly string[], at: number): number | undefined {
  const last = Math.min(lines.length, at + 60);
  if (!lines.slice(at, last).some((line) => calledSomewhere.test(line))) return undefined;
  for (let next = at; next < last; next++) {
    const line = withoutScriptPrompt((lines[next] ?? '').trim());
    if (powerShellCall.test(line)) return endOfStatement(lines, next);
    if (assignment.test(line)) {
      next = endOfStatement(lines, next);
      if (powerShellCallBehind.test(lines[next] ?? '')) return next;
    } else if (line !== '' && !line.startsWith('#')) return undefined;
  }
  return undefined;
}
