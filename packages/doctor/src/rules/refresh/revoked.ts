import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { revokedByWhom } from '../revoked-by.ts';
import { defineRule } from '../rule.ts';
import { refusedBeforeLine } from './refused-before.ts';

/** The authorization was ended before its time. RFC 7009 section 2. */
export const refreshRevoked = defineRule({
  cause: 'refresh/revoked',
  variant: 'revoked',
  title: 'The refresh token was revoked',
  specs: ['RFC 7009 section 2', 'RFC 6749 section 10.4'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-revoked'],
  check: (evidence) => {
    const record = evidence.known?.refreshToken;
    if (record?.revokedAt === undefined) return undefined;
    const by = revokedByWhom(record.revokedBy);
    const now = receivedAt(evidence);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'refresh_token',
          seen: `revoked on ${showTime(record.revokedAt)}${by === undefined ? '' : `, ${by}`}`,
          expected: 'a refresh token of a live authorization',
        },
        ...refusedBeforeLine(record),
      ],
      facts: {
        by,
        reuse: record.revokedBy?.includes('reuse') ?? false,
        ago: now === undefined ? undefined : showDuration(now - record.revokedAt),
      },
    };
  },
  say: {
    what: ({ by, ago }) =>
      `The authorization was revoked${ago === undefined ? '' : ` ${ago} before this request`}${by === undefined ? '' : `, ${by}`}.`,
    why: ({ reuse }) =>
      reuse
        ? 'A code or refresh token that is used twice may be stolen, so everything that came from it was revoked (RFC 9700 section 4.14.2). The refusal of that second use has its own explanation.'
        : 'Revoking ends the whole authorization, and all of its tokens with it (RFC 7009 section 2). Repeating the request does not help.',
    fix: ({ reuse }) => [
      'Stop refreshing, and mark the connection as ended in the app.',
      reuse
        ? 'Look at the explanation of the reuse in this flow, and mend that first.'
        : 'Ask the user to connect again, and start a new authorization when they do.',
    ],
  },
  whoseMove: 'user',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the user disconnected the app',
        evidence: refreshExample({
          problem: 'refresh-token-revoked',
          known: exampleRefreshRecord({ revokedAt: exampleTime - 7_200_000, revokedBy: 'user' }),
        }),
      },
      {
        name: 'nobody knows by whom',
        evidence: refreshExample({
          problem: 'refresh-token-revoked',
          known: exampleRefreshRecord({ revokedAt: exampleTime - 1000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'the reuse itself, which revokes only now',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 2000 }),
        }),
      },
      {
        name: 'a token that ended by itself',
        evidence: refreshExample({
          problem: 'refresh-token-expired',
          known: exampleRefreshRecord({ expiresAt: exampleTime - 1 }),
        }),
      },
    ],
  },
});
