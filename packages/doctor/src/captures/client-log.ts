/** What HTTP clients log of an exchange over several lines, written out as the messages that it stands for. */
import { bodyNotShown } from './logged-exchange.ts';

/** What requests_oauthlib logs of the redemption of a code: an object for the request, and one for the answer. */
const oauthlibRequest =
  /^.{0,200}?Requesting url (https?:\/\/\S{1,4096}) using method ([A-Z]{3,7})\.\s{1,4}.{0,200}?Supplying headers (\{.{0,8000}?\}) and data (\{.{0,20000})$/gm;
const oauthlibAnswer =
  /^.{0,200}?Request to fetch token completed with status (\d{3})\.\n(?:.{0,20000}\n){0,4}?.{0,200}?Response headers were (\{.{0,8000}?\}) and content (\{.{0,20000}\})\.?$/gm;

/** The error of PHP's Guzzle, with the answer unless it was cut. */
const guzzleError =
  /^[^\n`]{0,300}?(?:Client|Server) error: `([A-Z]{3,7} https?:\/\/[^\s`]{1,4096})` resulted in a `([45]\d\d)[^`\n]{0,60}` response:\s{0,4}(?:(\{[ \t]{0,4}".{1,20000}\})[ \t\r]*$)?/gm;

/** Two handlers of .NET's HttpClient, one within the other, log the same request, and neither logs a body. */
const dotNetRequest = /^.{0,200}?(Start processing|Sending) HTTP request ([A-Z]{3,7} https?:\/\/\S{1,4096})\s?/gm;
const dotNetAnswer = /^.{0,200}?Received HTTP response(?: headers)? after [\d.,]{1,12} ?ms - (\d{3})/gm;
const dotNetRest =
  /^.{0,200}?(?:End processing HTTP request after .{0,40}|(?:Request|Response) Headers:|(?:trce|dbug|info): System\.Net\.Http\.HttpClient\..{1,120})\r?\n/gm;
const dotNetOther = /^(?=(?:fail|warn|crit|info): [\w.]{1,120}\[\d{1,6}\]\r?$)/gm;

/** The exchanges that such logs are of, for the other readers; everything else as it is. */
export function clientLogWrittenOut(text: string): string {
  const plain = text
    .replace(oauthlibRequest, "{'method': '$2', 'url': '$1', 'headers': $3, 'form': $4}")
    .replace(oauthlibAnswer, "{'statusCode': $1, 'headers': $2, 'body': $3}")
    .replace(guzzleError, (line: string, request: string, status: string, body?: string) => {
      const answer = body === undefined ? '' : `Content-Type: application/json\n\n${body}\n`;
      return `${request} HTTP/1.1\n${bodyNotShown}: 1\n\nHTTP/1.1 ${status}\n${answer}\nError:\n${line}`;
    });
  const verb = /(?:Start processing|Sending) HTTP request/.exec(plain)?.[0];
  return verb === undefined
    ? plain
    : plain
        .replace(dotNetRest, '')
        .replace(dotNetRequest, (_line, own: string, request: string) =>
          verb.startsWith(own) ? `\n${request} HTTP/1.1\n${bodyNotShown}: 1\n` : '',
        )
        .replace(dotNetAnswer, '\nHTTP/1.1 $1')
        .replace(dotNetOther, '\nLog:\n');
}
