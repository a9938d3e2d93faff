import { answer, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import { endedBadly } from './ended-badly.ts';

/** The server refuses because it was asked too often. RFC 6585 section 4. */
export const rateLimited = defineSign({
  cause: 'availability/rate-limited',
  variants: { answered: 'The answer is 429, or speaks of a limit that is used up' },
  specs: ['RFC 6585 section 4'],
  look: function* rateLimited(view) {
    const subject = endedBadly(view);
    // A poll that is too fast has a code of its own (RFC 8628 section 3.5).
    if (subject === undefined || subject.code === 'slow_down' || !isThrottled(subject)) return;
    const isOfStatus = subject.status === 429;
    // Some servers count the uses of one refresh token, which is another mistake.
    const isOfRefreshToken = /refresh token/i.test(subject.text);
    // Who is refused otherwise as well meets the limit by trying again; a lock or a challenge is no limit of requests.
    const isBeside = view.all.some((one) => one.outcome === 'refused' && one.status !== 429);
    const isSure = isOfStatus && !isOfRefreshToken && !isBeside && !locksOrChallenges.test(subject.text);
    yield {
      variant: 'answered',
      confidence: isSure ? 'certain' : 'likely',
      lines: [
        line('answer', isOfStatus ? '429' : 'a limit that is used up', 'fewer requests, after the time of Retry-After'),
      ],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'answered',
        confidence: 'certain',
        name: 'too many logins in a minute',
        text: paste(codeRedemption(), answer(429, { message: 'slower, please' }, { 'Retry-After': '30' })),
      },
      {
        variant: 'answered',
        confidence: 'likely',
        name: 'a client that is refused, and asks until it is too often',
        text: paste(codeRedemption(), refused('invalid_client'), codeRedemption(), answer(429, { message: 'slower' })),
      },
      {
        variant: 'answered',
        confidence: 'likely',
        name: 'an account that was locked',
        text: paste(codeRedemption(), answer(429, { message: 'The account was locked after ten attempts' })),
      },
    ],
    silent: [
      {
        variant: 'answered',
        name: 'a limit with requests left, and another refusal',
        text: paste(codeRedemption(), answer(400, { error: 'invalid_grant' }, { 'X-RateLimit-Remaining': '12' })),
      },
      {
        variant: 'answered',
        name: 'a poll that is too fast',
        text: paste(codeRedemption({ grant_type: 'device_code' }), refused('slow_down', 'too many requests')),
      },
    ],
  }),
});

/** An account that was locked, or a page that wants to see a person: no requests were counted. */
const locksOrChallenges = /attempts|\block(?:ed|out)|captcha|challenge|just a moment/i;

function isThrottled(seen: Seen): boolean {
  const left =
    seen.answered('x-rate-limit-remaining') ??
    seen.answered('x-ratelimit-remaining') ??
    seen.answered('ratelimit-remaining');
  const isUsedUp = left === '0' && (seen.status ?? 0) >= 400;
  const isTold = /rate.?limit|throttl|too many requests/i.test(`${seen.code} ${seen.text}`);
  return seen.status === 429 || isUsedUp || isTold;
}
