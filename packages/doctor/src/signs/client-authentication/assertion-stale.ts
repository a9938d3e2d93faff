import { showTime } from '../../text/time.ts';
import { isTimeZone, tolerance } from '../clock/distance.ts';
import { answer, jwtOf, paste, tokenRequest } from '../example.ts';
import { givesOtherReason, isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import { loggedTime, serverTime, timeOf } from '../times.ts';
import type { Seen } from '../view.ts';
import { assertionSent } from './assertion-sent.ts';
import { isClientRefused } from './request-of-client.ts';

const aDay = 86_400_000;
const grant = { grant_type: 'client_credentials', client_assertion_type: 'jwt-bearer' };
const inOrder = { iss: 'shop', sub: 'shop', aud: 'https://idp.example/token', jti: 'k39fL20f', exp: 1_790_000_000 };
const fresh = { Date: 'Mon, 21 Sep 2026 13:30:00 GMT' };
const late = { Date: 'Mon, 21 Sep 2026 15:03:20 GMT' };
const refusal = { error: 'invalid_client', error_description: 'the assertion is not accepted' };

/** The assertion was kept and sent after its end, or a second time. RFC 7523 section 3. */
export const assertionStale = defineSign({
  cause: 'client-authentication/assertion-stale',
  variants: {
    'sent-again': 'An assertion that was sent before was sent again after its end',
    'past-its-end': 'The assertion was sent after its end',
    'jti-again': 'The same assertion was sent in two requests, and the second one was refused',
  },
  specs: ['RFC 7523 section 3'],
  look: function* assertionStale(view) {
    const sent = assertionSent(view);
    if (sent === undefined) return;
    const end = timeOf(sent.claims.exp);
    const now = serverTime(sent.request) ?? loggedTime(view);
    const earlier = view.before.filter((one) => one.parameters.some(({ value }) => value === sent.text));
    const isAgain = earlier.length > 0;
    const isOver = end !== undefined && now !== undefined && now.at > end;
    if (isOver && (isAgain || now.sure || isAbout(view, 'time'))) {
      // Whole hours are a time zone, and seconds a clock: neither is a cache.
      const sureness = isTimeZone(now.at - end) || now.at - end < tolerance ? 'possible' : 'likely';
      yield {
        variant: isAgain ? 'sent-again' : 'past-its-end',
        confidence: now.sure && (isAgain || isDaysBack(now.at - end)) && isOfTime(sent.request) ? 'certain' : sureness,
        specificity: 3,
        lines: [line('exp of the assertion', showTime(end), `after ${showTime(now.at)}, the time of the answer`)],
      };
    } else if (isAgain) {
      const isTold = /jti|replay|already|used|reuse/i.test(view.words);
      const isRefusedLater = isClientRefused(sent.request) && earlier.some((one) => one.outcome === 'accepted');
      if (!isTold && !isRefusedLater) return;
      yield {
        variant: 'jti-again',
        confidence: isTold ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('assertion', 'the same in two requests', 'a fresh one for each request')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'sent-again',
        confidence: 'certain',
        name: 'one assertion, accepted in time and refused later',
        text: paste(
          tokenRequest({ ...grant, scope: 'read', client_assertion: jwtOf(inOrder) }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }, fresh),
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(401, refusal, late),
        ),
      },
      {
        variant: 'past-its-end',
        confidence: 'certain',
        name: 'an assertion that ended days before the answer',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(400, { title: 'no token for this request' }, { Date: 'Thu, 24 Sep 2026 15:03:20 GMT' }),
        ),
      },
      {
        variant: 'past-its-end',
        confidence: 'likely',
        name: 'an assertion that ended days before the answer, which finds no key for it',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(
            401,
            { error: 'invalid_client', error_description: 'Client authentication failed: no key with kid 1' },
            { Date: 'Thu, 24 Sep 2026 15:03:20 GMT' },
          ),
        ),
      },
      {
        variant: 'past-its-end',
        confidence: 'likely',
        name: 'an assertion that ended years before the answer, by a clock that was never set',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf({ ...inOrder, exp: 1_420_074_060 }) }),
          answer(401, refusal, late),
        ),
      },
      {
        variant: 'past-its-end',
        confidence: 'likely',
        name: 'an assertion that ended before the answer',
        text: paste(tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }), answer(401, refusal, late)),
      },
      {
        variant: 'past-its-end',
        confidence: 'likely',
        name: 'the log of the server tells the time and the reason',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(401, { error: 'invalid_client' }),
          'time=2026-09-21T15:03:20Z level=error msg="Token is expired"',
        ),
      },
      {
        variant: 'past-its-end',
        confidence: 'possible',
        name: 'an assertion by the local time of India',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf({ ...inOrder, exp: 1_789_979_600 }) }),
          answer(401, refusal, late),
        ),
      },
      {
        variant: 'jti-again',
        confidence: 'certain',
        name: 'an assertion that lasts, refused the second time',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }, fresh),
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(401, { error: 'invalid_client', error_description: 'jti was seen before' }, fresh),
        ),
      },
      {
        variant: 'jti-again',
        confidence: 'likely',
        name: 'accepted the first time, and refused without a reason the second time',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }, fresh),
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(401, { error: 'invalid_client' }, fresh),
        ),
      },
    ],
    silent: [
      {
        variant: 'past-its-end',
        name: 'an assertion that lasts at the time of the answer',
        text: paste(tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }), answer(401, refusal, fresh)),
      },
      {
        variant: 'jti-again',
        name: 'a fresh assertion for each request',
        text: paste(
          tokenRequest({ ...grant, client_assertion: jwtOf(inOrder) }),
          answer(200, { access_token: 'a81kLs02kdQfk39fL02kdQ8', token_type: 'Bearer' }, fresh),
          tokenRequest({ ...grant, client_assertion: jwtOf({ ...inOrder, jti: 'Ls02kdQ8' }) }),
          answer(401, { error: 'invalid_client', error_description: 'jti was seen before' }, fresh),
        ),
      },
    ],
  }),
});

/** Tells whether the end lies days back, which no clock goes wrong by: one that was never set is years behind. */
function isDaysBack(late: number): boolean {
  return late > aDay && late < 365 * aDay;
}

/** What else is checked of an assertion. RFC 7523 section 3. */
const ofOtherPart =
  /\bkeys?\b|\bkid\b|signature|\baud(?:ience)?\b|\biss(?:uer)?\b|\bsub(?:ject)?\b|\balg(?:orithm)?\b|jwks|thumbprint|certificate/i;

/** Tells whether the answer may mean the end of the assertion: it says so, or names no other part of it. */
function isOfTime(request: Seen): boolean {
  if (saysAbout(request, 'time')) return true;
  return !ofOtherPart.test(request.text) && !givesOtherReason(request, /token|assert|jwt|jti|replay|authenticat/i);
}
