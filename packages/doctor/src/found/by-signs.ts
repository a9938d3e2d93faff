import type { Found } from '../diagnosis.ts';
import type { Confidence } from '../rules/rule.ts';
import { adviceFor } from '../said/advice-for.ts';
import { isBlottedCookie, isCompatible, isContradicted, isWithheld, mayBeUnseen } from '../signs/compatible.ts';
import { searches } from '../signs/registry.ts';
import type { Sign } from '../signs/sign.ts';
import type { Seen, View } from '../signs/view.ts';
import { goesOnUnseen, noMoreThanLikely, reasonOf } from './confidence.ts';

/** Who shows that a name is misspelt: what words may mean besides is a guess, and silences nothing. */
const misspelt = [
  'transport-endpoint/parameter-unknown:misspelt',
  'transport-endpoint/parameter-unknown:parameter-misspelt',
];
/** What looks missing where its name is misspelt. */
const missing: ReadonlySet<string> = new Set([
  'scope-consent/scope-missing',
  'transport-endpoint/parameter-missing',
  'pkce/required-not-sent',
  'pkce/only-one-half-sent',
]);

/** Another endpoint than the client's answered: what looks wrong with its credentials was not read. */
const elsewhere = ['transport-endpoint/endpoint-url-wrong:other-view'];

/**
 * What the signs say of one exchange, or of the texts alone.
 * @param last is the exchange that the texts speak of.
 * @param isProved leaves out what is only heard in words.
 */
export function bySigns(view: View, last: Seen | undefined, isProved = false): readonly Found[] {
  const { tools } = view;
  const found: Found[] = [];
  for (const { name, look, isHeard } of searches) {
    if (isProved && isHeard) continue;
    try {
      for (const sign of look(view)) {
        if (view.subject !== undefined && !isCompatible(sign.cause, view.subject)) continue;
        const one = foundOf({ ...sign, confidence: sureness(sign, view, last) });
        found.push(name === 'sayings' ? { ...one, isSaid: true } : one);
      }
    } catch (error) {
      tools.onFault?.({ rule: name, error });
    }
  }
  return found;
}

/** How sure a sign is beside what was answered, and beside what the capture does not show. */
function sureness({ cause, variant, confidence }: Sign, view: View, last: Seen | undefined): Confidence {
  const isSaid = variant === 'said';
  // An empty header and two values stand there whatever the body has, and the answer itself may be all that was shown.
  const isSeen = isSaid || ['empty', 'unshown', 'compared'].includes(variant);
  const isAside = isSaid && last !== undefined && !isCompatible(cause, last) && !goesOnUnseen(last);
  if (isAside || (!isSeen && mayBeUnseen(cause, view.subject))) return 'possible';
  const isOpen =
    isContradicted(cause, reasonOf(view)) || isWithheld(cause, view.remarks) || isBlottedCookie(cause, view.subject);
  return isOpen ? noMoreThanLikely(confidence) : confidence;
}

function foundOf({ cause, variant, confidence, specificity = 2, lines, ...words }: Sign): Found {
  const advice = adviceFor(cause);
  return {
    rule: {
      cause,
      variant,
      retry: advice.retry ?? false,
      whoseMove: advice.whoseMove ?? 'app',
      noiseWhen: missing.has(cause) ? misspelt : cause.startsWith('client-authentication/') ? elsewhere : [],
      specificity,
    },
    finding: {
      confidence,
      evidence: lines,
      what: words.what ?? advice.what,
      why: words.why ?? advice.why,
      fix: words.fix ?? advice.fix,
    },
  };
}
