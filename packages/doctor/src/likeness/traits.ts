import type { Evidence } from '../evidence/evidence.ts';
import type { Seen } from '../signs/view.ts';
import { withoutNamedValues } from '../text/named-values.ts';
import { factsOf } from './facts.ts';

/** Words of the answers, and of everything that stands beside the exchanges, that are read; in words. */
const mostAnswered = 400;
const mostNoted = 600;
/** Characters of one text in which words are looked for: a page that is longer says no more of the failure. */
const longestText = 16_000;
/** Characters of all answers, or of all notes, together. */
const mostLetters = 48_000;

/** What a capture has in common with others: each trait, and the word that it was read from, empty where none may be shown. */
export type Traits = ReadonlyMap<string, string>;

/**
 * Reads the traits of a capture: its facts, and the words of its answers and notes without their endings.
 * @param subject is the exchange that the capture is about; undefined where there is none.
 */
export function traitsOf(evidence: Evidence, all: readonly Seen[], subject: Seen | undefined): Traits {
  const traits = new Map<string, string>();
  for (const { fact, word = '' } of factsOf(evidence, all, subject)) traits.set(fact, word);
  addWords(
    traits,
    all.map(({ text }) => text),
    mostAnswered,
  );
  addWords(
    traits,
    (evidence.notes ?? []).map(({ text }) => text),
    mostNoted,
  );
  return traits;
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
