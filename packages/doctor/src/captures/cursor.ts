/** A place in the text of a program, which goes on as its pieces are taken. */

/** How deep values may stand within values; what is deeper is left unread. */
const deepest = 40;

export class Cursor {
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  /** Index of the next character. */
  get at(): number {
    return this.#at;
  }

  /** Goes behind a piece that begins here. @param pattern sticky. @returns the piece; undefined where none begins. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** What the pieces were taken from. */
  get before(): string {
    return this.#text.slice(0, this.#at);
  }

  /** Tells whether a piece begins here. @param pattern sticky. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text);
  }

  /** Reads what stands inside of a value; `tooDeep` in its place where it stands too deep. */
  inside<T>(read: () => T, tooDeep: T): T {
    if (this.#depth >= deepest) return tooDeep;
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }
}
