import { clientClockSkew, smallestSkew } from '../../evidence/clock.ts';
import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { bearerExample, exampleAccessRecord, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The access token came after the end of its life. RFC 6750 section 3.1. */
export const accessTokenExpired = defineRule({
  cause: 'token-use/access-token-expired',
  variant: 'expired',
  title: 'The access token has expired',
  specs: ['RFC 6749 section 5.1, expires_in', 'RFC 6750 section 3.1'],
  needs: ['request', 'access-token-record'],
  explains: ['access-token-expired'],
  check: (evidence) => {
    const record = evidence.known?.accessToken;
    const now = receivedAt(evidence);
    if (record === undefined || now === undefined || now < record.expiresAt) return undefined;
    const life = showDuration(record.expiresAt - record.issuedAt);
    const skew = clientClockSkew(evidence);
    const clock =
      skew !== undefined && Math.abs(skew) >= smallestSkew
        ? [
            {
              where: 'Date header',
              seen: `${showDuration(skew)} ${skew < 0 ? 'behind' : 'ahead of'} this server`,
              expected: 'the time of this server',
            },
          ]
        : [];
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'access token',
          seen: `sent ${showDuration(now - record.issuedAt)} after it was issued`,
          expected: `within ${life}, until ${showTime(record.expiresAt)}`,
        },
        ...clock,
      ],
      facts: { late: showDuration(now - record.expiresAt), life },
    };
  },
  say: {
    what: ({ late }) => `The access token expired ${late} before this request.`,
    why: ({ life }) =>
      `An access token of this client lives for ${life}, which the token response said as expires_in. Access tokens are short-lived on purpose, and are replaced with the refresh token.`,
    fix: () => [
      'Refresh when expires_in is nearly over, a minute before for example, counted from when the token response arrived.',
      'When a request is answered with invalid_token all the same, refresh once and repeat it once.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'five minutes late',
        evidence: bearerExample({
          problem: 'access-token-expired',
          known: exampleAccessRecord({ issuedAt: exampleTime - 3_900_000, expiresAt: exampleTime - 300_000 }),
        }),
      },
      {
        name: 'a day late, from a client whose clock is ahead',
        evidence: bearerExample({
          problem: 'access-token-expired',
          date: 'Sat, 21 Nov 2026 14:05:27 GMT',
          known: exampleAccessRecord({ issuedAt: exampleTime - 90_000_000, expiresAt: exampleTime - 86_400_000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'a second before its end',
        evidence: bearerExample({
          problem: 'access-token-expired',
          known: exampleAccessRecord({ expiresAt: exampleTime + 1000 }),
        }),
      },
      {
        name: 'revoked before it expired',
        evidence: bearerExample({
          problem: 'access-token-revoked',
          known: exampleAccessRecord({ expiresAt: exampleTime - 1000, revokedAt: exampleTime - 2000 }),
        }),
      },
    ],
  },
});
