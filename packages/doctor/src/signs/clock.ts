import type { Confidence } from '../rules/rule.ts';
import { showDuration, showTime } from '../text/time.ts';
import { hasFailed, isAbout } from './said-about.ts';
import { type Look, line, type Sign } from './sign.ts';
import { serverTime, timeOf } from './times.ts';
import type { Seen, View } from './view.ts';

/** Clocks differ by this much in order. In milliseconds. */
const tolerance = 30_000;
const hour = 3_600_000;
const moment = String.raw`(\d{10}(?:\.\d+)?|\d{13}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d(?: [AP]M)?)`;

/** Clocks against each other: times that a message prints, claims against the Date of the answer, and needless refreshes. */
export const clockSigns: Look = function* clock(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofMessage(view);
    yield* ofNeedlessRefresh(view);
    return;
  }
  if (!hasFailed(view)) return;
  yield* ofAssertion(view, subject);
  yield* ofIdToken(view);
};

function skew(variant: string, confidence: Confidence, seen: string, expected: string): Sign {
  return { cause: 'clock/skew', variant, confidence, specificity: 3, lines: [line('time', seen, expected)] };
}

function byHours(difference: number): string {
  const zones = Math.round(difference / (hour / 2)) / 2;
  const isZone = Math.abs(difference) >= hour / 2 && Math.abs(difference - zones * hour) < 120_000;
  return isZone
    ? `${showDuration(Math.abs(difference))}, near whole hours: a time zone`
    : showDuration(Math.abs(difference));
}

/** `now 1579073794, nbf 1579073795`, and the like. */
function* ofMessage(view: View): Generator<Sign> {
  const text = view.words;
  const now = read(
    new RegExp(`(?:\\bnow\\b|current time|server time|system time|currentTime)[^\\d\\n]{0,24}${moment}`, 'i').exec(
      text,
    )?.[1],
  );
  const begin = read(
    new RegExp(
      `(?:\\bnbf\\b|\\biat\\b|not before|valid from|notBefore|issued at|ValidFrom)[^\\d\\n]{0,24}${moment}`,
      'i',
    ).exec(text)?.[1],
  );
  const end = read(
    new RegExp(
      `(?:\\bexp\\b|expir\\w+(?: time)?(?: of assertion)?|valid to|ValidTo|NotOnOrAfter)[^\\d\\n]{0,24}${moment}`,
      'i',
    ).exec(text)?.[1],
  );
  if (now === undefined) return;
  if (begin !== undefined && begin > now)
    yield skew(
      'message-early',
      'certain',
      `${showTime(now)}, ${byHours(begin - now)} before the token begins`,
      showTime(begin),
    );
  else if (end !== undefined && now > end && byHours(now - end).includes('zone') && now - end < 15 * hour)
    yield skew('message-zone', 'likely', `${showTime(now)}, ${byHours(now - end)} after the token ends`, showTime(end));
  else if (end !== undefined && now > end && now - end < 300_000)
    yield skew(
      'message-late',
      'possible',
      `${showTime(now)}, ${byHours(now - end)} after the token ends`,
      showTime(end),
    );
}

function read(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10}(?:\.\d+)?$|^\d{13}$/.test(text)) return timeOf(Number(text));
  const time = Date.parse(/Z$|[+-]\d\d:?\d\d$|\//.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function* ofAssertion(view: View, subject: Seen): Generator<Sign> {
  const claims = view.jwt(subject.sent('client_assertion') ?? subject.sent('assertion'))?.claims;
  if (claims === undefined) return;
  const told = isAbout(view, 'time');
  const now = serverTime(subject);
  const [begin, end] = [timeOf(claims.nbf) ?? timeOf(claims.iat), timeOf(claims.exp)];
  const sure = now?.sure === true;
  const again = view.before.some((one) =>
    one.parameters.some(
      ({ name, value }) =>
        /assertion$/.test(name) && value === (subject.sent('client_assertion') ?? subject.sent('assertion')),
    ),
  );
  if (now !== undefined && begin !== undefined && begin - now.at > tolerance && (sure || told)) {
    yield skew(
      'assertion-early',
      sure ? 'certain' : 'likely',
      `${showTime(begin)} in the assertion, ${byHours(begin - now.at)} ahead`,
      showTime(now.at),
    );
  } else if (now !== undefined && end !== undefined && now.at - end > tolerance && (sure || told) && !again) {
    const isZone = byHours(now.at - end).includes('zone') || byHours(now.at - (begin ?? end)).includes('zone');
    yield skew(
      'assertion-late',
      isZone && sure ? 'certain' : 'likely',
      `${showTime(end)} is the end of the assertion, ${byHours(now.at - end)} ago`,
      showTime(now.at),
    );
  } else if (told && /\bexp\b|\biat\b|\bnbf\b|lifetime|maximum|too far|timeframe/i.test(subject.text)) {
    yield skew(
      'assertion-window',
      'likely',
      'exp or iat of the assertion outside of the time window',
      'iat now, exp a few minutes later, by a clock that is right',
    );
  }
  if (end !== undefined && begin !== undefined && typeof claims.exp === 'number' && claims.exp > 1e11)
    yield skew('milliseconds', 'certain', 'exp in milliseconds', 'exp in seconds (RFC 7519 section 2)');
}

function* ofIdToken(view: View): Generator<Sign> {
  for (const one of view.all.slice(-20)) {
    const claims = view.jwt(one.got('id_token'))?.claims;
    const now = serverTime(one);
    const issued = timeOf(claims?.iat);
    if (issued === undefined || now?.sure !== true || Math.abs(issued - now.at) < tolerance * 2) continue;
    if (issued > now.at || isAbout(view, 'time'))
      yield skew(
        'id-token',
        'likely',
        `${showTime(issued)} is the iat of the ID token, ${byHours(issued - now.at)} from the Date of its answer`,
        showTime(now.at),
      );
  }
}

function* ofNeedlessRefresh(view: View): Generator<Sign> {
  const refreshes = view.all.filter(
    (one) => one.role === 'token-request' && one.sent('grant_type') === 'refresh_token' && one.at !== undefined,
  );
  let needless = 0;
  refreshes.forEach((one, at) => {
    const before =
      refreshes[at - 1] ??
      view.all.findLast((other) => other.index < one.index && other.got('expires_in') !== undefined);
    const life = Number(before?.got('expires_in') ?? Number.NaN);
    if (before?.outcome !== 'accepted' || before.at === undefined || one.at === undefined || !(life >= 300)) return;
    if ((one.at - before.at) / 1000 < life / 20) needless += 1;
  });
  if (needless === 0) return;
  const told =
    /every request|each request|constantly|too often|needless|loop|expires?_?(?:in|at)|milliseconds|refresh(?:es|ing)? (?:again|on|all|every|immediately|too)|clock/i.test(
      view.words,
    );
  yield {
    cause: 'clock/expiry-miscalculated',
    variant: 'needless-refresh',
    confidence: told ? 'certain' : 'likely',
    specificity: 3,
    lines: [
      line(
        'refreshes',
        `${needless} while the access token had most of its life before it`,
        'one shortly before its end',
      ),
    ],
  };
}
