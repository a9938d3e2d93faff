/** How parts of a report are made to stand out. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly refused: (text: string) => string;
  readonly fine: (text: string) => string;
  readonly mark: (text: string, side: 'sent' | 'expected') => string;
  /** True where marks need a line of carets, because there is no colour. */
  readonly carets: boolean;
}

const plain = (text: string): string => text;
const ansi =
  (code: string) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`;
const sent = ansi('4;97;41');
const expected = ansi('4;30;42');

/** ANSI colours, or none: every meaning that a colour has is told by a word or a caret too. */
export function paintOf(colour: boolean): Paint {
  if (!colour) return { bold: plain, dim: plain, refused: plain, fine: plain, mark: plain, carets: true };
  return {
    bold: ansi('1'),
    dim: ansi('2'),
    refused: ansi('1;31'),
    fine: ansi('32'),
    mark: (text, side) => (side === 'sent' ? sent(text) : expected(text)),
    carets: false,
  };
}
