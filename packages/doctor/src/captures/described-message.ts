/**
 * Requests and answers that an object describes by its members: the options of a call, what a client prints of what it
 * sends and gets, and what a tool keeps of a request in its export.
 */
import {
  formOf,
  hasHeader,
  headersOf,
  isMembers,
  jsonOf,
  type Literal,
  type Members,
  unseenCredentials,
  bodyOf as writtenBody,
} from './literal.ts';
import { bodyNotShown } from './logged-exchange.ts';
import { headerOf, type RawHeader, type RawRequest, type RawResponse } from './raw-message.ts';
import { basicOf } from './read-curl.ts';
import { tokenPath } from './role-of.ts';
import { unseen } from './shell-variables.ts';

type Body = Pick<RawRequest, 'body' | 'bodySize' | 'isBodyCut'> & { readonly type?: string };
/** How the members of a body are written where nothing says it. */
export type Writing = 'json' | 'form';

const types = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;
const named = {
  headers: ['headers', 'header'],
  body: ['body', 'data', 'postData', 'payload'],
  text: ['text', 'raw', 'body'],
  fields: ['params', 'form', 'urlencoded', 'formdata'],
} as const;

/** The request that an object describes; undefined where it has no address. */
export function requestIn(members: Members, writing: Writing = 'json'): RawRequest | undefined {
  const address = oneOf(members, ['url', 'uri', 'endpoint']);
  const url = textOf(isMembers(address) ? address.get('raw') : address);
  if (url === '' || url === unseen) return undefined;
  const base = /^https?:/.test(url) ? '' : textOf(oneOf(members, ['baseURL', 'prefixUrl'])).replace(/\/$/, '');
  const method = textOf(oneOf(members, ['method', 'type']));
  const own = [
    ...headersIn(members),
    ...credentialsOf(oneOf(members, ['auth', 'authentication']) ?? (members.has('cert') ? unseen : undefined)),
    ...(members.has('username') && members.has('password') && members.has('url')
      ? credentialsFrom([members.get('username'), members.get('password')], '')
      : []),
  ];
  const { type, ...body } = bodyOf(members, /form-url/.test(headerOf(own, 'content-type') ?? '') ? 'form' : writing);
  const isTyped = type === undefined || hasHeader(own, 'content-type');
  return {
    ...(/^[A-Z]{3,7}$/i.test(method) && { method: method.toUpperCase() }),
    url: withQuery(
      base === '' ? url : `${base}/${url.replace(/^\//, '')}`,
      oneOf(members, ['params', 'query', 'searchParams', 'parameters']),
    ),
    headers: isTyped ? own : [...own, { name: 'Content-Type', value: type }],
    ...body,
  };
}

/** The answer that an object describes; undefined where it has no status. */
export function responseIn(members: Members): RawResponse | undefined {
  const status = textOf(oneOf(members, ['statusCode', 'status']));
  const content = oneOf(members, ['body', 'data', 'content']);
  if (!/^[1-5]\d\d$/.test(status) || content === undefined) return undefined;
  // A stream is a body that nobody has read.
  const body =
    isMembers(content) && content.has('locked') ? unseen : typeof content === 'string' ? content : jsonOf(content);
  const headers = headersIn(members).filter(({ value }) => value !== unseen);
  return { status: Number(status), headers, ...(body !== unseen && { body }) };
}

/** All messages of a value, in their order. What an answer says of its request counts where nothing else does. */
export function messagesIn(value: Literal): readonly (RawRequest | RawResponse)[] {
  const found = messagesWithin(value);
  const isOfAnswer = (one: RawRequest | RawResponse): boolean => !('status' in one) && one.isMentioned === true;
  return found.some((one) => 'method' in one && !isOfAnswer(one)) ? found.filter((one) => !isOfAnswer(one)) : found;
}

/** An answer stands beside its request or inside of it. */
function messagesWithin(value: Literal): readonly (RawRequest | RawResponse)[] {
  if (typeof value === 'string') return [];
  if (!isMembers(value)) return value.flatMap(messagesWithin);
  const isSent = value.has('method') && [...named.headers, ...named.body, 'form'].some((name) => value.has(name));
  const own = (isSent ? requestIn(value) : undefined) ?? responseIn(value);
  const inner = [...value].filter(([name]) => own === undefined || name === 'response').map(([, member]) => member);
  const url = textOf(value.get('url'));
  const asked =
    own !== undefined && 'status' in own && /^https?:/.test(url)
      ? [{ method: methodAnswered(url, own.status), url, headers: [], bodySize: 1, isMentioned: true as const }]
      : [];
  return [...asked, ...(own === undefined ? [] : [own]), ...inner.flatMap(messagesWithin)];
}

/** A value without what the tool that keeps it fills in before it sends it, but for the host of an address. */
export function filledByTool(value: Literal): Literal {
  if (typeof value === 'string')
    return value.replace(/(?!^\{\{[^{}]{1,100}\}\}\/)\{(?:\{[^{}]{1,100}\}|%[^%]{1,400}%)\}/g, unseen);
  return isMembers(value)
    ? new Map([...value].map(([name, one]) => [name, filledByTool(one)]))
    : value.map(filledByTool);
}

