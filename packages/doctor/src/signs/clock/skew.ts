import type { Confidence } from '../../rules/rule.ts';
import { showTime } from '../../text/time.ts';
import { answer, apiCall, codeRedemption, jwtOf, paste, refused, tokenRequest, tokens } from '../example.ts';
import { hasFailed, isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import { serverTime, timeOf } from '../times.ts';
import { driftSinceIssue, refusedCall } from '../token-use/refused-call.ts';
import type { Seen, View } from '../view.ts';
import { isTimeZone, showDistance, tolerance } from './distance.ts';
import { timesInMessage } from './times-in-message.ts';

type Variant =
  | 'message-early'
  | 'message-zone'
  | 'message-late'
  | 'iat'
  | 'two-servers'
  | 'assertion-early'
  | 'assertion-late'
  | 'assertion-window'
  | 'milliseconds'
  | 'id-token';
type Found = Shown<Variant>;

/** Clocks that nobody set are years away; a token is rarely months early for another reason. In milliseconds. */
const aDay = 86_400_000;
const noon = 'Mon, 02 Mar 2026 12:00:00 GMT';
const bearerGrant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' };
const aboutWindow = /\bexp\b|\biat\b|\bnbf\b|lifetime|maximum|too far|timeframe/i;

/** Two machines that compare times do not agree on what time it is. RFC 7519 sections 4.1.4 to 4.1.6. */
export const skew = defineSign<Variant>({
  cause: 'clock/skew',
  variants: {
    'message-early': 'A message prints a time that lies before the beginning of the token',
    'message-zone': 'A message prints a time that lies whole hours after the end of the token',
    'message-late': 'A message prints a time shortly after the end of the token',
    iat: 'The access token was issued after the time of the answer that refuses it',
    'two-servers': 'By its Date the API is past the end of the token, and by the capture the token is new',
    'assertion-early': 'The assertion begins after the time of the answer that refuses it',
    'assertion-late': 'The assertion ended before the answer that refuses it',
    'assertion-window': 'The times of the assertion are said to lie outside of the window',
    milliseconds: 'The assertion has its end in milliseconds',
    'id-token': 'The iat of the ID token is not the time of the answer that brought it',
  },
  specs: ['RFC 7519 section 2', 'RFC 7519 section 4.1', 'RFC 7523 section 3'],
  look: function* skew(view) {
    if (view.subject === undefined) yield* ofMessage(view);
    else if (hasFailed(view)) {
      yield* ofAccessToken(view);
      yield* ofTwoServers(view);
      yield* ofAssertion(view, view.subject);
      yield* ofIdTokens(view);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'message-early',
        confidence: 'certain',
        name: 'a token of one second ahead',
        text: 'RuntimeError: token used too soon: now 1579073794, nbf 1579073795',
      },
      {
        variant: 'message-early',
        confidence: 'certain',
        name: 'two zones, as Go prints them',
        text: 'issued in the future (iat: 2026-03-02 07:00:09 -0500 EST, now: 2026-03-02 12:00:00 +0000 UTC)',
      },
      {
        variant: 'message-early',
        confidence: 'certain',
        name: 'dates as JavaScript prints them',
        text: 'issued in the future. Now: Mon Mar 02 2026 13:00:00 GMT+0100 (CET), iat: Mon Mar 02 2026 13:00:01 GMT+0100 (CET)',
      },
      {
        variant: 'message-early',
        confidence: 'likely',
        name: 'a key that is due in two months, beside another refusal',
        text: paste(
          codeRedemption(),
          refused('invalid_grant', 'redirect_uri is not the same'),
          'Log: new signing key, valid from 2026-05-01 12:00:00; current time 2026-03-01 10:00:00',
        ),
      },
      {
        variant: 'message-zone',
        confidence: 'likely',
        name: 'an end that was written in local time',
        text: 'RuntimeError: token refused: now 2026-03-02T12:00:05Z, exp 2026-03-02T11:00:00Z',
      },
      {
        variant: 'message-late',
        confidence: 'possible',
        name: 'a token that ended a minute ago',
        text: 'RuntimeError: token refused: now 1579073794, exp 1579073730',
      },
      {
        variant: 'iat',
        confidence: 'certain',
        name: 'a token of the future at the API',
        text: paste(
          apiCall(`Bearer ${jwtOf({ iss: 'https://idp.example', scope: 'orders', iat: 1_772_452_900 })}`),
          answer(401, { error: 'invalid_token' }, { Date: noon }),
        ),
      },
      {
        variant: 'two-servers',
        confidence: 'certain',
        name: 'a token of a second ago, and an API two hours ahead',
        text: newTokenAtApi('Mon, 02 Mar 2026 14:00:01 GMT'),
      },
      {
        variant: 'assertion-early',
        confidence: 'certain',
        name: 'the clock of the app is five minutes ahead',
        text: assertion({ iat: 1_772_453_100, exp: 1_772_453_400 }),
      },
      {
        variant: 'assertion-late',
        confidence: 'certain',
        name: 'an assertion by local time, an hour behind',
        text: assertion({ iat: 1_772_449_200, exp: 1_772_449_500 }),
      },
      {
        variant: 'assertion-window',
        confidence: 'likely',
        name: 'an assertion for a year',
        text: paste(
          tokenRequest({ ...bearerGrant, assertion: jwtOf({ iss: 'shop', iat: 1_772_452_800, exp: 1_803_988_800 }) }),
          refused('invalid_grant', 'exp is too far ahead, the maximum lifetime is an hour'),
        ),
      },
      {
        variant: 'milliseconds',
        confidence: 'certain',
        name: 'Date.now() in exp',
        text: assertion({ iat: 1_772_452_800, exp: 1_772_453_100_000 }),
      },
      {
        variant: 'id-token',
        confidence: 'likely',
        name: 'an ID token from ten minutes ahead, and a client that refuses it',
        text: paste(
          codeRedemption(),
          tokens({ id_token: jwtOf({ iss: 'https://idp.example', aud: 'shop', iat: 1_772_453_400 }) }, { Date: noon }),
          apiCall('Bearer a81kLs02kdQfk39fL02kdQ8'),
          refused('invalid_token', undefined, 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'message-early',
        name: 'the same moment in two zones',
        text: 'token check (iat: 2026-03-02 07:00:00 -0500 EST, now: 2026-03-02 12:00:00 +0000 UTC)',
      },
      {
        variant: 'message-early',
        name: 'a word that ends like now',
        text: 'RuntimeError: the servers we know: 1579073794, nbf 1579073795',
      },
      {
        variant: 'two-servers',
        name: 'a token of a second ago, and an API that agrees on the time',
        text: newTokenAtApi('Mon, 02 Mar 2026 12:00:01 GMT'),
      },
      {
        variant: 'assertion-early',
        name: 'twenty seconds ahead, as clocks are',
        text: assertion({ iat: 1_772_452_820, exp: 1_772_453_100 }),
      },
      {
        variant: 'assertion-late',
        name: 'an assertion that was sent before',
        text: paste(
          tokenRequest({ ...bearerGrant, assertion: jwtOf({ iss: 'shop', exp: 1_772_449_500 }) }),
          tokens(),
          assertion({ exp: 1_772_449_500 }),
        ),
      },
      {
        variant: 'message-late',
        name: 'a token that ended an hour and seven minutes ago',
        text: 'RuntimeError: token refused: now 1579077814, exp 1579073794',
      },
    ],
  }),
});

function assertion(claims: Readonly<Record<string, unknown>>): string {
  return paste(
    tokenRequest({ ...bearerGrant, assertion: jwtOf({ iss: 'shop', ...claims }) }),
    answer(400, { error: 'invalid_grant' }, { Date: noon }),
  );
}

/** A recording, which has times of its own beside those of the servers. */
function newTokenAtApi(date: string): string {
  const token = jwtOf({ iss: 'https://idp.example', aud: 'https://api.example', exp: 1_772_456_400 });
  const entry = (second: number, url: string, status: number, body: unknown, now: string, authorization?: string) => ({
    startedDateTime: `2026-03-02T12:00:0${second}Z`,
    request: {
      method: authorization === undefined ? 'POST' : 'GET',
      url,
      headers: authorization === undefined ? [] : [{ name: 'Authorization', value: authorization }],
      ...(authorization === undefined && { postData: { text: 'grant_type=client_credentials&client_id=shop' } }),
    },
    response: {
      status,
      headers: [{ name: 'Date', value: now }],
      content: { mimeType: 'application/json', text: JSON.stringify(body) },
    },
  });
  const issue = entry(0, 'https://idp.example/token', 200, { access_token: token, expires_in: 3600 }, noon);
  const call = entry(1, 'https://api.example/orders', 401, { error: 'invalid_token' }, date, `Bearer ${token}`);
  return JSON.stringify({ log: { version: '1.2', entries: [issue, call] } });
}

function shown(variant: Variant, confidence: Confidence, seen: string, expected: string): Found {
  return { variant, confidence, specificity: 3, lines: [line('time', seen, expected)] };
}

function* ofMessage(view: View): Generator<Found> {
  const times = timesInMessage(view.words);
  if (times === undefined) return;
  const { now, begin, end } = times;
  if (begin !== undefined && begin > now) {
    const seen = `${showTime(now)}, ${showDistance(begin - now)} before the token begins`;
    // What is valid so much later may be a key or a certificate, beside another failure.
    const isOther = begin - now > aDay || view.all.some((one) => one.outcome === 'refused' && !saysAbout(one, 'time'));
    yield shown('message-early', isOther ? 'likely' : 'certain', seen, showTime(begin));
    return;
  }
  if (end === undefined || now <= end) return;
  const late = now - end;
  const seen = `${showTime(now)}, ${showDistance(late)} after the token ends`;
  if (isTimeZone(late)) yield shown('message-zone', 'likely', seen, showTime(end));
  else if (late < 300_000) yield shown('message-late', 'possible', seen, showTime(end));
}

function* ofAccessToken(view: View): Generator<Found> {
  const call = refusedCall(view);
  const claims = view.jwt(call?.bearer)?.claims;
  const begin = timeOf(claims?.nbf) ?? timeOf(claims?.iat);
  const now = call && serverTime(call);
  if (begin === undefined || now?.sure !== true || begin <= now.at) return;
  yield {
    variant: 'iat',
    confidence: begin - now.at > tolerance ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('nbf or iat of the token', showTime(begin), `before ${showTime(now.at)}, the Date of the answer`)],
  };
}

