import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { codeExample, exampleAuthorization, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The code came after the end of its life. RFC 6749 section 4.1.2. */
export const codeExpired = defineRule({
  cause: 'authorization-code/expired',
  variant: 'expired',
  title: 'The authorization code has expired',
  specs: ['RFC 6749 section 4.1.2'],
  needs: ['sent-code', 'authorization-record'],
  explains: ['code-expired'],
  check: (evidence) => {
    const record = evidence.known?.authorization;
    const now = receivedAt(evidence);
    if (record === undefined || now === undefined || now < record.codeExpiresAt) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code',
          seen: `sent ${showDuration(now - record.issuedAt)} after it was issued`,
          expected: `within ${showDuration(record.codeExpiresAt - record.issuedAt)}, until ${showTime(record.codeExpiresAt)}`,
        },
      ],
      facts: {
        late: showDuration(now - record.codeExpiresAt),
        life: showDuration(record.codeExpiresAt - record.issuedAt),
      },
    };
  },
  say: {
    what: ({ late }) => `The code came ${late} after its end.`,
    why: ({ life }) =>
      `A code of this environment lives for ${life}, since it travels through the browser. A step between callback and token request took longer: a queue, a person with a debugger, or a form that is filled in first.`,
    fix: () => [
      'Redeem the code as the first thing in the callback, and do everything else afterwards.',
      'Start a new authorization now: an expired code does not come back.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'half a minute late',
        evidence: codeExample({
          problem: 'code-expired',
          known: exampleAuthorization({ issuedAt: exampleTime - 90_000, codeExpiresAt: exampleTime - 30_000 }),
        }),
      },
      {
        name: 'a day late',
        evidence: codeExample({
          problem: 'code-expired',
          known: exampleAuthorization({
            issuedAt: exampleTime - 86_460_000,
            codeExpiresAt: exampleTime - 86_400_000,
          }),
        }),
      },
    ],
    silent: [
      {
        name: 'redeemed a second before its end',
        evidence: codeExample({
          problem: 'code-verifier-mismatch',
          known: exampleAuthorization({ codeExpiresAt: exampleTime + 1000 }),
        }),
      },
      {
        name: 'redeemed before, and expired since',
        evidence: codeExample({
          problem: 'code-redeemed',
          known: exampleAuthorization({ redeemedAt: exampleTime - 90_000, codeExpiresAt: exampleTime - 30_000 }),
        }),
      },
    ],
  },
});
