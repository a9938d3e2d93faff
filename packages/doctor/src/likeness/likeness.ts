import type { CauseId } from '../rules/causes.ts';
import type { Traits } from './traits.ts';

/** How near a capture stands to what is known of one cause. */
export interface Likeness {
  /** The logarithm of the share that captures of this cause have among those that are as like. */
  readonly logarithm: number;
  /** Words of the capture that speak for the cause, and that servers or libraries use; the most telling one first. */
  readonly words: readonly string[];
}

/** What was learned, as it is asked. */
interface Lesson {
  /** Every cause with what it has before anything is known of a capture. */
  readonly causes: readonly { readonly cause: CauseId; readonly common: number }[];
  /**
   * For each trait how rare it is, whether a server or library says it, and three digits for each cause that it tells from
   * others: two name it.
   */
  readonly traits: ReadonlyMap<
    string,
    { readonly rarity: number; readonly isOfServers: boolean; readonly weights: string }
  >;
}

/** How the learned numbers are written. */
export const notation = Object.freeze({
  digits: '0123456789abcdefghijklmnopqrstuvwxyz',
  /** The digit that means 0 in a weight. */
  zero: 18,
  /** What one step of a digit is worth. */
  steps: { rarity: 0.25, weight: 0.055, common: 0.1 },
  /** The length to which the traits of every capture are brought, so that a long one says no more than a short one. */
  length: 8,
});
const { digits, length, steps, zero } = notation;

/** No likeness is less: what was never seen together may still be. */
const least = Math.log(0.003);
const mostWords = 5;
/** Words as common as "with" or "client" show a reader nothing. In logarithms of how few have it. */
const rareFrom = 3;

/** Words that every answer has, and every program about one. */
const ofEveryAnswer: ReadonlySet<string> = new Set(
  'code create date error failed failure message request response status throw with'.split(' '),
);

const lessons = new WeakMap<readonly string[], Lesson>();

/**
 * Compares a capture with what was learned of each cause.
 * @param learned is the list of `learned.ts`.
 */
export function likenessOf(traits: Traits, learned: readonly string[]): ReadonlyMap<CauseId, Likeness> {
  const lesson = lessonOf(learned);
  const known = [...traits].flatMap(([trait, word]) => {
    const found = lesson.traits.get(trait);
    return found === undefined ? [] : [{ word, ...found }];
  });
  const scale = (length * steps.weight) / (Math.hypot(...known.map(({ rarity }) => rarity)) || 1);
  const sums = lesson.causes.map(({ common }) => common);
  const spoken = sums.map((): { word: string; speaks: number }[] => []);
  for (const { word, rarity, isOfServers, weights } of known) {
    const isShown = isOfServers && rarity >= rareFrom && word.length > 3 && !ofEveryAnswer.has(word);
    for (let at = 0; at < weights.length; at += 3) {
      const cause = digit(weights, at) * digits.length + digit(weights, at + 1);
      const speaks = (digit(weights, at + 2) - zero) * rarity * scale;
      sums[cause] = (sums[cause] ?? 0) + speaks;
      if (speaks > 0 && isShown) spoken[cause]?.push({ word, speaks });
    }
  }
  const whole = logarithmOfSum(sums);
  return new Map(
    lesson.causes.map(({ cause }, at) => {
      const words = (spoken[at] ?? []).sort((a, b) => b.speaks - a.speaks).map(({ word }) => word);
      const logarithm = Math.max((sums[at] ?? 0) - whole, least);
      return [cause, { logarithm, words: [...new Set(words)].slice(0, mostWords) }];
    }),
  );
}

/** Reads what was learned, once. */
function lessonOf(learned: readonly string[]): Lesson {
  const lesson = lessons.get(learned) ?? lessonIn(learned.join('\n').split('\n'));
  lessons.set(learned, lesson);
  return lesson;
}

function lessonIn([causes = '', ...traits]: readonly string[]): Lesson {
  return {
    causes: causes.split(' ').map((one) => {
      const [cause, common] = one.split(':');
      return { cause: cause as CauseId, common: Number(common) * steps.common };
    }),
    traits: new Map(
      traits.map((line) => {
        const [trait = '', numbers = ''] = line.split('\t');
        const rarity = digit(numbers, 0) * steps.rarity;
        return [trait, { rarity, isOfServers: digit(numbers, 1) === 1, weights: numbers.slice(2) }];
      }),
    ),
  };
}

function digit(numbers: string, at: number): number {
  return digits.indexOf(numbers.charAt(at));
}

function logarithmOfSum(logarithms: readonly number[]): number {
  const most = Math.max(...logarithms);
  return most + Math.log(logarithms.reduce((sum, one) => sum + Math.exp(one - most), 0));
}
