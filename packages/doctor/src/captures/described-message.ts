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
import type { RawHeader, RawRequest, RawResponse } from './raw-message.ts';
import { basicOf } from './read-curl.ts';
import { unseen } from './shell-variables.ts';

type Body = Pick<RawRequest, 'body' | 'bodySize' | 'isBodyCut'> & { readonly type?: string };
/** How the members of a body are written where nothing says it. */
export type Writing = 'json' | 'form';

const formType = 'application/x-www-form-urlencoded';
const named = {
  method: ['method', 'type'],
  url: ['url', 'uri', 'endpoint', 'requestUrl'],
  body: ['body', 'data', 'postData', 'payload'],
  query: ['params', 'query', 'searchParams', 'qs', 'parameters'],
  credentials: ['auth', 'authentication'],
  status: ['statusCode', 'status'],
  answer: ['body', 'data', 'content', 'text'],
  text: ['text', 'raw', 'body'],
  fields: ['params', 'form', 'urlencoded', 'formUrlEncoded', 'form-urlencoded'],
} as const;

/** The request that an object describes; undefined where it has no address. */
export function requestIn(members: Members, writing: Writing = 'json'): RawRequest | undefined {
  const address = textOf(oneOf(members, named.url));
  if (address === '' || address === unseen) return undefined;
  const base = /^https?:/.test(address) ? '' : textOf(members.get('baseURL'));
  const method = textOf(oneOf(members, named.method));
  const own = [...headersOf(membersOf(members.get('headers'))), ...credentialsOf(oneOf(members, named.credentials))];
  const { type, ...body } = bodyOf(members, contentTypeOf(own).includes('form-urlencoded') ? 'form' : writing);
  const isTyped = type === undefined || hasHeader(own, 'content-type');
  return {
    ...(/^[A-Z]{3,7}$/i.test(method) && { method: method.toUpperCase() }),
    url: withQuery(base + address, oneOf(members, named.query)),
    headers: isTyped ? own : [...own, { name: 'Content-Type', value: type }],
    ...body,
  };
}

/** The answer that an object describes; undefined where it has no status. */
export function responseIn(members: Members): RawResponse | undefined {
  const status = textOf(oneOf(members, named.status));
  const content = oneOf(members, named.answer);
  if (!/^[1-5]\d\d$/.test(status) || content === undefined) return undefined;
  const text =
    isMembers(content) && content.has('mimeType') ? textOf(content.get('text')) : textOf(content) || jsonOf(content);
  const headers = headersOf(membersOf(members.get('headers'))).filter(({ value }) => value !== unseen);
  return { status: Number(status), headers, ...(text !== unseen && { body: text }) };
}

/** All messages of a value, in their order; an answer stands beside its request or inside of it. */
export function messagesIn(value: Literal): readonly (RawRequest | RawResponse)[] {
  if (typeof value === 'string') return [];
  if (!isMembers(value)) return value.flatMap(messagesIn);
  const isSent = value.has('method') && ['headers', ...named.body].some((name) => value.has(name));
  const own = (isSent ? requestIn(value) : undefined) ?? responseIn(value);
  const inner = [...value].filter(([name]) => own === undefined || name === 'response').map(([, member]) => member);
  return [...(own === undefined ? [] : [own]), ...inner.flatMap(messagesIn)];
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
  const first = isAnswer ? `HTTP/1.1 ${message.status}` : `${message.method ?? 'GET'} ${message.url ?? ''} HTTP/1.1`;
  const isHidden = !isAnswer && body === '' && message.bodySize !== undefined;
  const lines = [first, ...headers.map(({ name, value }) => `${name}: ${value.replace(/\s*\n\s*/g, ' ')}`)];
  if (isHidden) lines.push(`${bodyNotShown}: 1`);
  return `\n${lines.join('\n')}\n${body === '' ? '' : `\n${body.replace(/\n(?:[ \t]*\n)+/g, '\n')}\n`}`;
}

/** What stands under the first of these names that is there. */
function oneOf(members: Members, names: readonly string[]): Literal | undefined {
  return names.map((name) => members.get(name)).find((value) => value !== undefined);
}

