import type { Diagnosis } from '../diagnosis.ts';
import type { Examination } from '../examination.ts';
import { withoutControls } from '../text/value.ts';
import { codeFor } from './code-for.ts';
import { countsOf, providerTitle, type ReportContext, verdictWithoutDiagnosis } from './examination-text.ts';
import { answerOf, hasFailed, nameOf, shortDuration, targetOf, timelineOf, timeOf } from './timeline.ts';

/**
 * Renders an examination as Markdown for an issue: nothing of the capture is read as markup, a mention or a link. Ends
 * with a line break.
 */
export function renderMarkdown(examination: Examination, context: ReportContext = {}): string {
  const [first, ...others] = examination.diagnoses;
  const provider = providerTitle(examination);
  const blocks = [
    `## ${first === undefined ? 'OAuth exchange' : prose(first.title)}`,
    [provider === undefined ? undefined : prose(provider), countsOf(examination)].filter(Boolean).join(' · '),
  ];
  if (examination.exchanges.length > 0) blocks.push(timelineTable(examination));
  if (first === undefined) blocks.push(verdictWithoutDiagnosis(examination));
  else {
    blocks.push(...diagnosisBlocks(first));
    const code = context.stack === undefined ? undefined : codeFor(first.cause, context.stack);
    if (code !== undefined) blocks.push(`**Code** (${code.title})`, fenced(code.text, context.stack));
  }
  if (others.length > 0) blocks.push('**Also**', others.map(otherItem).join('\n'));
  if (examination.ask !== undefined) blocks.push(`**Ask** ${prose(examination.ask)}`);
  for (const left of context.leftOut ?? []) blocks.push(`Not read: ${prose(left)}.`);
  blocks.push('<sub>Made by `candor doctor`; secrets are replaced by kind and length.</sub>');
  return `${blocks.join('\n\n')}\n`;
}

function timelineTable({ exchanges }: Examination): string {
  const rows = timelineOf(exchanges).map((row) => {
    if ('leftOut' in row) return ['', `${row.leftOut} more`, '', ''];
    const { exchange, after } = row;
    const time = timeOf(exchange);
    const when =
      after !== undefined
        ? `+${shortDuration(after)}`
        : time === undefined
          ? ''
          : new Date(time).toISOString().slice(11, 19);
    const answer = answerOf(exchange);
    return [
      when,
      nameOf(exchange),
      inline(targetOf(exchange)),
      hasFailed(exchange) ? `**refused** ${inline(answer)}` : inline(answer),
    ];
  });
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(['When', 'What', 'Where', 'Answer']), '|---|---|---|---|', ...rows.map(line)].join('\n');
}

function diagnosisBlocks(diagnosis: Diagnosis): readonly string[] {
  const lines = diagnosis.evidence.flatMap(({ where, seen, expected }) => [
    withoutControls(where),
    `  sent      ${withoutControls(seen)}`,
    `  expected  ${withoutControls(expected)}`,
  ]);
  return [
    `\`${diagnosis.cause}\`, ${diagnosis.confidence}`,
    ...(lines.length === 0 ? [] : [fenced(lines.join('\n'), 'text')]),
    `**Why** ${prose(diagnosis.why)}`,
    '**Fix**',
    diagnosis.fix.split('\n').map(fixItem).join('\n'),
  ];
}

function fixItem(step: string): string {
  const number = /^\d+\. /.exec(step)?.[0];
  return number === undefined ? prose(step) : `${number}${prose(step.slice(number.length))}`;
}

function otherItem({ cause, title, confidence }: Diagnosis): string {
  return `- ${confidence}: ${prose(title)} (\`${cause}\`)`;
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string, language: string | undefined): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language ?? ''}\n${text}\n${fence}`;
}

/** A value as code in a line; without content nothing. */
function inline(text: string): string {
  if (text === '') return '';
  const clean = withoutControls(text);
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${clean}${pad}${ticks}`;
}

/** Text in which nothing is markup, a mention or a link. */
function prose(text: string): string {
  return withoutControls(text)
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/:\/\//g, ':\u2060//');
}
