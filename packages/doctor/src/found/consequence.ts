import type { Found } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { heldFor } from './confidence.ts';

/** Somebody misses the refresh token itself, by its name. */
const missesToken =
  /\b(?:no|without(?: an?| any)?|(?:not|n['’]t|never) (?:get|got|return|receive|contain|include|have|see|give|any)\w{0,3}(?: \w{1,8}){0,2}) refresh[ _-]?tokens?\b|\brefresh[ _-]?token["'`]?\b[^\n.]{0,40}\b(?:missing|absent|null|empty|none|not (?:in|there|returned|present|issued|given|sent|included|part))/i;

/**
 * Holds the end of an access token for likely where it is how the true mistake shows itself: no refresh token was asked
 * for, and somebody misses it.
 */
export function heldIfConsequence(found: readonly Found[], { notes = [] }: Evidence): readonly Found[] {
  const isShown = found.some(
    ({ rule, finding, isSaid }) =>
      rule.cause === 'refresh/not-issued' && finding.confidence === 'certain' && isSaid !== true,
  );
  if (!isShown || !notes.some(({ text }) => missesToken.test(text))) return found;
  return found.map((one) => (one.rule.cause === 'token-use/access-token-expired' ? heldFor(one, 'likely') : one));
}
