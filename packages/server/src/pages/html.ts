/**
 * An escaping tagged template for the hosted pages: every value is escaped unless it is Html itself, and a value in a
 * position where escaping can't protect it (unquoted attribute, script, style, comment, a `javascript:` address) is
 * refused instead of rendered.
 */

/** Markup that is safe to put between tags. Made by `html` and `raw` only. */
export class Html {
  readonly #markup: string;
  constructor(markup: string, witness: typeof made) {
    if (witness !== made) throw new TypeError('Html is made by html`…` or raw(…)');
    this.#markup = markup;
  }
  /** The markup itself. */
  toString(): string {
    return this.#markup;
  }
}

/** A run of attributes for the inside of a tag. Made by `attributes` only. */
export class Attributes {
  readonly #markup: string;
  constructor(markup: string, witness: typeof made) {
    if (witness !== made) throw new TypeError('Attributes are made by attributes(…)');
    this.#markup = markup;
  }
  /** The markup itself, with a space before each attribute. */
  toString(): string {
    return this.#markup;
  }
}

const made = Symbol('made by this module');

/** What may stand between tags; `undefined`, `null` and `false` render nothing. */
export type Content = Html | string | number | undefined | null | false | readonly Content[];
type Value = Content | Attributes;

type Position = 'content' | 'tag' | 'value' | 'address';

const positionsOf = new WeakMap<TemplateStringsArray, readonly Position[]>();

/**
 * Renders a template. Strings and numbers are escaped; Html and arrays pass through; Attributes stand inside a tag.
 * Refuses (TypeError) a value outside quotes inside a tag, inside a comment, script or style, Html inside an
 * attribute, and an address that is not http(s), a path, a fragment or an embedded image.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let positions = positionsOf.get(strings);
  if (positions === undefined) {
    positions = findPositions(strings);
    positionsOf.set(strings, positions);
  }
  let markup = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    markup += renderAt(positions[i] ?? 'content', values[i]) + (strings[i + 1] ?? '');
  }
  return new Html(markup, made);
}

/** Takes markup as it is. For constants in this package's sources only, never for a value. */
export function raw(constant: string): Html {
  return new Html(constant, made);
}

/**
 * Attributes from a record: a string or number is escaped and quoted, `true` gives the bare name, `false` and
 * `undefined` leave it out. Refuses names that could run code or style (`on…`, `style`, `srcdoc`).
 */
export function attributes(record: { readonly [name: string]: string | number | boolean | undefined }): Attributes {
  let markup = '';
  for (const [name, value] of Object.entries(record)) {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || /^on|^style$|^srcdoc$/.test(name)) {
      throw new TypeError(`attribute ${JSON.stringify(name)} is not allowed in a page`);
    }
    if (value === undefined || value === false) continue;
    const text = /^(href|src|action|formaction)$/.test(name) && value !== true ? address(value) : value;
    markup += text === true ? ` ${name}` : ` ${name}="${escapeHtml(String(text))}"`;
  }
  return new Attributes(markup, made);
}

/** The text with the characters that mean something to an HTML parser replaced, for content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The value when it is an absolute http or https address; undefined otherwise, so that no link is made of it. */
export function webAddress(value: string | undefined): string | undefined {
  if (value === undefined || !URL.canParse(value)) return undefined;
  const { protocol } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? value : undefined;
}

/** True for a path on this very origin (`/x`, not `//host` and not `/\host`), possibly with query and fragment. */
export function isOwnPath(value: string): boolean {
  return /^\/(?![/\\])/.test(value) && !/[\t\r\n]/.test(value);
}

function address(value: Content | true): string {
  const text = typeof value === 'string' ? value : '';
  const embeddedImage = /^data:image\/(png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/=]*$/.test(text);
  if (isOwnPath(text) || text.startsWith('#') || webAddress(text) !== undefined || embeddedImage) return text;
  throw new TypeError('an address in a page is http(s), a path of this origin, a fragment or an embedded image');
}

function renderAt(position: Position, value: Value): string {
  if (position === 'tag') {
    if (value instanceof Attributes) return value.toString();
    throw new TypeError('a value inside a tag stands in quotes or comes from attributes(…)');
  }
  if (position === 'content') return renderContent(value);
  if (value instanceof Html || value instanceof Attributes || Array.isArray(value)) {
    throw new TypeError('a quoted attribute takes text, not markup');
  }
  if (position === 'address') return escapeHtml(address(value));
  return value === undefined || value === null || value === false ? '' : escapeHtml(String(value));
}

function renderContent(value: Value): string {
  if (value instanceof Html) return value.toString();
  if (value instanceof Attributes) throw new TypeError('attributes(…) stands inside a tag');
  if (Array.isArray(value)) return value.map(renderContent).join('');
  return value === undefined || value === null || value === false ? '' : escapeHtml(String(value));
}

/** Reads the constant parts of a template once and says where each value stands. */
function findPositions(strings: readonly string[]): Position[] {
  const positions: Position[] = [];
  let quote = '';
  let tag: string | undefined;
  for (const [i, part] of strings.entries()) {
    for (let at = 0; at < part.length; at++) {
      const character = part.charAt(at);
      if (quote !== '') {
        if (character === quote) quote = '';
      } else if (tag !== undefined) {
        if (character === '"' || character === "'") quote = character;
        if (character !== '>') continue;
        if (tag === 'script' && !part.startsWith('</script>', at + 1))
          throw new TypeError('a page has no inline script');
        tag = undefined;
      } else if (character === '<') {
        if (part.startsWith('<!--', at)) throw new TypeError('a page template has no comments');
        tag = /^<([a-z0-9]*)/i.exec(part.slice(at, at + 20))?.[1]?.toLowerCase() ?? '';
        if (tag === 'style') throw new TypeError('a page has no inline style');
      }
    }
    if (i === strings.length - 1) break;
    if (tag === undefined) positions.push('content');
    else if (quote === '') positions.push('tag');
    else positions.push(/\s(href|src|action|formaction)=["']$/i.test(part) ? 'address' : 'value');
  }
  if (tag !== undefined) throw new TypeError('a template ends outside of tags');
  return positions;
}
