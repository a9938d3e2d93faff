import { lettersOf, type Phrase, phraseOf } from './phrase.ts';
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
  /** Read when it is first asked for: of two thousand patterns one capture needs some fifty. */
  readonly phrase: Phrase;
}

/** Patterns by the first four letters of their phrase. */
export type PatternIndex = ReadonlyMap<string, readonly Pattern[]>;

/** Letters by which patterns are found; no phrase is shorter. */
export const anchorLetters = 4;

/** In which the first four letters of nearly every phrase stand. */
const anchorStretch = 12;
const escapes = /[%\\&…]/;

/** Prepares the texts of these speakers for one pass over what was heard. */
export function indexOfPatterns(speakers: readonly Speaker[]): PatternIndex {
  const index = new Map<string, Pattern[]>();
  for (const speaker of speakers) {
    for (const text of speaker.texts) {
      for (const spelling of typeof text.says === 'string' ? [text.says] : text.says) {
        const anchor = anchorOf(spelling);
        const pattern = new Spelling(speaker, text, spelling);
        const patterns = index.get(anchor);
        if (patterns === undefined) index.set(anchor, [pattern]);
        else patterns.push(pattern);
      }
    }
  }
  return index;
}

class Spelling implements Pattern {
  readonly speaker: Speaker;
  readonly text: SaidText;
  readonly #spelling: string;
  #phrase: Phrase | undefined;

  constructor(speaker: Speaker, text: SaidText, spelling: string) {
    this.speaker = speaker;
    this.text = text;
    this.#spelling = spelling;
  }

  get phrase(): Phrase {
    this.#phrase ??= phraseOf(this.#spelling);
    return this.#phrase;
  }
}

/** The first letters that count, read from the start alone where no escape can change them. */
function anchorOf(spelling: string): string {
  const start = spelling.slice(0, anchorStretch);
  const letters = escapes.test(start) ? '' : lettersOf(start);
  return (letters.length < anchorLetters ? (phraseOf(spelling)[0] ?? '') : letters).slice(0, anchorLetters);
}
