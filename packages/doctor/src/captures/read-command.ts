/** Which command a line begins, and over which lines of a paste it goes. */
import type { RawRequest } from './raw-message.ts';
import { readCurl } from './read-curl.ts';
import { fetchCall, readFetch } from './read-fetch.ts';
import { httpieCommand, readHttpie } from './read-httpie.ts';
import { assignment, powerShellCall, readPowerShell } from './read-power-shell.ts';
import { pythonCall, readPython } from './read-python.ts';
import { withoutPrompt } from './shell-prompt.ts';
import { endOfCall, endOfCommand, endOfStatement, unmarked } from './text-spans.ts';

/** A request that a command sends. */
interface ReadCommand {
  readonly request: RawRequest;
  /** Index of the command's last line. */
  readonly end: number;
}

const curlCommand = /^(?:\S*[\\/])?curl(?:\.exe)?\s/i;

/** Commands by how they begin, the first that fits counts, with what reads them and where they end. */
const commands = [
  { begins: curlCommand, read: readCurl, endOf: endOfCommand },
  { begins: powerShellCall, read: readPowerShell, endOf: endOfScript },
  { begins: assignment, read: readPowerShell, endOf: endOfScript },
  { begins: pythonCall, read: readPython, endOf: endOfStatement },
  { begins: fetchCall, read: readFetch, endOf: endOfCall },
  { begins: httpieCommand, read: readHttpie, endOf: endOfCommand },
] as const;

/** The command of curl, PowerShell or HTTPie, or the call of fetch, that begins at a line; undefined for anything else. */
export function commandAt(lines: readonly string[], at: number): ReadCommand | undefined {
  const line = withoutPrompt(unmarked(lines[at] ?? '').trim());
  const command = commands.find(({ begins }) => begins.test(line));
  const end = command?.endOf(lines, at);
  if (command === undefined || end === undefined) return undefined;
  const isScript = command.read === readPowerShell;
  const rest = lines.slice(at + 1, end + 1).map((one) => (isScript ? withoutPrompt(one) : unmarked(one)));
  const request = command.read([line, ...rest].join('\n'));
  return request === undefined ? undefined : { request, end };
}

/** Last line of a call of PowerShell, behind the values that are prepared for it; undefined where none follows. */
function endOfScript(lines: readonly string[], at: number): number | undefined {
  for (let next = at; next < Math.min(lines.length, at + 60); next++) {
    const line = withoutPrompt((lines[next] ?? '').trim());
    if (powerShellCall.test(line)) return endOfStatement(lines, next);
    if (assignment.test(line)) next = endOfStatement(lines, next);
    else if (line !== '' && !line.startsWith('#')) return undefined;
  }
  return undefined;
}
