import type { Evidence } from '../evidence/evidence.ts';
import type { Seen } from '../signs/view.ts';
import { withoutNamedValues } from '../text/named-values.ts';

/** Words of the answers, and of everything that stands beside the exchanges, that are read; in words. */
const mostAnswered = 400;
const mostNoted = 600;
const mostParameters = 40;
/** Characters of one text in which words are looked for: a page that is longer says no more of the failure. */
const longestText = 16_000;
/** Characters of all answers, or of all notes, together. */
const mostLetters = 48_000;
const longestName = 30;

/** What a capture has in common with others: each trait, and the word that it was read from, empty where none may be shown. */
export type Traits = ReadonlyMap<string, string>;

/**
 * Reads the traits of a capture: the words of its answers and notes without their endings, and of the exchange that failed
 * its role, what it sent and what was answered.
 * @param subject is the exchange that the capture is about; undefined where there is none.
 */
export function traitsOf({ provider, notes = [] }: Evidence, all: readonly Seen[], subject: Seen | undefined): Traits {
  const traits = new Map<string, string>();
  for (const [trait, word] of factsOf(all, subject)) traits.set(trait, word);
  traits.set(`provider:${provider ?? ''}`, '');
  addWords(
    traits,
    all.map(({ text }) => text),
    mostAnswered,
  );
  addWords(
    traits,
    notes.map(({ text }) => text),
    mostNoted,
  );
  return traits;
}

function* factsOf(all: readonly Seen[], subject: Seen | undefined): Generator<readonly [trait: string, word: string]> {
  yield [`exchanges:${Math.min(all.length, 4)}`, ''];
  for (const one of all) if (one !== subject) yield [`beside:${one.role}:${one.outcome}`, ''];
  if (subject === undefined) return;
  const { role, outcome, code = '', status, credential = '', parameters } = subject;
  const grant = subject.sent('grant_type') ?? '';
  yield [`role:${role}`, ''];
  yield [`outcome:${outcome}`, ''];
  yield [`status:${status ?? ''}`, ''];
  yield [`scheme:${credential.split(' ', 1)[0]?.slice(0, 10).toLowerCase()}`, ''];
  for (const [name, value] of Object.entries({ code, grant })) {
    const short = value.slice(0, longestName);
    yield [`${name}:${short}`, short];
  }
  yield [`role and code:${role}:${code.slice(0, longestName)}`, ''];
  yield [`grant and code:${grant.slice(0, longestName)}:${code.slice(0, longestName)}`, ''];
  for (const { name } of parameters.slice(0, mostParameters)) yield [`sent:${name.slice(0, longestName)}`, ''];
}

/** Adds the words of texts; what stands under the name of a secret is read, but not shown. */
function addWords(traits: Map<string, string>, texts: readonly string[], most: number): void {
  let left = most;
  let letters = mostLetters;
  for (const text of texts) {
    if (left <= 0 || letters <= 0) return;
    const part = text.slice(0, Math.min(longestText, letters));
    const open = withoutNamedValues(part, () => ' ');
    const words = wordsOf(part).slice(0, left);
    const shown = open === part ? undefined : new Set(wordsOf(open));
    for (const word of words) {
      const trait = stemOf(word);
      if (shown?.has(word) !== false) traits.set(trait, word);
      else if (!traits.has(trait)) traits.set(trait, '');
    }
    left -= words.length;
    letters -= part.length;
  }
}

/** The words of a text in lower case: of letters and underscores, numbers of three digits, and Microsoft's codes. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .replace(/[a-z][\w+.-]{0,30}:\/\/\S+|(?<!\S)[^\s@]{1,200}@\S+/gi, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return plain.match(/aadsts\d+|[a-z]+(?:_[a-z]+)*|\d{3}\b/g) ?? [];
}

function stemOf(word: string): string {
  return word.length > 5 && !word.includes('_') ? word.replace(/(?:ing|ed|es|s)$/, '') : word;
}
