/** What a line of a log has before its message: when, how grave, and who speaks. */
import { isoTime } from './logged-time.ts';

/** A line without what its log puts before each of them. */
export interface LogLine {
  readonly message: string;
  /** When the line was written, as a date and a time; empty where it does not say both. */
  readonly time: string;
  /** Whether anything of a log stands before the message. */
  readonly isLogged: boolean;
}

/** Colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what a terminal prints.
const colour = /\x1b\[[\d;]{0,20}m/g;

const clock = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`;
const dates = [
  String.raw`\d{4}[-/]\d\d[-/]\d\d[T ]${clock}(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?`,
  String.raw`\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}`,
  String.raw`[A-Z][a-z]{2} {1,2}\d{1,2}(?:, \d{4} @)? ${clock}`,
  clock,
].join('|');
const levels =
  'TRACE|DEBUG|DBUG|DBG|INFORMATION|INFO|INF|NOTICE|WARNING|WARN|WRN|ERROR|ERR|FAIL|FATAL|CRITICAL|CRIT|SEVERE|VERBOSE';

/** What makes a line one of a log, wherever it stands before the message. */
const marks: readonly RegExp[] = [
  new RegExp(String.raw`\[?(?:${dates})(?: (?:${levels}))?(?:\]|(?=[\s\]]|$))`, 'y'),
  new RegExp(String.raw`(?:[[(](?:${levels})[\])]|(?:${levels})(?=[\s:]))(?::[\w.]{0,60}:?)?`, 'y'),
  /(?:trce|trace|dbug|debug|info|warn|warning|fail|error|crit): [\w.]{1,120}\[\d{1,9}\]$/y,
  /[DIWEF],(?=\s\[)/y,
  /<\d{1,3}>\d?/y,
  /(?:https?|h2|wss?)(?=\s\d{4}-\d\d-\d\dT)/y,
  /[\w.-]{1,60}[ \t]{0,12}\|(?=\s)/y,
  /\[[^[\]\n]{1,80}\](?=\s)/y,
  /(?:stdout|stderr) [FP](?=\s)/y,
  /\d{1,6}[:|)]?[ \t]{1,4}(?=(?:GET|POST|PUT|PATCH|DELETE) |[a-z_]{4,20}=|[1-5]\d\d \{)/y,
];
/** What may stand between them: processes, threads, names of those who speak. */
const names: readonly RegExp[] = [
  /-{1,3}(?=\s)/y,
  /\d{1,9}(?=\s+(?:-|\[))/y,
  /#\d{1,9}\]/y,
  /[\w-]{1,60}(?=\s[\w./-]{1,60}\[\d{1,9}\]:)/y,
  /[\w./$-]{1,60}\[[\w.]{1,40}\]:?(?=\s)/y,
  /\d{4}\/\d\d\/\d\d\/\[[^[\]\n]{1,20}\]\w{1,40}/y,
  /[\w$]{1,40}(?:[.#][\w$]{1,60}){1,9}(?:\s?:)?(?=\s)/y,
  /:(?=\s)/y,
];
/** A cell of a table that was exported, with the time in the one before it. */
const cells = /^"([^"\n]{8,40})","(.*)"\s*$/;
/** How a line begins that needs no mark: the settings of logfmt, and what Rails writes. */
const ownForm =
  /^(?:(?:time|ts|t|level|lvl|severity|logger|msg|source)=\S|Started (?:GET|POST|PUT|PATCH|DELETE) "|Processing by \w|Parameters: \{|Completed [1-5]\d\d )/;

/** The parts of one line. */
export function logLineOf(line: string): LogLine {
  const cell = cells.exec(line);
  if (cell) return { message: (cell[2] ?? '').replaceAll('""', '"'), time: isoTime(cell[1] ?? ''), isLogged: true };
  const { at, isLogged } = beginOf(line);
  const message = line.slice(at);
  return { message, time: isoTime(line.slice(0, 200)), isLogged: isLogged || ownForm.test(message) };
}

/** A text as it was before a terminal coloured it. */
export function withoutColours(text: string): string {
  return text.replace(colour, '');
}

function beginOf(line: string): { readonly at: number; readonly isLogged: boolean } {
  let at = behind(/\s{0,40}/y, line, 0);
  let isLogged = false;
  for (let count = 0; count < 12; count++) {
    const mark = longest(marks, line, at);
    const end = mark > at || !isLogged ? mark : longest(names, line, at);
    if (end === at) break;
    isLogged = true;
    at = behind(/\s{0,40}/y, line, end);
  }
  return { at, isLogged };
}

function longest(patterns: readonly RegExp[], line: string, at: number): number {
  return Math.max(...patterns.map((pattern) => behind(pattern, line, at)));
}

function behind(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(line)?.[0].length ?? 0);
}
