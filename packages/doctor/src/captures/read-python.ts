import { Cursor } from './cursor.ts';
import { bodyOf, formOf, hasHeader, headersOf, isMembers, jsonOf, type Literal, unseenCredentials } from './literal.ts';
import type { RawHeader, RawRequest } from './raw-message.ts';
import { basicOf } from './read-curl.ts';
import { unseen } from './shell-variables.ts';

/** The beginning of a call of requests or httpx. */
export const pythonCall =
  /^(?:\w{1,40}\s*=\s*)?(?:await\s+)?(?:requests|httpx|(?:\w{1,20}_)?(?:session|client))\.(?:get|post|put|patch|delete)\(/i;

/** The parameters of a call that may stand without their names, by its method. */
const unnamed: Readonly<Record<string, readonly string[]>> = {
  GET: ['url', 'params'],
  POST: ['url', 'data', 'json'],
  PUT: ['url', 'data'],
  PATCH: ['url', 'data'],
  DELETE: ['url'],
};

/** The request of a call whose address is literal; nothing is executed. Undefined for any other. */
export function readPython(call: string): RawRequest | undefined {
  const { by = '', name = '' } = /(?<by>\w{1,60})\.(?<name>get|post|put|patch|delete)\(/i.exec(call)?.groups ?? {};
  const method = name.toUpperCase();
  const given = new CallReader(call, call.indexOf('(') + 1).parameters(unnamed[method] ?? []);
  const url = given.get('url');
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return undefined;
  return { method, url: withQuery(url, given.get('params')), ...sentWith(given, /^(?:requests|httpx)$/i.test(by)) };
}

/** Reads the parameters of a call, and their values. */
class CallReader {
  readonly #cursor: Cursor;

  constructor(text: string, at: number) {
    this.#cursor = new Cursor(text, at);
  }

  /** By their names; those without are named in their order, and what is spread into the call is `…`. */
  parameters(names: readonly string[]): ReadonlyMap<string, Literal> {
    const found = new Map<string, Literal>();
    let at = 0;
    while (!this.#ends(found)) {
      const name = this.#cursor.take(/[A-Za-z_]\w{0,40}\s{0,4}=(?!=)\s{0,4}/y)?.replace(/\s*=\s*$/, '');
      const isSpread = this.#cursor.take(/\*{1,2}/y) !== undefined;
      const value = this.#value();
      found.set(isSpread ? unseen : (name ?? names[at++] ?? unseen), value);
    }
    return found;
  }

  /** Goes on to the next member. @returns true behind the last one; where the text breaks off, more would follow. */
  #ends(found?: Map<string, Literal>): boolean {
    this.#cursor.take(/[\s,]*(?:#[^\n]*[\s,]*)*/y);
    if (this.#cursor.take(/[)}\]]/y) !== undefined) return true;
    const isBroken = !this.#cursor.sees(/[\s\S]/y);
    if (isBroken) found?.set(unseen, unseen);
    return isBroken;
  }

  #value(): Literal {
    const value = this.#single();
    // What is added to a value, or called of it, was not seen.
    return this.#isFollowed() ? unseen : value;
  }

  #single(): Literal {
    const text = this.#cursor.take(/[rbu]?(?:"(?:[^"\\\n]|\\.){0,16000}"|'(?:[^'\\\n]|\\.){0,16000}')/iy);
    if (text !== undefined)
      return text
        .replace(/^\w/, '')
        .slice(1, -1)
        .replace(/\\(["'\\])/g, '$1');
    const filled = this.#cursor.take(/f(?:"[^"\n]{0,16000}"|'[^'\n]{0,16000}')/iy);
    if (filled !== undefined) return filled.slice(2, -1).replace(/\{[^{}]{1,200}\}/g, unseen);
    if (this.#cursor.sees(/\{/y)) return this.#cursor.inside(() => this.#members(), unseen);
    if (this.#cursor.sees(/(?:(?:\w{1,20}\.){0,3}HTTPBasicAuth)?\(/y))
      return this.#cursor.inside(() => this.#list(), unseen);
    return this.#cursor.take(/\d{1,20}(?=\s{0,8}[,)}\]])/y) ?? unseen;
  }

  #members(): Literal {
    this.#cursor.take(/\{/y);
    const members = new Map<string, Literal>();
    while (!this.#ends(members)) {
      const name = this.#cursor.take(/(?:"[^"\n]{1,100}"|'[^'\n]{1,100}')\s{0,8}:\s{0,8}/y);
      // Others are spread into it, or have a name that is worked out.
      members.set(name?.replace(/^.|.\s*:\s*$/g, '') ?? unseen, this.#value());
    }
    return members;
  }

  #list(): Literal {
    this.#cursor.take(/[\w.]{0,80}\(/y);
    const list: Literal[] = [];
    while (!this.#ends()) list.push(this.#value());
    return list;
  }

  /** Goes to the next comma or bracket outside of its own brackets. @returns true where something stands before it. */
  #isFollowed(): boolean {
    let depth = 0;
    let isFollowed = false;
    while (this.#cursor.sees(/[\s\S]/y)) {
      if (this.#cursor.take(/\s+|#[^\n]*/y) !== undefined) continue;
      if (depth === 0 && this.#cursor.sees(/[,)\]}]/y)) break;
      isFollowed = true;
      if (this.#cursor.take(/[([{]/y) !== undefined) depth += 1;
      else if (this.#cursor.take(/[)\]}]/y) !== undefined) depth -= 1;
      else this.#cursor.take(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\s\S]/y);
    }
    return isFollowed;
  }
}

/** The address with its query; the end of one that nobody sees is `…`. */
function withQuery(url: string, params: Literal | undefined): string {
  if (params === undefined) return url;
  const pairs = isMembers(params) ? [formOf(params), params.has(unseen) ? unseen : ''] : [unseen];
  const query = pairs.filter((one) => one !== '').join('&');
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** Headers and body, with the type that the library says of a dict. A session may add credentials of its own. */
function sentWith(given: ReadonlyMap<string, Literal>, isWhole: boolean): Omit<RawRequest, 'method' | 'url'> {
  const data = given.get('data') ?? given.get('content');
  const json = given.get('json');
  const isMore = given.has(unseen);
  const proven = given.get('auth') ?? (given.has('cert') ? unseen : undefined);
  const own = [...headersOf(given.get('headers')), ...credentialsOf(proven)];
  const isKnown = (isWhole && !isMore) || hasHeader(own, 'authorization');
  const headers = isKnown ? own : [...own, unseenCredentials];
  const typed = (type: string): readonly RawHeader[] =>
    hasHeader(headers, 'content-type') ? headers : [...headers, { name: 'Content-Type', value: type }];
  if (json !== undefined)
    return { headers: typed('application/json'), ...bodyOf(isMembers(json) ? json : unseen, jsonOf) };
  if (data === undefined) return { headers, ...(isMore && { bodySize: 1 }) };
  return { headers: isMembers(data) ? typed('application/x-www-form-urlencoded') : headers, ...bodyOf(data, formOf) };
}

function credentialsOf(value: Literal | undefined): readonly RawHeader[] {
  if (value === undefined) return [];
  const [id, secret] = Array.isArray(value) ? value : [];
  const isKnown = typeof id === 'string' && typeof secret === 'string';
  return [isKnown ? basicOf(`${id}:${secret}`) : unseenCredentials];
}
