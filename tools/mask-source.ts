/**
 * Views of a TypeScript source for checks that read tokens. Lengths and positions stay those of the source, so that what
 * is found in a view can be read from the source.
 */

/** What a view shows as blanks: comments, or also the insides of string literals, templates and regular expressions. */
type Masked = 'comments' | 'comments and literals';

/** The end of a span that starts at `from`, exclusive. Literals include their delimiters. */
type Span = { readonly kind: 'comment' | 'literal'; readonly end: number };

/** A `/` after one of these starts a regular expression, although they look like values. */
const wordsBeforeAnExpression = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|await|yield)\s*$/;

/** The source with comments, or comments and the insides of literals, replaced by blanks; line breaks stay. */
export function maskSource(source: string, masked: Masked): string {
  /** For each open template: how many braces are open inside its current `${…}`. */
  const templates: number[] = [];
  let view = '';
  while (view.length < source.length) {
    const at = view.length;
    const character = source[at];
    const braces = templates.at(-1);
    if (braces === 0 && character === '}') {
      // The end of `${…}`: the template's text goes on behind it.
      templates.pop();
      view += `}${templateText(source, at + 1, templates, masked)}`;
    } else if (character === '`') {
      view += `\`${templateText(source, at + 1, templates, masked)}`;
    } else {
      if (braces !== undefined && character === '{') templates[templates.length - 1] = braces + 1;
      if (braces !== undefined && character === '}') templates[templates.length - 1] = braces - 1;
      const span = spanAt(source, at, view);
      view += span === undefined ? character : hide(source.slice(at, span.end), span.kind, masked);
    }
  }
  return view;
}

function templateText(source: string, from: number, templates: number[], masked: Masked): string {
  let end = from;
  while (end < source.length && source[end] !== '`' && !source.startsWith('${', end))
    end += source[end] === '\\' ? 2 : 1;
  const text = source.slice(from, Math.min(end, source.length));
  const shown = masked === 'comments' ? text : blank(text);
  if (source[end] === '`') return `${shown}\``;
  if (end >= source.length) return shown;
  templates.push(0);
  return `${shown}\${`;
}

function spanAt(source: string, at: number, before: string): Span | undefined {
  if (source.startsWith('//', at)) return { kind: 'comment', end: endOrAll(source, source.indexOf('\n', at), 0) };
  if (source.startsWith('/*', at)) return { kind: 'comment', end: endOrAll(source, source.indexOf('*/', at + 2), 2) };
  const character = source[at];
  if (character === "'" || character === '"') return { kind: 'literal', end: quotedEnd(source, at, character) };
  if (character === '/' && regularExpressionMayFollow(before)) {
    return { kind: 'literal', end: regularExpressionEnd(source, at) };
  }
  return undefined;
}

function endOrAll(source: string, found: number, length: number): number {
  return found === -1 ? source.length : found + length;
}

function quotedEnd(source: string, at: number, quote: string): number {
  let end = at + 1;
  while (end < source.length && source[end] !== quote && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1;
  return Math.min(end + 1, source.length);
}

function regularExpressionMayFollow(before: string): boolean {
  const tail = before.slice(-200).trimEnd();
  return tail === '' || !/[\w$)\]}'"`]$/.test(tail) || wordsBeforeAnExpression.test(tail);
}

function regularExpressionEnd(source: string, at: number): number {
  let inClass = false;
  let end = at + 1;
  while (end < source.length && source[end] !== '\n' && (inClass || source[end] !== '/')) {
    if (source[end] === '[') inClass = true;
    if (source[end] === ']') inClass = false;
    end += source[end] === '\\' ? 2 : 1;
  }
  return Math.min(end + 1, source.length);
}

function hide(text: string, kind: Span['kind'], masked: Masked): string {
  if (kind === 'comment') return blank(text);
  if (masked === 'comments') return text;
  return text[0] + blank(text.slice(1, -1)) + (text.length > 1 ? text.at(-1) : '');
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
