/**
 * One piece of a compared value: equal on both sides or differing, with the text as shown. `gap` is the width in
 * characters by which the other side is longer at this place, so that what follows stays aligned.
 */
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
  readonly gap: number;
}

/** The two values in pieces, ready to be set one above the other. */
export interface Difference {
  readonly sent: readonly Piece[];
  readonly expected: readonly Piece[];
}

interface Run {
  sent: string;
  expected: string;
  equal: boolean;
}

/** Above this many words per side the middle is marked as a whole: comparing costs words times words. */
const mostWords = 300;
/** Equal stretches longer than this are folded. */
const foldAbove = 56;
const foldKeep = 20;

/**
 * Compares what was sent with what was expected: word by word (words end at the delimiters of addresses and headers),
 * then character by character from both ends of each differing word. Long equal stretches are folded, invisible
 * characters are shown.
 */
export function difference(sent: string, expected: string): Difference {
  const runs = merge(compareWords(words(sent), words(expected)).flatMap(trim));
  const pieces = (side: 'sent' | 'expected'): Piece[] =>
    runs.flatMap((run, i) => {
      const shown = show(run, side, i === 0, i === runs.length - 1);
      const other = show(run, side === 'sent' ? 'expected' : 'sent', i === 0, i === runs.length - 1);
      const followed = i < runs.length - 1;
      const gap = followed ? Math.max(0, width(other) - width(shown)) : 0;
      return shown === '' && gap === 0 && run.equal ? [] : [{ text: shown, differs: !run.equal, gap }];
    });
  return { sent: pieces('sent'), expected: pieces('expected') };
}

/** The text with characters that can't be seen, or that turn the writing direction, made visible. */
function showInvisible(text: string, spacesToo: boolean): string {
  const shown = text.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|[\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu, (character) => {
    if (character === '\n') return '␤';
    if (character === '\r') return '␍';
    if (character === '\t') return '⇥';
    return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
  return spacesToo ? shown.replaceAll(' ', '␠') : shown;
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [];
}

function width(text: string): number {
  return [...text].length;
}

/** The longest common subsequence of words, as runs; too many words are one differing run between equal ends. */
function compareWords(a: readonly string[], b: readonly string[]): Run[] {
  if (a.length > mostWords || b.length > mostWords) return [{ sent: a.join(''), expected: b.join(''), equal: false }];
  const columns = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * columns);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * columns + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * columns + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * columns + j] ?? 0, lengths[i * columns + j + 1] ?? 0);
    }
  }
  const runs: Run[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      runs.push({ sent: a[i++] ?? '', expected: b[j++] ?? '', equal: true });
    } else if (
      j >= b.length ||
      (i < a.length && (lengths[(i + 1) * columns + j] ?? 0) >= (lengths[i * columns + j + 1] ?? 0))
    ) {
      runs.push({ sent: a[i++] ?? '', expected: '', equal: false });
    } else {
      runs.push({ sent: '', expected: b[j++] ?? '', equal: false });
    }
  }
  return merge(runs);
}

function merge(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last?.equal === run.equal) {
      last.sent += run.sent;
      last.expected += run.expected;
    } else merged.push({ ...run });
  }
  return merged;
}

/** Takes the equal beginning and end off a differing run. */
function trim(run: Run): Run[] {
  if (run.equal || run.sent === '' || run.expected === '') return [run];
  const a = [...run.sent];
  const b = [...run.expected];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  // Two unlike words that share a letter or two are unlike: marking around the letters would read as noise.
  if ((start + end) * 2 < Math.min(a.length, b.length)) return [run];
  const before = a.slice(0, start).join('');
  const after = end === 0 ? '' : a.slice(-end).join('');
  return [
    { sent: before, expected: before, equal: true },
    { sent: a.slice(start, a.length - end).join(''), expected: b.slice(start, b.length - end).join(''), equal: false },
    { sent: after, expected: after, equal: true },
  ].filter(({ sent, expected }) => sent !== '' || expected !== '');
}

function show(run: Run, side: 'sent' | 'expected', isFirst: boolean, isLast: boolean): string {
  const text = run[side];
  if (!run.equal) return showInvisible(text, true);
  const characters = [...text];
  if (characters.length <= foldAbove) return showInvisible(text, false);
  const head = isFirst && isLast ? characters.slice(0, foldAbove) : characters.slice(0, foldKeep);
  const tail = isLast && !isFirst ? [] : isFirst && isLast ? [] : characters.slice(-foldKeep);
  return showInvisible(`${head.join('')}…${tail.join('')}`, false);
}
