/** Shorthand of people, shells and logs, written out as the messages that it stands for. */

import { answeredWrittenOut, answerOf } from './answered-line.ts';
import { dumpedWrittenOut } from './dumped-object.ts';
import { streamWrittenOut } from './followed-stream.ts';
import { logWrittenOut } from './log-written-out.ts';
import { loggedWrittenOut } from './logged-exchange.ts';
import { panelWrittenOut } from './network-panel.ts';
import { savedWrittenOut } from './saved-request.ts';

/** An answer in a line of its own, behind an arrow or a word for it: its status, its JSON, or both. */
const answerAlone =
  /^(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,]{8,15}\S{0,7})?[ \t]{0,8}(?<comment>\/\/|#)?[ \t]{0,4}(?<arrow>->|→|=>|<-|←)?[ \t:]{0,8}(?:(?:response|answer|reply|answered|status)[ \t:=]{1,3})?(?<status>[1-5]\d\d\b(?:[ \t][A-Z][A-Za-z]{1,14}(?:[ \t-][A-Z][A-Za-z]{1,14}){0,3}(?=[ \t]{0,8}\{))?)?[ \t]{0,8}(?<body>\{[ \t]{0,4}"[^\n]{1,20000}\})[ \t\r]{0,8}$/gim;
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
    .replace(errorOfShell, (_whole, body?: string) => (body === undefined ? '\nError: ' : answerOf('', body)))
    .replace(wordOfShell, 'The command ')
    .replace(namedAnswer, '\nResponse:\n\n')
    .replace(answerAlone, (whole: string, ...rest: unknown[]) => {
      const { comment, arrow, status, body = '' } = rest.at(-1) as Record<string, string | undefined>;
      return (comment ?? arrow ?? status) === undefined ? whole : answerOf(status?.slice(0, 3), body);
    });
}
