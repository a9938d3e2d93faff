/** The log of OkHttp, in which calls that run at the same time stand between each other. */

/** The lines of a log of OkHttp, with what the log puts before them: `D/OkHttp: --> POST https://…`. */
const okHttp = /^(?<before>[^\n]{0,80}?\bOkHttp[\w.$]{0,40}[)\]]?[ \t]{0,4}:[ \t]?)?(?<line>[^\n]{0,20000})$/i;
const okHttpRequest =
  /^-->[ \t](?<line>[A-Z]{3,7}[ \t](?<url>\S{1,4096}))(?:[ \t](?:http\/\S{1,4}|h2|\(\S{1,40} body\)))*[ \t\r]*$/i;
const okHttpAnswer = /^<--[ \t](?<status>[1-5]\d\d)\b[^\n]{0,60}?[ \t](?<url>https?:\/\/\S{1,4096})[^\n]{0,60}$/i;
const okHttpEnd = /^(?:-->|<--)[ \t]END\b/i;
const okHttpFailure = /^<--[ \t]HTTP FAILED\b/i;

/** Each request with its answer behind it, by the address that OkHttp names in both; any other text as it is. */
export function okHttpWrittenOut(text: string): string {
  if (!/-->[ \t][A-Z]{3,7}[ \t]/.test(text)) return text;
  const pieces: string[][] = [];
  /** The requests without an answer, by their addresses. */
  let waiting: readonly (readonly [url: string, lines: string[]])[] = [];
  let open: string[] | undefined;
  for (const whole of text.split('\n')) {
    const { before, line = whole } = okHttp.exec(whole)?.groups ?? {};
    const message = (okHttpRequest.exec(line) ?? okHttpAnswer.exec(line))?.groups;
    if (message !== undefined) {
      const { line: asked, url = '', status } = message;
      const request = asked === undefined ? waiting.find(([one]) => one === url) : undefined;
      open = request?.[1] ?? [];
      if (request === undefined) pieces.push(open);
      waiting = asked === undefined ? waiting.filter((one) => one !== request) : [...waiting, [url, open]];
      open.push(asked ?? `HTTP/1.1 ${status}`);
    } else if (okHttpEnd.test(line)) open = undefined;
    else {
      if (open === undefined) {
        open = [];
        pieces.push(open);
      }
      open.push(before === undefined ? whole : line);
      if (okHttpFailure.test(line)) waiting = waiting.slice(0, -1);
    }
  }
  return pieces.flat().join('\n');
}
