/** Longer texts are not compared letter by letter. In characters. */
const longestCompared = 256;

/**
 * The number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other, or
 * `max + 1` as soon as it is known to exceed `max` or a text has more than 256 characters.
 */
export function editDistance(one: string, other: string, max: number): number {
  if (one === other) return 0;
  const far = max + 1;
  if (one.length > longestCompared || other.length > longestCompared) return far;
  if (Math.abs(one.length - other.length) > max) return far;
  let beforeLast: number[] = [];
  let last: number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one.charCodeAt(row - 1) === other.charCodeAt(column - 1);
      let distance = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
      );
      if (isSwap(one, other, row, column)) distance = Math.min(distance, (beforeLast[column - 2] as number) + 1);
      current.push(distance);
      if (distance < least) least = distance;
    }
    // A swap skips this row, but a replacement in it would have cost no more, so its least is a bound all the same.
    if (least > max) return far;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[other.length] as number, far);
}

function isSwap(one: string, other: string, row: number, column: number): boolean {
  return (
    row > 1 &&
    column > 1 &&
    one.charCodeAt(row - 1) === other.charCodeAt(column - 2) &&
    one.charCodeAt(row - 2) === other.charCodeAt(column - 1)
  );
}

/**
 * The name that a misspelt word most probably means, or undefined when none is near. Case, hyphens and underscores
 * don't count (`redirectUri` is `redirect_uri`); `max` is how many letters may differ, by default a third of the word,
 * at least one and at most three.
 */
export function nearestName(word: string, names: readonly string[], max?: number): string | undefined {
  const wanted = fold(word);
  const bound = max ?? Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  let nearest: string | undefined;
  let least = bound + 1;
  for (const name of names) {
    if (name === word) return name;
    const distance = editDistance(wanted, fold(name), bound);
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
}

function fold(name: string): string {
  return name
    .slice(0, longestCompared + 1)
    .toLowerCase()
    .replaceAll('-', '')
    .replaceAll('_', '');
}
