import { fold } from '../text/value.ts';
import type { CausePage, CauseText, CauseVariant } from './cause-page.ts';
import { labelled, movesInWords } from './diagnosis-lines.ts';
import { boundedWidth, hang, widthOf, wrap } from './layout.ts';
import { type Paint, paintOf } from './paint.ts';
import { sideBySide } from './side-by-side.ts';
import type { TextOptions } from './text.ts';

/** The most texts of providers that a terminal shows; the page in the documentation has them all. */
const mostTexts = 12;
/** Longer names of those who say it are folded. In columns. */
const widestName = 24;

/** Renders the page of a cause for a terminal. Ends with a line break. */
export function renderCause(page: CausePage, options: TextOptions): string {
  const width = boundedWidth(options.width);
  const paint = paintOf(options.colour);
  const gap = Math.max(2, width - 2 - widthOf(page.title) - widthOf(page.cause));
  const lines = [
    `  ${paint.bold(page.title)}${' '.repeat(gap)}${paint.dim(page.cause)}`,
    '',
    ...wrap(page.what, width - 2).map((line) => `  ${line}`),
    '',
    ...labelled('Why', [page.why], width, paint),
    '',
    ...labelled('Fix', numbered(page.fix), width, paint),
    '',
    ...labelled('Next', [`${movesInWords[page.whoseMove]} ${again(page.retry)}`], width, paint),
  ];
  if (page.variants.length > 0) lines.push('', `  ${paint.bold('Forms of it')}`);
  for (const variant of page.variants) lines.push('', ...variantLines(variant, width, paint));
  if (page.texts.length > 0) lines.push('', ...textLines(page.texts, width, paint));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** Whether the same request may be sent again, as a sentence. */
function again(retry: boolean): string {
  return retry
    ? 'The same request may succeed later, unchanged.'
    : 'Sending the same request again gives the same answer.';
}

/** Steps with their numbers, where there is more than one. */
function numbered(steps: readonly string[]): readonly string[] {
  return steps.length > 1 ? steps.map((step, at) => `${at + 1}. ${step}`) : steps;
}

function variantLines(
  { variant, title, specs, examples }: CauseVariant,
  width: number,
  paint: Paint,
): readonly string[] {
  const lines = [...hang('    ', title, width)];
  lines.push(...hang('    ', `${variant} · ${specs.join(', ')}`, width).map(paint.dim));
  const [example] = examples;
  if (example === undefined || example.evidence.length === 0) return lines;
  return [...lines, '', ...sideBySide(example.evidence, width, paint)];
}

function textLines(texts: readonly CauseText[], width: number, paint: Paint): readonly string[] {
  const lines = [`  ${paint.bold('Said by')}`];
  const shown = texts.slice(0, mostTexts);
  const column = Math.min(widestName, Math.max(...shown.map(({ by }) => widthOf(by))));
  for (const { by, text } of shown) {
    const label = `    ${fold(by, column).padEnd(column)}  `;
    const [first = '', ...rest] = hang(label, text, width);
    lines.push(`${paint.dim(label)}${first.slice(label.length)}`, ...rest);
  }
  const more = texts.length - mostTexts;
  if (more > 0) lines.push(paint.dim(`    and ${more} more`));
  return lines;
}
