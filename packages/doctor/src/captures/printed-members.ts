/** Objects as programs print them: JSON, a dict of Python, a hash of Ruby, a map of Java, what an inspector shows. */
import { Cursor } from './cursor.ts';

/** A text, a list, or members; numbers and names of values are texts. */
export type Printed = string | readonly Printed[] | PrintedMembers;
export interface PrintedMembers {
  readonly [name: string]: Printed;
}

/** An object in a text, and where it ends. */
interface Found {
  readonly members: PrintedMembers;
  readonly end: number;
}

export function isPrintedMembers(value: Printed | undefined): value is PrintedMembers {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The object that begins with the brace at a place; undefined where none does, or where it does not end. */
export function printedAt(text: string, at: number): Found | undefined {
  const reader = new PrintedReader(new Cursor(text, at));
  const members = reader.members();
  return members === undefined || reader.isBroken ? undefined : { members, end: reader.end };
}

const quoted = /"(?:[^"\\\n]|\\[\s\S]){0,16000}"|'(?:[^'\\\n]|\\[\s\S]){0,16000}'/y;

class PrintedReader {
  readonly #cursor: Cursor;
  isBroken = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  get end(): number {
    return this.#cursor.at;
  }

  /** Undefined where no name stands behind the brace. */
  members(): PrintedMembers | undefined {
    this.#cursor.take(/\{/y);
    const members: Record<string, Printed> = {};
    while (!this.#ends()) {
      const name = this.#cursor.take(quoted)?.slice(1, -1) ?? this.#cursor.take(/:?[\w$@.-]{1,100}/y);
      if (name === undefined || this.#cursor.take(/\s{0,8}(?:=>|[:=])\s{0,8}/y) === undefined) {
        this.isBroken = true;
        return undefined;
      }
      members[name.replace(/^:/, '')] = this.#cursor.inside(() => this.#value(), '');
    }
    return members;
  }

  #value(): Printed {
    const text = this.#cursor.take(quoted);
    if (text !== undefined) return plainText(text);
    // The name of the class, as an inspector shows it.
    this.#cursor.take(/(?:Object |\[[A-Za-z :]{1,60}\] |[A-Z]\w{1,60} ){0,3}(?=\{)/y);
    if (this.#cursor.sees(/\{/y)) return this.members() ?? '';
    if (this.#cursor.take(/\[/y) !== undefined) return this.#list();
    return this.#cursor.take(/[^,{}[\]\n]{1,8000}/y)?.trim() ?? '';
  }

  #list(): Printed {
    const list: Printed[] = [];
    while (!this.#ends()) {
      const before = this.#cursor.at;
      list.push(this.#cursor.inside(() => this.#value(), ''));
      if (this.#cursor.at === before) this.isBroken = true;
    }
    return list;
  }

  /** Goes on to the next member. @returns true behind the last one, and where nothing can be read any more. */
  #ends(): boolean {
    this.#cursor.take(/[\s,]*/y);
    if (this.isBroken || this.#cursor.take(/[}\]]/y) !== undefined) return true;
    this.isBroken = !this.#cursor.sees(/[\s\S]/y);
    return this.isBroken;
  }
}

function plainText(text: string): string {
  if (text.startsWith('"')) {
    try {
      return JSON.parse(text) as string;
    } catch {
      // A text with escapes that JSON does not have.
    }
  }
  return text.slice(1, -1).replace(/\\(["'\\])/g, '$1');
}
