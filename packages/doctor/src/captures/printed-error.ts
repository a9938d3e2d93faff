/** The errors of HTTP clients, as programs print them: one object with the request and the answer in it. */
import { Cursor } from './cursor.ts';
import { bodyOf, formOf, headersOf, isMembers, jsonOf, type Literal, type Members } from './literal.ts';
import { bodyNotShown } from './logged-exchange.ts';
import { timeIn } from './logged-time.ts';
import type { RawHeader } from './raw-message.ts';
import { basicOf } from './read-curl.ts';
import { tokenPath } from './role-of.ts';
import { unseen } from './shell-variables.ts';

/** Where such an object may begin: the request that it has stands in it by one of these names, or it is an answer. */
const mayHold = /["']?\b(?:config|options|request|req|res|response)["']?: ?[^\n{]{0,60}\{|\bResponse \{/;
/** An object at the end of a line, or one of JSON, with what stands before it. */
const begins = /(?<=\n|^)(?<before>[^\n{]{0,2000})\{(?=[ \t\r]*\n|[ \t]?["'\w])/g;
/** In characters: what does not turn out to be such an object is read again from the next line on. */
const mostRead = 600_000;
/** The first member of an object whose start somebody left out. */
const member = /^[ \t]{0,8}(?:config|response|request|options): ?[^\n]{0,60}$/;

/** Writes the exchanges of such objects out as plain messages; everything else stays as it is. */
export function errorsWrittenOut(text: string): string {
  if (!mayHold.test(text)) return text;
  let [written, from, read] = ['', 0, 0];
  for (const { index, groups: { before = '' } = {} } of text.matchAll(begins)) {
    if (index < from) continue;
    if (read > mostRead) break;
    const isMember = member.test(before);
    const start = isMember ? index : index + before.length;
    const reader = new ObjectReader(text, isMember ? start : start + 1);
    const messages = messagesOf(reader.members(), before);
    read += reader.at - start;
    if (messages === undefined) continue;
    written += `${text.slice(from, start)}\n\n${messages}\n`;
    from = reader.at;
  }
  return written + text.slice(from);
}

/** Reads what `util.inspect` of Node shows of an object, and JSON, which is the same for what is asked here. */
class ObjectReader {
  readonly #cursor: Cursor;

  constructor(text: string, at: number) {
    this.#cursor = new Cursor(text, at);
  }

  get at(): number {
    return this.#cursor.at;
  }

  /** The members up to the bracket that closes them. */
  members(): Members {
    const members = new Map<string, Literal>();
    while (!this.#ends()) {
      const name = this.#cursor.take(
        /(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[\w$.-]{1,100}|\[[^\]\n]{1,100}\])\s{0,8}(?::|=>)\s{0,80}/y,
      );
      const value = this.#value();
      if (name !== undefined) members.set(name.replace(/\s*(?::|=>)\s*$/, '').replace(/^(["'])(.*)\1$/, '$2'), value);
    }
    return members;
  }

  #ends(): boolean {
    this.#cursor.take(/[\s,]+/y);
    return this.#cursor.take(/[}\]]/y) !== undefined || !this.#cursor.sees(/[\s\S]/y);
  }

  #value(): Literal {
    // The name of its class.
    this.#cursor.take(
      /(?:<ref \*\d{1,4}> )?(?:\[[\w: ]{1,60}\] |[\w$.]{1,60}(?:\(\d{1,6}\))? (?:\[[\w: ]{1,60}\] )?){0,2}(?=[{[])/y,
    );
    if (this.#cursor.take(/\{/y) !== undefined) return this.#cursor.inside<Literal>(() => this.members(), unseen);
    const short = this.#cursor.take(/\[[A-Z][^[\]{}\n"']{0,100}\]|<[^<>\n]{1,400}>/y);
    if (short !== undefined) return unseen;
    if (this.#cursor.take(/\[/y) !== undefined) return this.#cursor.inside<Literal>(() => this.#list(), unseen);
    return this.#text() ?? this.#cursor.take(/[^,{}[\]\n]{1,400}|[\s\S]/y)?.trim() ?? unseen;
  }

  #list(): Literal {
    const list: Literal[] = [];
    while (!this.#ends()) list.push(this.#value());
    return list;
  }

  /** A text, with those that are added to it in the lines below. */
  #text(): string | undefined {
    let text: string | undefined;
    for (let piece = this.#piece(); piece !== undefined; piece = this.#piece()) {
      text = (text ?? '') + piece;
      if (this.#cursor.take(/\s{0,80}\+\s{0,80}(?=["'`])/y) === undefined) break;
    }
    return text;
  }

  #piece(): string | undefined {
    return this.#cursor
      .take(/"(?:[^"\\]|\\[\s\S]){0,40000}"|'(?:[^'\\]|\\[\s\S]){0,40000}'|`(?:[^`\\]|\\[\s\S]){0,40000}`/y)
      ?.slice(1, -1)
      .replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi, (_all, four?: string, two?: string, one = '') => {
        const code = four ?? two;
        if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
        return ({ n: '\n', r: '', t: '\t' } as Record<string, string>)[one] ?? one;
      });
  }
}

/** Request and answer as messages; undefined for an object that has no request. */
function messagesOf(top: Members, before: string): string | undefined {
  const all = within(top);
  const answer =
    all.find((one) => statusOf(one) !== undefined && hasAny(one, ['data', 'body', 'text', 'headers'])) ?? top;
  const asked = all.find((one) => one !== answer && isRequest(one)) ?? all.find(isRequest);
  const url = asked === undefined ? urlOf(answer) : urlOf(asked);
  const status = statusOf(answer) ?? statusOf(top);
  if (url === undefined || (asked === undefined && status === undefined)) return undefined;
  const request = asked === undefined ? `${requestTo(url)}\n${bodyNotShown}: 1\n` : requestOf(asked, url);
  const given = answer.get('headers') ?? answer.get('header');
  const response =
    status === undefined
      ? ''
      : `HTTP/1.1 ${status}\n${linesOf(isMembers(given) ? headersOf(given) : [])}\n${bodyOfAnswer(answer)}\n`;
  const inner = top.get('err') ?? top.get('error');
  const error = isMembers(inner) && inner.has('config') ? inner : top;
  const message = textOf(error, ['message']);
  const said = message === undefined ? '' : `\nError:\n${textOf(error, ['name', 'type']) ?? 'Error'}: ${message}\n`;
  return `${request.replace('\n', `\n${timeIn(before)}`)}\n${response}${said}`;
}

/** The object itself and those in it, down to where clients have what they sent. */
function within(top: Members): readonly Members[] {
  const found = [top];
  let level: readonly Members[] = [top];
  for (let depth = 0; depth < 3 && found.length < 200; depth++) {
    level = level.flatMap((one) => [...one.values()].filter(isMembers));
    found.push(...level);
  }
  return found;
}

function isRequest(one: Members): boolean {
  return urlOf(one) !== undefined && hasAny(one, ['method', 'data', 'form', 'json']);
}

function urlOf(one: Members): string | undefined {
  const url = textOf(one, ['url', 'uri', 'href']);
  if (url === undefined || /^https?:\/\/./.test(url)) return url;
  const base = textOf(one, ['baseURL', 'prefixUrl']);
  return base === undefined || !/^https?:\/\/./.test(base)
    ? undefined
    : `${base.replace(/\/$/, '')}/${url.replace(/^\//, '')}`;
}

function statusOf(one: Members): string | undefined {
  const status = textOf(one, ['status', 'statusCode']);
  return /^[1-5]\d\d$/.test(status ?? '') ? status : undefined;
}

/** The error of an answer alone does not name the method. */
function requestTo(url: string): string {
  return tokenPath.test(url.replace(/[?#].*$/, '')) ? `POST ${url} HTTP/1.1` : `Request URL: ${url}`;
}

function requestOf(one: Members, url: string): string {
  const sent = sentNames.map((name) => one.get(name)).find((value) => value !== undefined);
  const method = textOf(one, ['method'])?.toUpperCase() ?? (sent === undefined ? 'GET' : 'POST');
  const own = [...headersOf(one.get('headers')), ...credentialsOf(one.get('auth'))];
  const isForm = isMembers(one.get('form'));
  const headers = isForm ? [...own, { name: 'Content-Type', value: 'application/x-www-form-urlencoded' }] : own;
  const isNone = sent === 'undefined' || sent === 'null' || (sent === undefined && method === 'GET');
  const isUrlEncoded = headers.some(({ value }) => /urlencoded/i.test(value));
  const { body, bodySize, isBodyCut } = isNone ? {} : bodyOf(sent ?? unseen, isUrlEncoded ? formOf : jsonOf);
  const params = one.get('params');
  const query = isMembers(params) ? `${url.includes('?') ? '&' : '?'}${formOf(params)}` : '';
  const notShown = bodySize !== undefined || isBodyCut ? `${bodyNotShown}: 1\n` : '';
  return `${method} ${url}${query} HTTP/1.1\n${linesOf(headers)}${notShown}\n${body ?? ''}\n`;
}

const sentNames = ['form', 'data', 'json', 'body'];

/** The credentials that Axios and request write as Basic. */
function credentialsOf(auth: Literal | undefined): readonly RawHeader[] {
  if (!isMembers(auth)) return [];
  return [basicOf(`${textOf(auth, ['username', 'user']) ?? ''}:${textOf(auth, ['password', 'pass']) ?? ''}`)];
}

function linesOf(headers: readonly RawHeader[]): string {
  const isLine = ({ name, value }: RawHeader): boolean => /^[\w-]{1,60}$/.test(name) && !value.includes('\n');
  return headers
    .filter(isLine)
    .map(({ name, value }) => `${name}: ${value}\n`)
    .join('');
}

function bodyOfAnswer(one: Members): string {
  const body = one.get('data') ?? one.get('body') ?? one.get('text') ?? '';
  if (typeof body === 'string') return /^(?:undefined|null|…)$/.test(body) ? '' : body;
  // A stream that nobody has read.
  return isMembers(body) && body.has('locked') ? '' : jsonOf(body);
}

function hasAny(one: Members, names: readonly string[]): boolean {
  return names.some((name) => one.has(name));
}

function textOf(one: Members, names: readonly string[]): string | undefined {
  return names.map((name) => one.get(name)).find((value) => typeof value === 'string' && value !== '') as
    | string
    | undefined;
}
