/** In fewer columns nothing stands side by side. */
export const narrowest = 72;

/** The columns that a report uses of those that there are: 40 to 100. */
export function boundedWidth(width: number): number {
  return Math.min(100, Math.max(40, Math.floor(width) || 0));
}

/** The number of columns that a text takes, counting each character as one. */
export function widthOf(text: string): number {
  return Array.from(text).length;
}

/** Breaks a text into lines of at most `width` columns at its blanks; a word that is wider stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Wraps a text behind a label: the label on the first line, its width as the indent of the others. */
export function hang(label: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(widthOf(label));
  return wrap(text, width - indent.length).map((line, at) => `${at === 0 ? label : indent}${line}`);
}

/**
 * Breaks words that are wider than `width` columns, so that a value of a capture can't be wider than its column: behind a
 * sign where one stands in the second half of the line, as in the name of a class.
 */
export function breakWords(text: string, width: number): string {
  if (width < 1) return text;
  return text
    .split(' ')
    .map((word) => {
      const characters = Array.from(word);
      const parts: string[] = [];
      for (let at = 0; at < characters.length; ) {
        const piece = characters.slice(at, at + width);
        const sign = at + width < characters.length ? piece.findLastIndex((one) => /[./:?&=,;_-]/.test(one)) + 1 : 0;
        const taken = sign * 2 > width ? piece.slice(0, sign) : piece;
        parts.push(taken.join(''));
        at += taken.length;
      }
      return parts.join(' ');
    })
    .join(' ');
}
