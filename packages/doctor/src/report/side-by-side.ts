import { type MarkedSegment, markDifference } from '@candor/protocol';
import type { EvidenceLine } from '../rules/rule.ts';
import { fold, foldPair } from '../text/value.ts';
import { breakWords, hang, narrowest, widthOf } from './layout.ts';
import type { Paint } from './paint.ts';

/** A value from the wire and the remark that follows it; prose has no value. */
interface Side {
  readonly value: string | undefined;
  readonly remark: string;
}

/** A longer name of a place stands on a line of its own. In columns. */
const widestPlace = 24;
const indent = '    ';

/**
 * Lays out what was sent above what was expected, aligned, with the differing characters marked: underlined on a
 * coloured ground, or with carets below. Values that are wider than the line are folded around the difference.
 */
export function sideBySide(lines: readonly EvidenceLine[], width: number, paint: Paint): readonly string[] {
  const places = lines.map((line) => widthOf(line.where)).filter((place) => place <= widestPlace);
  const column = Math.max(0, ...places);
  return lines.flatMap((line, at) => {
    const block = blockOf(line, column, width, paint);
    return at === 0 ? block : ['', ...block];
  });
}

function blockOf(line: EvidenceLine, column: number, width: number, paint: Paint): readonly string[] {
  const alone = width < narrowest || widthOf(line.where) > widestPlace;
  const place = alone ? '' : `${line.where}${' '.repeat(column - widthOf(line.where))}  `;
  const heads = [`${indent}sent      ${place}`, `${indent}expected  ${place}`] as const;
  const room = width - widthOf(heads[0]);
  const sent = sideOf(line.seen);
  const expected = sideOf(line.expected);
  const [a, b] = foldPair(sent.value ?? '', expected.value ?? '', room);
  const marked = worthMarking(sent, expected)
    ? tidied(markDifference(a, b), a !== sent.value || b !== expected.value)
    : undefined;
  const body = [
    ...valueLines(heads[0], sent, a, marked?.a, 'sent', width, paint),
    ...valueLines(heads[1], expected, b, marked?.b, 'expected', width, paint),
  ];
  return alone ? [`${indent}${paint.dim(fold(line.where, width - indent.length))}`, ...body] : body;
}

function sideOf(text: string): Side {
  const gap = text.indexOf('  (');
  const value = gap === -1 ? text : text.slice(0, gap);
  if (value.includes(' ')) return { value: undefined, remark: text };
  return { value, remark: gap === -1 ? '' : text.slice(gap + 2) };
}

/** Marks only where both are values and have most in common: two hashes differ everywhere, which tells nothing. */
function worthMarking(sent: Side, expected: Side): boolean {
  if (sent.value === undefined || expected.value === undefined) return false;
  const { a, b } = markDifference(sent.value, expected.value);
  const common = lengthOf(a.filter((segment) => !segment.differs));
  return common * 2 >= Math.max(lengthOf(a), lengthOf(b));
}

/** More differences than this point at nothing. */
const mostMarked = 3;

/** Marks without those that only folding made, and the first alone where there are many. */
function tidied(marks: Marks, isFolded: boolean): Marks {
  const isMany = [marks.a, marks.b].some((side) => side.filter(({ differs }) => differs).length > mostMarked);
  const tidy = (side: readonly MarkedSegment[]): readonly MarkedSegment[] => {
    const first = side.findIndex(({ differs }) => differs);
    return side.map((one, at) => {
      const isCut = isFolded && (one.text.includes('…') || (at >= side.length - 2 && at > first));
      return isCut || (isMany && at > first) ? { ...one, differs: false } : one;
    });
  };
  return { a: tidy(marks.a), b: tidy(marks.b) };
}

interface Marks {
  readonly a: readonly MarkedSegment[];
  readonly b: readonly MarkedSegment[];
}

function lengthOf(segments: readonly MarkedSegment[]): number {
  return segments.reduce((sum, segment) => sum + widthOf(segment.text), 0);
}

function valueLines(
  head: string,
  side: Side,
  value: string,
  marks: readonly MarkedSegment[] | undefined,
  which: 'sent' | 'expected',
  width: number,
  paint: Paint,
): readonly string[] {
  if (side.value === undefined) return hang(head, breakWords(side.remark, width - widthOf(head)), width);
  const shown = marks?.map(({ text, differs }) => (differs ? paint.mark(text, which) : text)).join('') ?? value;
  const end = widthOf(head) + widthOf(value);
  const fits = side.remark === '' || end + 2 + widthOf(side.remark) <= width;
  const lines = [`${head}${shown}${fits && side.remark !== '' ? `  ${paint.dim(side.remark)}` : ''}`];
  const carets = paint.carets && marks !== undefined ? caretsOf(marks) : '';
  if (carets !== '') lines.push(`${' '.repeat(widthOf(head))}${carets}`);
  if (!fits) lines.push(...hang(' '.repeat(widthOf(head)), side.remark, width).map(paint.dim));
  return lines;
}

function caretsOf(marks: readonly MarkedSegment[]): string {
  return marks
    .map(({ text, differs }) => (differs ? '^' : ' ').repeat(widthOf(text)))
    .join('')
    .trimEnd();
}
