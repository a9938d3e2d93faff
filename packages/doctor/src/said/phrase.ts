/** A text made comparable: `letters` has only what counts, `at` says where each stood in `readable`. */
export interface Squashed {
  readonly readable: string;
  readonly letters: string;
  readonly at: Uint32Array;
}

/** The parts of a phrase, in order; between two of them up to `longestGap` letters may stand. */
export type Phrase = readonly string[];

/** In letters that count. */
const longestGap = 400;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * Undoes what copying does to a text: JSON escapes, HTML entities, percent-encoding (twice where it was encoded twice).
 * One pass each; what is no escape stays as it is.
 */
function readableText(text: string): string {
  let clear = text;
  if (clear.includes('%')) clear = percentDecoded(clear);
  if (clear.includes('%3') || clear.includes('%2')) clear = percentDecoded(clear);
  if (clear.includes('\\')) clear = clear.replace(/\\+(u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|[nrt"'/])/g, unescaped);
  if (clear.includes('&')) clear = clear.replace(/&(#\d{1,6}|#x[\da-f]{1,6}|[a-z]{2,4});/gi, entity);
  return clear;
}

/** Makes a text comparable: lower case, without white space, punctuation and quotation marks. */
export function squash(text: string): Squashed {
  const readable = readableText(text);
  const at = new Uint32Array(readable.length);
  const codes = new Uint8Array(readable.length);
  let length = 0;
  for (let index = 0; index < readable.length; index++) {
    const code = letterOf(baseOf(readable, index)) || schemeColon(readable, index);
    if (code === 0) continue;
    codes[length] = code;
    at[length++] = index;
  }
  return { readable, letters: oneSpelling(asciiText(codes, length)), at };
}

/** Reads a phrase as the data write it: `…` stands for a stretch that varies. */
export function phraseOf(text: string): Phrase {
  return text
    .split('…')
    .map(lettersOf)
    .filter((part) => part !== '');
}

/** The letters of `squash` alone: a thousand phrases are read at the start, and none needs their places. */
export function lettersOf(text: string): string {
  const letters = readableText(text)
    .normalize('NFD')
    .replace(/[^\w:]|:(?!\/\/)/g, '');
  return oneSpelling(letters.toLowerCase());
}

/** Pages in British English write organisation and unauthorised; the places of all letters stay what they were. */
function oneSpelling(letters: string): string {
  return letters.replace(/(author|organ|recogn)is(?=ation|e|ing)/g, '$1iz');
}

/** Where the phrase ends, if it stands at this place of the text as whole words: an index of `letters`, or -1. */
export function phraseEnd(text: Squashed, phrase: Phrase, start: number): number {
  const [first = '', ...rest] = phrase;
  if (!text.letters.startsWith(first, start) || joinedBefore(text, start)) return -1;
  let end = start + first.length;
  for (const part of rest) {
    const next = text.letters.slice(end, end + longestGap + part.length).indexOf(part);
    if (next === -1) return -1;
    end += next + part.length;
  }
  return joinedAfter(text, end) ? -1 : end;
}

/** Tells whether the phrase stands anywhere in the text. Bounded to `mostTries` places where it begins. */
export function hasPhrase(text: Squashed, phrase: Phrase): boolean {
  const first = phrase[0] ?? '';
  let start = text.letters.indexOf(first);
  for (let tries = 0; start !== -1 && tries < mostTries; tries++) {
    if (phraseEnd(text, phrase, start) !== -1) return true;
    start = text.letters.indexOf(first, start + 1);
  }
  return false;
}

/** Places of one text at which one phrase is tried. */
export const mostTries = 50;

function percentDecoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    const bytes = new Uint8Array(run.length / 3);
    for (let index = 0; index < bytes.length; index++)
      bytes[index] = Number.parseInt(run.slice(index * 3 + 1, index * 3 + 3), 16);
    return new TextDecoder().decode(bytes);
  });
}

function unescaped(_: string, sign: string): string {
  const kind = sign.charAt(0).toLowerCase();
  if (sign.length > 1) return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
  return kind === 'n' || kind === 'r' ? '\n' : kind === 't' ? ' ' : sign;
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const hex = name.charAt(1).toLowerCase() === 'x';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code < 0xd800 ? String.fromCharCode(code) : ' ';
}

/** The letter without its accent, which many a page or keyboard leaves out or adds. */
function baseOf(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 0xc0 || code > 0x17f ? code : text.charAt(index).normalize('NFD').charCodeAt(0);
}

/** The letter as it is compared, or 0 where it does not count. */
function letterOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code;
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  return (code >= 0x30 && code <= 0x39) || code === 0x5f ? code : 0;
}

/** The colon of `http://` counts, so that http and https differ in the middle of a text. */
function schemeColon(text: string, index: number): number {
  return text.charCodeAt(index) === 0x3a && text.startsWith('//', index + 1) ? 0x3a : 0;
}

function asciiText(codes: Uint8Array, length: number): string {
  let text = '';
  for (let from = 0; from < length; from += 8192) {
    text += String.fromCharCode(...codes.subarray(from, Math.min(from + 8192, length)));
  }
  return text;
}

function joinedBefore(text: Squashed, start: number): boolean {
  const place = text.at[start] ?? 0;
  return place > 0 && isWord(text.readable, place - 1) && isWord(text.readable, place);
}

function joinedAfter(text: Squashed, end: number): boolean {
  const place = (text.at[end - 1] ?? 0) + 1;
  return place < text.readable.length && isWord(text.readable, place) && isWord(text.readable, place - 1);
}

function isWord(text: string, index: number): boolean {
  return letterOf(baseOf(text, index)) !== 0;
}
