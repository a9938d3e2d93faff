import { showValue } from '../text/value.ts';
import { isComplainedOf } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import type { Seen, View } from './view.ts';

/** Throttling, polling, faults of the server, and what a provider's policy refuses by the browser. */
export const availabilitySigns: Look = function* availability(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofPolling(view);
    yield* ofUnreachable(view);
    for (const seen of view.all) yield* ofOneTimeCode(seen, isComplainedOf(view));
    return;
  }
  if (subject.outcome !== 'refused' && subject.outcome !== 'unknown') return;
  yield* ofThrottle(view, subject);
  yield* ofIncident(view, subject);
  yield* ofWebView(view, subject);
};

function* ofThrottle(view: View, subject: Seen): Generator<Sign> {
  const left =
    subject.answered('x-rate-limit-remaining') ??
    subject.answered('x-ratelimit-remaining') ??
    subject.answered('ratelimit-remaining');
  const isThrottled =
    subject.status === 429 ||
    (left === '0' && (subject.status ?? 0) >= 400) ||
    /rate.?limit|throttl|too many requests/i.test(`${subject.code} ${subject.text}`);
  if (!isThrottled || subject.code === 'slow_down') return;
  const ofToken = /refresh token/i.test(subject.text);
  yield say(
    'availability/rate-limited',
    'answered',
    ofToken ? 'likely' : subject.status === 429 ? 'certain' : 'likely',
    [
      'answer',
      subject.status === 429 ? '429' : 'a limit that is used up',
      'fewer requests, after the time of Retry-After',
      2,
    ],
  );
  void view;
}

function* ofPolling(view: View): Generator<Sign> {
  const polls = view.all.filter(
    (one) => one.role === 'token-request' && (one.sent('grant_type') ?? '').includes('device_code'),
  );
  const slow = polls.filter((one) => one.code === 'slow_down');
  if (
    slow.length === 0 ||
    polls.some(
      (one) =>
        one.index > (slow.at(-1)?.index ?? 0) && one.outcome === 'accepted' && one.got('access_token') !== undefined,
    )
  )
    return;
  const isLast = polls.at(-1)?.code === 'slow_down';
  if (slow.length > 1 || isLast)
    yield say('availability/device-polling-too-fast', slow.length > 1 ? 'again' : 'stopped', 'certain', [
      'polling',
      `slow_down ${slow.length === 1 ? 'once, and then no further poll' : `${slow.length} times`}`,
      'five seconds more between polls after each slow_down (RFC 8628 section 3.5)',
    ]);
}

function* ofIncident(view: View, subject: Seen): Generator<Sign> {
  const { status } = subject;
  if (status === undefined || status < 500 || status === 503 || subject.isOf('authorization-response', 'other')) {
    if (status !== 503 && !['server_error', 'temporarily_unavailable'].includes(subject.code ?? '')) return;
  }
  const own = subject.isOf(
    'token-request',
    'authorization-request',
    'metadata-request',
    'revocation-request',
    'introspection-request',
    'authorization-response',
    'resource-request',
  );
  if (own)
    yield say('availability/provider-incident', 'server-error', 'likely', [
      'answer',
      `${status ?? subject.code}`,
      'an answer of the OAuth server',
      subject.code === undefined ? 2 : 1,
    ]);
  void view;
}

const unreachable =
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b|connection (?:timed out|refused|reset)|connect(?:ion)? time-?out|timed? ?out (?:waiting|after|awaiting)|name or service not known|no such host|could not resolve host|temporary failure in name resolution|network is unreachable|i\/o timeout|UnknownHostException|SocketTimeoutException|getaddrinfo|Read timed out|ConnectTimeoutError|no route to host|TLS handshake timeout/i;

function* ofUnreachable(view: View): Generator<Sign> {
  const found = unreachable.exec(`${view.printed}\n${view.remarks}`)?.[0];
  if (found === undefined || view.all.some((one) => one.outcome === 'refused')) return;
  yield say('availability/provider-unreachable', 'no-answer', 'certain', [
    'message',
    showValue(found),
    "an answer of the provider's host",
  ]);
}

function* ofWebView(view: View, subject: Seen): Generator<Sign> {
  const agent = subject.header('user-agent') ?? '';
  const isView = /; wv\)|\bFBA[NV]\/|Instagram|Line\/|MicroMessenger|\bGSA\/|WebView/i.test(agent);
  const told = /disallowed_useragent|embedded|web ?view|secure browser/i.test(view.words);
  if (isView && subject.isOf('authorization-request'))
    yield say('provider-policy/embedded-webview-blocked', 'user-agent', told ? 'certain' : 'likely', [
      'User-Agent',
      'an embedded web view',
      "the system's browser",
      told ? 3 : 2,
    ]);
}

function* ofOneTimeCode(subject: Seen, isFailure: boolean): Generator<Sign> {
  const body = subject.exchange.response?.body ?? '';
  if (/"(?:isOtpRequired|requiresOtp|otpRequired|mfa_required)"\s*:\s*true|\bOTP (?:is )?required/i.test(body))
    yield say(
      'provider-policy/otp-required',
      'answered',
      isFailure || subject.outcome === 'refused' ? 'certain' : 'possible',
      ['answer', 'a one-time code is asked for', 'the login with the code'],
    );
}
