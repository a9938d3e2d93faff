/** The messages that the lines of a log stand for. */
import { wireTextOf } from './described-message.ts';
import { hasHeader, unseenCredentials } from './literal.ts';
import type { LogPart } from './log-part.ts';
import { endOfExchange } from './logged-exchange.ts';
import { loggedAt } from './logged-time.ts';
import type { RawRequest } from './raw-message.ts';
import { tokenPath } from './role-of.ts';

/** What a log shows of an exchange, as messages. @param isWhole whether it shows no more of it, so that the rest is unseen. */
export function messagesOf(part: LogPart, time: string, isWhole: boolean): string {
  const { url, sent, status, given, answeredHeaders } = part;
  const body = sent === undefined ? '' : `\n${sent}\n`;
  const request = url === undefined ? `${endOfExchange}\n${body}` : wireTextOf(requestOf(part, time, isWhole)).slice(1);
  // What stands below may be more of its headers.
  if (status === undefined && given === undefined) return sent === undefined ? request.trimEnd() : request;
  const isTyped = !given?.startsWith('{') || hasHeader(answeredHeaders, 'content-type');
  const type = isTyped ? [] : [{ name: 'Content-Type', value: 'application/json' }];
  return request + wireTextOf({ status: status ?? 0, headers: [...answeredHeaders, ...type], body: given });
}

/** Headers that every request on the wire has, and the one in question: a log without them has chosen what it shows. */
const ofWire = /^(?:authorization|host|user-agent|content-length|connection)$/i;

/** The request, with marks for what the log does not show of it. */
function requestOf(part: LogPart, time: string, isWhole: boolean): RawRequest {
  const { url = '', host, headers, sent, isSentPart, showsBodies, error } = part;
  const method = part.method ?? (error === undefined ? (sent === undefined ? 'GET' : 'POST') : undefined);
  const isBodyUnseen =
    isSentPart ||
    (sent === undefined && error !== undefined) ||
    (sent === undefined && !showsBodies && !/^(?:GET|HEAD|OPTIONS)$/.test(method ?? ''));
  const hasSecret = /(?:^|[&"])client_(?:secret|assertion)["=]/.test(sent ?? '');
  const isSilent = isWhole && !hasSecret && (headers.length > 0 || (!showsBodies && error === undefined));
  const isSelection = !headers.some(({ name }) => ofWire.test(name));
  const areUnseen = isSilent && isSelection && part.method === 'POST' && tokenPath.test(url);
  return {
    method,
    url,
    headers: [
      ...(time === '' ? [] : [{ name: loggedAt, value: time }]),
      ...(host === undefined || !url.startsWith('/') ? [] : [{ name: 'Host', value: host }]),
      ...headers,
      ...(areUnseen ? [unseenCredentials] : []),
    ],
    body: sent,
    ...(isWhole && isBodyUnseen && { isBodyCut: true }),
  };
}
