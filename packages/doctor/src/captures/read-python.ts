import type { RawHeader, RawRequest } from './raw-message.ts';
import { basicOf } from './read-curl.ts';
import { unseen } from './shell-variables.ts';

/** The beginning of a call of requests or httpx. */
export const pythonCall =
  /^(?:\w{1,40}\s*=\s*)?(?:await\s+)?(?:requests|httpx|(?:\w{1,20}_)?(?:session|client))\.(?:get|post|put|patch|delete)\(/i;

/** A value of Python: a text, the members of a dict, or those of a tuple; what is worked out stands as `…`. */
type Value = string | readonly Value[] | ReadonlyMap<string, Value>;

/** The request of a call whose address is literal; nothing is executed. Undefined for any other. */
export function readPython(call: string): RawRequest | undefined {
  const { method = '' } = /\.(?<method>get|post|put|patch|delete)\(/i.exec(call)?.groups ?? {};
  const reader = new CallReader(call, call.indexOf('(') + 1);
  const given = reader.parameters();
  const url = given.get('url');
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return undefined;
  const query = formOf(given.get('params'));
  return {
    method: method.toUpperCase(),
    url: query === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`,
    ...bodyOf(given),
  };
}

/** Reads the parameters of a call, and their values. */
class CallReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** By their names; the first one without a name is the address. */
  parameters(): ReadonlyMap<string, Value> {
    const found = new Map<string, Value>();
    while (!this.#ends()) {
      const name = this.#take(/[A-Za-z_]\w{0,40}\s{0,4}=(?!=)\s{0,4}/y)?.replace(/\s*=\s*$/, '');
      found.set(name ?? 'url', this.#value());
    }
    return found;
  }

  /** Goes on to the next member. @returns true behind the last one. */
  #ends(): boolean {
    this.#take(/[\s,]*(?:#[^\n]*[\s,]*)*/y);
    return this.#take(/[)}\]]/y) !== undefined || this.#at >= this.#text.length;
  }

  #value(): Value {
    const value = this.#single();
    // What is added to a value, or called of it, was not seen.
    return /\S/.test(this.#rest()) ? unseen : value;
  }

  #single(): Value {
    const text = this.#take(/[rbu]?(?:"(?:[^"\\\n]|\\.){0,16000}"|'(?:[^'\\\n]|\\.){0,16000}')/iy);
    if (text !== undefined)
      return text
        .replace(/^\w/, '')
        .slice(1, -1)
        .replace(/\\(["'\\])/g, '$1');
    const filled = this.#take(/f(?:"[^"\n]{0,16000}"|'[^'\n]{0,16000}')/iy);
    if (filled !== undefined) return filled.slice(2, -1).replace(/\{[^{}]{1,200}\}/g, unseen);
    if (this.#take(/\{/y) !== undefined) return this.#members();
    if (this.#take(/(?:(?:\w{1,20}\.){0,3}HTTPBasicAuth)?\(/y) !== undefined) return this.#list();
    return this.#take(/\d{1,20}(?=\s{0,8}[,)}\]])/y) ?? unseen;
  }

  #members(): Value {
    const members = new Map<string, Value>();
    while (!this.#ends()) {
      const name = this.#take(/(?:"[^"\n]{1,100}"|'[^'\n]{1,100}')\s{0,8}:\s{0,8}/y);
      const value = this.#value();
      if (name !== undefined) members.set(name.replace(/^.|.\s*:\s*$/g, ''), value);
    }
    return members;
  }

  #list(): Value {
    const list: Value[] = [];
    while (!this.#ends()) list.push(this.#value());
    return list;
  }

  /** What stands between a value and the next comma or bracket outside of its own brackets. */
  #rest(): string {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const quoted = this.#take(/"[^"\n]*"|'[^'\n]*'/y);
      if (quoted !== undefined) this.#at -= 1;
      else if (/[([{]/.test(this.#text.charAt(this.#at))) depth += 1;
      else if (depth === 0 && /[,)\]}]/.test(this.#text.charAt(this.#at))) break;
      else if (/[)\]}]/.test(this.#text.charAt(this.#at))) depth -= 1;
    }
    return this.#text.slice(start, this.#at);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

/** Headers and body, with the type that the library says of a dict. */
function bodyOf(given: ReadonlyMap<string, Value>): Pick<RawRequest, 'headers' | 'body' | 'bodySize'> {
  const headers = [...headersOf(given.get('headers')), ...credentialsOf(given.get('auth'))];
  const isTyped = headers.some(({ name }) => name.toLowerCase() === 'content-type');
  const typed = (type: string) => ({
    headers: isTyped ? headers : [...headers, { name: 'Content-Type', value: type }],
  });
  const [json, data] = [given.get('json'), given.get('data') ?? given.get('content')];
  if (json !== undefined)
    return { ...typed('application/json'), ...(json === unseen ? { bodySize: 1 } : { body: jsonOf(json) }) };
  if (data === undefined || data === unseen) return { headers, ...(data !== undefined && { bodySize: 1 }) };
  const form = formOf(data);
  if (form !== undefined) return { ...typed('application/x-www-form-urlencoded'), body: form };
  return { headers, ...(typeof data === 'string' ? { body: data } : { bodySize: 1 }) };
}

function headersOf(value: Value | undefined): readonly RawHeader[] {
  // Headers that nobody sees are there for the credentials in most cases.
  if (value === unseen) return [{ name: 'Authorization', value: unseen }];
  return isDict(value)
    ? [...value].map(([name, text]) => ({ name, value: typeof text === 'string' ? text : unseen }))
    : [];
}

function credentialsOf(value: Value | undefined): readonly RawHeader[] {
  if (value === undefined) return [];
  const [id, secret] = Array.isArray(value) ? value : [];
  const isKnown = typeof id === 'string' && typeof secret === 'string';
  return [isKnown ? basicOf(`${id}:${secret}`) : { name: 'Authorization', value: unseen }];
}

function formOf(value: Value | undefined): string | undefined {
  if (!isDict(value)) return undefined;
  return [...value].map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(plainOf(text))}`).join('&');
}

function plainOf(value: Value): string {
  return typeof value === 'string' ? value : jsonOf(value);
}

function jsonOf(value: Value): string {
  const plain = (one: Value): unknown =>
    isDict(one) ? Object.fromEntries([...one].map(([name, inner]) => [name, plain(inner)])) : one;
  return JSON.stringify(plain(value));
}

function isDict(value: Value | undefined): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}
