/** A line with a request and what came of it: `POST https://… 400 (Bad Request)`, `GET a -> 302 b`. */
import { isPrefix } from './line-forms.ts';
import { logLineOf } from './log-line.ts';
import { bodyNotShown } from './logged-exchange.ts';
import { timeIn } from './logged-time.ts';

/** The request, and behind it what only an answer begins with. */
const answered =
  /^(?<prefix>[^\n]{0,100}?)(?<![\w"'/.-])(?<line>(?:(?:GET|POST|PUT|PATCH|DELETE|OPTIONS)[ \t]{1,4})?(?:https?:\/\/|\/|[\w.-]{1,200}\.[a-z]{2,20}\/)\S{0,4096})(?:[ \t]{1,4}(?<form>[\w.-]{2,64}=[^\s{}]{1,8000}(?:[ \t][\w.-]{1,64}=[^\s{}]{0,8000}){0,12}))?(?:[ \t]{1,4}\(\+?[\d.]{1,8}[ \t]?m?s\))?[ \t]{1,4}(?::[ \t])?(?<rest>(?:->|→|=>|(?:gives|gave|returns|returned|answers|answered)(?= [1-5]\d\d[ \t\r]*$)|net::ERR_|\[HTTP\/|[1-5]\d\d(?:[ \t](?:[A-Z][\w -]{1,40} )?(?=\{)| \(|(?=[ \t\r]*$|,? retr)))[^\n]{0,20000}?)[ \t\r]*$/gm;
/** The JSON of an answer, with its status, an arrow, or both before it. */
const answerInJson =
  /^(?:->|→|=>)?[ \t]{0,8}(?:(?<status>[1-5]\d\d)\b[ \t]{0,4}(?:[A-Z][\w -]{1,40})?)?[ \t]{0,4}(?<body>\{[ \t]{0,4}"[^\n]{1,20000}\})$/;
/** A log of calls that has no more than the status, and what the program does then. */
const bare = /^(?<status>[1-5]\d\d)(?:,? retr[^\n]{0,80})?$/;
/** What the console of a browser says: the status with its name in brackets, or the failure of the network. */
const consoleStatus = /^(?:\[HTTP\/[\d.]{1,3} )?(?<status>[1-5]\d\d)(?: (?:\([^()\n]{0,40}\)|[A-Z][\w ]{0,60}\]))?$/;
const consoleFailure = /^net::ERR_[A-Z_]{3,60}(?: (?<status>[1-5]\d\d))?(?: \([^()\n]{0,40}\))?$/;
/** What people write behind an arrow: a status, an address, or both, and words. */
const arrow =
  /^(?:->|→|=>|[a-z]{4,8}(?= \d))[ \t]{0,4}(?:HTTP\/[\d.]{1,3} )?(?<status>[1-5]\d\d)?(?:[ \t,;:]{1,4}(?:Found|See Other|to(?= https?:)|Location:(?= \S))){0,2}[ \t,;:]{0,4}(?<said>[^\n]*)$/;
const nameOfStatus = /^(?:OK|[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){0,2})$/;
const setsHeader = /^(?:set-cookie|location|www-authenticate):[ \t]/i;

/** Writes such lines out as request and answer; those that have their JSON behind them, and sentences, stay. */
export function answeredWrittenOut(text: string): string {
  return text.replace(answered, (whole: string, ...rest: unknown[]) => {
    const found = rest.at(-1) as Record<'prefix' | 'line' | 'rest', string> & { readonly form?: string };
    if (!isPrefix(logLineOf(found.prefix).message)) return whole;
    const json = answerInJson.exec(found.rest)?.groups;
    const hasMethod = /^[A-Z]{3,7}[ \t]/.test(found.line);
    if (found.form !== undefined && json === undefined && !endsWithStatus.test(found.rest)) return whole;
    const answer =
      json === undefined
        ? (shownBehind(found.rest, found.line) ?? bareAnswerOf(found))
        : hasMethod && answerOf(json.status, json.body);
    if (!answer) return whole;
    const [at, all] = rest.slice(-3, -1) as [number, string];
    const behind = followed(answer, all.slice(at + whole.length, at + whole.length + 40));
    const line = hasMethod ? found.line : `GET ${found.line}`;
    return `${line} HTTP/1.1\n${timeIn(found.prefix)}${sentWith(found)}${answer}${behind}`;
  });
}

const endsWithStatus = /^(?:(?:->|→|=>)[ \t]{0,4})?[1-5]\d\d(?:,? retr[^\n]{0,80})?$/;

/** The form of a request; that its body is not shown, where it has none. */
function sentWith({ line, form }: { readonly line: string; readonly form?: string }): string {
  if (form !== undefined)
    return `Content-Type: application/x-www-form-urlencoded\n\n${form.trim().replace(/[ \t]+/g, '&')}\n\n`;
  return /^POST\b/.test(line) ? `${bodyNotShown}: 1\n\n` : '\n';
}

/** An answer of JSON as it comes. */
export function answerOf(status = '', body = ''): string {
  return `${status === '' ? 'Response:' : `HTTP/1.1 ${status}`}\nContent-Type: application/json\n\n${body}\n`;
}

/** The status alone behind the whole address of a call that a log has with its time. */
function bareAnswerOf({ prefix, line, rest }: Record<'prefix' | 'line' | 'rest', string>): string | undefined {
  const status = bare.exec(rest)?.groups?.status;
  const isCall = /^[A-Z]{3,7}[ \t]{1,4}https?:/.test(line) && timeIn(prefix) !== '';
  return isCall && status !== undefined ? `HTTP/1.1 ${status}\n` : undefined;
}

function shownBehind(rest: string, line: string): string | undefined {
  const hasMethod = /^[A-Z]/.test(line);
  const failure = consoleFailure.exec(rest)?.groups;
  const status = (failure ?? consoleStatus.exec(rest)?.groups)?.status;
  // Logs of servers have paths with the status behind them.
  if (rest === status && !/^[A-Z]+[ \t]+https?:/.test(line)) return undefined;
  if (hasMethod && (failure !== undefined || status !== undefined)) {
    const answer = status === undefined ? '' : `HTTP/1.1 ${status}\n`;
    return failure === undefined ? answer : `${answer}\nError:\n${rest}\n`;
  }
  const { status: code, said = '' } = arrow.exec(rest)?.groups ?? {};
  if (/^https?:\/\/\S+$/.test(said) && (hasMethod || code !== undefined))
    return `${code === undefined ? 'Response:' : `HTTP/1.1 ${code}`}\nLocation: ${said}`;
  if (code !== undefined && said === '' && hasMethod) return `HTTP/1.1 ${code}`;
  if (code === undefined || said === '' || said.startsWith('{') || !hasMethod) return undefined;
  // A server logs paths with what went well; the name of the status is no answer's word.
  if (nameOfStatus.test(said)) return / \//.test(line) ? undefined : `HTTP/1.1 ${code}`;
  if (setsHeader.test(said)) return `HTTP/1.1 ${code}\n${said}`;
  return isShort(said) ? `HTTP/1.1 ${code}\n\n${said.replace(/^(["'`])(.*)\1$/, '$2')}\n` : undefined;
}

/** The request to where a redirect leads, where its answer stands in the next line. */
function followed(answer: string, next: string): string {
  const target = /\nLocation: (\S+)$/.exec(answer)?.[1];
  return target !== undefined && /^\r?\n(?:HTTP\/\S{1,4} )?[1-5]\d\d(?!\d)/.test(next)
    ? `\n\nGET ${target} HTTP/1.1`
    : '';
}

/** Words of an answer, and no sentence that goes on about it or says when it comes; what stands in quotes was answered. */
function isShort(said: string): boolean {
  if (said.length > 300 || /\b(?:I|we|my|our|but|because|after|when|then)\b/i.test(said)) return false;
  return /^(["'`]).*\1$/.test(said) || !isCondition.test(said);
}

/** `if the verifier is missing`, `for a wrong secret`, `as expected`: somebody tells when a server answers so. */
const isCondition =
  /^\W{0,3}(?:for|on|in case|as|expected|means|with|without)\b|\b(?:if|since|unless|whenever|until|should|would|expected|as (?:it )?should)\b/i;
