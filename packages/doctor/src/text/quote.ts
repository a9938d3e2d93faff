const longest = 160;
/** How far a word may go on beside what was found. In characters. */
const longestWord = 40;

/**
 * A part of a text as it is quoted: in whole words, on one line, with `…` where more stands on its line.
 * @param from and `to`: its place, in UTF-16 units.
 */
export function quoteOf(text: string, from: number, to: number): string {
  const lead = text.slice(Math.max(0, from - longestWord), from);
  const tail = text.slice(to, to + longestWord);
  const start = from - (/\S*$/.exec(lead)?.[0].length ?? 0);
  const end = to + (/^\S*/.exec(tail)?.[0].length ?? 0);
  const whole = text.slice(start, end).replace(/\s+/g, ' ').trim();
  const short = whole.length > longest ? whole.slice(0, longest).replace(/\s\S*$/, '') : whole;
  const before = /\S[ \t]*$/.test(text.slice(Math.max(0, start - longestWord), start)) ? '… ' : '';
  const after = short !== whole || /^[ \t]*\S/.test(text.slice(end, end + longestWord)) ? ' …' : '';
  return `${before}${short}${after}`;
}
