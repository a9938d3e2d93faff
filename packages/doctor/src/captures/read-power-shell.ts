import { Cursor } from './cursor.ts';
import {
  bodyOf,
  formOf,
  hasHeader,
  headersOf,
  isMembers,
  jsonOf,
  type Literal,
  type Members,
  unseenCredentials,
} from './literal.ts';
import type { RawHeader, RawRequest } from './raw-message.ts';
import { unseen, withFilledIn } from './shell-variables.ts';

/** A call of `Invoke-RestMethod` or `Invoke-WebRequest`, whose result may go to a variable. */
export const powerShellCall = /^(?:\$\w{1,40}\s*=\s*\(?)?(?:invoke-(?:restmethod|webrequest)|irm|iwr)\s/i;
/** Such a call behind other statements of its line. */
export const powerShellCallBehind =
  /;\s{0,8}(?:\$\w{1,40}\s{0,4}=\s{0,4}\(?)?(?:invoke-(?:restmethod|webrequest)|irm|iwr)\s/i;
/** A value that goes to a variable or to a member of one, as calls are prepared. */
export const assignment = /^\$(?:global:|script:)?\w{1,40}(?:\.\w{1,64}|\[["'][\w.-]{1,64}["']\])?\s*=\s*[@"'$[(\w]/i;

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
  readonly #cursor: Cursor;
  readonly #known = new Map<string, Literal>();

  constructor(text: string) {
    this.#cursor = new Cursor(text);
  }

  /** The parameters of the first call, by their names in lower case, behind all that is assigned before. */
  call(): Members {
    for (;;) {
      this.#cursor.take(/[\s;]*(?:#[^\n]*\s*)*/y);
      if (this.#cursor.take(/(?:\$\w{1,40}\s*=\s*\(?)?(?:invoke-(?:restmethod|webrequest)|irm|iwr)(?=\s)/iy)) break;
      if (!this.#assigned() && !this.#passed()) return new Map();
    }
    return this.#parameters();
  }

  /** Takes a value that goes to a variable, or to a member of its table. @returns false where none does. */
  #assigned(): boolean {
    const name = this.#cursor.take(/\$(?:global:|script:)?\w{1,40}\s*=\s*/iy);
    if (name !== undefined) {
      this.#known.set(nameOf(name), this.#worked());
      return true;
    }
    const member = this.#cursor.take(/\$\w{1,40}(?:\.\w{1,64}|\[["'][\w.-]{1,64}["']\])\s*=\s*/y);
    if (member === undefined) return false;
    const table = this.#known.get(/\w+/.exec(member)?.[0].toLowerCase() ?? '');
    const value = this.#worked();
    if (table instanceof Map) table.set(member.replace(/^\$\w+[.[]["']?|["']?\]?\s*=\s*$/g, ''), value);
    return true;
  }

  /** Goes past a statement, which may change the variables that it names. @returns false at the end of the script. */
  #passed(): boolean {
    const statement = this.#cursor.take(/[^\n;]*[\n;]?/y) ?? '';
    for (const [, name = ''] of statement.matchAll(/\$(\w{1,40})(?=\s{0,4}(?:\.|\[|[+*-]?=))/g))
      if (this.#known.has(name.toLowerCase())) this.#known.set(name.toLowerCase(), unseen);
    return statement !== '';
  }

  #parameters(): Members {
    const found = new Map<string, Literal>();
    for (;;) {
      this.#cursor.take(/[^\S\n]*/y);
      const name = this.#cursor.take(/-[A-Za-z]{1,40}:?/y);
      const splatted = name === undefined ? this.#cursor.take(/@[A-Za-z]\w{0,40}/y) : undefined;
      if (name !== undefined) {
        this.#cursor.take(/[^\S\n]*/y);
        const isSwitch = this.#cursor.sees(/-[A-Za-z]|[\n;|)]|$/y);
        found.set(name.replace(/[-:]/g, '').toLowerCase(), isSwitch ? '' : this.#given());
      } else if (splatted !== undefined) {
        const table = this.#known.get(splatted.slice(1).toLowerCase());
        if (!isMembers(table)) found.set(unseen, unseen);
        else for (const [key, value] of table) found.set(key.toLowerCase(), value);
      } else if (this.#cursor.sees(/[\n;|)}]|$/y)) return found;
      else if (!found.has('uri')) found.set('uri', this.#given());
      else if (this.#cursor.take(/\S/y) === undefined) return found;
    }
  }

  /** A value of a parameter, which is a text where it stands without quotes; what is read of a variable is unseen. */
  #given(): Literal {
    const value = this.#literal();
    if (value === undefined) return this.#cursor.take(/[^\s;{}()|"']{1,4096}/y) ?? this.#unread();
    return this.#cursor.take(/(?:\.\w|\[)[^\s;})]*(?:\([^\n()]*\))?/y) === undefined ? value : unseen;
  }

  /** A value that is worked out, with what it is turned into by a pipe: without quotes stands a command, unseen. */
  #worked(): Literal {
    const value = this.#literal() ?? this.#cursor.take(/\d{1,20}(?=\s*(?:[;})\n]|$))/y);
    if (this.#cursor.take(/\s{0,4}\|\s{0,4}convertto-json(?:\s{1,4}-\w{1,20}(?:\s{1,4}\d{1,3})?){0,4}/iy) !== undefined)
      return isMembers(value) && !value.has(unseen) ? jsonOf(value) : unseen;
    // What is added to a value, or asked of it.
    if (this.#cursor.take(/[^\S\n]{0,4}(?:[+,]|-\w|\.\w|\[|\|)[^\n;})]*/y) !== undefined) return unseen;
    return value ?? this.#unread();
  }

  /** Goes past what is not known: a command with its parameters, a type and its method. */
  #unread(): Literal {
    let depth = 0;
    while (this.#cursor.sees(/[\s\S]/y)) {
      if (depth === 0 && this.#cursor.sees(/[\n;})]/y)) break;
      if (this.#cursor.take(/[({]/y) !== undefined) depth += 1;
      else if (this.#cursor.take(/[)}]/y) !== undefined) depth -= 1;
      else this.#cursor.take(/"[^"\n]*"|'[^'\n]*'|[\s\S]/y);
    }
    return unseen;
  }

  /** A value that is written out, a variable, or what stands in brackets; undefined for anything else. */
  #literal(): Literal | undefined {
    if (this.#cursor.sees(/(?:\[(?:ordered|hashtable)\])?@\{/iy))
      return this.#cursor.inside<Literal>(() => this.#table(), unseen);
    const here = this.#cursor.take(/@(["'])\r?\n[\s\S]{0,20000}?\n\1@/y);
    if (here !== undefined) return this.#meant(here.slice(1, 2), here.replace(/^..\r?\n|\r?\n..$/g, ''));
    const plain = this.#cursor.take(/'(?:[^']|''){0,16000}'/y);
    if (plain !== undefined) return plain.slice(1, -1).replaceAll("''", "'");
    const quoted = this.#cursor.take(/"(?:[^"`]|`[\s\S]|""){0,16000}"/y);
    if (quoted !== undefined) return this.#meant('"', quoted.slice(1, -1)).replace(/`(.)|"(")/g, '$1$2');
    const name = this.#cursor.take(/\$(?:\{[A-Za-z]\w{0,40}\}|[A-Za-z]\w{0,40})(?![\w:(])/y);
    if (name !== undefined) return this.#known.get(name.replace(/[${}]/g, '').toLowerCase()) ?? unseen;
    if (this.#cursor.sees(/\(/y)) return this.#cursor.inside<Literal>(() => this.#bracketed(), unseen);
    // A variable of the environment, or what is worked out in the midst of a command.
    return this.#cursor.take(/\$\w{1,20}:\w{1,80}|\$\([^()\n]{0,400}\)/y) === undefined ? undefined : unseen;
  }

  #bracketed(): Literal {
    this.#cursor.take(/\(\s*/y);
    const value = this.#worked();
    const isWhole = this.#cursor.take(/\s{0,8}\)/y) !== undefined;
    return isWhole ? value : unseen;
  }

  /** The members of a table; others that can't be read, or that the script breaks off before, are `…`. */
  #table(): Members {
    this.#cursor.take(/(?:\[\w+\])?@\{/y);
    const table = new Map<string, Literal>();
    for (;;) {
      this.#cursor.take(/[\s;]*(?:#[^\n]*[\s;]*)*/y);
      const name = this.#cursor.take(/(?:["']?[\w.-]{1,64}["']?)\s{0,20}=\s{0,20}/y);
      if (name !== undefined) table.set(name.replace(/["']|\s*=\s*$/g, ''), this.#worked());
      else if (this.#cursor.take(/\}/y) !== undefined) return table;
      else {
        table.set(unseen, unseen);
        if (this.#cursor.take(/[^\n;}]+/y) === undefined) return table;
      }
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
}

/** What may stand in the place of an address: a whole one, one without its scheme, or one whose beginning is unseen. */
const address = /^(?:[a-z][\w+.-]{0,20}:\/\/|…|\{\{|localhost\b|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:[:/?]|$))/i;

function requestOf(parameters: Members): RawRequest | undefined {
  const uri = parameters.get('uri') ?? (parameters.has(unseen) ? unseen : undefined);
  if (typeof uri !== 'string' || !address.test(uri)) return undefined;
  const given = parameters.get('method') ?? (parameters.has(unseen) ? unseen : 'GET');
  const method = typeof given === 'string' && given !== unseen ? given : undefined;
  const headers = sentHeaders(parameters);
  const body = bodyIn(parameters);
  // What PowerShell says of any body where nobody names its type.
  const isTyped = hasHeader(headers, 'content-type') || body === undefined || /^get$/i.test(method ?? '');
  const type = parameters.has('form') ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  return {
    method,
    url: uri,
    headers: isTyped ? headers : [...headers, { name: 'Content-Type', value: type }],
    ...body,
  };
}

function bodyIn(parameters: Members): Pick<RawRequest, 'body' | 'bodySize' | 'isBodyCut'> | undefined {
  const body = parameters.get('body');
  if (body !== undefined) return bodyOf(body, formOf);
  return ['form', 'infile', unseen].some((name) => parameters.has(name)) ? { bodySize: 1 } : undefined;
}

/** Parameters that bring credentials whose value stands elsewhere. */
const credentials = ['credential', 'authentication', 'token', 'usedefaultcredentials', 'websession', 'certificate'];

function sentHeaders(parameters: Members): readonly RawHeader[] {
  const contentType = parameters.get('contenttype');
  const own = [
    ...headersOf(parameters.get('headers')),
    ...(typeof contentType === 'string' ? [{ name: 'Content-Type', value: contentType }] : []),
  ];
  const isElsewhere = [unseen, ...credentials].some((name) => parameters.has(name));
  return !isElsewhere || hasHeader(own, 'authorization') ? own : [...own, credentialsOf(parameters)];
}

function credentialsOf(parameters: Members): RawHeader {
  const kind = String(parameters.get('authentication') ?? '');
  if (/^(?:bearer|oauth)$/i.test(kind)) return { name: 'Authorization', value: `Bearer ${unseen}` };
  return /^basic$/i.test(kind) ? { name: 'Authorization', value: `Basic ${unseen}` } : unseenCredentials;
}

function nameOf(assigned: string): string {
  return assigned.replace(/^\$(?:global:|script:)?|\s*=\s*$/gi, '').toLowerCase();
}
