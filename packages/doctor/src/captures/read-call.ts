/** The calls with which programs send requests. */
import { requestIn, type Writing } from './described-message.ts';
import { hasHeader, isMembers, type Literal, unseenCredentials } from './literal.ts';
import type { RawRequest } from './raw-message.ts';
import { LiteralReader } from './read-literal.ts';
import { unseen } from './shell-variables.ts';

/** What a call is given, in its order; `given` is a body, or options with the body among them. */
type Place = 'method' | 'url' | 'given' | 'body' | 'options' | 'params' | 'json' | 'content-type';
interface Call {
  readonly called: RegExp;
  readonly places: readonly Place[];
  /** How it writes the members of a body, where that is known of the client. */
  readonly writing?: Writing;
}

const python = /^(?:requests|httpx|(?:\w{1,20}_)?(?:session|client))\.(?=get|post|put|patch|delete)/i;
/** All calls; the first that fits counts. */
const calls: readonly Call[] = [
  { called: new RegExp(`${python.source}get`, 'i'), places: ['url', 'params'] },
  { called: python, places: ['url', 'body', 'json'], writing: 'form' },
  { called: /fetch$|^(?:axios|got|ky)(?:\.request)?$|\b(?:get|delete)$/, places: ['url', 'options'] },
  { called: /\brequest$/, places: ['method', 'url', 'options'] },
  { called: /\.Post(?:AsJson)?Async$/, places: ['url', 'body'] },
  { called: /^http\.Post$/, places: ['url', 'content-type', 'body'] },
  {
    called: /^(?:\$|jQuery|http|Http::asForm\(\)->|RestClient|HTTParty)\.?post/i,
    places: ['url', 'given', 'options'],
    writing: 'form',
  },
  { called: /\b(?:post|put|patch)$/, places: ['url', 'given', 'options'] },
];

/** The beginning of such a call, with its first value. */
export const programCall =
  /^(?:[\w$@., ]{1,60}?\s?:?=\s?)?(?:(?:await|return|yield)\s){0,2}(?<callee>[\w$@:>?.()-]{0,60}?(?:fetch|axios|got|ky|request|get|post|put|patch|delete|Post(?:Async|AsJsonAsync|Form)?))(?:<[\w<>, []\]{1,60}>)?\((?=\s{0,40}(?:url\s?[=:]\s?)?f?["'`{]|$)/;

/** Calls that say all that is sent; a client that was made before may add credentials of its own. */
const isWhole =
  /^(?:(?:window\.|globalThis\.)?\$?o?fetch$|(?:requests|httpx|axios|got|ky|\$|jQuery|RestClient|HTTParty)(?:\.|$)|Http::|http\.Post(?:Form)?$)/i;

/** Options, by any of their names. */
const options = ['headers', 'body', 'json', 'form', 'form_params', 'multipart', 'data', 'query', 'searchParams'];

/** The request of a call whose address is literal; nothing is executed. Undefined for any other. */
export function readCall(text: string): RawRequest | undefined {
  return parsed(text)?.request;
}

/** Last line of the call that begins at a line, where its brackets are closed. */
export function endOfProgramCall(lines: readonly string[], at: number): number {
  return at + (parsed([(lines[at] ?? '').trim(), ...lines.slice(at + 1, at + 60)].join('\n'))?.lines ?? 0);
}

function parsed(text: string): { readonly request: RawRequest | undefined; readonly lines: number } | undefined {
  const begin = programCall.exec(text);
  const callee = (begin?.groups?.callee ?? '').replace(/\?\./g, '.').replace(/(?<!\bHttp::asForm)\(\)/g, '');
  const call = calls.find(({ called }) => called.test(callee));
  if (begin === null || call === undefined) return undefined;
  const isPython = python.test(callee) && !/^(?:const|let|var)\s/.test(text);
  const reader = new LiteralReader(text, begin[0].length, isPython ? 'python' : 'other');
  const given = reader.parameters(['0', '1', '2', '3']);
  return { request: requestOf(call, callee, given), lines: reader.isBroken ? 0 : reader.lines };
}

function requestOf(
  { places, writing }: Call,
  callee: string,
  given: ReadonlyMap<string, Literal>,
): RawRequest | undefined {
  const first = given.get('0');
  const members = new Map<string, Literal>([
    ['method', /(get|post|put|patch|delete)(?:AsJson)?(?:Async|Form)?$/i.exec(callee)?.[1] ?? 'GET'],
  ]);
  // The one parameter of axios may be all options; a method before the address is one of PHP's.
  for (const [index, place] of (isMembers(first) ? (['options'] as const) : places).entries()) {
    const value = given.get(String(index));
    const isOptions =
      isMembers(value) && (place === 'options' || (place === 'given' && options.some((name) => value.has(name))));
    if (isOptions) for (const [name, one] of value) members.set(name, one);
    else if (place === 'options' && value === unseen)
      for (const name of ['headers', 'body']) members.set(name, unseen).delete('method');
    else if (value !== undefined && place !== 'options') members.set(place === 'given' ? 'body' : place, value);
  }
  for (const [name, value] of given) if (!/^\d$/.test(name)) members.set(name === 'content' ? 'body' : name, value);
  const request = /^https?:\/\//.test(textOf(members.get('url')))
    ? requestIn(members, /AsJson/.test(callee) ? 'json' : writing)
    : undefined;
  if (request === undefined) return undefined;
  const isMore = given.has(unseen);
  const isKnown = (isWhole.test(callee) && !isMore) || hasHeader(request.headers, 'authorization');
  const type = textOf(members.get('content-type'));
  return {
    ...request,
    headers: [
      ...request.headers,
      ...(isKnown ? [] : [unseenCredentials]),
      ...(type === '' ? [] : [{ name: 'Content-Type', value: type }]),
    ],
    ...(isMore && request.body === undefined && { bodySize: 1 }),
  };
}

function textOf(value: Literal | undefined): string {
  return typeof value === 'string' ? value : '';
}
