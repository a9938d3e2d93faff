/** The exchanges that stand in the lines of a log, written out as the messages that they are, where they began. */
import { accessLine, isPrefix } from './line-forms.ts';
import { logLineOf, withoutColours } from './log-line.ts';
import { messagesOf } from './log-messages.ts';
import { type LogPart, partOfFields, partOfMessage } from './log-part.ts';
import { isWholeRequest, linesOf, recordIn, timeOfRecord } from './log-record.ts';
import { endOfExchange } from './logged-exchange.ts';
import type { RawHeader } from './raw-message.ts';
import { printedAt } from './read-literal.ts';

/** An exchange whose lines have not all come yet. */
interface OpenExchange {
  readonly part: LogPart;
  readonly time: string;
  /** Where it is to stand among the lines. */
  readonly place: number;
}

/** A line, or several that one object goes over, with the part that it shows. */
interface Read {
  readonly part: LogPart;
  readonly time: string;
  readonly isLogged: boolean;
  readonly isRecord: boolean;
  /** The line between headers and body, as a log of the wire has it. */
  readonly isEmpty: boolean;
  /** The last of its lines. */
  readonly end: number;
}

/** Every exchange in one piece; lines that are no part of one as they are. */
export function logWrittenOut(text: string): string {
  const lines = linesOf(withoutColours(text));
  const log = new LogWriter(toldIn(lines));
  for (let at = 0; at < lines.length; at++) at = log.take(lines, at);
  return log.finish();
}

/** The paths of requests that somebody shows beside a log, which tells them again. */
function toldIn(lines: readonly string[]): ReadonlySet<string> {
  const shown = lines.map((line) => plainRequest.exec(line)?.[1]).filter((url) => url !== undefined);
  return new Set(shown.map(pathOf));
}

