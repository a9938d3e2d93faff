import type { RawHeader, RawRequest } from './raw-message.ts';
import { unseen, withFilledIn } from './shell-variables.ts';

/** A call of `Invoke-RestMethod` or `Invoke-WebRequest`, whose result may go to a variable. */
export const powerShellCall = /^(?:\$\w{1,40}\s*=\s*\(?)?(?:invoke-(?:restmethod|webrequest)|irm|iwr)\s/i;
/** A value that goes to a variable, as calls are prepared. */
export const assignment = /^\$(?:global:|script:)?\w{1,40}\s*=\s*[@"'$[(\w]/i;

/** A value of a script: a text, or the table of `@{…}`; what is not known stands as `…`. */
type Value = string | Table;
interface Table extends ReadonlyMap<string, Value> {}

/**
 * The request of a script that ends in a call: its variables are known as far as they are literal, and nothing is
 * executed. Undefined where no call stands in it.
 */
export function readPowerShell(script: string): RawRequest | undefined {
  const reader = new ScriptReader(script.replace(/`[ \t]*\r?\n/g, ' '));
  return requestOf(reader.call());
}

/** Reads values, assignments and the parameters of a call. */
class ScriptReader {
  readonly #text: string;
  readonly #known = new Map<string, Value>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The parameters of the first call, by their names in lower case, behind all that is assigned before. */
  call(): Table {
    for (;;) {
      this.#skip(/[\s;]*(?:#[^\n]*\s*)*/y);
      if (this.#take(/(?:\$\w{1,40}\s*=\s*\(?)?(?:invoke-(?:restmethod|webrequest)|irm|iwr)(?=\s)/iy)) break;
      const name = this.#take(/\$(?:global:|script:)?\w{1,40}\s*=\s*/iy);
      if (name !== undefined) this.#known.set(variableOf(name), this.#value());
      else if (this.#take(/[^\n;]*[\n;]?/y) === '') return new Map();
    }
    return this.#parameters();
  }

  #parameters(): Table {
    const found = new Map<string, Value>();
    for (;;) {
      this.#skip(/[^\S\n]*/y);
      const name = this.#take(/-[A-Za-z]{1,40}:?/y);
      const splatted = name === undefined ? this.#take(/@[A-Za-z]\w{0,40}/y) : undefined;
      if (name !== undefined) {
        this.#skip(/[^\S\n]*/y);
        if (!this.#sees(/-[A-Za-z]|[\n;|)]|$/y)) found.set(name.replace(/[-:]/g, '').toLowerCase(), this.#value());
      } else if (splatted !== undefined) {
        const table = this.#known.get(splatted.slice(1).toLowerCase());
        for (const [key, value] of tableOf(table) ?? []) found.set(key.toLowerCase(), value);
        if (table === undefined) found.set('headers', unseen).set('body', unseen);
      } else if (this.#sees(/[\n;|)}]|$/y)) return found;
      else if (!found.has('uri')) found.set('uri', this.#value());
      else if (this.#take(/\S/y) === undefined) return found;
    }
  }

  /** A value, with what it is turned into by a pipe; what has to be worked out is unseen. */
  #value(): Value {
    const value = this.#single();
    if (this.#take(/\s{0,4}\|\s{0,4}convertto-json(?:\s{1,4}-\w{1,20}(?:\s{1,4}\d{1,3})?){0,4}/iy) !== undefined)
      return typeof value === 'string' ? unseen : jsonOf(value);
    if (this.#take(/[^\S\n]{0,4}(?:\+|-f\b|\.\w|\[|\|)[^\n;}]*/y) !== undefined) return unseen;
    return value;
  }

  #single(): Value {
    if (this.#take(/@\{/y) !== undefined) return this.#table();
    const here = this.#take(/@(["'])\r?\n[\s\S]{0,20000}?\n\1@/y);
    if (here !== undefined) return this.#meant(here.slice(1, 2), here.replace(/^..\r?\n|\r?\n..$/g, ''));
    const plain = this.#take(/'(?:[^']|''){0,16000}'/y);
    if (plain !== undefined) return plain.slice(1, -1).replaceAll("''", "'");
    const quoted = this.#take(/"(?:[^"`]|`[\s\S]|""){0,16000}"/y);
    if (quoted !== undefined) return this.#meant('"', quoted.slice(1, -1)).replace(/`(.)|"(")/g, '$1$2');
    const name = this.#take(/\$\{?[A-Za-z]\w{0,40}\}?(?![\w:(])/y);
    if (name !== undefined) return this.#known.get(name.replace(/[${}]/g, '').toLowerCase()) ?? unseen;
    if (this.#take(/\(/y) !== undefined) return this.#bracketed();
    // A method of .NET, or a variable of the environment.
    if (this.#take(/[[$][^\n;}]*/y) !== undefined) return unseen;
    return this.#take(/[^\s;{}()|"']{1,4096}/y) ?? (this.#take(/\S/y) === undefined ? '' : unseen);
  }

  #bracketed(): Value {
    this.#skip(/\s*/y);
    const value = this.#value();
    const isWhole = this.#take(/\s{0,8}\)/y) !== undefined;
    return isWhole ? value : unseen;
  }

  #table(): Table {
    const table = new Map<string, Value>();
    for (;;) {
      this.#skip(/[\s;]*(?:#[^\n]*[\s;]*)*/y);
      const name = this.#take(/(?:["']?[\w.-]{1,64}["']?)\s{0,20}=\s{0,20}/y);
      if (name !== undefined) table.set(name.replace(/["']|\s*=\s*$/g, ''), this.#value());
      else if (this.#take(/\}|$/y) !== undefined || this.#take(/[^\n;}]+/y) === undefined) return table;
    }
  }

  /** A text in double quotes, with the variables that are known. */
  #meant(mark: string, text: string): string {
    if (mark === "'") return text;
    return withFilledIn(text, (name) => {
      const value = this.#known.get(name.toLowerCase());
      return typeof value === 'string' ? value : undefined;
    });
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(pattern: RegExp): void {
    this.#take(pattern);
  }

  #sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }
}

function requestOf(parameters: Table): RawRequest | undefined {
  const uri = parameters.get('uri');
  if (typeof uri !== 'string') return undefined;
  const text = (name: string): string | undefined => {
    const value = parameters.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const headers = headersOf(parameters);
  const method = text('method') ?? 'GET';
  const body = parameters.get('body');
  // What PowerShell says of any body where nobody names its type.
  const isTyped = headers.some(({ name }) => name.toLowerCase() === 'content-type') || body === undefined;
  const type = { name: 'Content-Type', value: 'application/x-www-form-urlencoded' };
  const request = { method, url: uri, headers: isTyped || /^get$/i.test(method) ? headers : [...headers, type] };
  if (body === unseen) return { ...request, bodySize: 1 };
  return { ...request, ...(body !== undefined && { body: typeof body === 'string' ? body : formOf(body) }) };
}

function headersOf(parameters: Table): readonly RawHeader[] {
  const given = parameters.get('headers');
  const contentType = parameters.get('contenttype');
  const isSigned = /^(?:bearer|oauth)$/i.test(String(parameters.get('authentication') ?? ''));
  return [
    // Headers that nobody sees are there for the credentials in most cases.
    ...(given === unseen ? [{ name: 'Authorization', value: unseen }] : []),
    ...[...(tableOf(given) ?? [])].map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : unseen,
    })),
    ...(typeof contentType === 'string' ? [{ name: 'Content-Type', value: contentType }] : []),
    ...(isSigned ? [{ name: 'Authorization', value: `Bearer ${unseen}` }] : []),
  ];
}

function tableOf(value: Value | undefined): Table | undefined {
  return typeof value === 'string' ? undefined : value;
}

function formOf(table: Table): string {
  return [...table]
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${encodeURIComponent(typeof value === 'string' ? value : jsonOf(value))}`,
    )
    .join('&');
}

function jsonOf(table: Table): string {
  const plain = (value: Value): unknown =>
    typeof value === 'string' ? value : Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]));
  return JSON.stringify(plain(table));
}

function variableOf(name: string): string {
  return name.replace(/^\$(?:global:|script:)?|\s*=\s*$/gi, '').toLowerCase();
}
