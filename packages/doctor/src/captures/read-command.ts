/** Which command a line begins, and over which lines of a paste it goes. */
import type { RawRequest } from './raw-message.ts';
import { readCurl, readPowerShell } from './read-curl.ts';
import { fetchCall, readFetch } from './read-fetch.ts';
import { httpieCommand, readHttpie } from './read-httpie.ts';
import { endOfCall, endOfCommand, unmarked } from './text-spans.ts';

/** A request that a command sends. */
interface ReadCommand {
  readonly request: RawRequest;
  /** Index of the command's last line. */
  readonly end: number;
}

const curlCommand = /^(?:\$\s*|>\s*|%\s*|#\s*|PS [^>]{0,80}>\s*)?(?:\S*[\\/])?curl(?:\.exe)?\s/i;
const powerShellCommand = /^(?:\$\w+\s*=\s*)?(?:invoke-(?:restmethod|webrequest)|irm|iwr)\s/i;

/** Commands by how they begin, the first that fits counts, with what reads them and where they end. */
const commands = [
  { begins: curlCommand, read: readCurl, endOf: endOfCommand },
  { begins: powerShellCommand, read: readPowerShell, endOf: endOfCommand },
  { begins: fetchCall, read: readFetch, endOf: endOfCall },
  { begins: httpieCommand, read: readHttpie, endOf: endOfCommand },
] as const;

/** The command of curl, PowerShell or HTTPie, or the call of fetch, that begins at a line; undefined for anything else. */
export function commandAt(lines: readonly string[], at: number): ReadCommand | undefined {
  const line = unmarked(lines[at] ?? '').trim();
  const command = commands.find(({ begins }) => begins.test(line));
  if (command === undefined) return undefined;
  const end = command.endOf(lines, at);
  const text = lines
    .slice(at, end + 1)
    .map(unmarked)
    .join('\n');
  const request = command.read(text);
  return request === undefined ? undefined : { request, end };
}
