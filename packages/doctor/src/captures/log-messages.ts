/** The messages that the lines of a log stand for. */
import { unseenCredentials } from './literal.ts';
import type { LogPart } from './log-part.ts';
import { bodyNotShown, endOfExchange } from './logged-exchange.ts';
import { loggedAt } from './logged-time.ts';
import type { RawHeader } from './raw-message.ts';
import { tokenPath } from './role-of.ts';

/** What a log shows of an exchange, as messages. @param isWhole whether it shows no more of it, so that the rest is unseen. */
export function messagesOf(part: LogPart, time: string, isWhole: boolean): string {
  const { method, url, sent, status, given, answeredHeaders, error } = part;
  const asked = sent === undefined ? 'GET' : 'POST';
  const lines = [
    ...(url === undefined
      ? [endOfExchange]
      : [
          method === undefined && error !== undefined ? `Request URL: ${url}` : `${method ?? asked} ${url} HTTP/1.1`,
          ...headersOfRequest(part, time, isWhole),
        ]),
    ...(sent === undefined ? [] : ['', sent, '']),
  ];
  if (status === undefined && given === undefined) return lines.join('\n');
  const type = given?.startsWith('{') && !answeredHeaders.some(({ name }) => /^content-type$/i.test(name));
  const answer = [
    status === undefined ? 'Response:' : `HTTP/1.1 ${status}`,
    ...answeredHeaders.map(lineOf),
    ...(type ? ['Content-Type: application/json'] : []),
    ...(given === undefined ? [] : ['', given]),
    '',
  ];
  return [...lines, ...answer].join('\n');
}

/** Its headers, and marks for what the log does not show of it. */
function headersOfRequest(
  { method, url = '', host, headers, sent, isSentPart, showsBodies, error }: LogPart,
  time: string,
  isWhole: boolean,
): readonly string[] {
  const isBodyUnseen =
    isSentPart ||
    (sent === undefined && error !== undefined) ||
    (sent === undefined && !showsBodies && method !== undefined && !/^(?:GET|HEAD|OPTIONS)$/.test(method));
  const hasSecret = /(?:^|[&"])client_(?:secret|assertion)["=]/.test(sent ?? '');
  const isSilent = isWhole && headers.length === 0 && !hasSecret && !showsBodies && error === undefined;
  const areUnseen = isSilent && method === 'POST' && tokenPath.test(url);
  return [
    ...(time === '' ? [] : [`${loggedAt}: ${time}`]),
    ...(host === undefined || !url.startsWith('/') ? [] : [`Host: ${host}`]),
    ...headers.map(lineOf),
    ...(areUnseen ? [lineOf(unseenCredentials)] : []),
    ...(isWhole && isBodyUnseen ? [`${bodyNotShown}: 1`] : []),
  ];
}

function lineOf({ name, value }: RawHeader): string {
  return `${name}: ${value}`;
}
