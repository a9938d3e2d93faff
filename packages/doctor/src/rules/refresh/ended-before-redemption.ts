import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { codeExample, exampleAuthorization, exampleTime } from '../example.ts';
import { revokedByWhom } from '../revoked-by.ts';
import { defineRule } from '../rule.ts';

/** The authorization was ended between the callback and the token request. RFC 6749 section 5.2. */
export const endedBeforeRedemption = defineRule({
  cause: 'refresh/revoked',
  variant: 'ended-before-redemption',
  title: 'The authorization was ended before its code was redeemed',
  specs: ['RFC 6749 section 5.2', 'RFC 7009 section 2'],
  needs: ['sent-code', 'authorization-record'],
  explains: ['code-authorization-ended'],
  check: (evidence) => {
    const record = evidence.known?.authorization;
    if (record?.revokedAt === undefined || record.redeemedAt !== undefined) return undefined;
    const by = revokedByWhom(record.revokedBy);
    const now = receivedAt(evidence);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code',
          seen: `of an authorization that was ended on ${showTime(record.revokedAt)}${by === undefined ? '' : `, ${by}`}`,
          expected: 'a code of a live authorization',
        },
      ],
      facts: { by, ago: now === undefined ? undefined : showDuration(now - record.revokedAt) },
    };
  },
  say: {
    what: ({ by, ago }) =>
      `The authorization was ended${ago === undefined ? '' : ` ${ago} before this request`}${by === undefined ? '' : `, ${by}`}, and its code with it.`,
    why: () =>
      'When a user or an operator ends what an app was granted, codes that were not redeemed yet end as well. The code itself was right and in time.',
    fix: () => [
      'Mark the connection as ended in the app: repeating the request does not help.',
      'Start a new authorization when the user asks for it.',
    ],
  },
  whoseMove: 'user',
  retry: false,
  cases: {
    fires: [
      {
        name: 'the user disconnected the app a second before',
        evidence: codeExample({
          problem: 'code-authorization-ended',
          known: exampleAuthorization({ revokedAt: exampleTime - 1000, revokedBy: 'user' }),
        }),
      },
      {
        name: 'nobody knows by whom',
        evidence: codeExample({
          problem: 'code-authorization-ended',
          known: exampleAuthorization({ revokedAt: exampleTime - 20_000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'a code that was redeemed before, and whose tokens were revoked for it',
        evidence: codeExample({
          problem: 'code-authorization-ended',
          known: exampleAuthorization({
            redeemedAt: exampleTime - 2000,
            revokedAt: exampleTime - 1000,
            revokedBy: 'replay',
          }),
        }),
      },
      {
        name: 'an authorization that lives',
        evidence: codeExample({ problem: 'code-authorization-ended', known: exampleAuthorization() }),
      },
    ],
  },
});
