import { receivedAt } from '../../evidence/sent.ts';
import { showDuration, showTime } from '../../text/time.ts';
import { showValue } from '../../text/value.ts';
import { codeExample, exampleAuthorization, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The code has given tokens already. RFC 6749 section 4.1.2. */
export const redeemedTwice = defineRule({
  cause: 'authorization-code/redeemed-twice',
  variant: 'redeemed-twice',
  title: 'The authorization code was redeemed before',
  specs: ['RFC 6749 section 4.1.2', 'RFC 9700 section 4.5'],
  needs: ['sent-code', 'authorization-record'],
  explains: ['code-redeemed'],
  specificity: 3,
  check: (evidence) => {
    const record = evidence.known?.authorization;
    if (record?.redeemedAt === undefined) return undefined;
    const now = receivedAt(evidence);
    const after = now === undefined ? undefined : now - record.redeemedAt;
    const by = record.redeemedByRequest === undefined ? '' : `, by request ${showValue(record.redeemedByRequest)}`;
    const same = record.redeemedFromSameAddress;
    const address = same === undefined ? '' : same ? ', from the same address' : ', from a different address';
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'code',
          seen: `redeemed on ${showTime(record.redeemedAt)}${by}${address}`,
          expected: 'a code that was not redeemed before',
        },
      ],
      facts: { after: after === undefined ? undefined : showDuration(after), quick: (after ?? 0) < 10_000, same },
    };
  },
  say: {
    what: ({ after, same }) =>
      `The code had been redeemed${after === undefined ? '' : ` ${after}`} before${same === false ? ', from a different address' : ''}.`,
    why: ({ same, quick }) => {
      const rule =
        'A code works once (RFC 6749 section 4.1.2), and when the same client proves itself again with it, a server may revoke the tokens that it gave.';
      if (same === false) {
        return `${rule} Two addresses can be two instances of the app. If the app has one only, somebody else has seen the code.`;
      }
      return quick
        ? `${rule} Two requests so close together come from a page that renders twice, a double click or a retry of the HTTP client.`
        : `${rule} This long after, the callback was probably reloaded, or reached again with the back button.`;
    },
    fix: ({ same }) => [
      'Redeem the code once: take it out of the session, or lock it, before the token request, and never repeat a token request that may have arrived.',
      'Send the browser away from the callback address with a redirect, so that a reload does not repeat it.',
      same === false
        ? 'Start a new authorization, and if the other address is not yours, look for where the callback address is logged or shared.'
        : 'Start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an effect ran twice',
        evidence: codeExample({
          problem: 'code-redeemed',
          known: exampleAuthorization({
            redeemedAt: exampleTime - 400,
            redeemedByRequest: 'req_example_before',
            redeemedFromSameAddress: true,
          }),
        }),
      },
      {
        name: 'minutes later, from a different address',
        evidence: codeExample({
          problem: 'code-redeemed',
          known: exampleAuthorization({ redeemedAt: exampleTime - 192_000, redeemedFromSameAddress: false }),
        }),
      },
    ],
    silent: [
      {
        name: 'an expired code that was never redeemed',
        evidence: codeExample({
          problem: 'code-expired',
          known: exampleAuthorization({ codeExpiresAt: exampleTime - 1000 }),
        }),
      },
      {
        name: 'a code of which nothing is known',
        evidence: codeExample({ problem: 'code-redeemed' }),
      },
    ],
  },
});
