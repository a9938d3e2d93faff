import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Capture,
  type Examination,
  examine,
  isClean,
  renderExamination,
  renderMarkdown,
  renderSarif,
  stackOf,
} from '@candor/doctor/captures';
import { nearestName } from '@candor/protocol';
import manifest from '../../package.json' with { type: 'json' };
import { nothingNamed, type ParsedArguments, parseArguments } from '../arguments.ts';
import { doctorCommand } from '../commands.ts';
import { doctorTools } from '../doctor/doctor-tools.ts';
import { mergeCaptures } from '../doctor/merge-captures.ts';
import { readCaptureOf } from '../doctor/read-input.ts';
import { CommandError, exitStatus } from '../exit-status.ts';
import { textOptions } from '../terminal.ts';

const formats = ['text', 'json', 'markdown', 'sarif'] as const;

/** `candor doctor`: names the cause of a failing exchange in whatever text holds it. Status 1 where something failed. */
export async function run(args: readonly string[]): Promise<number> {
  const given = parseArguments(doctorCommand, args);
  const { text, words } = given;
  const format = formatOf(given);
  if (text.explain !== undefined) {
    const { explainCause } = await import('../doctor/explain-cause.ts');
    return explainCause(text.explain, format);
  }
  if (words.length === 0) throw nothingNamed(doctorCommand);
  if (words.includes('-') && process.stdin.isTTY === true) {
    process.stderr.write('Paste the exchange or the error message, then press Ctrl-D on a line of its own.\n');
  }
  const capture = mergeCaptures(words.map((name) => ({ name, capture: readCaptureOf(name) })));
  const examination = examine(capture, doctorTools());
  process.stdout.write(render(examination, capture, { format, name: words[0] as string }));
  return isClean(examination) ? exitStatus.fine : exitStatus.fault;
}

function render(
  examination: Examination,
  capture: Capture,
  { format, name }: { readonly format: (typeof formats)[number]; readonly name: string },
): string {
  const stack = stackOf(capture);
  const context = { leftOut: capture.leftOut, ...(stack === undefined ? {} : { stack }) };
  switch (format) {
    case 'json':
      return `${JSON.stringify(examination, undefined, 2)}\n`;
    case 'markdown':
      return renderMarkdown(examination, context);
    case 'sarif':
      return renderSarif(examination, { version: manifest.version, artifact: artifactOf(name) });
    default:
      return renderExamination(examination, textOptions(), context);
  }
}

/** A file's name as a URI reference, as SARIF has it. */
function artifactOf(name: string): string {
  if (name === '-') return 'stdin';
  if (isAbsolute(name)) return pathToFileURL(name).href;
  return name.split(/[\\/]/).map(encodeURIComponent).join('/');
}

function formatOf({ text, isSet }: ParsedArguments): (typeof formats)[number] {
  const named = text.format === undefined ? undefined : readFormat(text.format);
  if (!isSet('json')) return named ?? 'text';
  if (named === undefined || named === 'json') return 'json';
  throw new CommandError(exitStatus.usage, `--json and --format ${named} ask for two formats. Leave one out.`);
}

function readFormat(word: string): (typeof formats)[number] {
  const format = formats.find((one) => one === word);
  if (format !== undefined) return format;
  const nearest = nearestName(word, formats, 3);
  const hint = nearest ? `Did you mean ${nearest}?` : `There are ${formats.join(', ')}.`;
  throw new CommandError(exitStatus.usage, `candor doctor has no format ${word}. ${hint}`);
}
