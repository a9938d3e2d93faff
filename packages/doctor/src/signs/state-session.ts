import { addressOf, decoded, isLoopback } from '../evidence/address.ts';
import type { Confidence } from '../rules/rule.ts';
import { showDuration } from '../text/time.ts';
import { showValue } from '../text/value.ts';
import { cookiesSentBy, cookiesSetBy, isSentTo, type SetCookie } from './cookies.ts';
import { isAbout, isComplainedOf } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import type { Seen, View } from './view.ts';

const stateCookie =
  /state|nonce|corr|csrf|xsrf|session|sess|sid|pkce|oauth|auth|login|connect|verifier|flask|rack|laravel|jsession/i;
/** A browser keeps no larger cookie (RFC 6265 section 6.1). In bytes. */
const longestCookie = 4096;

/** The state and the cookie that keeps it, from the page that starts the login to the callback. */
export const stateSigns: Look = function* state(view) {
  const { subject } = view;
  if (subject?.sent('error') === 'login_required' || subject?.code === 'login_required') yield* ofSilentLogin(view);
  if (subject?.role !== 'authorization-response' || subject.has('error')) return;
  if (subject.outcome !== 'refused' && !isComplainedOf(view)) return;
  // What the provider refuses to redeem is no matter of the session.
  if (view.all.some((one) => one.index > subject.index && one.role === 'token-request' && one.outcome === 'refused'))
    return;
  const told = subject.outcome !== 'accepted' && (isAbout(view, 'state') || /mismatch/i.test(view.words));
  yield* ofState(view, subject, told);
  yield* ofSignature(view, subject);
  yield* ofCookies(view, subject, told);
  if (!told) return;
  const seen = [
    'state',
    'not accepted, and nothing shows why',
    'the cookie that keeps it, on the callback',
    1,
  ] as const;
  yield say('state-session/cookie-not-stored', 'unshown', 'likely', seen);
  yield say('state-session/cookie-samesite', 'unshown', 'possible', seen);
  yield say('state-session/overwritten', 'unshown', 'possible', seen);
};

function* ofState(view: View, callback: Seen, told: boolean): Generator<Sign> {
  const got = callback.sent('state');
  const starts = view.before.filter((one) => one.isOf('authorization-request'));
  const states = starts.map((one) => one.sent('state')).filter((one) => one !== undefined);
  const differing = new Set(states);
  if (got === undefined) {
    if (states.length > 0 && !callback.has('state'))
      yield say('state-session/state-mismatch', 'absent', 'likely', [
        'state',
        'none in the callback',
        'the state of the authorization request',
      ]);
    return;
  }
  if (states.includes(got)) {
    const [raw, sent] = [rawState(callback), rawState(starts.find((one) => one.sent('state') === got))];
    if (raw !== undefined && sent !== undefined && raw !== sent) {
      yield say('state-session/state-mismatch', 'encoded-otherwise', told ? 'certain' : 'likely', [
        'state',
        `${showValue(raw)} on the wire`,
        `${showValue(sent)}  (of the authorization request)`,
      ]);
    }
    const prefetched = starts.some((one) =>
      /prefetch|prerender/i.test(`${one.header('sec-purpose')} ${one.header('purpose')}`),
    );
    if (differing.size > 1 && states.at(-1) !== got)
      yield say('state-session/overwritten', 'second-start', told ? 'certain' : 'likely', [
        'state',
        'of the first of two logins that were started',
        'the state that was stored last',
      ]);
    else if (prefetched)
      yield say('state-session/overwritten', 'prefetch', 'likely', [
        'authorization request',
        'one of them a prefetch',
        'one start of the login',
      ]);
    return;
  }
  const near = states.map((one) => [one, changed(got, one)] as const).find(([, how]) => how !== undefined);
  if (near?.[1] !== undefined)
    yield say('state-session/state-mismatch', near[1], 'certain', [
      'state',
      `the one that was sent, ${near[1]}`,
      'the same text',
    ]);
  else if (states.length > 0)
    yield say('state-session/state-mismatch', 'other', told || states.length === 1 ? 'certain' : 'likely', [
      'state',
      'another text than any that was sent',
      'the state of the authorization request',
    ]);
}

