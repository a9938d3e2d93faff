/** What somebody denies: it is in order, it is not the reason, it was ruled out. */
import type { Evidence } from '../evidence/evidence.ts';

/** Words that say that something is as it should be. */
const inOrder =
  '(?:is|are|was|were|looks?|seems?)\\s(?:(?:all|both|also|definitely|exactly|perfectly|already|surely|absolutely)\\s)?(?:in sync|synced|synchroni[sz]ed|correct|right|fine|ok(?:ay)?|good|valid|identical|the same|equal|accurate)\\b(?! (?:if|when|for|until|but only))';
const orderBehind = new RegExp(
  `^\\w{0,12}(?: (?!even\\b|if\\b|though|although|while|when|not\\b|no\\b|never\\b|cannot\\b|must\\b|should\\b|to\\b)\\w{1,16}){0,2} (?:\\([^()\\n]{0,30}\\) )?(?:${inOrder}|match(?:es)?\\b(?! (?:error|fail)))`,
  'i',
);
const orderWithin = new RegExp(`\\b(?:${inOrder}|matches(?=[.,;)\\s]|$))`, 'i');
const failure = /\b(?:not|no|never|but|false|if|though|although|fail\w*|error|wrong)\b|n['’]t\b|mismatch/i;
/** Right before what somebody denies. */
const deniedBefore =
  /(?:(?:\b(?:is|was|am|are)|['’]s)(?: not|n['’]t)|\bnot|\bnothing to do with)(?: (?:an?|the|about|really|due to|because of|caused by|any)){1,2}[\s"'`“(:]{1,3}$/i;
/** Before what a message asks to look at: nobody has. */
const asksToLook = /\b(?:make sure|ensure|check|verify|confirm)(?: that| whether| if)?(?: \w{1,16}){0,2} $/i;
/** A sentence of what was ruled out, up to the words. */
const ruledOut = /\b(?:ruled|ruling) out\b[^.;\n]{0,80}$|\bexcluded\b[^.;\n]{0,40}$/i;

/** Characters before and behind that are read. */
const near = 100;

/**
 * Tells whether somebody names something to say that it is in order, or not the reason: `the clock is synced`, `it is not a
 * mismatch`, `I ruled out a wrong secret`.
 */
export function isDenied(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - near), from);
  const isLookedAt = !failure.test(text.slice(from, to)) && !asksToLook.test(before);
  const isOfOrder = isLookedAt && orderBehind.test(text.slice(to, to + near));
  return isOfOrder || saysNot(before) || isRuledOut(text, from);
}

/** Tells whether somebody ends in a denial of what comes: `it is not a …`. */
export function saysNot(before: string): boolean {
  return deniedBefore.test(before);
}

/** Tells whether somebody says before the words that it was ruled out; no program does. */
export function isRuledOut(text: string, from: number): boolean {
  return ruledOut.test(text.slice(Math.max(0, from - near), from));
}

/** Tells whether words that should tell of a failure say that what they name is in order. */
export function isInOrder(words: string): boolean {
  const found = orderWithin.exec(words);
  return found !== null && !failure.test(words.slice(0, found.index));
}

/** What somebody names who speaks of a cause, by the beginnings of the causes. */
const namesOf: readonly (readonly [string, RegExp])[] = [
  ['clock/', /\b(?:clocks?|ntp|system time)\b/gi],
  ['redirect-uri/', /\b(?:redirect|callback|reply)[ _-]?ur[il]s?\b/gi],
];

/** Tells whether a text names what a cause is about only to say that it is in order. */
export function isNamedInOrder(cause: string, text: string): boolean {
  const name = namesOf.find(([beginning]) => cause.startsWith(beginning))?.[1];
  const named = name === undefined ? [] : [...text.matchAll(name)];
  return named.length > 0 && named.every(({ 0: found, index }) => isDenied(text, index, index + found.length));
}

/** What a reporter says that it is not, the words in which an answer would name it all the same, and the causes. */
interface Denial {
  readonly says: RegExp;
  readonly names: RegExp;
  readonly causes: readonly string[];
}

const denials: readonly Denial[] = [
  {
    says: /\bclocks?\b[^.,;\n]{0,40}\b(?:(?:is|are|both|all|were|checked)(?: all| both)? (?:synced|synchroni[sz]ed|in sync|correct|right|fine|ok(?:ay)?|accurate)|agree|match)\b|\b(?:ntp|chrony)\b[^.,;\n]{0,20}\b(?:synced|in sync|running|ok(?:ay)?|fine)\b/i,
    names: /clock|time|skew|\b(?:iat|nbf|exp)\b|future/i,
    causes: ['clock/skew'],
  },
  {
    says: /\btokens?\b[^.,;\n]{0,30}\b(?:(?:is|are|was|has|have|had)(?: not|n['’]t)|hasn['’]t|not) (?:yet |even |already )?(?:expired|stale)\b|\btokens?\b[^.,;\n]{0,30}\bstill valid\b|\bexp\b[^.,;\n]{0,20}\b(?:is|lies|still) (?:well |still )?in the future\b/i,
    names: /expir|not (?:yet )?active|stale|\bexp\b/i,
    causes: ['token-use/access-token-expired'],
  },
  {
    says: /\bredirect[_ -]?ur[il]s?\b[^.,;\n]{0,30}\b(?:identical|(?:exactly )?the same|equal)\b[^.,;\n]{0,30}\b(?:both|two|requests?)\b/i,
    names: /redirect|callback/i,
    causes: ['redirect-uri/differs-between-requests'],
  },
];

/** Of a cause that the reporter says that it is not: the words in which an answer would name it all the same. */
export function deniedIn({ notes = [] }: Evidence): (cause: string) => RegExp | undefined {
  const remarks = notes.flatMap(({ kind, text }) => (kind === 'log-line' ? [] : [text])).join('\n');
  const denied = denials.filter(({ says }) => says.test(remarks));
  return (cause) => denied.find(({ causes }) => causes.some((beginning) => cause.startsWith(beginning)))?.names;
}
