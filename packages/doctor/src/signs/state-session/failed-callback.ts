import { isAbout, isComplainedOf, saysAbout } from '../said-about.ts';
import { line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** The evidence of a refused state alone, behind which there may be several mistakes. */
export const nothingShown = line(
  'state',
  'not accepted, and nothing shows why',
  'the cookie that keeps it, on the callback',
);

/** A callback with a code at which the login ended. */
export interface FailedCallback {
  readonly callback: Seen;
  /** Whether the failure is said to be about the state or its cookie. */
  readonly isTold: boolean;
}

/** That the app has gone on to redeem the code, and that this failed. */
const saysOfRedemption = /(?:exchang|redeem)\w{0,8}[^\n]{0,40}\bcode\b|\bcode\b[^\n]{0,20}(?:exchang|redempt)/i;

/** Reasons that no cookie brings about: the place where the app keeps its states, or a callback that came twice. */
const ofStore = /\b(?:redis|memcached?|database|dynamo\w*)\b|already (?:been )?used|replay/i;

/** The callback at which the app, and not the provider, ended the login. */
export function failedCallback(view: View): FailedCallback | undefined {
  const { subject: callback } = view;
  if (callback?.role !== 'authorization-response' || callback.has('error')) return undefined;
  if (callback.outcome !== 'refused' && !isComplainedOf(view)) return undefined;
  // What the provider refuses to redeem is no matter of the session.
  if (view.all.some((one) => one.index > callback.index && isRefusedRedemption(one))) return undefined;
  if (saysOfRedemption.test(callback.text) && !saysAbout(callback, 'state')) return undefined;
  const isOfState = isAbout(view, 'state') || /mismatch/i.test(view.words);
  // A page that is its own client is served all the same, and then prints what it thinks of the state.
  const isRefused =
    callback.outcome !== 'accepted' || isSentBack(callback) || isAbout({ ...view, words: view.printed }, 'state');
  return { callback, isTold: isRefused && isOfState && !ofStore.test(callback.text) };
}

/**
 * The callback behind which the recording ends, which the app did not refuse and nobody complains of: of the only login,
 * at the address that was asked for.
 */
export function lastCallback(view: View): Seen | undefined {
  const { subject: callback, all } = view;
  if (callback?.role !== 'authorization-response' || callback.outcome !== 'accepted' || !callback.has('code')) return;
  if (isComplainedOf(view) || all.some((one) => one.index > callback.index && one.isOf('token-request'))) return;
  const [start, ...others] = startsBefore(view);
  const wanted = start?.sent('redirect_uri');
  return others.length === 0 && wanted !== undefined && wanted === callback.url.split(/[?#]/, 1)[0]
    ? callback
    : undefined;
}

/** Tells whether the app sends the user to log in again, or to a page for failures. */
function isSentBack(callback: Seen): boolean {
  const target = /^(?:https?:\/\/[^/?#]+)?([^?#]*)/.exec(callback.answered('location') ?? '')?.[1] ?? '';
  return /(?:^|[/_-])(?:log|sign)[_-]?in\b|fail(?:ure|ed)\b|error|unauthori[sz]ed/i.test(target);
}

/** The authorization requests before. */
export function startsBefore({ before }: View): readonly Seen[] {
  return before.filter((one) => one.isOf('authorization-request'));
}

/** The states that were sent, in order, with repetitions. */
export function statesOf(starts: readonly Seen[]): readonly string[] {
  return starts.map((one) => one.sent('state')).filter((one) => one !== undefined);
}

function isRefusedRedemption({ role, outcome }: Seen): boolean {
  return role === 'token-request' && outcome === 'refused';
}
