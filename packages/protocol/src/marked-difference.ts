/** A stretch of two texts that are compared: the same on both sides, or what stands in its place on the other. */
export interface AlignedRun {
  readonly a: string;
  readonly b: string;
  readonly differs: boolean;
}

/** A piece of a text that is compared with another one. */
export interface MarkedSegment {
  readonly text: string;
  readonly differs: boolean;
}

/** Two texts, each cut into segments; the segments of a side, joined, are its text. */
export interface MarkedDifference {
  readonly a: readonly MarkedSegment[];
  readonly b: readonly MarkedSegment[];
}

/** Above this many words on a side the middle is one run: comparing costs words times words. */
const mostWords = 300;

/**
 * Cuts two texts into runs that are alike and runs that differ, to set them one above the other: by words first, which
 * end at the delimiters of addresses and headers, then by the characters at both ends of words that differ. Two words
 * with little in common differ as a whole. Never cuts a surrogate pair.
 */
export function alignDifference(a: string, b: string): readonly AlignedRun[] {
  return merged(alignWords(wordsOf(a), wordsOf(b)).flatMap(trimmed));
}

/** Marks the characters in which two texts differ, for showing them side by side. See `alignDifference`. */
export function markDifference(a: string, b: string): MarkedDifference {
  const runs = alignDifference(a, b);
  const side = (of: 'a' | 'b'): MarkedSegment[] =>
    runs.flatMap((run) => (run[of] === '' ? [] : [{ text: run[of], differs: run.differs }]));
  return { a: side('a'), b: side('b') };
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [];
}

/** By the words that both begin and end with, and the longest common subsequence of those between. */
function alignWords(a: readonly string[], b: readonly string[]): readonly AlignedRun[] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (words: readonly string[]): AlignedRun => ({ a: words.join(''), b: words.join(''), differs: false });
  return merged([
    same(a.slice(0, start)),
    ...alignMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    same(a.slice(a.length - end)),
  ]);
}

function alignMiddle(a: readonly string[], b: readonly string[]): readonly AlignedRun[] {
  if (a.length > mostWords || b.length > mostWords) return [{ a: a.join(''), b: b.join(''), differs: true }];
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] as number;
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const runs: AlignedRun[] = [];
  let row = 0;
  let column = 0;
  while (row < a.length || column < b.length) {
    const [one, other] = [a[row] ?? '', b[column] ?? ''];
    if (row < a.length && one === b[column]) {
      runs.push({ a: one, b: other, differs: false });
      row++;
      column++;
    } else if (column >= b.length || (row < a.length && at(row + 1, column) >= at(row, column + 1))) {
      runs.push({ a: one, b: '', differs: true });
      row++;
    } else {
      runs.push({ a: '', b: other, differs: true });
      column++;
    }
  }
  return runs;
}

/** Joins neighbours of one kind, and leaves out what is empty. */
function merged(runs: readonly AlignedRun[]): readonly AlignedRun[] {
  const joined: { a: string; b: string; differs: boolean }[] = [];
  for (const { a, b, differs } of runs) {
    const last = joined.at(-1);
    if (a === '' && b === '') continue;
    if (last?.differs === differs) {
      last.a += a;
      last.b += b;
    } else joined.push({ a, b, differs });
  }
  return joined;
}

/** Takes the equal beginning and end off a differing run. */
function trimmed(run: AlignedRun): readonly AlignedRun[] {
  if (!run.differs || run.a === '' || run.b === '') return [run];
  const [a, b] = [Array.from(run.a), Array.from(run.b)];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  // Two unlike words that share a letter or two are unlike: marking around the letters would read as noise.
  if ((start + end) * 2 < shorter) return [run];
  const before = a.slice(0, start).join('');
  const after = a.slice(a.length - end).join('');
  return [
    { a: before, b: before, differs: false },
    { a: a.slice(start, a.length - end).join(''), b: b.slice(start, b.length - end).join(''), differs: true },
    { a: after, b: after, differs: false },
  ];
}
