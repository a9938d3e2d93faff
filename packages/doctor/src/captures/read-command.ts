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
  const form = commandForms.find(
    ({ begins, isCommented }) => begins.test(line) && !(isCommented && shown.startsWith('#')),
  );
  const end = form?.endOf(lines, at);
  if (form === undefined || end === undefined) return undefined;
  const rest = lines.slice(at + 1, end + 1).map((one) => (form.isScript ? withoutScriptPrompt(one) : unmarked(one)));
  const request = form.read([line, ...rest].join('\n'));
  return request === undefined ? undefined : { request, end };
}
