/** One pattern of several phrases, in any letter case. Where two begin at one place, the earlier one counts. */
export function anyOf(...phrases: readonly RegExp[]): RegExp {
  return new RegExp(phrases.map(({ source }) => source).join('|'), 'i');
}

/** What stands in one line in this order, with so many characters from one part to the next at most. */
export function within(gap: number, ...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => `(?:${source})`).join(`[^\\n]{0,${gap}}`), 'i');
}
