import { addressOf, isInternal } from '../evidence/address.ts';
import { adviceFor } from '../said/advice-for.ts';
import { isDenied } from '../said/denied.ts';
import { quoteOf } from '../text/quote.ts';
import { isCompatible } from './compatible.ts';
import { clues } from './remarks/registry.ts';
import { isAbout } from './said-about.ts';
import { type Look, line } from './sign.ts';
import { subjectsOf } from './subjects.ts';
import type { View } from './view.ts';

/** Facts from plain text, bounded: a remark alone proves nothing, and it counts only where the failure is about it. */
export const remarkSigns: Look = function* remarks(view: View) {
  if (view.subject !== undefined) return;
  // What a proxy would have made of the redirect URI is what was sent.
  const isSecure = view.all.some((one) => one.outcome !== 'accepted' && /^https/.test(one.sent('redirect_uri') ?? ''));
  const told = `${view.remarks}\n${view.printed}`;
  const [last] = subjectsOf(view.all);
  for (const { says, about, cause, variant, confidence, without, beside, notAbout, notOfGrant } of clues) {
    // The topic first: it is cheap to ask, and most clues are about another one.
    if (about !== undefined && !about.some((topic) => isAbout(view, topic))) continue;
    const found = says.exec(told);
    if (found === null || without?.test(told) || beside?.test(told) === false) continue;
    if (isDenied(told, found.index, found.index + found[0].length)) continue;
    if (notAbout !== undefined && isAbout(view, notAbout)) continue;
    if (cause === 'redirect-uri/scheme-mismatch' && isSecure) continue;
    if (notOfGrant !== undefined && hasFailedOf(view, notOfGrant)) continue;
    // A secret, for one, has no part in an authorization request.
    const isApart =
      (last?.role === 'authorization-request' && !isCompatible(cause, last)) ||
      (cause === 'redirect-uri/scheme-mismatch' && isInternal(addressOf(last?.sent('redirect_uri') ?? '')?.host ?? ''));
    const sureness = isApart ? 'possible' : confidence;
    yield {
      cause,
      variant,
      confidence: sureness,
      specificity: sureness !== 'likely' ? 1 : says.test(view.remarks) ? 3 : 2,
      lines: [
        line('description', quoteOf(told, found.index, found.index + found[0].length), adviceFor(cause).expected),
      ],
    };
  }
};

function hasFailedOf({ all }: View, grant: string): boolean {
  return all.some((one) => one.outcome !== 'accepted' && one.sent('grant_type') === grant);
}
