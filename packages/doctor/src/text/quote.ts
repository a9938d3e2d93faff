const longest = 160;
/** What stands beside a quote on its line and is quoted with it. In characters. */
const surroundings = 40;

/**
 * A part of a text as it is quoted: in whole words with what stands around it, on one line, with `…` where more stands on
 * its line.
 * @param from and `to`: its place, in UTF-16 units.
 */
export function quoteOf(text: string, from: number, to: number): string {
  const start = from - (/[^\n]*$/.exec(text.slice(Math.max(0, from - surroundings), from))?.[0].length ?? 0);
  const end = to + (/^[^\n]*/.exec(text.slice(to, to + surroundings))?.[0].length ?? 0);
  const isCutBefore = start > 0 && text[start - 1] !== '\n';
  const isCutAfter = end < text.length && text[end] !== '\n';
  const before = isCutBefore ? text.slice(start, from).replace(/^\S*\s/, '') : text.slice(start, from);
  const after = isCutAfter ? text.slice(to, end).replace(/\s\S*$/, '') : text.slice(to, end);
  const whole = `${before}${text.slice(from, to)}${after}`.replace(/\s+/g, ' ').trim();
  const short = whole.length > longest ? whole.slice(0, longest).replace(/\s\S*$/, '') : whole;
  return `${isCutBefore ? '… ' : ''}${short}${isCutAfter || short !== whole ? ' …' : ''}`;
}
