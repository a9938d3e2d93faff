import type { Found } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { heldFor } from './confidence.ts';

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

/** Tells of a cause whether the reporter says that it is not that. */
export function deniedIn({ notes = [] }: Evidence): (cause: string) => RegExp | undefined {
  const remarks = notes.flatMap(({ kind, text }) => (kind === 'log-line' ? [] : [text])).join('\n');
  const denied = denials.filter(({ says }) => says.test(remarks));
  return (cause) => denied.find(({ causes }) => causes.some((beginning) => cause.startsWith(beginning)))?.names;
}

/**
 * Leaves out what was only heard of the reporter and is denied, and takes for no more than possible what a bare code may
 * mean: who asks may be wrong, and a server that names it counts for more.
 */
export function withoutDenied(found: readonly Found[], evidence: Evidence): readonly Found[] {
  const denied = deniedIn(evidence);
  return found.flatMap((one) => {
    const names = denied(one.rule.cause);
    const [line] = one.finding.evidence;
    if (names === undefined || line === undefined || one.finding.confidence === 'certain') return [one];
    if (line.where === 'description') return [];
    return one.isSaid !== true || names.test(line.seen) ? [one] : [heldFor(one, 'possible')];
  });
}
