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
const mark = [
  String.raw`\[?(?:${dates})(?: (?:${levels}))?(?:\]|(?=\s|$))`,
  String.raw`(?:[[(](?:${levels})[\])]|(?:${levels})(?=[\s:]))(?::[\w.]{0,60}:?)?`,
  String.raw`[a-z]{4,5}: [\w.]{1,120}\[\d{1,9}\]$`,
  String.raw`[DIWEF],(?=\s\[)|[\d.:[\]a-f]{7,45}:(?=\s[A-Z]{3,7}\s)|<\d{1,3}>\d?|(?:https?|h2|wss?)(?=\s\d{4}-\d\d-)|std(?:out|err) [FP](?=\s)`,
  String.raw`[\w.-]{1,60}[ \t]{0,12}\|(?=\s)|\[[^[\]\n]{1,80}\](?=\s)`,
  String.raw`\d{1,6}[:|]?[ \t]{1,4}(?=(?:GET|POST|PUT|PATCH|DELETE) |[a-z_]{4,20}=|[1-5]\d\d \{)`,
].join('|');
/** What may stand behind it: processes, threads, and the names of who speaks. */
const name = String.raw`-{1,3}(?=\s)|\d{1,9}(?=\s+[-[])|#\d{1,9}\]|[\w-]{1,60}(?=\s\S{1,60}\[\d{1,9}\]:)|(?!https?:)[\w-]{0,40}[.[#/$][^\s"'{}=?&]{1,80}(?=\s)|:(?=\s)`;
const begin = new RegExp(`(?:${mark})\\s{0,40}`, 'y');
const further = new RegExp(`(?:${mark}|${name})\\s{0,40}`, 'y');
/** A cell of a table that was exported, with the time in the one before it. */
const cells = /^"([^"\n]{8,40})","(.*)"\s*$/;
/** How a line begins that needs no mark: the settings of logfmt, and what Rails writes. */
const ownForm =
  /^(?:(?:time|ts|t|level|lvl|severity|logger|msg|source)=\S|Started (?:GET|POST|PUT|PATCH|DELETE) "|Processing by \w|Parameters: \{|Completed [1-5]\d\d )/;

/** The parts of one line. */
export function logLineOf(line: string): LogLine {
  const cell = cells.exec(line);
  if (cell) return { message: (cell[2] ?? '').replaceAll('""', '"'), time: isoTime(cell[1] ?? ''), isLogged: true };
  const at = behindMarks(line);
  const message = line.slice(at);
  const isLogged = at > 0 && line.slice(0, at).trim() !== '';
  return { message, time: isoTime(line.slice(0, 200)), isLogged: isLogged || ownForm.test(message) };
}

/** A text as it was before a terminal coloured it. */
export function withoutColours(text: string): string {
  return text.replace(colour, '');
}

function behindMarks(line: string): number {
  let at = line.length - line.trimStart().length;
  for (let pattern = begin; ; pattern = further) {
    pattern.lastIndex = at;
    const size = pattern.exec(line)?.[0].length ?? 0;
    if (size === 0) return at;
    at += size;
  }
}
