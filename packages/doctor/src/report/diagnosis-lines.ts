import type { Diagnosis } from '../diagnosis.ts';
import { withoutControls } from '../text/value.ts';
import { hang, narrowest, widthOf, wrap } from './layout.ts';
import type { Paint } from './paint.ts';
import { sideBySide } from './side-by-side.ts';

/** Whose move it is, as a sentence. */
export const movesInWords: Readonly<Record<Diagnosis['whoseMove'], string>> = {
  app: 'The app has to change something.',
  user: 'The user has to act.',
  operator: 'The operator has to act.',
  provider: 'Nobody on this side has to act.',
};

/** One diagnosis: the mistake, what was sent above what was expected, why, the fix as steps, and whose move it is. */
export function diagnosisLines(diagnosis: Diagnosis, width: number, paint: Paint): readonly string[] {
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
  lines.push('', ...labelled('Next', [`${movesInWords[diagnosis.whoseMove] ?? ''} ${retry}`.trim()], width, paint));
  return lines;
}

/** Paragraphs behind a label in bold; a numbered one hangs behind its number. */
export function labelled(label: string, paragraphs: readonly string[], width: number, paint: Paint): readonly string[] {
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

/** The diagnosis with every character that could act on a terminal shown as a sign. */
export function cleanDiagnosis(diagnosis: Diagnosis): Diagnosis {
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
