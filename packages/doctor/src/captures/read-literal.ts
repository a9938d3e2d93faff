import { Cursor } from './cursor.ts';
import { isMembers, type Literal, type Members } from './literal.ts';
import { unseen } from './shell-variables.ts';

/**
 * A name alone names a member in most languages; in Python it is a variable. What a program has printed has no variables:
 * a word is a text of its own.
 */
type Language = 'python' | 'printed' | 'other';

/** The members that are printed from a brace on, each of them with its name, and where they end; undefined for anything else. */
export function printedAt(text: string, at: number): { readonly members: Members; readonly end: number } | undefined {
  const reader = new LiteralReader(text, at, 'printed');
  const members = reader.alone();
  return reader.isBroken || !isMembers(members) ? undefined : { members, end: reader.at };
}

/** What programs put a value into to send it: `json` and `form` stand as the one member's name, nothing where it stays. */
const wrappers: readonly (readonly [begin: RegExp, name: string])[] = [
  [/(?:JSON\.(?:stringify|generate)|json\.dumps|json_encode|(?:\w{1,20}\.)?JsonSerializer\.Serialize)\(/y, 'json'],
  [
    /(?:new )?(?:URLSearchParams|(?:qs|querystring)\.stringify|http_build_query|URI\.encode_www_form|(?:urllib\.)?(?:parse\.)?urlencode)\(/y,
    'form',
  ],
  [/(?:new )?(?:URL|URI|Uri|Uri\.parse|Headers|HttpHeaders)\(/y, ''],
];
/** What may stand before the bracket of an object: how it is made, or its class as an inspector prints it. */
const made =
  /(?:<ref \*\d{1,4}> )?(?:new |array(?=\()|map\[string\]\w{1,20}(?=\{)|url\.Values(?=\{)|(?:[A-Z]\w{0,60}(?:\(\d{1,6}\))? |\[[\w: ]{1,60}\] ){1,3}(?=[{[]))?/y;
const name = /(?:"[^"\n]{1,100}"|'[^'\n]{1,100}'|:?[A-Za-z_$@][\w$.@-]{0,99})\s{0,8}(?:=>|:(?!:)|=(?![=>]))\s{0,8}/y;
const quotedName = /(?:"[^"\n]{1,100}"|'[^'\n]{1,100}')\s{0,8}:\s{0,8}/y;
const comments = {
  python: /[\s,]*(?:#[^\n]*[\s,]*)*/y,
  printed: /[\s,;]*/y,
  other: /[\s,;]*(?:\/\/[^\n]*[\s,;]*)*/y,
} as const;

/** Reads the values that are written out in a program, or printed by one; what is added to a value was not seen. */
export class LiteralReader {
  readonly #cursor: Cursor;
  readonly #language: Language;
  /** True once the text has ended within a value. */
  isBroken = false;

  constructor(text: string, at: number, language: Language) {
    this.#cursor = new Cursor(text, at);
    this.#language = language;
  }

  get at(): number {
    return this.#cursor.at;
  }

  /**
   * The parameters of a call, behind its bracket. Those without names are called as their place says; what is spread into
   * the call is `…`.
   */
  parameters(names: readonly string[]): ReadonlyMap<string, Literal> {
    const found = new Map<string, Literal>();
    let at = 0;
    while (!this.#ends(found)) {
      const own = this.#cursor.take(/[A-Za-z_]\w{0,40}(?:\s{0,4}=(?![=>])|:(?!:))\s{0,4}/y)?.replace(/\s*[=:]\s*$/, '');
      const isSpread = this.#cursor.take(/\*{1,2}|\.{3}/y) !== undefined;
      const value = this.value();
      found.set(isSpread ? unseen : (own ?? names[at++] ?? unseen), value);
    }
    return found;
  }

  value(): Literal {
    const value = this.alone();
    return typeof value === 'string' && value !== unseen ? this.#joined(value) : this.#isFollowed() ? unseen : value;
  }

  /** A text with those that are added to it; with what nobody sees only an address or a header stays. */
  #joined(first: string): string {
    let text = first;
    while (this.#cursor.take(/\s{0,40}[+.]\s{0,40}(?![\d)])/y) !== undefined) {
      const next = this.alone();
      text += typeof next === 'string' ? next : unseen;
      if (next === unseen) this.#cursor.take(/(?:[\w$.]|->){1,100}(?:\([^()\n]{0,100}\)|\[[^[\]\n]{0,100}\])?/y);
    }
    const isKnown = !text.includes(unseen) || /^(?:https?:\/\/|(?:Basic|Bearer) )/i.test(first);
    return this.#isFollowed() || !isKnown ? unseen : text.replace(/…{2,}/g, unseen);
  }

  /** How many lines were read to their end. */
  get lines(): number {
    return this.#cursor.before.split('\n').length - 1;
  }

  /** A value, whatever stands behind it. */
  alone(): Literal {
    const isPython = this.#language === 'python';
    const text = this.#cursor.take(/[rbu@]?(?:"(?:[^"\\\n]|\\.){0,16000}"|'(?:[^'\\\n]|\\.){0,16000}')/iy);
    if (text !== undefined) {
      const plain = text.replace(/^[^"']/, '').slice(1, -1);
      if (isPython) return plain.replace(/\\(["'\\])/g, '$1');
      return this.#isPrinted ? withoutEscapes(plain) : withoutEscapes(plain).replace(filled.other, unseen);
    }
    const template = this.#cursor.take(
      isPython ? /f(?:"[^"\n]{0,16000}"|'[^'\n]{0,16000}')/iy : /\$"[^"\n]{0,16000}"|`[^`]{0,16000}`/y,
    );
    if (template !== undefined) {
      const isScript = template.startsWith('`');
      return template
        .replace(/^[f$]/i, '')
        .slice(1, -1)
        .replace(isScript ? filled.script : filled.braces, unseen);
    }
    if (this.#isPrinted) return this.#printed();
    for (const [begin, as] of wrappers) if (this.#cursor.take(begin) !== undefined) return this.#wrapped(as);
    if (!isPython) this.#cursor.take(made);
    if (this.#cursor.sees(/[{[]/y) || (!isPython && this.#cursor.sees(/\(/y)))
      return this.#cursor.inside(() => this.#members(), unseen);
    if (this.#cursor.sees(/(?:(?:\w{1,20}\.){0,3}HTTPBasicAuth)?\(/y))
      return this.#cursor.inside(() => this.#list(), unseen);
    return this.#cursor.take(/\d{1,20}(?=\s{0,8}[,)}\]])/y) ?? this.#cursor.take(/(?:true|false|null)\b/y) ?? unseen;
  }

  get #isPrinted(): boolean {
    return this.#language === 'printed';
  }

  /** Members, a list, or a word. */
  #printed(): Literal {
    this.#cursor.take(made);
    if (this.#cursor.sees(/[{[]/y)) return this.#cursor.inside(() => this.#members(), unseen);
    // Go prints its members with a blank between them, and no comma.
    return this.#cursor.take(/(?:(?![ \t]{1,4}[A-Za-z_][\w.-]{0,60}[:=])[^,;{}[\]\n]){1,8000}/y)?.trim() ?? '';
  }

  /** The value in a call that writes it as JSON or as a form. */
  #wrapped(as: string): Literal {
    const value = this.#cursor.inside(() => [...this.parameters(['value']).values()][0] ?? unseen, unseen);
    this.#cursor.take(/\.(?:toString|to_s)(?:\(\))?/y);
    return as === '' ? value : new Map([[as, value]]);
  }

  /** Named members, or a list where none of them has a name. */
  #members(): Literal {
    const isBraces = this.#cursor.take(/[{[(]/y) === '{';
    const members = new Map<string, Literal>();
    const list: Literal[] = [];
    while (!this.#ends(members)) {
      const isNamed = isBraces || !this.#isPrinted;
      const own = isNamed ? this.#cursor.take(this.#language === 'python' ? quotedName : name) : undefined;
      const alone =
        own === undefined && isBraces && this.#language === 'other'
          ? this.#cursor.take(/[A-Za-z_$][\w$]{0,99}(?=\s{0,80}[,}])/y)
          : undefined;
      // Others are spread into it, or have a name that is worked out.
      const key = own?.replace(/\s*(?:=>|[:=])\s*$/, '').replace(/^:|^["']|["']$/g, '') ?? alone;
      const start = this.#cursor.at;
      const value = alone !== undefined ? unseen : this.#isPrinted ? this.alone() : this.value();
      // What was printed has a name within braces, and nothing beside its commas.
      if (this.#isPrinted && (isBraces ? key === undefined : this.#cursor.at === start)) this.isBroken = true;
      if (key === undefined && !isBraces) list.push(value);
      else members.set(key ?? unseen, value);
    }
    return list.length > 0 || (members.size === 0 && !isBraces) ? list : members;
  }

  #list(): Literal {
    this.#cursor.take(/[\w.]{0,80}\(/y);
    const list: Literal[] = [];
    while (!this.#ends()) list.push(this.value());
    return list;
  }

  /** Goes on to the next member. @returns true behind the last one; where the text breaks off, more would follow. */
  #ends(found?: Map<string, Literal>): boolean {
    this.#cursor.take(comments[this.#language]);
    if (this.isBroken || this.#cursor.take(/[)}\]]/y) !== undefined) return true;
    this.isBroken = !this.#cursor.sees(/[\s\S]/y);
    if (this.isBroken) found?.set(unseen, unseen);
    return this.isBroken;
  }

  /** Goes to the next comma or bracket outside of its own brackets. @returns true where something stands before it. */
  #isFollowed(): boolean {
    let depth = 0;
    let isFollowed = false;
    let unclosed = 0;
    while (this.#cursor.sees(/[\s\S]/y)) {
      if (this.#cursor.take(this.#language === 'python' ? /\s+|#[^\n]*/y : /\s+|\/\/[^\n]*/y) !== undefined) continue;
      if (depth === 0 && this.#cursor.sees(/[,)\]}]/y)) break;
      isFollowed = true;
      if (this.#cursor.take(/[([{]/y) !== undefined) depth += 1;
      else if (this.#cursor.take(/[)\]}]/y) !== undefined) depth -= 1;
      else if (unclosed > mostUnclosed) this.#cursor.take(/[^\n]{1,100000}/y);
      else if (this.#cursor.take(piece) === undefined) {
        // A quotation mark that nothing closes.
        if (this.#cursor.sees(/["']/y)) unclosed += 1;
        this.#cursor.take(/[\s\S]/y);
      }
    }
    return isFollowed;
  }
}

const piece = /[^\s"'#/,()[\]{}]{1,4000}|"(?:[^"\\\n]|\\.){0,4000}"|'(?:[^'\\\n]|\\.){0,4000}'/y;
/** So many quotation marks that nothing closes make the rest of the line one piece: each was looked for far ahead. */
const mostUnclosed = 50;

/** What is filled into a text: of a template, of C# and Python, and of Ruby and PHP. */
const filled = {
  script: /\$\{[^{}]{1,200}\}/g,
  braces: /\{[^{}]{1,200}\}/g,
  other: /#\{[^{}]{1,200}\}|\{\$[^{}]{1,200}\}/g,
};
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_whole, code?: string, one = '') =>
    code === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
