import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The authorization has reached its fixed end, which refreshing does not move. RFC 9700 section 4.14.2. */
export const lifetimeEnded = defineRule({
  cause: 'refresh/lifetime-ended',
  variant: 'lifetime-ended',
  title: 'The fixed life of the refresh token is over',
  specs: ['RFC 9700 section 4.14.2'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-expired'],
  check: (evidence) => {
    const record = evidence.known?.refreshToken;
    const now = receivedAt(evidence);
    if (record === undefined || now === undefined || now < record.expiresAt) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'refresh_token',
          seen: `sent on ${showTime(now)}`,
          expected: `until ${showTime(record.expiresAt)}`,
        },
      ],
      facts: { late: showDuration(now - record.expiresAt) },
    };
  },
  say: {
    what: ({ late }) => `The life of this authorization ended ${late} before the request.`,
    why: () =>
      'The environment gives every authorization a fixed end, counted from the consent. Refreshing gives new tokens until then, and does not move it.',
    fix: () => [
      'Start a new authorization: the user has to agree again.',
      'Plan for it: when a refresh is answered with invalid_grant, mark the connection as ended, and ask the user to connect again.',
    ],
  },
  whoseMove: 'user',
  retry: false,
  cases: {
    fires: [
      {
        name: 'three days after the end',
        evidence: refreshExample({
          problem: 'refresh-token-expired',
          known: exampleRefreshRecord({ expiresAt: exampleTime - 3 * 86_400_000 }),
        }),
      },
      {
        name: 'at the very end',
        evidence: refreshExample({
          problem: 'refresh-token-expired',
          known: exampleRefreshRecord({ expiresAt: exampleTime }),
        }),
      },
    ],
    silent: [
      {
        name: 'unused for too long before the end',
        evidence: refreshExample({
          problem: 'refresh-token-inactive',
          known: exampleRefreshRecord({ inactiveAt: exampleTime - 1000 }),
        }),
      },
      {
        name: 'a token of which nothing is known',
        evidence: refreshExample({ problem: 'refresh-token-expired' }),
      },
    ],
  },
});
