/** Over how many lines one thing of a paste goes: a command, a call, a JSON text, an address that was broken. */
import { bareAddress, settingNumber, settingsHeading } from './line-forms.ts';
import { looksLikeForm } from './read-parameters.ts';

/** Without the marks that curl -v, a mail or a diff put before a line. */
export function unmarked(line: string): string {
  return line.replace(/^(?:[<>]\s(?=\S)|[<>]$|\*\s(?=[A-Z]))/, '');
}

/** Tells whether the address of a line belongs to a list of settings, which nobody has called. */
export function isListed(lines: readonly string[], at: number): boolean {
  if (!bareAddress.test(lines[at] ?? '')) return false;
  const before = lines.slice(Math.max(0, at - 20), at);
  const heading = before.findLast((line) => line.trim() !== '' && !bareAddress.test(line) && !settingNumber.test(line));
  return settingsHeading.test(heading ?? '');
}

/** Tells whether a line is the first of the steps in which somebody tells what he did. */
export function isFirstStep(lines: readonly string[], at: number): boolean {
  return /^\s{0,4}1[.)] [A-Z][a-z]/.test(lines[at] ?? '') && /^\s{0,4}2[.)] \S/.test(lines[at + 1] ?? '');
}

/** Last line of a command: continued lines, and lines inside quotes that are still open. */
export function endOfCommand(lines: readonly string[], at: number): number {
  let end = at;
  const text = (): string => lines.slice(at, end + 1).join('\n');
  while (end + 1 < lines.length && end - at < 200) {
    const line = lines[end] ?? '';
    const continues = /[\\^`]\s*$/.test(line) || hasOpenQuote(text());
    const next = (lines[end + 1] ?? '').trim();
    const isOption = /^-{1,2}[A-Za-z]/.test(next) && /^-{1,2}[\w-]+[ ='"]/.test(next);
    if (!continues && !isOption) break;
    end += 1;
  }
  return end;
}

/** Texts between quotes in PowerShell, where a backtick escapes. */
const quoted = /@(["'])[ \t]*\n[\s\S]{0,20000}?\n\1@|'[^']{0,16000}'|"(?:[^"`]|`[\s\S]){0,16000}"/y;
const plain = /[^"'#@\n{}()]+/y;
const comment = /(?<=^|[\s,;({[])#[^\n]*/y;

/** Last line of a statement: where its brackets are closed outside of texts and comments, and nothing continues it. */
export function endOfStatement(lines: readonly string[], at: number): number {
  const text = lines.slice(at, at + 100).join('\n');
  let [depth, line] = [0, at];
  for (let index = 0; index < text.length; index++) {
    const piece = pieceAt(text, index) || text.charAt(index);
    if (/^[{(]$/.test(piece)) depth += 1;
    else if (/^[})]$/.test(piece)) depth -= 1;
    else if (piece === '\n' && depth <= 0 && !goesOn(lines, line)) return line;
    line += piece.split('\n').length - 1;
    index += piece.length - 1;
  }
  return depth > 0 ? at : line;
}

/** The longest piece at a place in which no bracket counts: a text, a comment, what is neither; empty where none begins. */
function pieceAt(text: string, at: number): string {
  for (const pattern of [plain, quoted, comment]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return '';
}

function goesOn(lines: readonly string[], at: number): boolean {
  return /[`|]\s*$/.test(lines[at] ?? '') || /^\s*\|/.test(lines[at + 1] ?? '');
}

function hasOpenQuote(text: string): boolean {
  let open = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && open !== "'") at += 1;
    else if (open === '' && (character === "'" || character === '"')) open = character;
    else if (character === open) open = '';
  }
  return open !== '' && text.length < 20_000;
}

/** Last line of the JSON text that begins at a line: where its brackets are closed, or where it breaks off. */
export function endOfJson(lines: readonly string[], at: number): number {
  let depth = 0;
  let inText = false;
  for (let end = at; end < lines.length && end - at < 2000; end++) {
    const line = unmarked(lines[end] ?? '');
    for (let index = 0; index < line.length; index++) {
      const character = line.charAt(index);
      if (inText && character === '\\') index += 1;
      else if (character === '"') inText = !inText;
      else if (!inText && /[{[]/.test(character)) depth += 1;
      else if (!inText && /[}\]]/.test(character)) depth -= 1;
    }
    inText = false;
    if (depth <= 0) return end;
    if (line.trim() === '' && end > at && !/^\s*["}\]]/.test(lines[end + 1] ?? '')) return end - 1;
  }
  return Math.min(at + 1999, lines.length - 1);
}

/** Addresses and forms that a window or a mail broke into several lines. */
export function joinWrapped(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const piece = line.trim();
    const goesOn =
      last !== undefined &&
      last.length > 40 &&
      piece !== '' &&
      !/\s/.test(piece) &&
      (/^[&?%]/.test(piece) ||
        (/[&=?%]$/.test(last.trimEnd()) && /^[\w%.~:/+-]/.test(piece) && !/^https?:/.test(piece))) &&
      (/https?:\/\/\S+$/.test(last) || looksLikeForm(last.trim()));
    if (goesOn) joined[joined.length - 1] = last.trimEnd() + piece;
    else joined.push(line);
  }
  return joined;
}
