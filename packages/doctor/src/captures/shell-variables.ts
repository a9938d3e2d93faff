/** What a shell fills in, which nobody saw in a paste. */

/** In place of a value that the shell fills in: marks what was taken out, so that nothing is said of it. */
export const unseen = '…';
const variable = /\$(?:\{[A-Za-z_][^{}\n]{0,80}\}|(?:env:)?[A-Za-z_]\w{0,80})|%[A-Za-z_]\w{1,80}%(?=$|[\s"&:])/y;

/**
 * The length of the variable or command at this place, or 0. In the midst of a value a dollar sign is one of the value's
 * own characters, such as a secret's.
 */
export function filledIn(text: string, at: number): number {
  if (!/[$%]/.test(text.charAt(at)) || /[^\s"'=:/?&@.,]/.test(text.charAt(at - 1))) return 0;
  if (text.startsWith('$(', at)) return lengthOfCommand(text, at);
  variable.lastIndex = at;
  return variable.exec(text)?.[0].length ?? 0;
}

/** The length of `$(…)` with the brackets inside, or 0 where they don't close on its line. */
function lengthOfCommand(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < start + 400 && at < text.length && text.charAt(at) !== '\n'; at++) {
    if (text.charAt(at) === '(') depth += 1;
    else if (text.charAt(at) === ')') depth -= 1;
    if (depth === 0 && at > start) return at + 1 - start;
  }
  return 0;
}

/** A text with what a shell fills in replaced: by the value that the paste has for it, `known`, or by `…`. */
export function withFilledIn(text: string, known: (name: string) => string | undefined): string {
  let value = '';
  for (let at = 0; at < text.length; at++) {
    const length = filledIn(text, at);
    const name = text.slice(at + 1, at + length).replace(/^[{(]\$?(.*)[})]$/, '$1');
    value += length > 0 ? (known(name) ?? unseen) : text.charAt(at);
    at += Math.max(0, length - 1);
  }
  return value;
}