const plainRequest =
  /^[ \t>$]{0,8}(?:Request URL:[ \t]{0,4}|(?:GET|POST|PUT|PATCH|DELETE)[ \t]{1,4}(?=\S{1,8000}(?:[ \t]HTTP\/\S{1,4})?[ \t\r]*$)|curl\b[^\n]{0,400}?(?=https?:))((?:https?:\/\/|\/)[^\s'"]{1,8000})/;

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]{0,300}/, '').replace(/[?#].*$/, '');
}

class LogWriter {
  readonly #lines: string[] = [];
  #open: OpenExchange | undefined;
  #wasLogged = false;
  /** Whether an answer stands below the line that was read last, as below the error of a client. */
  #isAnsweredBelow = false;
  #lastTime = '';
  /** The error of a client that was read last, which many a log has twice. */
  #lastError = '';
  /** How many objects over several lines are still looked into: each may cost as much as its lines are long. */
  #objects = 300;
  readonly #told: ReadonlySet<string>;

  constructor(told: ReadonlySet<string>) {
    this.#told = told;
  }

  /** Takes the line at `at`, and those that its object goes over. @returns the index of the last one taken. */
  take(lines: readonly string[], at: number): number {
    const line = lines[at] ?? '';
    const read = this.#read(lines, at);
    const isLog = read.isLogged || (this.#wasLogged && /^\s*$/.test(line));
    if (!isLog) this.#leave();
    const isTaken = isExchangeElsewhere.test(line) ? false : this.#join(read, line, at);
    this.#wasLogged = isLog || (isTaken && read.isRecord);
    this.#isAnsweredBelow =
      read.part.given === undefined && /^\s*[{<]/.test(lines.slice(read.end + 1, read.end + 3).join(''));
    if (isTaken) return read.end;
    this.#lines.push(line);
    return at;
  }

  finish(): string {
    this.#end(true);
    return this.#lines.join('\n');
  }

  #read(lines: readonly string[], at: number): Read {
    const { message, time, isLogged } = logLineOf(lines[at] ?? '');
    const continues = this.#wasLogged && /^(?:[ \t]|[\w-]{2,40}: \S)/.test(lines[at] ?? '');
    if (time !== '' || !continues) this.#lastTime = time;
    const { text, end } = this.#whole(lines, at, bare(message.trim()));
    const record = recordIn(text);
    const part = record === undefined ? partOfMessage(text) : partOfFields(record);
    return {
      part,
      time: (record && timeOfRecord(record)) || this.#lastTime,
      isLogged: isLogged || continues || (record !== undefined && this.#wasLogged),
      isRecord: record !== undefined,
      isEmpty: text === '' && message !== '',
      end,
    };
  }

  /** A message with the lines that its object goes over, each without what the log puts before it. */
  #whole(lines: readonly string[], at: number, message: string): { readonly text: string; readonly end: number } {
    const alone = { text: message, end: at };
    if (!/\{\s*$/.test(message) || this.#objects === 0 || !beginsMember.test(logLineOf(lines[at + 1] ?? '').message))
      return alone;
    this.#objects -= 1;
    const start = message.lastIndexOf('{');
    const rest = lines.slice(at + 1, at + 200).map((line) => logLineOf(line).message);
    const text = [message.slice(start), ...rest].join('\n');
    const found = text.slice(0, printedAt(text, 0)?.end ?? 0);
    if (found === '') return alone;
    return { text: `${message.slice(0, start)}${found}`, end: at + found.split('\n').length - 1 };
  }

  /** @returns false for a line that belongs to no exchange. */
  #join(read: Read, line: string, at: number): boolean {
    const { part, time } = read;
    const access = accessLine.exec(line);
    if (access !== null && part.host === undefined && !/https?:\/\/\S{1,300} "[A-Z]/.test(line))
      return this.#access(read, access, line);
    const isWhole = read.end > at && isWholeRequest(part);
    const isShown = read.isLogged || read.isRecord || isWhole || isPlain(part) || part.error !== undefined;
    if (isWished.test(part.rest) || !isShown) return false;
    const open = this.#open?.part;
    if (this.#lastError !== '' && part.error?.endsWith(this.#lastError)) return false;
    this.#lastError = part.error ?? this.#lastError;
    if (isRequest(read) && !isAgain(open, part)) {
      if (this.#isTold(part.url) || tellsOfOthers(part)) return false;
      this.#begin(part, time);
    } else if (part.url === undefined && isRedemption(part) && !waitsForBody(open) && open?.sent !== part.sent) {
      if (this.#isTold()) return false;
      this.#begin(part, time);
    } else if (open === undefined || !(joined(open, part) || read.isEmpty)) return false;
    if (part.error === undefined && (wordsIn(part) > 4 || ofFailure.test(part.rest))) this.#lines.push(line);
    return true;
  }

  /** Tells whether somebody shows the request beside the log; one without an address may be any of them. */
  #isTold(url?: string): boolean {
    return url === undefined ? this.#told.size > 0 : this.#told.has(pathOf(url));
  }

  /** A line of an access log, which says nothing of the body. */
  #access({ part, time }: Read, access: RegExpExecArray, line: string): boolean {
    const [, method = '', path = '', status = ''] = access;
    const url = path.replace(/"$/, '');
    if (url.includes('?') || !ofLogin.test(url) || this.#isTold(url)) return false;
    if (ofFailure.test(part.rest) || part.given !== undefined) this.#lines.push(line);
    this.#begin({ method, url, status: Number(status), headers: [], answeredHeaders: [], rest: '' }, time);
    this.#end(true);
    return true;
  }

  #begin(part: LogPart, time: string): void {
    this.#end(true);
    this.#open = { part, time, place: this.#lines.length };
    this.#lines.push('');
  }

  /** Writes down the exchange that is open; what follows outside of the log may go on with it. */
  #leave(): void {
    this.#end(false);
  }

  #end(isWhole: boolean): void {
    if (this.#open === undefined) return;
    const { part, time, place } = this.#open;
    const said = part.error === undefined ? '' : `\n\nError:\n${part.error}\n`;
    const isEnd = isWhole || part.status !== undefined || this.#lines.length > place + 1;
    if (said !== '' && this.#isAnsweredBelow) this.#lines[place] = `${said}\n${messagesOf(part, time, true)}`;
    else
      this.#lines[place] = isEnd
        ? `${messagesOf(part, time, true)}\n${endOfExchange}${said}`
        : messagesOf(part, time, false);
    this.#open = undefined;
  }
}

/** A request with what came of it behind an arrow, and the failures of browsers, which are read elsewhere. */
const isExchangeElsewhere =
  /(?:GET|POST|PUT|PATCH|DELETE|OPTIONS)[ \t][^\n]{0,8000}[ \t](?:(?:->|→|=>)[ \t]|net::ERR_|\[HTTP\/)/;
const beginsMember = /^(?:["'}]|[\w$.-]{1,60}["']?\s?(?:=>|[:=]))/;
const isWished = /(?<![\w./-])(?:should|would|expected|instead|for example|e\.g\.)(?![\w./-])/i;
const ofLogin = /token|authori[sz]e|oauth|openid|userinfo|introspect|revo(?:ke|cation)|\.well-known|jwks/i;

/** A request with its body on one line, and nothing said beside them. */
function isPlain({ method, url, sent, rest }: LogPart): boolean {
  const isLabelled =
    /\b(?:request|params|parameters|body|form|payload|data)\b/i.test(rest) && /grant_type=/.test(sent ?? '');
  return sent !== undefined && isPrefix(rest) && ((method !== undefined && url !== undefined) || isLabelled);
}

function isRequest({ part, isRecord }: Read): boolean {
  return (
    part.url !== undefined && (part.method !== undefined || isRecord || part.error !== undefined || isRedemption(part))
  );
}

/** Tells whether a line names once more the request that waits for its answer. */
function isAgain(open: LogPart | undefined, { url, method }: LogPart): boolean {
  return open !== undefined && open.url === url && (method ?? open.method) === open.method && open.status === undefined;
}

const ofFailure =
  /fail|error|exception|invalid|missing|time(?:d )?out|\b(?:denied|expired|mismatch|reject|refus|unable|could not|cannot)/i;

function wordsIn({ rest }: LogPart): number {
  return rest.match(/[A-Za-z]{3,}/g)?.length ?? 0;
}

/** A sentence that names a request beside what it tells, and a page of an app of which nothing is known. */
function tellsOfOthers(part: LogPart): boolean {
  const { url = '', sent, status = 0 } = part;
  if (sent !== undefined || url.includes('?')) return false;
  return (status === 0 && wordsIn(part) > 4) || (url.startsWith('/') && status < 400 && !ofLogin.test(url));
}

function isRedemption({ sent = '' }: LogPart): boolean {
  return /(?:^|&|")grant_type["=]/.test(sent);
}

function waitsForBody(open: LogPart | undefined): boolean {
  return open !== undefined && open.sent === undefined && open.status === undefined && open.method !== 'GET';
}

/** The parameters of a login, as a server lists them. */
function isQueryOf({ method, url }: LogPart, { sent = '' }: LogPart): boolean {
  return method === 'GET' && url !== undefined && /(?:^|&)response_type=/.test(sent);
}

/** Adds to an exchange what a line shows. @returns false where that belongs elsewhere. */
function joined(open: LogPart, part: LogPart): boolean {
  const isHeader = part.rest === '' && part.headers.length > 0;
  const isRefusal =
    part.given !== undefined && (part.status ?? open.status) === open.status && (open.status ?? 400) >= 400;
  const answers = (part.status !== undefined && open.status === undefined) || (isRefusal && open.given === undefined);
  if (isQueryOf(open, part)) {
    if (!open.url?.includes('?')) open.url += `?${part.sent}`;
    return true;
  }
  const asks = part.sent !== undefined && (waitsForBody(open) || open.sent !== undefined);
  if (!isHeader && !answers && !asks && part.headers.length + part.answeredHeaders.length === 0) return false;
  if (asks && open.sent === undefined) {
    open.sent = part.sent ?? '';
    if (part.isSentPart) open.isSentPart = true;
  }
  if (part.error !== undefined) open.error = part.error;
  if (answers) {
    if (part.status !== undefined) open.status ??= part.status;
    if (part.given !== undefined) open.given ??= part.given;
  }
  const isAnswered = open.status !== undefined && isHeader;
  addHeaders(isAnswered ? open.answeredHeaders : open.headers, part.headers);
  addHeaders(open.answeredHeaders, part.answeredHeaders);
  return true;
}

function addHeaders(known: RawHeader[], more: readonly RawHeader[]): void {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  known.push(...more.filter(({ name }) => !names.has(name.toLowerCase())));
}

/** What a log of the wire puts around a line, and the word for its side. */
function bare(message: string): string {
  return message
    .replace(/^(?:http-outgoing-\d{1,9} )?(?:>>|<<|-{2,3}>|<-{2,3}) ?/, '')
    .replace(/^"(.{0,16000})"$/, '$1')
    .replace(/(?:\[\\r\])?\[\\n\]$/, '')
    .replace(/^(?:request|response|req|res|header)(?: (?:body|headers?))?: (?=\S)/i, '');
}
