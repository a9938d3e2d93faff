/** A request and an answer of a paste whose end has not come yet. */

import { bodyNotShown } from './logged-exchange.ts';
import { loggedAt } from './logged-time.ts';
import type { RawHeader, RawRequest, RawResponse } from './raw-message.ts';
import { parseLenient } from './read-parameters.ts';

/** A request, as far as its lines were read. */
export interface OpenRequest {
  method?: string | undefined;
  url?: string | undefined;
  headers: RawHeader[];
  body: string[];
  line: number;
  /** True for an address on a line of its own: what stands below it need not be its answer. */
  isAddress?: boolean;
  /** The headers that a command gives: what it printed of the request says the same again. */
  ofCommand?: readonly RawHeader[];
  /** True once the command has printed its request: the body may stand below it again. */
  isPrinted?: boolean;
  /** Bytes of a body that a command sends and the paste does not show. */
  bodySize?: number | undefined;
  /** More stands in the body than the command shows. */
  isBodyCut?: true | undefined;
}

/** An answer, as far as its lines were read. */
export interface OpenResponse {
  status: number;
  headers: RawHeader[];
  body: string[];
  /** True once the body has ended: what follows is somebody's words. */
  isWhole: boolean;
  line: number;
}

/** Tells whether a request line is what the command above printed of its own request, as curl -v does. */
export function isPrintedBy({ ofCommand, method, url = '' }: OpenRequest, printed: string, target: string): boolean {
  const path = (text: string): string => text.replace(/^(?:https?:\/\/)?[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/';
  return ofCommand !== undefined && method?.toUpperCase() === printed && path(url) === path(target);
}

/** The hosts, with their ports, that a text names with http and never with https. */
export function plainHostsIn(text: string): ReadonlySet<string> {
  const named = { http: new Set<string>(), https: new Set<string>() };
  const address = /\b(https?)(?::\/\/|%3A%2F%2F)([\w.-]{1,253}(?:(?::|%3A)\d{1,5})?)/gi;
  for (const [, scheme = '', host = ''] of text.matchAll(address))
    named[scheme.toLowerCase() as 'http' | 'https'].add(host.toLowerCase().replace('%3a', ':'));
  return named.http.difference(named.https);
}

/**
 * The request as it was sent, with the headers of its command where the paste shows no others. A request line with a
 * Host header does not tell the scheme: http where the text names the host so, `plainHosts`, and https otherwise.
 */
export function rawRequest(
  { method, url, headers: own, body, ofCommand, bodySize, isBodyCut }: OpenRequest,
  plainHosts: ReadonlySet<string>,
): RawRequest {
  const isOwn = (name: string): boolean => own.some((one) => one.name.toLowerCase() === name.toLowerCase());
  const headers = [...own, ...(ofCommand ?? []).filter(({ name }) => !isOwn(name))].filter(
    ({ name }) => ![loggedAt, bodyNotShown].includes(name.toLowerCase()),
  );
  // A command has all of its body, whatever was printed of it.
  const isNotShown = ofCommand === undefined && own.some(({ name }) => name.toLowerCase() === bodyNotShown);
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  const isPath = url?.startsWith('/') && host !== undefined && /^[\w.:-]+$/.test(host);
  const text = body.join('\n').trim();
  return {
    method,
    url: isPath ? `${plainHosts.has(host.toLowerCase()) ? 'http' : 'https'}://${host}${url}` : url,
    headers,
    ...(isPath && { isSchemeGuessed: true as const }),
    ...(text !== '' && { body: text }),
    ...((isNotShown || bodySize !== undefined) && { bodySize: bodySize ?? 1 }),
    ...((isBodyCut || (isNotShown && text !== '')) && { isBodyCut: true as const }),
  };
}

/** The answer as it came. */
export function rawResponse({ status, headers, body }: OpenResponse): RawResponse {
  const text = body.join('\n').trim();
  return { status, headers, ...(text !== '' && { body: text }) };
}

/** A multipart body whose last boundary has not come yet. */
export function isOpenMultipart([first = '', ...rest]: readonly string[]): boolean {
  return /^--\S{2,80}$/.test(first.trim()) && !rest.some((line) => line.trim() === `${first.trim()}--`);
}

/** Tells whether a paragraph goes on with the text of an error page that was pasted without its markup. */
export function isOfPage({ headers, body }: OpenResponse, next: string): boolean {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  if (!/html/i.test(type) || body.length > 30 || /\b(?:I|I'm|my|we|our)\b/.test(next)) return false;
  return /^(?:error\b.*|learn more|request details|details?|[\w ]{1,40}: .*|[a-z_]{2,40}=.*)$|\b(?:invalid|error|denied|scopes?|redirect[ _]ur[il])\b/i.test(
    next.trim(),
  );
}

/** Tells whether markup or JSON has come to its end. */
export function isClosed(text: string): boolean {
  if (!text.startsWith('<')) return parseLenient(text) !== undefined;
  // A piece of a page has no end of its own but that of its last element.
  const isPiece = !/^<(?:!doctype|html|\?xml|head|body)\b/i.test(text);
  return (isPiece ? /<\/[\w-]{1,40}>\s*$/ : /<\/(?:html|body)>\s*$/i).test(text);
}

/** Tells whether the headers of a request announce a multipart body. */
export function isMultipart(request: OpenRequest | undefined): boolean {
  return request?.headers.some(({ value }) => /^multipart\//i.test(value)) === true;
}

/** What stands below a GET is no body. */
export function isWithoutBody(request: OpenRequest | undefined): boolean {
  return request?.method === 'GET' || request?.method === 'HEAD';
}

/** What somebody writes below a redirect, which has no words of its own but the name of its status. */
export function isBelowRedirect(response: OpenResponse | undefined, text: string): boolean {
  const isRedirect = response?.headers.some(({ name }) => name.toLowerCase() === 'location') === true;
  return isRedirect && /^(?!found|moved|redirect|see other)\w[^<{]*\s/i.test(text);
}

/** The body that a command printed says once more what the command has. */
export function replaceBody(request: OpenRequest, text: string): void {
  request.body = [text];
  request.isBodyCut = undefined;
  request.isPrinted = false;
}
