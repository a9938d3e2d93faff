import { markDifference } from '@candor/protocol';

/** The longest value that is shown whole, in characters. */
const longestShown = 200;

/**
 * Shows a value from the wire as one run of characters without raw white space: invisible characters become signs
 * (`␠ ␤ ⇥`), control characters their pictures, and those that change the direction of text or have no width their
 * code point (`‹U+202E›`), so that nothing in it can act on a terminal. Folds the middle of more than 200 characters.
 */
export function showValue(text: string): string {
  return fold(showInvisible(text.length > 4096 ? text.slice(0, 4096) : text), longestShown);
}

/** Shows what stands between two values, like `showValue`, but folds both around their first difference. */
export function showPair(one: string, other: string): readonly [string, string] {
  const a = showInvisible(one.slice(0, 4096));
  const b = showInvisible(other.slice(0, 4096));
  return foldPair(a, b, longestShown);
}

/** Ranges of code points without a glyph of their own, or with power over the text around them. */
const invisible: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180e],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe0fff],
];

/** Replaces every character that can't be seen, or that acts on a terminal, by a visible sign. */
export function showInvisible(text: string): string {
  return Array.from(withoutControls(text), (character) => (character === ' ' ? '␠' : character)).join('');
}

/** Replaces control, direction and zero-width characters by visible signs, and keeps blanks: for prose. */
export function withoutControls(text: string): string {
  // Most texts are plain ASCII, and need no look at each character.
  if (/^[ -~]*$/.test(text)) return text;
  return Array.from(text, signOf).join('');
}

function signOf(character: string): string {
  const code = character.codePointAt(0) as number;
  if (!invisible.some(([first, last]) => code >= first && code <= last)) return character;
  if (code === 0x0a) return '␤';
  if (code === 0x09) return '⇥';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** Folds the middle of a text of more than `width` characters: beginning and end stay, `…` stands between. */
export function fold(text: string, width: number): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  const head = Math.ceil((width - 1) * 0.6);
  const tail = width - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

/**
 * Folds two texts to at most `width` characters each so that the first difference stays visible: what they have in
 * common before and after it is shortened, on both alike, so that they stay aligned.
 */
export function foldPair(one: string, other: string, width: number): readonly [string, string] {
  if (Array.from(one).length <= width && Array.from(other).length <= width) return [one, other];
  const marked = markDifference(one, other);
  const common = marked.a[0]?.differs === false && marked.b[0]?.differs === false ? (marked.a[0]?.text ?? '') : '';
  const lead = Array.from(common);
  // As much of what they share as there is room for, and never less than a third of the line.
  const excess = Math.max(Array.from(one).length, Array.from(other).length) + 1 - width;
  const cut = Math.max(0, Math.min(lead.length - Math.floor(width / 3), excess));
  const start = lead.slice(0, cut).join('').length;
  return [foldEnd(one, start, width), foldEnd(other, start, width)];
}

function foldEnd(text: string, start: number, width: number): string {
  const rest = start === 0 ? text : `…${text.slice(start)}`;
  const characters = Array.from(rest);
  return characters.length <= width ? rest : `${characters.slice(0, width - 1).join('')}…`;
}
