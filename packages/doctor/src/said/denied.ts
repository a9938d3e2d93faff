/** Words that say that something is as it should be. */
const inOrder =
  '(?:is|are|was|were|looks?|seems?)\\s(?:(?:all|both|also|definitely|exactly|perfectly|already|surely|absolutely)\\s)?(?:in sync|synced|synchroni[sz]ed|correct|right|fine|ok(?:ay)?|good|valid|identical|the same|equal|accurate)\\b(?! (?:if|when|for|until|but only))';
const orderBehind = new RegExp(
  `^\\w{0,12}(?: (?!even\\b|if\\b|though|although|while|when)\\w{1,16}){0,2} (?:\\([^()\\n]{0,30}\\) )?(?:${inOrder}|match(?:es)?\\b(?! (?:error|fail)))`,
  'i',
);
const orderWithin = new RegExp(`\\b(?:${inOrder}|matches(?=[.,;)\\s]|$))`, 'i');
const failure = /\b(?:not|no|never|but|false|if|though|although|fail\w*|error|wrong)\b|n['’]t\b|mismatch/i;
/** Right before what somebody denies. */
const deniedBefore =
  /(?:(?:\b(?:is|was|am|are)|['’]s)(?: not|n['’]t)|\bnot|\bnothing to do with)(?: (?:an?|the|about|really|due to|because of|caused by|any)){1,2}[\s"'`“(:]{1,3}$/i;
/** A sentence of what was excluded, up to the words. */
const excluded = /\b(?:ruled|ruling) out\b[^.;\n]{0,80}$|\bexcluded\b[^.;\n]{0,40}$/i;

/** Characters before and behind that are read. */
const near = 100;

/**
 * Tells whether somebody names something to say that it is in order, or not the reason: `the clock is synced`, `it is not a
 * mismatch`, `I ruled out a wrong secret`.
 */
export function isDenied(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - near), from);
  const isOfOrder = orderBehind.test(text.slice(to, to + near)) && !failure.test(text.slice(from, to));
  return isOfOrder || saysNot(before) || isExcluded(text, from);
}

/** Tells whether somebody ends in a denial of what comes: `it is not a …`. */
export function saysNot(before: string): boolean {
  return deniedBefore.test(before);
}

/** Tells whether somebody says before the words that it was excluded; no program does. */
export function isExcluded(text: string, from: number): boolean {
  return excluded.test(text.slice(Math.max(0, from - near), from));
}

/** Tells whether words that should tell of a failure say that what they name is in order. */
export function saysInOrder(words: string): boolean {
  const found = orderWithin.exec(words);
  return found !== null && !failure.test(words.slice(0, found.index));
}

/** What somebody names who speaks of a cause, by the beginnings of the causes. */
const namesOf: readonly (readonly [string, RegExp])[] = [
  ['clock/', /\b(?:clocks?|ntp|system time)\b/gi],
  ['redirect-uri/', /\b(?:redirect|callback|reply)[ _-]?ur[il]s?\b/gi],
];

/** Tells whether a text names what a cause is about only to say that it is in order. */
export function isInOrder(cause: string, text: string): boolean {
  const name = namesOf.find(([beginning]) => cause.startsWith(beginning))?.[1];
  const named = name === undefined ? [] : [...text.matchAll(name)];
  return named.length > 0 && named.every(({ 0: found, index }) => isDenied(text, index, index + found.length));
}
