import type { Examination } from '../examination.ts';
import { providerNamed } from '../providers/recognise.ts';
import { type CauseId, causes } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import { showTime } from '../text/time.ts';
import { withoutControls } from '../text/value.ts';
import { codeFor } from './code-for.ts';
import { cleanDiagnosis, diagnosisLines, labelled } from './diagnosis-lines.ts';
import { boundedWidth, hang, narrowest, widthOf, wrap } from './layout.ts';
import { type Paint, paintOf } from './paint.ts';
import type { Stack } from './stack.ts';
import type { TextOptions } from './text.ts';
import { hasFailed, timelineLines, timeOf } from './timeline.ts';

/** What a report says beside the examination itself. */
export interface ReportContext {
  /** What the reader's program is written in, where the capture shows it. */
  readonly stack?: Stack;
  /** What the limits of reading left out, in words. */
  readonly leftOut?: readonly string[];
}

/**
 * Renders an examination for a terminal: the flow as a timeline, the named mistake with what was sent above what was
 * expected, why, the fix, code for the reader's stack, the other candidates in short, and the one thing to send further.
 * Nothing of the capture can act on the terminal. Ends with a line break.
 */
export function renderExamination(examination: Examination, options: TextOptions, context: ReportContext = {}): string {
  const width = boundedWidth(options.width);
  const paint = paintOf(options.colour);
  const [first, ...others] = examination.diagnoses;
  const lines = [...headLines(examination, width, paint)];
  if (examination.exchanges.length > 0) lines.push('', ...timelineLines(examination.exchanges, width, paint));
  if (first === undefined) lines.push('', ...hang('  ', verdictWithoutDiagnosis(examination), width));
  else {
    lines.push('', ...diagnosisLines(cleanDiagnosis(first), width, paint));
    lines.push(...codeLines(first.cause, context.stack, width, paint));
    if (others.length > 0) lines.push('', ...otherLines(others, width, paint));
  }
  if (examination.ask !== undefined) {
    lines.push('', ...labelled('Ask', [withoutControls(examination.ask)], width, paint));
  }
  for (const left of context.leftOut ?? []) {
    lines.push('', ...hang('  ', `Not read: ${withoutControls(left)}.`, width).map(paint.dim));
  }
  if (first !== undefined) lines.push('', ...docsLines(first.cause, width, paint));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** How many exchanges there are, and how many of them were refused: `3 exchanges, 1 refused`. */
export function countsOf({ exchanges }: Examination): string {
  const refused = exchanges.filter(hasFailed).length;
  if (exchanges.length === 0) return 'no request or answer, text only';
  const all = `${exchanges.length} ${exchanges.length === 1 ? 'exchange' : 'exchanges'}`;
  return refused === 0 ? `${all}, none refused` : `${all}, ${refused} refused`;
}

/** What is said where nothing was diagnosed. */
export function verdictWithoutDiagnosis({ exchanges, incomplete }: Examination): string {
  if (exchanges.some(hasFailed)) {
    return 'An exchange was refused, and nothing in what was given tells why.';
  }
  if (incomplete) return 'What was captured breaks off. Nothing that is wrong was found in what is there.';
  if (exchanges.length === 0) return 'Nothing in this text tells a cause.';
  return exchanges.every((one) => one.outcome === 'accepted' || one.ordinary)
    ? exchanges.some((one) => one.ordinary)
      ? 'The flow went through, and nothing in it is wrong.'
      : 'Every exchange was accepted, and nothing in them is wrong.'
    : 'Nothing that is wrong was found in what was captured.';
}

/** The name of the provider as it is written for people. */
export function providerTitle({ provider }: Examination): string | undefined {
  return provider === undefined ? undefined : withoutControls(providerNamed(provider)?.title ?? provider);
}

function headLines(examination: Examination, width: number, paint: Paint): readonly string[] {
  const provider = providerTitle(examination);
  const counts = countsOf(examination);
  const left = provider === undefined ? counts : `${provider} · ${counts}`;
  const time = examination.exchanges.map(timeOf).find((at) => at !== undefined);
  const right = time === undefined ? '' : showTime(time);
  const gap = width - 2 - widthOf(left) - widthOf(right);
  const shown = provider === undefined ? left : `${paint.bold(provider)}${left.slice(provider.length)}`;
  if (right === '' || gap < 3) return [`  ${shown}`, ...(right === '' ? [] : [`  ${paint.dim(right)}`])];
  return [`  ${shown}${' '.repeat(gap)}${paint.dim(right)}`];
}

function codeLines(cause: string, stack: Stack | undefined, width: number, paint: Paint): readonly string[] {
  const code = stack === undefined ? undefined : codeFor(cause, stack);
  if (code === undefined) return [];
  const head = `  ${paint.bold('Code')}  ${paint.dim(code.title)}`;
  const indent = width < narrowest ? '    ' : '        ';
  return ['', head, '', ...code.text.split('\n').map((line) => `${indent}${line}`)];
}

const levels: Readonly<Record<Confidence, string>> = { certain: 'certain ', likely: 'likely  ', possible: 'possible' };

function otherLines(others: Examination['diagnoses'], width: number, paint: Paint): readonly string[] {
  return others.map(cleanDiagnosis).flatMap(({ cause, title, confidence }, at) => {
    const level = levels[confidence];
    const indent = ' '.repeat(8 + level.length + 2);
    const [line = '', ...rest] = hang(indent, confidence === 'possible' ? shortTitle(cause, title) : title, width);
    const label = at === 0 ? `  ${paint.bold('Also')}  ` : ' '.repeat(8);
    return [`${label}${paint.dim(level)}  ${line.slice(indent.length)}`, ...rest, `${indent}${paint.dim(cause)}`];
  });
}

/** What a cause is called: a candidate that is only possible has nothing of its own to say. */
function shortTitle(cause: string, title: string): string {
  return Object.hasOwn(causes, cause) ? `${causes[cause as CauseId]}.` : title;
}

function docsLines(cause: string, width: number, paint: Paint): readonly string[] {
  return wrap(`candor doctor --explain ${cause} tells more.`, width - 2).map((line) => `  ${paint.dim(line)}`);
}

/** Whether nothing is wrong: all of it was there, no exchange failed, and no cause is certain or likely. Decides the command's exit status. */
export function isClean({ exchanges, diagnoses, incomplete }: Examination): boolean {
  return !incomplete && !exchanges.some(hasFailed) && diagnoses.every(({ confidence }) => confidence === 'possible');
}
