/** Shorthand of people and shells, written out as the messages that it stands for. */

const answerBehind =
  /^(?<before>[^\n]{0,2000}?)[ \t]{0,8}(?:->|→|=>|:)?[ \t]{0,8}\b(?<status>[1-5]\d\d)[ \t]{1,8}(?<body>\{[ \t]{0,4}"[^\n]{1,20000}\})[ \t]{0,8}$/gm;
const request =
  /^[ \t]{0,8}(?<line>(?:GET|POST|PUT|PATCH|DELETE)[ \t]{1,4}\S{1,4096})(?:[ \t]{1,4}(?<form>[\w.-]{1,64}=\S{0,8192}))?$/;
/** Windows PowerShell puts the name of the command before the error: no request stands there. */
const errorOfShell = /^[ \t]{0,8}(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)[ \t]{1,4}:[ \t]{1,4}/gim;
const wordOfShell = /^[ \t]{0,8}curl (?=(?:failed|fails|error|errors|returned|returns|says|said|gives)\b)/gim;

/** `400 {…}` in a line of its own or behind a request becomes an answer; the error of a shell loses its command's name. */
export function spelledOut(text: string): string {
  return text
    .replace(errorOfShell, '\nError: ')
    .replace(wordOfShell, 'The command ')
    .replace(answerBehind, (whole: string, ...rest: unknown[]) => {
      const { before = '', status = '', body = '' } = rest.at(-1) as Record<string, string>;
      const asked = before.trim() === '' ? '' : writtenOut(before);
      return asked === undefined ? whole : `${asked}\nHTTP/1.1 ${status}\nContent-Type: application/json\n\n${body}\n`;
    });
}

/** @returns undefined for words that are no request. */
function writtenOut(before: string): string | undefined {
  const { line, form } = request.exec(before)?.groups ?? {};
  if (line === undefined) return undefined;
  const body = form === undefined ? '' : `Content-Type: application/x-www-form-urlencoded\n\n${form}\n`;
  return `${line} HTTP/1.1\n${body}`;
}
