import type { Check } from '../check/check.ts';
import { withoutControls } from '../text/value.ts';
import { cleanDiagnosis, diagnosisLines } from './diagnosis-lines.ts';
import { boundedWidth, hang, widthOf } from './layout.ts';
import { paintOf } from './paint.ts';
import type { TextOptions } from './text.ts';

/** Renders the answer of a check for a terminal: right or wrong, what was read, and each mistake with its fix. */
export function renderCheck(check: Check, options: TextOptions): string {
  const width = boundedWidth(options.width);
  const paint = paintOf(options.colour);
  const sign = check.right ? paint.fine('✓') : paint.refused('✕');
  const title = hang('    ', withoutControls(check.title), width);
  const lines = title.map((line, at) => (at === 0 ? `  ${sign} ${paint.bold(line.slice(4))}` : line));
  const column = Math.max(0, ...check.facts.map(({ name }) => widthOf(name))) + 2;
  if (check.facts.length > 0) lines.push('');
  for (const { name, value } of check.facts) {
    const label = `    ${withoutControls(name).padEnd(column)}`;
    const [first = '', ...rest] = hang(label, withoutControls(value), width);
    lines.push(`${paint.dim(label)}${first.slice(label.length)}`, ...rest);
  }
  for (const diagnosis of check.diagnoses) lines.push('', ...diagnosisLines(cleanDiagnosis(diagnosis), width, paint));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
