import type { Capture } from '../captures/capture.ts';
import type { Found } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { gather } from '../evidence/gathered.ts';
import { factsOf } from '../likeness/facts.ts';
import { type Likeness, likenessOf } from '../likeness/likeness.ts';
import { type Traits, traitsOf } from '../likeness/traits.ts';
import type { CauseId } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import type { CauseAdvice } from '../said/cause-advice.ts';
import { mayBeUnseen } from '../signs/compatible.ts';
import { subjectsOf } from '../signs/subjects.ts';
import { type Seen, seenIn } from '../signs/view.ts';
import type { Known } from '../tools.ts';
import { heldFor } from './confidence.ts';
import { type Refuted, showsBothUris, unregistered } from './refuted.ts';

/** The traits of a capture, as `examine` reads them. */
export function traitsIn(capture: Capture): Traits {
  return traitsOf(...partsOf(capture));
}

/** Those of its traits that are facts. */
export function factsIn(capture: Capture): readonly string[] {
  return factsOf(...partsOf(capture)).map(({ fact }) => fact);
}

function partsOf(capture: Capture): Parameters<typeof traitsOf> {
  const { evidence } = gather(capture);
  const all = seenIn(evidence);
  return [evidence, all, subjectsOf(all)[0]];
}

/** What a finding counts for beside the likeness, which is the logarithm of a share; measured on captures unseen before. */
const counts: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1.6, possible: 0.7 };
/** What it counts for more to be the best finding. */
const first = 0.7;
/** What each step of specificity counts for more. */
const specific = 0.5;
/** What it counts for more to be seen in an exchange: the likeness is made of words, as what is said is. */
const seen = 0.3;
/** What only its likeness names is named among the first of these. */
const mostLike = 3;
/** Nothing less like is named that nothing else names. In logarithms of shares. */
const leastLike = Math.log(0.04);
/** Of words alone that nothing else understands, one that is telling names a cause from this share on only. In logarithms of shares. */
const leastOfOneWord = Math.log(0.2);
/** How unlike a finding may count for: proof that is rare stays proof. In logarithms of shares. */
const leastOfFound = Math.log(0.01);
/** A cause that only its likeness names is likely from this share on. */
const likelyFrom = Math.log(0.6);
/** By how much a score is less that comes behind another. */
const tiny = 0.001;
/** What is shown where none of the words is telling. */
const formAlone = 'what was sent, and what was answered';

/**
 * Weighs as `Weigh` does.
 * @param found has each cause once, the best first.
 * @param learned is the list of `likeness/learned.ts`.
 */
export function byLikeness(
  found: readonly Found[],
  evidence: Evidence,
  all: readonly Seen[],
  { learned, refuted, adviceFor }: Known & { readonly learned: readonly string[] },
): readonly Found[] {
  const [subject] = subjectsOf(all);
  const likenesses = likenessOf(traitsOf(evidence, all, subject), learned);
  const named = new Set(found.map(({ rule }) => rule.cause));
  const weighed = found.map((one, at) => {
    const cause = one.rule.cause as CauseId;
    // What the capture lacks is not read as absent.
    const like = mayBeUnseen(cause, subject) ? undefined : likenesses.get(cause)?.logarithm;
    const score = Math.max(like ?? leastLike, leastOfFound) + weightOf(one) + (at === 0 ? first : 0);
    // What is refuted and likely all the same was said for certain.
    const isVain = one.isSaid && one.finding.confidence === 'possible' && isAgainst(refuted, cause);
    return { one, score: isVain || one.isMended ? leastOfFound : score };
  });
  const most = (weighed.find(({ one }) => one.rule.cause === unregistered)?.score ?? 0) - tiny;
  for (const other of weighed) if (isListedBeside(other.one, named)) other.score = Math.min(other.score, most);
  const isOfWords = found.length === 0 && all.length === 0;
  const isCompared = found[0] !== undefined && showsBothUris(found[0]);
  for (const [cause, likeness] of likenesses) {
    if (likeness.logarithm < leastLike || named.has(cause)) continue;
    if (isCompared && cause.startsWith('redirect-uri/')) continue;
    const isOneWord = isOfWords && likeness.words.length < 2;
    if ((isOneWord && likeness.logarithm < leastOfOneWord) || refuted.isNoGuess(cause)) continue;
    const one = foundOf(cause, likeness, adviceFor(cause));
    weighed.push({ one: isOneWord ? heldFor(one, 'possible') : one, score: likeness.logarithm });
  }
  const sorted = weighed.sort((a, b) => b.score - a.score).map(({ one }) => one);
  const shown = sorted.filter(({ rule }, at) => at < mostLike || named.has(rule.cause));
  const rest = shown.slice(mostLike).sort((a, b) => rankOf(b) - rankOf(a));
  return descending([...shown.slice(0, mostLike), ...rest]);
}

function isAgainst({ isRefuted, isDenied }: Refuted, cause: CauseId): boolean {
  return isRefuted(cause) || isDenied(cause);
}

/**
 * Tells whether a text lists it as one of the ways in which a redirect URI can differ from the registered ones: that it is
 * none of them is said of each, and comes first.
 */
function isListedBeside({ rule, finding, isSaid }: Found, named: ReadonlySet<string>): boolean {
  if (isSaid !== true || finding.confidence !== 'possible' || !named.has(unregistered)) return false;
  return rule.cause.startsWith('redirect-uri/') && rule.cause !== unregistered;
}

/** Behind the first, what was found likely comes before what is one of several. */
function rankOf({ finding }: Found): number {
  return finding.confidence === 'likely' ? 1 : 0;
}

/** What a finding counts for by itself. */
function weightOf({ rule, finding, isSaid }: Found): number {
  return counts[finding.confidence] + specific * (rule.specificity - 2) + (isSaid ? 0 : seen);
}

/** Holds each finding to the confidence of the one before it. */
function descending(found: readonly Found[]): readonly Found[] {
  let isPossible = false;
  return found.map((one) => {
    isPossible ||= one.finding.confidence === 'possible';
    return isPossible ? { ...one, finding: { ...one.finding, confidence: 'possible' } } : one;
  });
}

function foundOf(cause: CauseId, { logarithm, words }: Likeness, advice: CauseAdvice): Found {
  return {
    rule: {
      cause,
      variant: 'likeness',
      retry: advice.retry ?? false,
      whoseMove: advice.whoseMove ?? 'app',
      noiseWhen: [],
      specificity: 1,
    },
    finding: {
      confidence: logarithm >= likelyFrom && words.length > 0 ? 'likely' : 'possible',
      evidence: [{ where: 'words of the capture', seen: words.join(', ') || formAlone, expected: advice.expected }],
      what: advice.what,
      why: `Nothing here proves it, but captures like this one mostly have this cause. ${advice.why}`,
      fix: advice.fix,
    },
  };
}
