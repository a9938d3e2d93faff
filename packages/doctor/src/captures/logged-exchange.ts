/** What clients and browsers print of their exchanges, written out as the messages that it stands for. */
import { okHttpWrittenOut } from './ok-http-log.ts';

/** What `http.client` of Python prints: `send: b'POST …'`, `reply: 'HTTP/1.1 …'` and `header: Date: …`. */
const pythonSends = /^send: b(?<mark>["'])(?<text>[^\n]{1,20000})\k<mark>[ \t\r]*$/gm;
const pythonReplies =
  /^(?:reply: ["'](?<status>HTTP\/[^\n]{1,100}?)(?:\\r\\n)?["']|header: (?<header>[^\n]{1,4096}))[ \t\r]*$/gm;
/** The exchanges that are printed in a text, as plain messages; everything else as it is. */
export function loggedWrittenOut(text: string): string {
  return okHttpWrittenOut(text)
    .replace(pythonSends, (_whole, _mark, sent: string) => unescaped(sent))
    .replace(pythonReplies, (_whole, status?: string, header?: string) => status ?? header ?? '');
}

/** A text of Python with its escapes. */
function unescaped(text: string): string {
  return text.replace(/\\(r|n|t|["'\\])/g, (_whole, one: string) => ({ r: '', n: '\n', t: '\t' })[one] ?? one);
}

/** The name under which is handed on that a request had a body which the log does not show; no header of HTTP. */
export const bodyNotShown = 'x-candor-body-not-shown';
/** A line that ends an exchange whose end a log shows; nobody writes it. */
export const endOfExchange = 'x-candor-end-of-exchange';
