import {
  type Exchange,
  evidenceLimits,
  type GivenResponse,
  type Parameter,
  type SentRequest,
  type Source,
} from '../evidence/evidence.ts';
import { headerOf, type RawHeader, type RawRequest, type RawResponse } from './raw-message.ts';
import { bodyParameters, pairsOf, parameterOf } from './read-parameters.ts';
import { roleOf, tokenPath } from './role-of.ts';

/** Where an exchange was found, and when it happened. */
export interface Found {
  readonly source: Source;
  /** Unix milliseconds. */
  readonly at?: number | undefined;
}

/** An exchange of evidence from what a format's reader found; a request, a response, or both. */
export function buildExchange(
  request: RawRequest | undefined,
  response: RawResponse | undefined,
  { source, at }: Found,
): Exchange {
  const sent = request && sentRequest(request);
  const given = response && givenResponse(response);
  const when = at ?? dateOf(response);
  return {
    role: sent ? roleOf(sent) : roleOfAnswer(given),
    source,
    ...(when !== undefined && { at: when }),
    ...(sent && { request: sent }),
    ...(given && { response: given }),
  };
}

function sentRequest(raw: RawRequest): SentRequest {
  const { method, url = '', headers, body: shown, bodySize = 0, isBodyCut = false, isSchemeGuessed, isMentioned } = raw;
  const body = shown !== undefined && isLeftOut(shown) ? undefined : shown;
  const isUnseen = isBodyCut || (!body && (body !== shown || bodySize > 0 || announcesBody(headers)));
  const { target, query, fragment } = partsOf(url);
  const parameters = [
    ...pairsOf(query, 'query'),
    ...pairsOf(fragment, 'fragment').filter(() => fragment.includes('=')),
    ...(body === undefined ? [] : bodyParameters(body, headerOf(headers, 'content-type'))),
  ].slice(0, evidenceLimits.parameters);
  return {
    method: (method ?? methodOf(target, query, body)).toUpperCase(),
    target,
    headers: headerParameters(headers),
    parameters,
    ...(url !== '' && { url: bounded(url) }),
    ...(isSchemeGuessed && { isSchemeGuessed }),
    ...(isMentioned && { isMentioned }),
    ...(body !== undefined && { body: bounded(body) }),
    ...(isUnseen && { isBodyUnseen: true as const }),
  };
}

/** What stands in the place of a body that somebody took out. */
const leftOutBody =
  /^[[(<{]?(?:\.{3}|…)?\s?(?:(?:the )?(?:request |form |post )?(?:body|payload|data|form)\s)?(?:is |was )?(?:omitted|not (?:captured|shown|logged|recorded)|redacted|removed|hidden|masked|filtered|snip(?:ped)?|truncated)\s?(?:\.{3}|…)?[\])>}]?$/i;

/** The longest of what people write in its place. */
const longestRemark = 80;

function isLeftOut(body: string): boolean {
  const text = body.trim();
  return text.length <= longestRemark && leftOutBody.test(text);
}

/** Tells whether headers announce a body. RFC 9112 section 6. */
function announcesBody(headers: readonly RawHeader[]): boolean {
  return Number(headerOf(headers, 'content-length')) > 0 || headerOf(headers, 'transfer-encoding') !== undefined;
}

/** The method of a request whose method nobody wrote down; empty where an address alone does not tell it. */
function methodOf(target: string, query: string, body = ''): string {
  if (body !== '') return 'POST';
  return query === '' && tokenPath.test(target) ? '' : 'GET';
}

function givenResponse({ status, headers, body }: RawResponse): GivenResponse {
  const location = partsOf(headerOf(headers, 'location') ?? '');
  const challenge = headers.filter(({ name }) => name.toLowerCase() === 'www-authenticate');
  return {
    status,
    headers: headerParameters(headers),
    parameters: [
      ...(body === undefined ? [] : bodyParameters(body, headerOf(headers, 'content-type'))),
      ...pairsOf(location.query, 'query'),
      ...(location.fragment.includes('=') ? pairsOf(location.fragment, 'fragment') : []),
      ...challenge.flatMap(({ value }) => challengeParameters(value)),
    ].slice(0, evidenceLimits.parameters),
    ...(body !== undefined && { body: bounded(body) }),
  };
}

/** The parameters of a WWW-Authenticate header (RFC 9110 section 11.6.1). */
function challengeParameters(value: string): readonly Parameter[] {
  const pair = /([A-Za-z_]{2,40})\s?=\s?(?:"((?:[^"\\]|\\.){0,2000})"|([^\s,"]{1,500}))/g;
  return [...value.slice(0, 8192).matchAll(pair)].map(([, name = '', quoted, plain]) =>
    parameterOf(name, quoted ?? plain ?? '', 'header'),
  );
}

function headerParameters(headers: readonly RawHeader[]): readonly Parameter[] {
  return headers.slice(0, 100).map(({ name, value }) => parameterOf(name.toLowerCase(), value, 'header'));
}

/** An address in parts, however odd it is. */
function partsOf(url: string): { readonly target: string; readonly query: string; readonly fragment: string } {
  const hash = url.indexOf('#');
  const beforeHash = hash === -1 ? url : url.slice(0, hash);
  const question = beforeHash.indexOf('?');
  return {
    target: question === -1 ? beforeHash : beforeHash.slice(0, question),
    query: question === -1 ? '' : beforeHash.slice(question + 1),
    fragment: hash === -1 ? '' : url.slice(hash + 1),
  };
}

/** An answer alone still says what was asked, when it is one of OAuth's. */
function roleOfAnswer(given: GivenResponse | undefined): Exchange['role'] {
  const has = (name: string): boolean =>
    given?.parameters.some((one) => one.name === name && one.in !== 'header') === true;
  if (has('access_token')) return 'token-request';
  if (has('authorization_endpoint') || has('token_endpoint')) return 'metadata-request';
  return 'other';
}

function dateOf(response: RawResponse | undefined): number | undefined {
  const at = Date.parse((response && headerOf(response.headers, 'date')) ?? '');
  return Number.isNaN(at) ? undefined : at;
}

function bounded(text: string): string {
  return text.length <= evidenceLimits.valueCharacters ? text : text.slice(0, evidenceLimits.valueCharacters);
}
