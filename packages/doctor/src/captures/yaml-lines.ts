/** YAML as tools write it: names with values, and lists of them, by their indentation. */
import type { Literal } from './literal.ts';

interface Line {
  readonly depth: number;
  readonly text: string;
}

/** The value that these lines are; what else YAML may have is read as a text. */
export function readYaml(lines: readonly string[]): Literal {
  const written = lines
    .filter((line) => line.trim() !== '')
    .map((line) => ({ depth: line.search(/\S/), text: line.trim() }));
  return new YamlReader(written).value(0);
}

class YamlReader {
  readonly #lines: Line[];
  #at = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  /** The value whose lines stand at least so deep. */
  value(depth: number): Literal {
    const first = this.#lines[this.#at];
    if (first === undefined || first.depth < depth) return '';
    return first.text.startsWith('- ') ? this.#list(first.depth) : this.#members(first.depth);
  }

  #list(depth: number): Literal {
    const list: Literal[] = [];
    while (this.#isAt(depth, /^- /)) {
      const { text } = this.#lines[this.#at] as Line;
      // Its first member stands behind the dash.
      this.#lines[this.#at] = { depth: depth + 2, text: text.slice(2).trim() };
      list.push(/^[\w-]{1,60}:(?:\s|$)/.test(text.slice(2)) ? this.value(depth + 1) : plainOf(this.#next()));
    }
    return list;
  }

  #members(depth: number): Literal {
    const members = new Map<string, Literal>();
    while (this.#isAt(depth, /^[^\s:]{1,100}:(?:\s|$)/)) {
      const text = this.#next();
      const name = text.slice(0, text.indexOf(':'));
      const rest = text.slice(name.length + 1).trim();
      members.set(
        name,
        /^[|>][+-]?$/.test(rest) ? this.#block(depth) : rest === '' ? this.#inner(depth) : plainOf(rest),
      );
    }
    return members;
  }

  /** A list may stand as deep as the name of its member. */
  #inner(depth: number): Literal {
    return this.value(this.#isAt(depth, /^- /) ? depth : depth + 1);
  }

  #block(depth: number): string {
    const lines: string[] = [];
    while ((this.#lines[this.#at]?.depth ?? -1) > depth) lines.push(this.#next());
    return lines.join('\n');
  }

  #isAt(depth: number, pattern: RegExp): boolean {
    const line = this.#lines[this.#at];
    return line !== undefined && line.depth === depth && pattern.test(line.text);
  }

  #next(): string {
    return this.#lines[this.#at++]?.text ?? '';
  }
}

function plainOf(text: string): string {
  return text
    .replace(/^'(.*)'$/, '$1')
    .replaceAll("''", "'")
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('\\"', '"');
}
