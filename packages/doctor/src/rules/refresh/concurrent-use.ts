import { showDuration } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { isLateRetry, raceWindow, senderInWords, useAfterRotation } from './rotated.ts';

/** Two callers refresh with the same token at about the same time. RFC 9700 section 4.14.2. */
export const concurrentUse = defineRule({
  cause: 'refresh/concurrent-use',
  variant: 'race',
  title: 'One refresh token was used by two callers at about the same time',
  specs: ['RFC 9700 section 4.14.2'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-reused'],
  check: (evidence) => {
    const use = useAfterRotation(evidence);
    if (use === undefined || use.after >= raceWindow || isLateRetry(use)) return undefined;
    return {
      confidence: use.sender === 'same' || use.sender === 'unknown' ? 'certain' : 'likely',
      evidence: [use.line],
      facts: { after: showDuration(use.after), successorUsed: use.successorUsed === true, sender: use.sender },
    };
  },
  say: {
    what: ({ after, sender }) =>
      `The refresh token was used again ${after} after it had been exchanged${senderInWords(sender)}.`,
    why: ({ successorUsed }) =>
      `Two tabs, requests or processes found the access token expired and refreshed with the same token. The first one got its successor${
        successorUsed ? ', and has used it' : ''
      }, so the second one counts as reuse (RFC 9700 section 4.14.2), and all tokens of this authorization are revoked.`,
    fix: ({ sender }) => [
      'Let one caller at a time refresh for each authorization: a lock in the store, or one shared promise in one process.',
      'Let the others wait for it, and use the tokens that it stored.',
      sender === 'other-address'
        ? 'If the other address is none of yours, treat the token as stolen. Start a new authorization.'
        : 'Start a new authorization: all tokens of this one are revoked.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'two tabs, two seconds apart',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 2000,
            rotatedFromSameAddress: true,
            successorUsed: true,
          }),
        }),
      },
      {
        name: 'two machines at the same moment',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime, rotatedFromSameAddress: false }),
        }),
      },
      {
        name: 'two programs on one machine',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 900,
            rotatedFromSameAddress: true,
            rotatedBySameAgent: false,
            successorUsed: false,
          }),
        }),
      },
    ],
    silent: [
      {
        name: 'sixteen seconds apart',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 16_000, rotatedFromSameAddress: true }),
        }),
      },
      {
        name: 'a token that was never exchanged',
        evidence: refreshExample({ problem: 'refresh-token-inactive', known: exampleRefreshRecord() }),
      },
    ],
  },
});
