import { showTime } from '../text/time.ts';
import { withoutControls } from '../text/value.ts';
import { cleanDiagnosis, diagnosisLines } from './diagnosis-lines.ts';
import type { Explanation } from './explanation.ts';
import { boundedWidth, hang, widthOf, wrap } from './layout.ts';
import { type Paint, paintOf } from './paint.ts';

/** How a report is laid out. `width` is in columns and is kept between 40 and 100; below 72 what stands beside goes below. */
export interface TextOptions {
  readonly colour: boolean;
  readonly width: number;
}

/**
 * Renders an explanation for a terminal: what was refused, then for each diagnosis the mistake, what was sent above what
 * was expected with the difference marked, why, the fix as steps, and whose move it is. Control characters of whatever
 * the server sent are shown as signs, so that they can't act on the terminal. Ends with a line break.
 */
export function renderExplanation(explanation: Explanation, options: TextOptions): string {
  const width = boundedWidth(options.width);
  const paint = paintOf(options.colour);
  const lines = [...headOf(explanation, width, paint)];
  if (explanation.diagnoses.length === 0) {
    lines.push('', ...hang('  ', 'This refusal was recorded without a diagnosis.', width));
  }
  explanation.diagnoses.forEach((diagnosis, at) => {
    if (at === 1) lines.push('', `  ${paint.dim(explanation.diagnoses.length > 2 ? 'Also:' : 'Also')}`);
    lines.push('', ...diagnosisLines(cleanDiagnosis(diagnosis), width, paint));
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
