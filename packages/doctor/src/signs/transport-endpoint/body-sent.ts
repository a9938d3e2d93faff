import { failedRequestOfClient, refusesSecret } from '../client-authentication/request-of-client.ts';
import { givesReason } from '../said-about.ts';
import type { Seen, View } from '../view.ts';

/** A request whose body may not have been read. */
export interface BodySent {
  readonly request: Seen;
  readonly text: string;
  /** The Content-Type, in small letters. */
  readonly type: string | undefined;
}

/** The body of a request that failed, where what was answered may come from a body that nobody read. */
export function bodySent(view: View): BodySent | undefined {
  const request = failedRequestOfClient(view);
  if (request?.exchange.request === undefined || request.method === 'GET' || !mayBeUnread(request, view))
    return undefined;
  const text = (request.exchange.request.body ?? '').trim();
  return { request, text, type: request.header('content-type')?.toLowerCase() };
}

function mayBeUnread(request: Seen, view: View): boolean {
  if (isUnanswered(request)) return asksForTokens(request) && !isReadAsToldIn(view);
  return request.code === 'invalid_client' || (request.status ?? 0) >= 400 || speaksOfForm(request);
}

/** Tells whether nobody saved what was answered. */
export function isUnanswered({ outcome, status }: Seen): boolean {
  return outcome === 'unknown' && status === undefined;
}

/** Tells whether the body names its grant, in whatever form it stands there. */
function asksForTokens(request: Seen): boolean {
  const isNamed = request.parameters.some((one) => one.name === 'grant_type' && one.in === 'body');
  return isNamed || /\bgrant_type\b/.test(request.exchange.request?.body ?? '');
}

/** Tells whether somebody says of an answer that nobody saved what only a server that has read the body says. */
function isReadAsToldIn({ words }: View): boolean {
  return /\b(?:invalid_grant|invalid_scope|unauthorized_client)\b/.test(words) || judgesToken.test(words);
}

/** Tells whether the answer is about the form of the request, or misses what a form would have brought. */
export function speaksOfForm({ code = '', text }: Seen): boolean {
  return /unsupported_grant_type|grant[_ ]type|(?:must contain|missing).{0,60}param|invalid_request|content.?type|form|media type|body|parse/i.test(
    `${code} ${text}`,
  );
}

/**
 * Tells whether the request is refused as malformed, and no word says in what: the code that RFC 6749 section 5.2 has for a
 * body that is no form and for two ways of authenticating at once.
 */
export function isMalformed(request: Seen): boolean {
  return request.code === 'invalid_request' && !givesReason(request);
}

const ofTokens = /^(?:grant_type|code|refresh_token|token|device_code|client_id)$/;
const asHeader = /^(?:grant[_-]type|client_id|client_secret|refresh_token|code)$/;

/** Where the parameters stand of a request whose body is empty. */
export function misplacedIn({ request, text }: BodySent): 'headers' | 'query' | undefined {
  if (text !== '' || request.parameters.some((one) => one.in === 'body')) return undefined;
  if (request.exchange.request?.headers.some(({ name }) => asHeader.test(name))) return 'headers';
  return request.parameters.some((one) => one.in === 'query' && ofTokens.test(one.name)) ? 'query' : undefined;
}

/** Who says that a token or a code is invalid has read it. */
const judgesToken =
  /\b(?:invalid|expired) (?:refresh[ _]?)?(?:token|code)\b|\b(?:token|code) (?:is |has )?(?:invalid|expired)/i;

/**
 * Tells whether the answer is about what the parameters say: a server that could not read them would miss everything.
 * Where nothing is found at the address, nothing was read.
 */
export function isRead(request: Seen): boolean {
  const { code = '', status, text, outcome } = request;
  if (outcome === 'accepted' || status === 404 || namesGrantOf(request)) return true;
  return (
    ['invalid_grant', 'unauthorized_client', 'invalid_scope'].includes(code) ||
    judgesToken.test(text) ||
    (code === 'invalid_client' && refusesSecret(request))
  );
}

/** Tells whether the answer says the grant type that was sent: only who read the body knows it. */
export function namesGrantOf(request: Seen): boolean {
  const value = request.sent('grant_type')?.replace(/[^\w]/g, '\\$&');
  const quote = '["\'`]?';
  return (
    value !== undefined &&
    new RegExp(`grant[ _-]?type[:=(\\s]{0,4}${quote}${value}\\b(?! ?,| or )|${value}${quote} grant`, 'i').test(
      request.text,
    )
  );
}

/** Tells whether the body is JSON, or says so and is no form. */
export function isJson({ text, type }: BodySent): boolean {
  return text.startsWith('{') || (type?.includes('json') === true && !isPairs(text));
}

/** Tells whether the body is a form, whatever its type says. */
function isPairs(text: string): boolean {
  return /^[\w.-]{1,60}=[^\s{}]*$/.test(text);
}

/** Tells whether a form was sent, as it says, and refused. */
export function isRefusedForm({ request, text, type }: BodySent): boolean {
  const isForm = text !== '' && !text.startsWith('{') && type?.includes('form') === true;
  return isForm && (request.status ?? 0) >= 400;
}

/** Tells whether more headers are shown than the one that people write down with an address. */
export function showsMoreThanHost({ exchange }: Seen): boolean {
  return exchange.request?.headers.some(({ name, value }) => name !== 'host' && value !== '…') === true;
}
