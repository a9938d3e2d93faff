/** The calls with which programs send requests, apart from those of Python, which names its parameters. */
import { requestIn, type Writing } from './described-message.ts';
import { hasHeader, isMembers, type Literal, unseenCredentials } from './literal.ts';
import type { RawRequest } from './raw-message.ts';
import { LiteralReader } from './read-literal.ts';
import { unseen } from './shell-variables.ts';

/** What a call is given, in its order; `given` is a body, or options with the body among them. */
type Place = 'method' | 'url' | 'given' | 'body' | 'options' | 'content-type';
interface Call {
  readonly called: RegExp;
  readonly places: readonly Place[];
  /** How it writes the members of a body; nobody knows it of a client that is not named. */
  readonly writing?: Writing;
  readonly method?: string;
}

const calls: readonly Call[] = [
  { called: /^(?:\w{1,20}\.)?\$?o?fetch$/, places: ['url', 'options'] },
  { called: /^(?:axios|got|ky)(?:\.request)?$/, places: ['url', 'options'], writing: 'json' },
  { called: /(?:->|\.)request$/, places: ['method', 'url', 'options'] },
  { called: /\.PostAsJsonAsync$/, places: ['url', 'body'], writing: 'json', method: 'POST' },
  { called: /\.PostAsync$/, places: ['url', 'body'], method: 'POST' },
  { called: /^http\.Post$/, places: ['url', 'content-type', 'body'], method: 'POST' },
  { called: /^http\.PostForm$/, places: ['url', 'body'], writing: 'form', method: 'POST' },
  { called: /(?:[.>:]|^)(?:get|delete)$/, places: ['url', 'options'] },
  {
    called: /^(?:axios|\$http|(?:this\.)?_?http(?:Client)?|Http:)[.:>]{1,2}(?:post|put|patch)$/,
    places: ['url', 'given', 'options'],
    writing: 'json',
  },
  {
    called: /^(?:\$|jQuery|Http::asForm\(\)->|RestClient|HTTParty)\.?(?:post|put|patch)$/,
    places: ['url', 'given', 'options'],
    writing: 'form',
  },
  { called: /[.>:](?:post|put|patch)$/, places: ['url', 'given', 'options'] },
];

/** The beginning of such a call, with its first value. */
export const programCall =
  /^(?:[\w$@., ]{1,60}?\s?:?=\s?)?(?:(?:await|return|yield)\s){0,2}(?<callee>[\w$@:>?.()-]{0,60}?(?:fetch|axios|got|ky|request|get|post|put|patch|delete|PostAsync|PostAsJsonAsync|Post|PostForm))(?:<[\w<>, []\]{1,60}>)?\((?=\s{0,40}["'`{]|$)/;

/** Calls that say all that is sent; a client that was made before may add credentials of its own. */
const isWhole =
  /^(?:(?:window\.|globalThis\.)?\$?o?fetch$|(?:axios|got|ky|\$|jQuery|RestClient|HTTParty)(?:\.|$)|Http::|http\.Post(?:Form)?$)/;

/** Options, by any of their names. */
const options = ['headers', 'body', 'json', 'form', 'form_params', 'multipart', 'data', 'query', 'searchParams'];

/** The request of a call whose address is literal; nothing is executed. Undefined for any other. */
export function readCall(text: string): RawRequest | undefined {
  return parsed(text)?.request;
}

/** Last line of the call that begins at a line, where its brackets are closed. */
export function endOfProgramCall(lines: readonly string[], at: number): number {
  const text = [(lines[at] ?? '').trim(), ...lines.slice(at + 1, at + 100)].join('\n');
  const end = parsed(text)?.end ?? 0;
  return at + text.slice(0, end).split('\n').length - 1;
}

function parsed(text: string): { readonly request: RawRequest | undefined; readonly end: number } | undefined {
  const begin = programCall.exec(text);
  const callee = (begin?.groups?.callee ?? '').replace(/\?\./g, '.').replace(/(?<!\bHttp::asForm)\(\)/g, '');
  const call = calls.find(({ called }) => called.test(callee));
  if (begin === null || call === undefined) return undefined;
  const reader = new LiteralReader(text, begin[0].length, 'other');
  const given = reader.parameters(['0', '1', '2', '3']);
  const values = ['0', '1', '2', '3'].map((place) => given.get(place));
  return { request: requestOf(call, callee, values, given), end: reader.isBroken ? 0 : reader.at };
}

function requestOf(
  call: Call,
  callee: string,
  values: readonly (Literal | undefined)[],
  given: ReadonlyMap<string, Literal>,
): RawRequest | undefined {
  const [first] = values;
  // The one parameter of axios may be all options; a method before the address is one of PHP's.
  const places = isMembers(first) ? (['options'] as const) : call.places;
  const members = new Map<string, Literal>([['method', call.method ?? methodOf(callee)]]);
  for (const [index, place] of places.entries()) {
    const value = values[index];
    if (value === undefined) continue;
    if (isMembers(value) && (place === 'options' || (place === 'given' && options.some((name) => value.has(name)))))
      add(members, value);
    else if (place === 'options') add(members, value === unseen ? hidden : new Map());
    else members.set(place === 'given' ? 'body' : place, value);
  }
  for (const [name, value] of given) if (!/^\d$/.test(name)) members.set(name, value);
  const request = /^https?:\/\//.test(textOf(members.get('url'))) ? requestIn(members, call.writing) : undefined;
  if (request === undefined) return undefined;
  const type = textOf(members.get('content-type'));
  const isKnown = isWhole.test(callee) || hasHeader(request.headers, 'authorization');
  const more = [
    ...(isKnown ? [] : [unseenCredentials]),
    ...(type === '' ? [] : [{ name: 'Content-Type', value: type }]),
  ];
  return { ...request, headers: [...request.headers, ...more] };
}

/** Options that nobody sees: headers, and a body of whatever form. */
const hidden: ReadonlyMap<string, Literal> = new Map([
  ['method', ''],
  ['headers', unseen],
  ['body', unseen],
]);

function add(members: Map<string, Literal>, more: ReadonlyMap<string, Literal>): void {
  for (const [name, value] of more) members.set(name, value);
}

function methodOf(callee: string): string {
  return /(get|post|put|patch|delete)$/.exec(callee)?.[1] ?? 'GET';
}

function textOf(value: Literal | undefined): string {
  return typeof value === 'string' ? value : '';
}
