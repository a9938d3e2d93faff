/** The log of OkHttp, in which calls that run at the same time stand between each other. */

/** The lines of a log of OkHttp, with what the log puts before them: `D/OkHttp: --> POST https://…`. */
const okHttp = /^(?<before>[^\n]{0,80}?\bOkHttp[\w.$]{0,40}[)\]]?[ \t]{0,4}:[ \t]?)?(?<line>[^\n]{0,20000})$/i;
const okHttpRequest =
  /^-->[ \t](?<line>[A-Z]{3,7}[ \t](?<url>\S{1,4096}))(?:[ \t](?:http\/\S{1,4}|h2|\(\S{1,40} body\)))*[ \t\r]*$/i;
const okHttpAnswer = /^<--[ \t](?<status>[1-5]\d\d)\b[^\n]{0,60}?[ \t](?<url>https?:\/\/\S{1,4096})[^\n]{0,60}$/i;
const okHttpEnd = /^(?:-->|<--)[ \t]END\b/i;
const okHttpFailure = /^<--[ \t]HTTP FAILED\b/i;

/** Lines of one request with those of its answer, or lines beside them. */
interface Piece {
  readonly lines: string[];
  readonly answer: string[];
  /** Where the request goes that waits for its answer. */
  waitsFor?: string | undefined;
}

/** Each request with its answer behind it, by the address that OkHttp names in both; any other text as it is. */
export function okHttpWrittenOut(text: string): string {
  if (!/-->[ \t][A-Z]{3,7}[ \t]/.test(text)) return text;
  const pieces: Piece[] = [];
  let open: string[] | undefined;
  const begin = (line: readonly string[], waitsFor?: string): string[] => {
    const piece: Piece = { lines: [...line], answer: [], waitsFor };
    pieces.push(piece);
    return piece.lines;
  };
  for (const whole of text.split('\n')) {
    const { before, line = whole } = okHttp.exec(whole)?.groups ?? {};
    const request = okHttpRequest.exec(line)?.groups;
    const answer = okHttpAnswer.exec(line)?.groups;
    if (okHttpEnd.test(line)) open = undefined;
    else if (request !== undefined) open = begin([request.line ?? ''], request.url);
    else if (answer !== undefined) {
      const status = `HTTP/1.1 ${answer.status}`;
      const asked = pieces.find(({ waitsFor }) => waitsFor === answer.url);
      if (asked === undefined) open = begin([status]);
      else {
        asked.waitsFor = undefined;
        asked.answer.push(status);
        open = asked.answer;
      }
    } else {
      open ??= begin([]);
      open.push(before === undefined ? whole : line);
      const failed = okHttpFailure.test(line) ? pieces.findLast(({ waitsFor }) => waitsFor !== undefined) : undefined;
      if (failed !== undefined) failed.waitsFor = undefined;
    }
  }
  return pieces.flatMap(({ lines, answer }) => [...lines, ...answer]).join('\n');
}
