import { type AlignedRun, alignDifference } from '@candor/protocol';

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

/** What was sent is the run's `a`, what was expected its `b`. */
const sideOf = { sent: 'a', expected: 'b' } as const;

/** Equal stretches longer than this are folded. */
const foldAbove = 56;
const foldKeep = 20;

/** Compares what was sent with what was expected. Long equal stretches are folded, invisible characters are shown. */
export function difference(sent: string, expected: string): Difference {
  const runs = alignDifference(sent, expected);
  const pieces = (side: 'sent' | 'expected'): Piece[] =>
    runs.flatMap((run, i) => {
      const shown = show(run, side, i === 0, i === runs.length - 1);
      const other = show(run, side === 'sent' ? 'expected' : 'sent', i === 0, i === runs.length - 1);
      const followed = i < runs.length - 1;
      const gap = followed ? Math.max(0, width(other) - width(shown)) : 0;
      return shown === '' && gap === 0 && !run.differs ? [] : [{ text: shown, differs: run.differs, gap }];
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

function width(text: string): number {
  return [...text].length;
}

function show(run: AlignedRun, side: 'sent' | 'expected', isFirst: boolean, isLast: boolean): string {
  const text = run[sideOf[side]];
  if (run.differs) return showInvisible(text, true);
  const characters = [...text];
  if (characters.length <= foldAbove) return showInvisible(text, false);
  const head = isFirst && isLast ? characters.slice(0, foldAbove) : characters.slice(0, foldKeep);
  const tail = isLast && !isFirst ? [] : isFirst && isLast ? [] : characters.slice(-foldKeep);
  return showInvisible(`${head.join('')}…${tail.join('')}`, false);
}