function rawState(seen: Seen | undefined): string | undefined {
  return /[?&]state=([^&#\s]*)/.exec(seen?.url ?? '')?.[1];
}

function changed(got: string, sent: string): string | undefined {
  if (got.toLowerCase() === sent.toLowerCase()) return 'in another case';
  if (
    decoded(got) === sent ||
    decoded(sent) === got ||
    encodeURIComponent(sent) === got ||
    got.replaceAll(' ', '+') === sent
  )
    return 'percent-encoded otherwise';
  if (got.length >= 4 && sent.startsWith(got)) return 'cut';
  if (sent.length >= 4 && got.startsWith(sent)) return 'extended';
  return undefined;
}

function* ofSignature(view: View, callback: Seen): Generator<Sign> {
  if (!callback.has('hmac') && !callback.has('signature')) return;
  if (/hmac|signature/i.test(view.words))
    yield say('state-session/callback-signature-wrong', 'refused-by-app', 'certain', [
      'hmac',
      "refused by the app's own check",
      'the hash over all other decoded parameters, sorted',
    ]);
  else if (callback.outcome === 'refused')
    yield say('state-session/callback-signature-wrong', 'signed', 'possible', [
      'hmac',
      'in the callback',
      'checked over all other decoded parameters',
      1,
    ]);
}

function* ofCookies(view: View, callback: Seen, told: boolean): Generator<Sign> {
  const start = view.start;
  const sender = senderOf(view, start);
  const earlier = view.before.filter((one) => one.host === callback.host || !one.isOf('authorization-request'));
  const set = earlier.flatMap(cookiesSetBy).filter((one) => !one.isCleared);
  const cookies = set.some((one) => stateCookie.test(one.name)) ? set.filter((one) => stateCookie.test(one.name)) : set;
  const carried = cookiesSentBy(callback);
  const missing = cookies.filter((one) => carried === undefined || !carried.includes(one.name));
  yield* ofReplaced(cookies, sender, callback, told);
  yield* ofHosts(view, callback, sender, missing, told);
  for (const cookie of missing) yield* ofCookie(cookie, callback, told);
  yield* ofNames(set);
  yield* ofAge(view, callback, cookies);
  if (sender === undefined || set.length > 0) return;
  const isRedirect = (sender.status ?? 0) >= 300 && (sender.status ?? 0) < 400;
  const isFetch =
    sender.header('sec-fetch-mode') === 'cors' ||
    (sender.header('origin') !== undefined && !sender.header('origin')?.endsWith(`//${sender.host}`));
  if (isFetch)
    yield say('state-session/third-party-cookie-blocked', 'fetch', 'likely', [
      'start of the login',
      'a fetch from another origin',
      'a navigation of the browser',
    ]);
  if (sender.status !== undefined && told)
    yield say(
      'state-session/cookie-not-stored',
      isRedirect ? 'no-set-cookie' : 'not-a-redirect',
      isRedirect ? 'certain' : 'likely',
      ['answer that starts the login', 'no Set-Cookie', 'a cookie that keeps the state'],
    );
}

/** The answer of the app that sent the browser to the authorization endpoint. */
function senderOf(view: View, start: Seen | undefined): Seen | undefined {
  if (start === undefined) return view.before.findLast((one) => one.role === 'other');
  const state = start.sent('state');
  return (
    view.before.findLast(
      (one) =>
        one !== start &&
        one.index <= start.index &&
        !one.isOf('authorization-request') &&
        ((one.answered('location') ?? '').includes('response_type=') ||
          (state !== undefined && `${one.answered('location')}${one.exchange.response?.body ?? ''}`.includes(state))),
    ) ?? view.before.findLast((one) => one.role === 'other' && one.index < start.index)
  );
}

function* ofHosts(
  view: View,
  callback: Seen,
  sender: Seen | undefined,
  missing: readonly SetCookie[],
  told: boolean,
): Generator<Sign> {
  const referer = addressOf(view.start?.header('referer') ?? '')?.host;
  const from = sender?.host ?? referer;
  if (from === undefined || from === '' || callback.host === '' || from === callback.host) return;
  const isCovered = missing.length > 0 && missing.some((one) => isSentTo(one, callback.host));
  if (isCovered || from === view.start?.host) return;
  yield say('state-session/cookie-host-mismatch', 'hosts', told ? 'certain' : 'likely', [
    'host of the callback',
    showValue(callback.host),
    `${showValue(from)}  (where the login was started)`,
  ]);
}

function* ofCookie(cookie: SetCookie, callback: Seen, told: boolean): Generator<Sign> {
  const { setBy, name } = cookie;
  if (!isSentTo(cookie, callback.host)) return;
  const confidence: Confidence = told ? 'certain' : 'likely';
  const isPlain = setBy.address?.scheme === 'http' && !isLoopback(setBy.host);
  const where = `Set-Cookie ${showValue(name.slice(0, 60))}`;
  if (cookie.secure && isPlain)
    yield say('state-session/cookie-not-stored', 'secure-on-http', confidence, [
      where,
      'Secure, set over http',
      'https, or no Secure',
    ]);
  else if (cookie.sameSite === 'none' && !cookie.secure)
    yield say('state-session/cookie-not-stored', 'none-without-secure', confidence, [
      where,
      'SameSite=None without Secure',
      'SameSite=None; Secure',
    ]);
  else if (/^__(?:host|secure)-/i.test(name) && (!cookie.secure || isPlain))
    yield say('state-session/cookie-not-stored', 'prefix', confidence, [
      where,
      'a name that demands Secure and https',
      'Secure over https',
    ]);
  else if (/^__host-/i.test(name) && cookie.domain !== undefined)
    yield say('state-session/cookie-not-stored', 'prefix', confidence, [
      where,
      'a __Host- name with Domain',
      'no Domain',
    ]);
  else if (cookie.size > longestCookie)
    yield say('state-session/cookie-not-stored', 'too-large', confidence, [
      where,
      `${cookie.size} bytes`,
      `at most ${longestCookie} bytes`,
    ]);
  else if (cookie.sameSite === 'strict')
    yield say('state-session/cookie-samesite', 'strict', confidence, [where, 'SameSite=Strict', 'SameSite=Lax']);
  else if (callback.method === 'POST' && cookie.sameSite !== 'none')
    yield say('state-session/cookie-samesite', 'post', confidence, [
      where,
      `${cookie.sameSite === 'lax' ? 'SameSite=Lax' : 'no SameSite'}, and a callback by POST from another site`,
      'SameSite=None; Secure',
    ]);
}

/** Another answer sets the cookie anew between the start of the login and the callback. */
function* ofReplaced(
  cookies: readonly SetCookie[],
  sender: Seen | undefined,
  callback: Seen,
  told: boolean,
): Generator<Sign> {
  const first = cookies.find((one) => one.setBy === sender);
  const later = cookies.find(
    (one) =>
      first !== undefined &&
      one.name === first.name &&
      one.value !== first.value &&
      one.setBy.index > first.setBy.index &&
      one.setBy.host === first.setBy.host &&
      one.setBy.address?.port === first.setBy.address?.port,
  );
  if (later === undefined) return;
  const carried = callback.header('cookie');
  const isTheirs = carried?.includes(later.value) === true;
  if (carried !== undefined && !isTheirs) return;
  yield say('state-session/overwritten', 'other-answer', told || isTheirs ? 'certain' : 'likely', [
    `Set-Cookie ${showValue(later.name.slice(0, 60))}`,
    'set again by another answer before the callback',
    'the cookie that keeps the state, untouched',
  ]);
}

function* ofNames(cookies: readonly SetCookie[]): Generator<Sign> {
  for (const one of cookies) {
    const other = cookies.find(
      (two) =>
        two.name === one.name &&
        two.setBy.host === one.setBy.host &&
        two.setBy.address?.port !== one.setBy.address?.port,
    );
    if (other === undefined) continue;
    yield say('state-session/cookie-name-collision', 'two-ports', 'certain', [
      `Set-Cookie ${showValue(one.name.slice(0, 60))}`,
      'set by two ports of one host',
      'a name of its own for each server',
    ]);
    return;
  }
}

function* ofAge(view: View, callback: Seen, cookies: readonly SetCookie[]): Generator<Sign> {
  const from = view.start?.at;
  if (from === undefined || callback.at === undefined || view.start === callback) return;
  const seconds = (callback.at - from) / 1000;
  const life = Math.min(...cookies.map((one) => one.maxAge ?? Number.POSITIVE_INFINITY));
  if (seconds > life && life > 0)
    yield say('state-session/session-expired', 'max-age', 'certain', [
      'callback',
      `${showDuration(seconds * 1000)} after the start`,
      `within ${life} seconds, the Max-Age of the cookie`,
    ]);
  else if (seconds > 600)
    yield say('state-session/session-expired', 'slow', seconds > 3600 ? 'likely' : 'possible', [
      'callback',
      `${showDuration(seconds * 1000)} after the start`,
      'a few minutes',
      2,
    ]);
}

function* ofSilentLogin(view: View): Generator<Sign> {
  const silent =
    view.all.some((one) => one.sent('prompt') === 'none') || /prompt=none|silent|iframe|hidden frame/i.test(view.words);
  if (!silent) return;
  const browser = /safari|brave|firefox|ios|incognito|private (?:mode|window)|third.?party|itp\b|tracking/i.test(
    `${view.words} ${view.subject?.header('user-agent') ?? ''}`,
  );
  const before = view.before.some((one) => one.role === 'authorization-response' && one.sent('code') !== undefined);
  yield say('state-session/third-party-cookie-blocked', 'silent-login', browser || before ? 'likely' : 'possible', [
    'prompt=none',
    'login_required',
    'a browser that sends its session cookie in a frame',
  ]);
}
