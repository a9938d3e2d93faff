/** Shorthand of people, shells and logs, written out as the messages that it stands for. */

import { answeredWrittenOut } from './answered-line.ts';
import { dumpedWrittenOut } from './dumped-object.ts';
import { streamWrittenOut } from './followed-stream.ts';
import { isPrefix } from './line-forms.ts';
import { logWrittenOut } from './log-written-out.ts';
import { bodyNotShown, loggedWrittenOut } from './logged-exchange.ts';
import { timeIn } from './logged-time.ts';
import { panelWrittenOut } from './network-panel.ts';
import { savedWrittenOut } from './saved-request.ts';

/** A line that ends with a status, an answer, or both; an arrow may stand before them. */
const answerBehind =
  /^(?<before>|[^\n{]{0,9000}?[^\s{])[ \t]{0,8}(?:(?<arrow>->|→|=>)|:)?[ \t]{0,8}(?:\b(?<status>[1-5]\d\d)\b(?:[ \t][A-Z][A-Za-z]{1,14}(?:[ \t-][A-Z][A-Za-z]{1,14}){0,3}(?=[ \t]{0,8}(?:\{|\r?$)))?)?[ \t]{0,8}(?<body>\{[ \t]{0,4}"[^\n]{1,20000}\})?[ \t\r]{0,8}$/;
/** A line that begins with a status or names a method, and ends as an answer may. */
const mayAnswer = /^(?=[^\n]{0,100}?(?:[1-5]\d\d|GET|POST|PUT|PATCH|DELETE)\b)[^\n]{0,30000}[}\da-z][ \t\r]{0,8}$/gm;
/** The request of such a line: behind the time, the name of who logged it or of who wrote it, at most. */
const request =
  /^(?<prefix>[^\n]{0,100}?)(?<![\w"'/.-])(?<line>(?:GET|POST|PUT|PATCH|DELETE)[ \t]{1,4}\S{1,4096})(?:[ \t]{1,4}(?<form>[\w.-]{1,64}=\S{0,8192}(?:[ \t][\w.-]{1,64}=\S{0,8192}){0,12}))?(?:[ \t]{1,4}\(\+?[\d.]{1,8}[ \t]?m?s\))?$/;
/** An answer that was logged, in a line of its own. */
const loggedAnswer =
  /^(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,]{8,15}\S{0,7}[ \t])?(?:<- ?|← ?)?(?:response|answer|reply|answered|status)[ \t:=]{1,3}(?<status>[1-5]\d\d)[ \t]{0,4}(?<body>\{[ \t]{0,4}"[^\n]{1,20000}\})[ \t\r]*$/gim;
/** PowerShell puts the name of the command before the error, which may be the answer: no request stands there. */
const errorOfShell =
  /^[ \t]{0,8}(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)[ \t]{0,4}:[ \t]{1,4}(\{[ \t]{0,4}"[^\n]{1,20000}\}(?=[ \t\r]{0,8}$))?/gim;
/** An answer within a sentence that says whose it is: it has a token, or an error behind the word for an answer. */
const namedAnswer =
  /^[ \t]{0,12}(?:[\w.'-]{1,20} ){0,4}(?:answers?|response|reply|said|says|answered|returned|returns|responded)(?: (?:body|data|with|was))?[ \t]?:?[ \t]{1,4}(?=\{[ \t]{0,4}"(?:access_token|token_type|error)"[^\n]{1,20000}\}[ \t\r]*$)/gim;
const wordOfShell = /^[ \t]{0,8}curl (?=(?:failed|fails|error|errors|returned|returns|says|said|gives)\b)/gim;

/** `400 {…}` in a line of its own or behind a request becomes an answer; the error of a shell loses its command's name. */
export function spelledOut(text: string): string {
  const plain = dumpedWrittenOut(savedWrittenOut(panelWrittenOut(streamWrittenOut(text))));
  return answeredWrittenOut(logWrittenOut(loggedWrittenOut(plain)))
    .replace(errorOfShell, (_whole, body?: string) => (body === undefined ? '\nError: ' : answer('', body)))
    .replace(wordOfShell, 'The command ')
    .replace(namedAnswer, '\nResponse:\n\n')
    .replace(mayAnswer, exchangeIn)
    .replace(loggedAnswer, (_whole: string, ...rest: unknown[]) => {
      const { status, body } = rest.at(-1) as Record<string, string | undefined>;
      return answer(status, body);
    });
}

/** The exchange of one line; the line itself, where it is none. */
function exchangeIn(whole: string): string {
  const { before = '', arrow, status, body } = answerBehind.exec(whole)?.groups ?? {};
  if (status === undefined && (body === undefined || arrow === undefined)) return whole;
  if (body === undefined && (arrow === undefined || before.trim() === '')) return whole;
  const asked = before.trim() === '' ? '' : writtenOut(before);
  return asked === undefined ? whole : `${asked}\n${answer(status, body)}`;
}

function answer(status = '', body?: string): string {
  if (body === undefined) return `HTTP/1.1 ${status}\n`;
  return `${status === '' ? 'Response:' : `HTTP/1.1 ${status}`}\nContent-Type: application/json\n\n${body}\n`;
}

/** @returns undefined for words that are no request. */
function writtenOut(before: string): string | undefined {
  const { prefix = '', line, form } = request.exec(before)?.groups ?? {};
  if (line === undefined || !isPrefix(prefix)) return undefined;
  const isWritten = /\s(?:https?:\/\/|\/|[\w.-]+\.[a-z]{2,}\/)/i.test(line);
  if (prefix.trim() !== '' && !isWritten) return undefined;
  const fields = form?.trim().replace(/[ \t]+/g, '&');
  const notShown = /^POST\b/.test(line) ? `${bodyNotShown}: 1\n` : '';
  const body = fields === undefined ? notShown : `Content-Type: application/x-www-form-urlencoded\n\n${fields}\n`;
  return `${line} HTTP/1.1\n${timeIn(prefix)}${body}`;
}
