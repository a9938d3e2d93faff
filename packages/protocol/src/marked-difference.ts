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

/** Above this product of lengths the middles are marked as a whole: comparing them costs time in that measure. */
const mostCells = 65_536;

/**
 * Marks the characters in which two texts differ, for showing them side by side: what they have in common at both ends,
 * and, where the middles are short, the longest common subsequence of these. Never cuts a surrogate pair.
 */
export function markDifference(a: string, b: string): MarkedDifference {
  const ofA = Array.from(a);
  const ofB = Array.from(b);
  const shorter = Math.min(ofA.length, ofB.length);
  let prefix = 0;
  while (prefix < shorter && ofA[prefix] === ofB[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && ofA[ofA.length - 1 - suffix] === ofB[ofB.length - 1 - suffix]) suffix++;
  const common = commonOf(ofA.slice(prefix, ofA.length - suffix), ofB.slice(prefix, ofB.length - suffix));
  return { a: segments(ofA, prefix, suffix, common.a), b: segments(ofB, prefix, suffix, common.b) };
}

/** Which characters of each middle belong to their longest common subsequence. */
function commonOf(a: readonly string[], b: readonly string[]): { a: boolean[]; b: boolean[] } {
  const common = { a: new Array<boolean>(a.length).fill(false), b: new Array<boolean>(b.length).fill(false) };
  if (a.length * b.length > mostCells) return common;
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] as number;
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < a.length && column < b.length) {
    if (a[row] === b[column]) {
      common.a[row++] = true;
      common.b[column++] = true;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return common;
}

function segments(
  characters: readonly string[],
  prefix: number,
  suffix: number,
  common: readonly boolean[],
): MarkedSegment[] {
  const found: { text: string; differs: boolean }[] = [];
  for (let at = 0; at < characters.length; at++) {
    const inMiddle = at >= prefix && at < characters.length - suffix;
    const differs = inMiddle && common[at - prefix] !== true;
    const last = found.at(-1);
    if (last?.differs === differs) last.text += characters[at];
    else found.push({ text: characters[at] as string, differs });
  }
  return found;
}
