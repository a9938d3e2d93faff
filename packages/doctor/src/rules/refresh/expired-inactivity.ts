import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { refusedBeforeLine } from './refused-before.ts';

/** The token lay unused for longer than the environment allows. RFC 9700 section 4.14.2. */
export const expiredInactivity = defineRule({
  cause: 'refresh/expired-inactivity',
  variant: 'expired-inactivity',
  title: 'The refresh token was not used for too long',
  specs: ['RFC 9700 section 4.14.2'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-inactive'],
  check: (evidence) => {
    const record = evidence.known?.refreshToken;
    const now = receivedAt(evidence);
    if (record === undefined || now === undefined || now < record.inactiveAt) return undefined;
    // A token that each use gives back has its end moved by each use.
    const told = evidence.detail?.limit;
    const limit = typeof told === 'number' ? told : record.inactiveAt - record.issuedAt;
    const lastUse = record.inactiveAt - limit;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'refresh_token',
          seen: `used ${showDuration(now - lastUse)} after ${lastUse > record.issuedAt ? 'its last use' : 'it was issued'}`,
          expected: `within ${showDuration(limit)}, until ${showTime(record.inactiveAt)}`,
        },
        ...refusedBeforeLine(record),
      ],
      facts: { unused: showDuration(now - lastUse), limit: showDuration(limit) },
    };
  },
  say: {
    what: ({ unused, limit }) => `The refresh token lay unused for ${unused}, and the limit is ${limit}.`,
    why: () =>
      'A token that nobody uses may be forgotten somewhere, so it ends by itself (RFC 9700 section 4.14.2). Each refresh starts the time again.',
    fix: ({ limit }) => [
      'Start a new authorization: the user has to agree again.',
      `If the app needs access for longer without a user, let it refresh more often than every ${limit}.`,
    ],
  },
  whoseMove: 'user',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a day after the limit',
        evidence: refreshExample({
          problem: 'refresh-token-inactive',
          known: exampleRefreshRecord({ inactiveAt: exampleTime - 86_400_000 }),
        }),
      },
      {
        name: 'a day after the limit, used once in the meantime, and refused twice already',
        evidence: refreshExample({
          problem: 'refresh-token-inactive',
          detail: { limit: 7_776_000_000 },
          known: exampleRefreshRecord({
            issuedAt: exampleTime - 8_000_000_000,
            inactiveAt: exampleTime - 86_400_000,
            refusedBefore: 2,
          }),
        }),
      },
      {
        name: 'a second after the limit',
        evidence: refreshExample({
          problem: 'refresh-token-inactive',
          known: exampleRefreshRecord({ inactiveAt: exampleTime - 1000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'the absolute lifetime is over, the limit is not reached',
        evidence: refreshExample({
          problem: 'refresh-token-expired',
          known: exampleRefreshRecord({ expiresAt: exampleTime - 1000 }),
        }),
      },
      {
        name: 'a second before the limit',
        evidence: refreshExample({
          problem: 'refresh-token-revoked',
          known: exampleRefreshRecord({ inactiveAt: exampleTime + 1000, revokedAt: exampleTime - 5000 }),
        }),
      },
    ],
  },
});
