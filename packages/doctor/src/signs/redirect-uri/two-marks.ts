import { showValue } from '../../text/value.ts';
import { isComplainedOf } from '../said-about.ts';
import type { Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { uriLine } from './uri-in-question.ts';

const secondMark = /^[^?#]*\?[^?#]*\?(?:code|state|error)=/;

/** A callback whose answer stands behind a second question mark. */
export function* twoMarks(view: View): Generator<Shown<'second-mark'>> {
  const found = view.all.find((one) => secondMark.test(one.url) && isCallbackOf(view, one));
  // What went on to tokens was read all the same.
  if (found === undefined || wentOn(view, found)) return;
  const asked = beforeSecondMark(found);
  yield {
    variant: 'second-mark',
    confidence: found.outcome === 'refused' || isComplainedOf(view) ? 'certain' : 'likely',
    specificity: 3,
    lines: [uriLine(showValue(`${asked}?…`), showValue(asked.split('?')[0] ?? ''), 'without a query of its own')],
  };
}

function beforeSecondMark({ url }: Seen): string {
  return url.slice(0, url.lastIndexOf('?'));
}

/** Tells whether a redirect URI that was sent stands before the second mark; where none was sent, whether one may. */
function isCallbackOf({ all }: View, seen: Seen): boolean {
  const sent = all.map((one) => one.sent('redirect_uri')).filter((one) => one !== undefined);
  const asked = beforeSecondMark(seen);
  // A value with a slash is an address of its own, which may have a query.
  return sent.length > 0 ? sent.includes(asked) : !/\?.*\//.test(asked);
}

function wentOn({ all }: View, callback: Seen): boolean {
  return all.some((one) => one.index > callback.index && one.isOf('token-request') && one.outcome === 'accepted');
}
