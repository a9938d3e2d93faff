/** Which command a line begins, and over which lines of a paste it goes. */
import { commandForms } from './command-forms.ts';
import type { RawRequest } from './raw-message.ts';
import { withoutPrompt, withoutScriptPrompt } from './shell-prompt.ts';
import { unmarked } from './text-spans.ts';

/** A request that a command sends. */
interface ReadCommand {
  readonly request: RawRequest;
  /** Index of the command's last line. */
  readonly end: number;
}

/** The command of a shell, or the call of a program, that begins at a line; undefined for anything else. */
export function commandAt(lines: readonly string[], at: number): ReadCommand | undefined {
  const shown = unmarked(lines[at] ?? '').trim();
  const line = withoutPrompt(shown);
  for (const { begins, isCommented, isScript, endOf, read } of commandForms) {
    if (!begins.test(line) || (isCommented && shown.startsWith('#'))) continue;
    const end = endOf(lines, at);
    if (end === undefined) continue;
    const rest = lines.slice(at + 1, end + 1).map((one) => (isScript ? withoutScriptPrompt(one) : unmarked(one)));
    const request = read([line, ...rest].join('\n'));
    if (request !== undefined) return { request, end };
  }
  return undefined;
}
