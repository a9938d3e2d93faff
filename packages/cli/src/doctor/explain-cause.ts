import { type CauseId, causePage, causes, renderCause } from '@candor/doctor';
import { nearestName } from '@candor/protocol';
import { CommandError, exitStatus } from '../exit-status.ts';
import { textOptions } from '../terminal.ts';
import { doctorTools } from './doctor-tools.ts';

/**
 * `candor doctor --explain`: writes the page of a cause. @param word is its id, `area/name`.
 * @throws CommandError where there is no such cause, or a page has no such format.
 */
export function explainCause(word: string, format: string): number {
  if (format !== 'text' && format !== 'json') {
    throw new CommandError(exitStatus.usage, `A cause is explained as text or json, not as ${format}.`);
  }
  const cause = Object.hasOwn(causes, word) ? (word as CauseId) : undefined;
  if (cause === undefined) {
    const nearest = nearestCause(word);
    const hint = nearest
      ? `Did you mean ${nearest}?`
      : 'docs/reference/causes lists them all, and by-text.md there begins from error texts; candor doctor FILE reads one.';
    throw new CommandError(exitStatus.usage, `There is no cause ${word}. ${hint}`);
  }
  const page = causePage(cause, doctorTools());
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(page, undefined, 2)}\n` : renderCause(page, textOptions()),
  );
  return exitStatus.fine;
}

/** The cause that was meant: by its whole id, or by its name without the area. */
function nearestCause(word: string): string | undefined {
  const ids = Object.keys(causes);
  const byName = ids.find((id) => id.split('/')[1] === word);
  return byName ?? nearestName(word, ids, 5);
}