/** The API's clock is so far ahead of the issuer's that the token ended before it was used. */
function* ofTwoServers(view: View): Generator<Found> {
  const call = refusedCall(view);
  const drift = call === undefined ? 0 : driftSinceIssue(view, call);
  const end = timeOf(view.jwt(call?.bearer)?.claims.exp);
  const now = call && serverTime(call);
  if (drift < tolerance || end === undefined || now === undefined || now.at <= end || now.at - drift > end) return;
  const seen = `${showTime(now.at)} at the API, ${showDistance(drift)} ahead of the server that issued the token`;
  yield shown('two-servers', 'certain', seen, showTime(now.at - drift));
}

function* ofAssertion(view: View, subject: Seen): Generator<Found> {
  const text = subject.sent('client_assertion') ?? subject.sent('assertion');
  const claims = view.jwt(text)?.claims;
  if (claims === undefined) return;
  const [begin, end] = [timeOf(claims.nbf) ?? timeOf(claims.iat), timeOf(claims.exp)];
  const now = serverTime(subject);
  const isTold = isAbout(view, 'time');
  const isSure = now?.sure === true;
  const early = now === undefined || begin === undefined ? 0 : begin - now.at;
  const late = now === undefined || end === undefined ? 0 : now.at - end;
  const isCompared = isSure || isTold;
  if (now !== undefined && begin !== undefined && isCompared && early > tolerance) {
    const seen = `${showTime(begin)} in the assertion, ${showDistance(early)} ahead`;
    yield shown('assertion-early', isSure ? 'certain' : 'likely', seen, showTime(now.at));
  } else if (now !== undefined && end !== undefined && isCompared && late > tolerance && !wasSentBefore(view, text)) {
    const isZone = isTimeZone(late) || isTimeZone(now.at - (begin ?? end));
    const seen = `${showTime(end)} is the end of the assertion, ${showDistance(late)} ago`;
    yield shown('assertion-late', isZone && isSure ? 'certain' : 'likely', seen, showTime(now.at));
  } else if (isTold && aboutWindow.test(subject.text)) {
    const wanted = 'iat now, exp a few minutes later, by a clock that is right';
    yield shown('assertion-window', 'likely', 'exp or iat of the assertion outside of the time window', wanted);
  }
  if (begin !== undefined && typeof claims.exp === 'number' && claims.exp > 1e11)
    yield shown('milliseconds', 'certain', 'exp in milliseconds', 'exp in seconds (RFC 7519 section 2)');
}

/** An assertion that is sent again has ended by no fault of a clock. */
function wasSentBefore(view: View, assertion: string | undefined): boolean {
  return view.before.some((one) =>
    one.parameters.some(({ name, value }) => /assertion$/.test(name) && value === assertion),
  );
}

function* ofIdTokens(view: View): Generator<Found> {
  for (const one of view.all.slice(-20)) {
    const issued = timeOf(view.jwt(one.got('id_token'))?.claims.iat);
    const now = serverTime(one);
    if (issued === undefined || now?.sure !== true || Math.abs(issued - now.at) < tolerance * 2) continue;
    if (issued < now.at && !isAbout(view, 'time')) continue;
    const away = `${showDistance(issued - now.at)} from the Date of its answer`;
    yield shown('id-token', 'likely', `${showTime(issued)} is the iat of the ID token, ${away}`, showTime(now.at));
  }
}
