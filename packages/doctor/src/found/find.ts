import { type Found, ranked } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { subjectsOf, withoutSettled } from '../signs/subjects.ts';
import { type Seen, seenIn, type View, viewOf } from '../signs/view.ts';
import type { Tools } from '../tools.ts';
import { byAnswer } from './by-answer.ts';
import { byRules } from './by-rules.ts';
import { bySigns } from './by-signs.ts';
import { byTexts } from './by-texts.ts';
import { heldFor } from './confidence.ts';
import { heldIfConsequence } from './consequence.ts';
import { withoutDenied } from './denied.ts';
import { heldIfForeign } from './foreign.ts';
import { heldIfMended, nextTry, saidOfMended } from './mended.ts';
import { behindProof, type Refuted, refutedIn, withoutRefuted } from './refuted.ts';
import { heldIfRound } from './rounds.ts';
import { partedByStrangers } from './strangers.ts';

/** Evidence whose exchanges may belong to one failure, and what is read of it once. */
export interface Case {
  readonly evidence: Evidence;
  readonly all: readonly Seen[];
  readonly refuted: Refuted;
}

/** The evidence as one case, whatever belongs together in it. */
export function caseOf(evidence: Evidence, tools: Tools): Case {
  const all = seenIn(evidence);
  return { evidence, all, refuted: refutedIn(evidence, all, tools) };
}

/** A case in parts, of what is of different providers and clients and linked by nothing: the one of the last failure first. */
export function casesIn(whole: Case, tools: Tools): readonly [Case, ...Case[]] {
  const [first, ...others] = partedByStrangers(whole.evidence, whole.all);
  if (first === undefined || first === whole.evidence) return [whole];
  return [caseOf(first, tools), ...others.map((part) => caseOf(part, tools))];
}

/** What rules, signs and texts find in the cases of one capture, each cause once, the best first. */
export function findIn([first, ...others]: readonly [Case, ...Case[]], tools: Tools): readonly Found[] {
  const found = findInOne(first, tools);
  if (others.length === 0) return found;
  return oneCertain(ranked([...found, ...others.flatMap((other) => findInOne(other, tools))]));
}

function findInOne(one: Case, tools: Tools): readonly Found[] {
  const shown = shownIn(one, tools);
  return steps.reduce((found, step) => step(found, one), [...shown, ...saidIn(one, shown)] as readonly Found[]);
}

/**
 * How what was found is weighed, step by step. Before causes are ranked, each finding is held against the whole case: what
 * is taken out or held there silences nothing any more. Then the best finding may become certain by what the server itself
 * says, and what it makes idle goes.
 */
const steps: readonly ((found: readonly Found[], one: Case) => readonly Found[])[] = [
  (found, { refuted }) => withoutRefuted(found, refuted),
  (found, { evidence }) => withoutDenied(found, evidence),
  (found, { evidence }) => heldIfConsequence(found, evidence),
  (found, { evidence }) => heldIfForeign(found, evidence),
  (found, { all }) => heldIfRound(found, all),
  (found) => oneCertain(ranked(found)),
  (found, { evidence, all }) => byAnswer(found, evidence, all, subjectsOf(all)[0]),
  (found, { refuted }) => behindProof(found, refuted),
];

/**
 * What rules and signs show. Each exchange that failed is asked about, the last one first, so that what its next try has
 * mended is known; and then the texts alone.
 */
function shownIn({ evidence, all }: Case, tools: Tools): readonly Found[] {
  const subjects = subjectsOf(all);
  const found: Found[] = [];
  const bySubject = new Map<Seen, readonly Found[]>();
  for (const subject of subjects) {
    const view = viewOf({ ...evidence, subject: subject.index }, all, tools);
    const shown = subject.outcome === 'accepted' ? [] : byRules(view, subject);
    const meant = asMeant([...shown, ...bySigns(view, subjects[0])], view);
    bySubject.set(subject, meant);
    const next = nextTry(subject, subjects);
    found.push(...(next === undefined ? meant : heldIfMended(meant, bySubject.get(next) ?? [])));
  }
  const view = viewOf(evidence, all, tools);
  return [...found, ...asMeant(bySigns(view, subjects[0], found.some(isProved)), view)];
}

/** What the texts say, which are read once: with the exchange that failed last, or alone. */
function saidIn({ evidence, all }: Case, shown: readonly Found[]): readonly Found[] {
  const [last] = subjectsOf(all);
  const heard = withoutSettled(evidence, all);
  return saidOfMended(byTexts(last === undefined ? heard : { ...heard, subject: last.index }, last, shown), shown);
}

/** Holds what rests on a request that stands in a sentence alone: it tells of what somebody opens or sees elsewhere. */
function asMeant(found: readonly Found[], { subject, start, callback }: View): readonly Found[] {
  const isMention = [subject, start, callback].some((one) => one?.exchange.request?.isMentioned === true);
  return isMention ? found.map((one) => heldFor(one, 'likely')) : found;
}

/** Tells whether an exchange itself proves it: words that all servers have in common add nothing beside. */
function isProved({ rule, finding }: Found): boolean {
  return finding.confidence === 'certain' && rule.specificity === 3;
}

/** One root cause is proven at most: what else looks proven is its consequence, or stands beside it. */
function oneCertain([first, ...others]: readonly Found[]): readonly Found[] {
  return first === undefined ? [] : [first, ...others.map((one) => heldFor(one, 'likely'))];
}
