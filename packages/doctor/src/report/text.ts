import type { Diagnosis } from '../diagnose.ts';
import { showTime } from '../text/time.ts';
import { withoutControls } from '../text/value.ts';
import type { Explanation } from './explanation.ts';
import { hang, narrowest, widthOf, wrap } from './layout.ts';
import { type Paint, paintOf } from './paint.ts';
import { sideBySide } from './side-by-side.ts';

/** How a report is laid out. `width` is in columns and is kept between 40 and 100; below 72 what stands beside goes below. */
export interface TextOptions {
  readonly colour: boolean;
  readonly width: number;
}

const moves: Readonly<Record<Diagnosis['whoseMove'], string>> = {
  app: 'The app has to change something.',
  user: 'The user has to act.',
  operator: 'The operator has to act.',
  provider: 'Nobody on this side has to act.',
};

/**
 * Renders an explanation for a terminal: what was refused, then for each diagnosis the mistake, what was sent above what
 * was expected with the difference marked, why, the fix as steps, and whose move it is. Control characters of whatever
 * the server sent are shown as signs, so that they can't act on the terminal. Ends with a line break.
 */
export function renderExplanation(explanation: Explanation, options: TextOptions): string {
  const width = Math.min(100, Math.max(40, Math.floor(options.width) || 0));
  const paint = paintOf(options.colour);
  const lines = [...headOf(explanation, width, paint)];
  if (explanation.diagnoses.length === 0) {
    lines.push('', ...hang('  ', 'This refusal was recorded without a diagnosis.', width));
  }
  explanation.diagnoses.forEach((diagnosis, at) => {
    if (at === 1) lines.push('', `  ${paint.dim(explanation.diagnoses.length > 2 ? 'Also:' : 'Also')}`);
    lines.push('', ...diagnosisLines(clean(diagnosis), width, paint));
  });
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function headOf(explanation: Explanation, width: number, paint: Paint): readonly string[] {
  const { response, request } = explanation;
  // A page names no error code: what is known is the status, and the problem.
  const error = withoutControls(response.error ?? `${response.status} ${explanation.problem}`);
  const place = request === undefined ? `in ${explanation.environment}` : `at ${request.method} ${request.path}`;
  const left = `${error} ${withoutControls(place)}`;
  const app = explanation.clientName
    ? `app "${explanation.clientName}"`
    : explanation.clientId && `client ${explanation.clientId}`;
  const time = typeof explanation.at === 'number' ? explanation.at : Date.parse(explanation.at);
  const facts = [
    showTime(time),
    app || undefined,
    explanation.flowId ? `flow ${explanation.flowId}` : undefined,
    explanation.authenticated === false ? 'not authenticated' : undefined,
  ]
    .filter((fact) => fact !== undefined)
    .map(withoutControls);
  const right = facts.join(' · ');
  const gap = width - 2 - widthOf(left) - widthOf(right);
  const shown = `${paint.refused(error)}${left.slice(error.length)}`;
  if (gap >= 3) return [`  ${shown}${' '.repeat(gap)}${paint.dim(right)}`];
  const [first = '', ...rest] = wrap(left, width - 2);
  const head = first.startsWith(error) ? `${paint.refused(error)}${first.slice(error.length)}` : paint.refused(first);
  return [head, ...rest, ...factLines(facts, width - 2).map(paint.dim)].map((line) => `  ${line}`);
}

/** Facts side by side as far as they fit; a point stands between two on one line only. */
function factLines(facts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} · ${fact}`) <= width) lines[lines.length - 1] = `${last} · ${fact}`;
    else lines.push(...wrap(fact, width));
  }
  return lines;
}

function diagnosisLines(diagnosis: Diagnosis, width: number, paint: Paint): readonly string[] {
  const narrow = width < narrowest;
  const titles = wrap(diagnosis.title, width - (narrow ? 2 : 14));
  const lines = titles.map((line) => `  ${paint.bold(line)}`);
  const gap = width - 2 - widthOf(titles[0] ?? '') - widthOf(diagnosis.confidence);
  if (narrow) lines.push(`  ${paint.dim(diagnosis.confidence)}`);
  else lines[0] = `${lines[0]}${' '.repeat(gap)}${paint.dim(diagnosis.confidence)}`;
  if (diagnosis.evidence.length > 0) lines.push('', ...sideBySide(diagnosis.evidence, width, paint));
  lines.push('', ...labelled('Why', [diagnosis.why], width, paint));
  lines.push('', ...labelled('Fix', diagnosis.fix.split('\n'), width, paint));
  const retry = diagnosis.retry
    ? 'The same request may succeed later, unchanged.'
    : 'Sending the same request again gives the same answer.';
  lines.push('', ...labelled('Next', [`${moves[diagnosis.whoseMove] ?? ''} ${retry}`.trim()], width, paint));
  return lines;
}

/** Paragraphs behind a label in bold; a numbered one hangs behind its number. */
function labelled(label: string, paragraphs: readonly string[], width: number, paint: Paint): readonly string[] {
  const head = `  ${label}${' '.repeat(6 - label.length)}`;
  return paragraphs.flatMap((paragraph, at) => {
    const number = /^\d+\. /.exec(paragraph)?.[0] ?? '';
    const lines = hang(`${' '.repeat(head.length)}${number}`, paragraph.slice(number.length), width);
    return at === 0
      ? lines.map((line, row) =>
          row === 0 ? `  ${paint.bold(label)}${head.slice(2 + label.length)}${line.slice(head.length)}` : line,
        )
      : lines;
  });
}

function clean(diagnosis: Diagnosis): Diagnosis {
  return {
    ...diagnosis,
    title: withoutControls(diagnosis.title),
    confidence: diagnosis.confidence,
    evidence: diagnosis.evidence.map((line) => ({
      where: withoutControls(line.where),
      seen: withoutControls(line.seen),
      expected: withoutControls(line.expected),
    })),
    why: withoutControls(diagnosis.why),
    fix: diagnosis.fix.split('\n').map(withoutControls).join('\n'),
  };
}