/** A message as it goes over the wire. */
export function wireTextOf(message: RawRequest | RawResponse): string {
  const { headers, body = '' } = message;
  const isAnswer = 'status' in message;
  const isHidden = !isAnswer && (message.isBodyCut || (body === '' && message.bodySize !== undefined));
  const lines = [
    isAnswer ? (message.status === 0 ? 'Response:' : `HTTP/1.1 ${message.status}`) : requestLineOf(message),
    ...headers.map(({ name, value }) => `${name}: ${value.replace(/\s*\n\s*/g, ' ')}`),
    ...(isHidden ? [`${bodyNotShown}: 1`] : []),
  ];
  return `\n${lines.join('\n')}\n${body === '' ? '' : `\n${body.replace(/\n(?:[ \t]*\n)+/g, '\n')}\n`}`;
}

function requestLineOf({ method, url = '' }: RawRequest): string {
  return method === undefined ? `Request URL: ${url}` : `${method} ${url} HTTP/1.1`;
}

/** The method of a request whose answer alone is shown: only at a token endpoint there is one, unless it was refused. */
export function methodAnswered(url: string, status: number): 'POST' | undefined {
  return status !== 405 && tokenPath.test(url.replace(/[?#].*$/, '')) ? 'POST' : undefined;
}

/** What stands under the first of these names that is there. */
function oneOf(members: Members, names: readonly string[]): Literal | undefined {
  return names.map((name) => members.get(name)).find((value) => value !== undefined);
}

function textOf(value: Literal | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Names and values, from members or from a list of them as tools keep it, in which some are switched off. */
function pairsIn(value: Literal | undefined): readonly RawHeader[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .filter(isMembers)
    .filter((one) => one.get('disabled') !== 'true' && ![one.get('enabled'), one.get('active')].includes('false'))
    .map((one) => ({ name: textOf(oneOf(one, ['name', 'key'])), value: textOf(one.get('value')) }));
}

function headersIn(members: Members): readonly RawHeader[] {
  const value = oneOf(members, named.headers);
  return pairsIn(value) ?? headersOf(value);
}

/** The fields of a form, as text; undefined for what is none. */
function fieldsOf(value: Literal | undefined): string | undefined {
  if (isMembers(value)) return formOf(value);
  return pairsIn(value)
    ?.map(({ name, value }) => formOf(new Map([[name, value]])))
    .join('&');
}

/** The body of a request, with the type that the client says of it. */
function bodyOf(members: Members, writing: Writing): Body {
  const [json, form] = [members.get('json'), members.get('form') ?? members.get('form_params')];
  if (json !== undefined) return { type: types.json, ...writtenBody(json, jsonOf) };
  if (form !== undefined)
    return { type: types.form, ...writtenBody(isMembers(form) ? form : (fieldsOf(form) ?? unseen), formOf) };
  if (members.has('multipart')) return { type: 'multipart/form-data', bodySize: 1 };
  const body = oneOf(members, named.body);
  if (body === undefined || body === '' || body === 'null' || Array.isArray(body)) return {};
  if (!isMembers(body)) return writtenBody(body, jsonOf);
  if (body.size === 0) return {};
  return keptBody(body) ?? { type: types[writing], ...writtenBody(body, writing === 'form' ? formOf : jsonOf) };
}

/** A body of which a tool says the type beside the text or the fields; one that a program has written out already. */
function keptBody(body: Members): Body | undefined {
  const kind = textOf(oneOf(body, ['mimeType', 'contentType', 'mode', 'type']));
  if (kind === '') {
    if (body.size !== 1 || !(body.has('json') || body.has('form'))) return undefined;
    // JSON that a program has written is a text, which has no type of its own.
    const { type, ...written } = bodyOf(body, 'json');
    return body.has('json') || type === undefined ? written : { type, ...written };
  }
  const fields = fieldsOf(oneOf(body, named.fields)) ?? '';
  const text = textOf(oneOf(body, named.text)) || fields;
  if (text === '') return {};
  const type = /json/i.test(kind)
    ? types.json
    : /formdata|multipart/i.test(kind)
      ? 'multipart/form-data'
      : /form|urlenc/i.test(kind)
        ? types.form
        : undefined;
  return { ...(type !== undefined && { type }), body: text };
}

/** The address with its query; the end of one that nobody sees is `…`. A tool keeps in a list what the address has, too. */
function withQuery(url: string, query: Literal | undefined): string {
  if (query === undefined || (Array.isArray(query) && url.includes('?'))) return url;
  const isCut = isMembers(query) && query.has(unseen);
  const pairs = [fieldsOf(query) ?? unseen, isCut ? unseen : ''].filter((one) => one !== '').join('&');
  return pairs === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${pairs}`;
}

/** The header of a name and a password; of credentials that the object does not show, that there are some. */
function credentialsOf(value: Literal | undefined): readonly RawHeader[] {
  if (value === undefined || value === '' || (isMembers(value) && value.size === 0)) return [];
  if (!isMembers(value)) return credentialsFrom(Array.isArray(value) ? value : [], textOf(value));
  const known = new Map<string, Literal>();
  for (const one of [value, ...value.values()]) {
    if (isMembers(one)) for (const [name, inner] of one) known.set(name, inner);
    for (const pair of pairsIn(one) ?? []) known.set(pair.name, pair.value);
  }
  const token = textOf(known.get('token'));
  if (token !== '') return [{ name: 'Authorization', value: `Bearer ${token}` }];
  return credentialsFrom(
    [oneOf(known, ['username', 'user']), oneOf(known, ['password', 'pass'])],
    textOf(oneOf(value, ['type', 'authType'])),
  );
}

function credentialsFrom([id, secret]: readonly (Literal | undefined)[], kind: string): readonly RawHeader[] {
  if (/^(?:none|inherit|noauth)$/.test(kind)) return [];
  return [typeof id === 'string' && typeof secret === 'string' ? basicOf(`${id}:${secret}`) : unseenCredentials];
}
