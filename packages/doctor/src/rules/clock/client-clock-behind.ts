import { clientClockSkew, smallestSkew } from '../../evidence/clock.ts';
import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { bearerExample, exampleAccessRecord, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** By the client's own clock the access token is still alive. RFC 6749 section 5.1. */
export const clientClockBehind = defineRule({
  cause: 'clock/skew',
  variant: 'client-clock-behind',
  title: "The client's clock is behind, so that it takes an expired token for a live one",
  specs: ['RFC 6749 section 5.1, expires_in', 'RFC 9110 section 6.6.1'],
  needs: ['request', 'access-token-record'],
  explains: ['access-token-expired'],
  specificity: 3,
  check: (evidence) => {
    const record = evidence.known?.accessToken;
    const now = receivedAt(evidence);
    const skew = clientClockSkew(evidence);
    if (record === undefined || now === undefined || skew === undefined || skew > -smallestSkew) return undefined;
    if (now < record.expiresAt || now + skew >= record.expiresAt) return undefined;
    const behind = showDuration(skew);
    return {
      confidence: 'certain',
      evidence: [
        { where: 'Date header', seen: `${showTime(now + skew)}, ${behind} behind`, expected: showTime(now) },
        {
          where: 'access token',
          seen: `sent ${showDuration(now - record.expiresAt)} after its end`,
          expected: `until ${showTime(record.expiresAt)}`,
        },
      ],
      facts: { behind },
    };
  },
  say: {
    what: ({ behind }) =>
      `The client's clock is ${behind} behind, and by it the access token, which has expired, is still alive.`,
    why: () =>
      'The app compares the end of the token with its own clock. A machine that slept, a container without time synchronisation or a local time that is written as UTC makes it late.',
    fix: () => [
      'Synchronise the clock of the machine (NTP), and compute times in UTC.',
      'Count expires_in from when the token response arrived, with a monotonic clock, rather than comparing points of time.',
      'When a request is answered with invalid_token, refresh once and repeat it once: this works with any clock.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an hour behind, which is a time zone',
        evidence: bearerExample({
          problem: 'access-token-expired',
          date: 'Sat, 21 Nov 2026 13:03:27 GMT',
          known: exampleAccessRecord({ issuedAt: exampleTime - 3_900_000, expiresAt: exampleTime - 300_000 }),
        }),
      },
      {
        name: 'two minutes behind, a minute after the end',
        evidence: bearerExample({
          problem: 'access-token-expired',
          date: 'Sat, 21 Nov 2026 14:01:27 GMT',
          known: exampleAccessRecord({ issuedAt: exampleTime - 3_660_000, expiresAt: exampleTime - 60_000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'behind, and by its own clock too late as well',
        evidence: bearerExample({
          problem: 'access-token-expired',
          date: 'Sat, 21 Nov 2026 14:01:27 GMT',
          known: exampleAccessRecord({ issuedAt: exampleTime - 3_900_000, expiresAt: exampleTime - 300_000 }),
        }),
      },
      {
        name: 'a clock that is right, a second after the end',
        evidence: bearerExample({
          problem: 'access-token-expired',
          date: 'Sat, 21 Nov 2026 14:03:26 GMT',
          known: exampleAccessRecord({ expiresAt: exampleTime - 500 }),
        }),
      },
    ],
  },
});
