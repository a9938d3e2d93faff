import { countOf } from './secret.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Goes to and fro between digits, capitals and small letters, or is long hexadecimal. A UUID is no secret by itself. */
export function looksRandom(text: string): boolean {
  if (uuid.test(text)) return false;
  if (/^[0-9a-f]{32,}$/i.test(text)) return /\d/.test(text) && /[a-f]/i.test(text);
  let changes = 0;
  let before = '';
  for (const character of text) {
    const kind = /\d/.test(character) ? '0' : /[a-z]/.test(character) ? 'a' : /[A-Z]/.test(character) ? 'A' : before;
    if (before !== '' && kind !== before) changes += 1;
    before = kind;
  }
  return changes / text.length >= 0.2;
}

/**
 * A quoted text in which whatever looks random is replaced: nobody knows whose secret it is.
 * @param open values that may be shown, such as client ids and challenges.
 */
export function withoutRandomText(text: string, open: readonly string[] = []): string {
  return text.replace(/[A-Za-z0-9_~+/-]{16,}/g, (run) =>
    /\d/.test(run) &&
    /[a-z]/.test(run) &&
    /[A-Z]/.test(run) &&
    looksRandom(run) &&
    !open.some((one) => one.includes(run))
      ? `[random text of ${countOf(run.length, 'character')}]`
      : run,
  );
}
