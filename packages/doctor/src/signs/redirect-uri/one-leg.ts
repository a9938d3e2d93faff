import { line, type Shown } from '../sign.ts';
import type { Seen } from '../view.ts';
import type { TwoRequests } from './two-requests.ts';
import { isRedirectError } from './uri-in-question.ts';

/** One of the two requests of a flow has a redirect URI, and the other none. RFC 6749 section 4.1.3. */
export function* ofOneLeg(
  { redemption, start, sent, first }: TwoRequests,
  isNamed: boolean,
): Generator<Shown<'one-leg-only'>> {
  const isLeftOut = !redemption.has('redirect_uri');
  const isAdded = sent !== undefined && start !== undefined;
  if (isLeftOut && first !== undefined) yield isNamed ? oneLeg('certain', 3) : oneLeg('likely', 1);
  else if (isLeftOut && isRedirectError(redemption)) yield oneLeg('likely', 3);
  else if (isAdded && (isNamed || isOfCode(redemption))) yield oneLeg('likely', 3);
}

function oneLeg(confidence: 'certain' | 'likely', specificity: 1 | 3): Shown<'one-leg-only'> {
  return {
    variant: 'one-leg-only',
    confidence,
    specificity,
    lines: [
      line('redirect_uri', 'in one of the two requests only', 'the same text in authorization and token request'),
    ],
  };
}

/** Tells whether the code was refused, and nothing finer is said. */
function isOfCode({ code, text }: Seen): boolean {
  return code === 'invalid_grant' || /\bcode\b/i.test(text);
}
