import { type Phrase, phraseOf } from './phrase.ts';
import type { SaidText } from './said-text.ts';

/** Whose texts these are: a provider's or a library's. */
export interface Speaker {
  readonly name: string;
  readonly title: string;
  readonly general?: true;
  readonly texts: readonly SaidText[];
}

/** One spelling of one text, ready to be compared. */
export interface Pattern {
  readonly speaker: Speaker;
  readonly text: SaidText;
  readonly phrase: Phrase;
}

/** Patterns by the first four letters of their phrase. */
export type PatternIndex = ReadonlyMap<string, readonly Pattern[]>;

/** Letters by which patterns are found; no phrase is shorter. */
export const anchorLetters = 4;

/** Prepares the texts of these speakers for one pass over what was heard. */
export function indexOfPatterns(speakers: readonly Speaker[]): PatternIndex {
  const index = new Map<string, Pattern[]>();
  for (const speaker of speakers) {
    for (const text of speaker.texts) {
      for (const spelling of [text.says].flat()) {
        const phrase = phraseOf(spelling);
        const anchor = (phrase[0] ?? '').slice(0, anchorLetters);
        const patterns = index.get(anchor) ?? [];
        patterns.push({ speaker, text, phrase });
        index.set(anchor, patterns);
      }
    }
  }
  return index;
}
