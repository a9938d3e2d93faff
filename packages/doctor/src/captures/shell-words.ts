/** The words of a command as a shell hands them on. */
import { filledIn, unseen } from './shell-variables.ts';

/** Words of a command line: quotes of three shells, `\`, `^` and a backtick before a line's end continue it. */
export function splitWords(command: string): readonly string[] {
  const joined = command.replace(/[\\^`][ \t]*\r?\n/g, ' ');
  // cmd takes a dollar sign as it is.
  const fillsIn = !/(?:^|\s)\^"/.test(joined);
  const text = fillsIn ? joined : withoutCarets(joined);
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'" || character === '"' || (character === '$' && text.charAt(at + 1) === "'")) {
      const isAnsi = character === '$';
      const read = quoted(text, isAnsi ? at + 1 : at, { isAnsi, fillsIn });
      word = (word ?? '') + read.value;
      at = read.end;
    } else if (fillsIn && filledIn(text, at) > 0) {
      word = `${word ?? ''}${unseen}`;
      at += filledIn(text, at) - 1;
    } else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      word = (word ?? '') + text.charAt(at);
    } else if (character === '^' && /[\^"&|<>%!]/.test(text.charAt(at + 1))) {
      // cmd escapes its own characters.
    } else word = (word ?? '') + character;
    if (words.length > 2000) break;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** What cmd hands on: a caret stands before any character, but in quotes that have none it is itself. */
function withoutCarets(text: string): string {
  let plain = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === '^' && !isQuoted) at += 1;
    else if (text.charAt(at) === '"') isQuoted = !isQuoted;
    plain += text.charAt(at);
  }
  return plain;
}

/** A quoted part: a shell fills variables in between double quotes, and between no others. */
function quoted(
  text: string,
  start: number,
  { isAnsi, fillsIn }: { readonly isAnsi: boolean; readonly fillsIn: boolean },
): { readonly value: string; readonly end: number } {
  const mark = text.charAt(start);
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && mark === '"' && /["\\$`]/.test(text.charAt(at + 1))) {
      at += 1;
      value += text.charAt(at);
    } else if (character === '\\' && isAnsi) {
      at += 1;
      value += ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[text.charAt(at)] ?? text.charAt(at);
    } else if (character === "'" && mark === "'" && text.startsWith(`'\\''`, at)) {
      value += "'";
      at += 3;
    } else if (character === mark && text.charAt(at + 1) === mark && mark === "'" && /\S/.test(text.charAt(at + 2))) {
      // PowerShell doubles a quote inside quotes.
      value += mark;
      at += 1;
    } else if (fillsIn && mark === '"' && filledIn(text, at) > 0) {
      value += unseen;
      at += filledIn(text, at) - 1;
    } else if (character === mark) return { value, end: at };
    else value += character;
  }
  return { value, end: text.length };
}
