/** What HTTP clients log of an exchange over several lines, written out as the messages that it stands for. */
import { wireTextOf } from './described-message.ts';
import { formOf, headersOf, isMembers } from './literal.ts';
import { bodyNotShown } from './logged-exchange.ts';
import { timeIn } from './logged-time.ts';
import type { RawRequest } from './raw-message.ts';
import { LiteralReader } from './read-literal.ts';

export function clientLogWrittenOut(text: string): string {
  return ofDotNet(ofRequestsOauthlib(text)).replace(guzzleError, (line: string, ...rest: unknown[]) => {
    const { request = '', status = '', body } = rest.at(-1) as Record<string, string | undefined>;
    const answer = body === undefined ? '' : `Content-Type: application/json\n\n${body}\n`;
    return `${request} HTTP/1.1\n${bodyNotShown}: 1\n\nHTTP/1.1 ${status}\n${answer}\nError:\n${line}`;
  });
}

/** The error of PHP's Guzzle, with the answer unless it was cut. */
const guzzleError =
  /^[^\n`]{0,300}?(?:Client|Server) error: `(?<request>[A-Z]{3,7} https?:\/\/[^\s`]{1,4096})` resulted in a `(?<status>[45]\d\d)[^`\n]{0,60}` response:[ \t\r]{0,4}(?:\n(?=\{))?(?<body>\{[ \t]{0,4}"[^\n]{1,20000}\})?[ \t\r]*$/gm;

const dotNetRequest = /\b(?:Start processing|Sending) HTTP request (?<line>[A-Z]{3,7} https?:\/\/\S{1,4096})/;
const dotNetAnswer =
  /\b(?:Received HTTP response(?: headers)?|End processing HTTP request) after [\d.,]{1,12} ?ms - (?<status>[1-5]\d\d)\b/;
const dotNetHeaders = /\b(?:Request|Response) Headers:[ \t\r]*$/;
const dotNetHeader = /^[ \t]{1,12}[\w-]{1,60}: /;
const dotNetCategory = /^[ \t]{0,4}(?:trce|dbug|info): System\.Net\.Http\.HttpClient\.\S{1,120}[ \t\r]*$/;

/** Two handlers of .NET's HttpClient, one within the other, log the same request, and neither logs a body. */
function ofDotNet(text: string): string {
  if (!dotNetRequest.test(text)) return text;
  const written: string[] = [];
  let [request, status, part] = ['', '', ''];
  for (const whole of text.split('\n')) {
    const line = dotNetRequest.exec(whole)?.groups?.line;
    const answer = dotNetAnswer.exec(whole)?.groups?.status;
    if (line !== undefined && (line !== request || status !== '')) {
      [request, status] = [line, ''];
      written.push(`\n${line} HTTP/1.1\n${timeIn(whole)}${bodyNotShown}: 1`);
    } else if (answer !== undefined && status === '') {
      status = answer;
      written.push(`\nHTTP/1.1 ${answer}`);
    }
    const isOwn = [dotNetRequest, dotNetAnswer, dotNetHeaders, dotNetCategory].some((one) => one.test(whole));
    const isHeader = part === 'headers' && dotNetHeader.test(whole);
    if (isHeader) written.push(whole.trim());
    else if (!isOwn) written.push(...(status !== '' && part !== 'words' ? ['', 'Log:', whole] : [whole]));
    part = isHeader || dotNetHeaders.test(whole) ? 'headers' : isOwn ? '' : 'words';
  }
  return written.join('\n');
}

const oauthlibRequest =
  /^[^\n]{0,200}?Requesting url (?<url>https?:\/\/\S{1,4096}) using method (?<method>[A-Z]{3,7})\.[ \t\r]*\n[^\n]{0,200}?Supplying headers (?<headers>\{[^\n]{0,8000}\}) and data (?<data>[^\n]{0,20000})$/gm;
const oauthlibStatus = /^[^\n]{0,200}?Request to fetch token completed with status (?<status>[1-5]\d\d)\.[ \t\r]*$/gm;
const oauthlibAgain =
  /^[^\n]{0,200}?(?:Passing through key word arguments|Request (?:url|headers|body) (?:was|were)) [^\n]{0,20000}\n/gm;
const oauthlibAnswer =
  /^[^\n]{0,200}?Response headers were (?<headers>\{[^\n]{0,8000}?\}) and content (?<content>[^\n]{0,20000}?)\.?[ \t\r]*$/gm;

/** What requests_oauthlib logs of the redemption of a code. */
function ofRequestsOauthlib(text: string): string {
  if (!/Requesting url https?:\/\/\S{1,4096} using method/.test(text)) return text;
  return text
    .replace(oauthlibRequest, (...found) => {
      const { url, method, headers = '', data = '' } = found.at(-1) as Record<string, string>;
      const sent = new LiteralReader(data, 0, 'python').alone();
      const request: RawRequest = {
        method,
        url,
        headers: headersOf(new LiteralReader(headers, 0, 'python').alone()),
        ...(isMembers(sent) && { body: formOf(sent) }),
      };
      return wireTextOf(request);
    })
    .replace(oauthlibAgain, '')
    .replace(oauthlibStatus, '\nHTTP/1.1 $<status>')
    .replace(oauthlibAnswer, (...found) => {
      const { headers = '', content = '' } = found.at(-1) as Record<string, string>;
      const given = headersOf(new LiteralReader(headers, 0, 'python').alone());
      return `${given.map(({ name, value }) => `${name}: ${value}`).join('\n')}\n\n${content}\n`;
    });
}