function textOf(value: Literal | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Members, also from a list of names and values as tools keep it; anything else as it is. */
function membersOf(value: Literal | undefined): Literal | undefined {
  if (!Array.isArray(value)) return value;
  const pairs = value
    .filter(isMembers)
    .filter((one) => one.get('disabled') !== 'true' && one.get('enabled') !== 'false' && one.get('active') !== 'false');
  return new Map(pairs.map((one) => [textOf(one.get('name') ?? one.get('key')), one.get('value') ?? unseen]));
}

function contentTypeOf(headers: readonly RawHeader[]): string {
  return headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
}

/** The body of a request, with the type that the client says of it. */
function bodyOf(members: Members, writing: Writing): Body {
  const [json, form] = [members.get('json'), members.get('form') ?? members.get('form_params')];
  if (json !== undefined) return { type: 'application/json', ...writtenBody(json, jsonOf) };
  if (form !== undefined) return { type: formType, ...writtenBody(membersOf(form) ?? unseen, formOf) };
  if (members.has('multipart')) return { type: 'multipart/form-data', bodySize: 1 };
  const body = oneOf(members, named.body);
  if (body === undefined || body === '' || body === 'null' || Array.isArray(body)) return {};
  if (!isMembers(body)) return writtenBody(body, jsonOf);
  if (body.size === 0) return {};
  return keptBody(body) ?? ofWriting(body, writing);
}

/** A body of which a tool says the type beside the text or the fields; one that a program has written out already. */
function keptBody(body: Members): Body | undefined {
  const kind = textOf(oneOf(body, ['mimeType', 'contentType', 'mode', 'type']));
  if (kind === '') return ofProgram(body);
  const fields = membersOf(oneOf(body, named.fields));
  const text = textOf(oneOf(body, named.text));
  if (fields !== undefined && text === '' && isMembers(fields) && fields.size > 0)
    return { type: formType, body: formOf(fields) };
  if (text === '') return {};
  return {
    ...(/json/i.test(kind) && { type: 'application/json' }),
    ...(/form/i.test(kind) && { type: formType }),
    body: text,
  };
}

/** What a program has written as JSON is a text, which has no type of its own. */
function ofProgram(body: Members): Body | undefined {
  if (body.size !== 1 || !(body.has('json') || body.has('form'))) return undefined;
  const { type, ...written } = bodyOf(body, 'json');
  return body.has('json') ? written : { ...written, ...(type !== undefined && { type }) };
}

function ofWriting(body: Members, writing: Writing): Body {
  return writing === 'form'
    ? { type: formType, ...writtenBody(body, formOf) }
    : { type: 'application/json', ...writtenBody(body, jsonOf) };
}

/** The address with its query; the end of one that nobody sees is `…`. A tool keeps in a list what the address has, too. */
function withQuery(url: string, query: Literal | undefined): string {
  const isKept = Array.isArray(query) && url.includes('?');
  const members = membersOf(query);
  if (members === undefined || members === '' || isKept) return url;
  const pairs = isMembers(members) ? [formOf(members), members.has(unseen) ? unseen : ''] : [unseen];
  const text = pairs.filter((one) => one !== '').join('&');
  return text === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${text}`;
}

/** The header of a name and a password; of credentials that the object does not show, that there are some. */
function credentialsOf(value: Literal | undefined): readonly RawHeader[] {
  if (!isMembers(value)) {
    const [id, secret] = Array.isArray(value) ? value : [];
    if (typeof id === 'string' && typeof secret === 'string') return [basicOf(`${id}:${secret}`)];
    return value === undefined || (typeof value === 'string' && /^(?:none|inherit|)$/.test(value))
      ? []
      : [unseenCredentials];
  }
  const inner = [...value.values()].find((one) => isMembers(one));
  const kept = isMembers(inner) ? inner : value;
  const [id, secret, token] = ['username', 'password', 'token'].map((name) => textOf(kept.get(name)));
  if (id !== '' && id !== undefined) return [basicOf(`${id}:${secret}`)];
  if (token !== '' && token !== undefined) return [{ name: 'Authorization', value: `Bearer ${token}` }];
  return value.size === 0 || /^(?:none|inherit)$/.test(textOf(oneOf(value, ['type', 'authType'])))
    ? []
    : [unseenCredentials];
}
