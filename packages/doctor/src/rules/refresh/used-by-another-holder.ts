import { showDuration } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { raceWindow, senderInWords, useAfterRotation } from './rotated.ts';

/** A rotated token comes back from another address or program, later than a race would explain. RFC 9700 section 4.14.2. */
export const usedByAnotherHolder = defineRule({
  cause: 'refresh/rotation-not-stored',
  variant: 'another-holder',
  title: 'Two holders have the refresh token',
  specs: ['RFC 9700 section 4.14.2'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-reused'],
  specificity: 3,
  check: (evidence) => {
    const use = useAfterRotation(evidence);
    if (use === undefined || use.after < raceWindow) return undefined;
    if (use.sender !== 'other-address' && use.sender !== 'other-agent') return undefined;
    return {
      confidence: 'likely',
      evidence: [use.line],
      facts: { after: showDuration(use.after), sender: use.sender },
    };
  },
  say: {
    what: ({ after, sender }) => `The refresh token had been exchanged ${after} before${senderInWords(sender)}.`,
    why: () =>
      'Two holders have the same refresh token: a second instance of the app, a restored backup, or somebody who has stolen it. The server cannot tell which, so all tokens of this authorization are revoked (RFC 9700 section 4.14.2).',
    fix: () => [
      'Look up both requests by their ids, and find out which machine sent each.',
      'If both are yours, keep the tokens in one place that all instances share, and store the new one after each refresh.',
      'If one is not yours, change the client secret, and find out how the token got out.',
      'Start a new authorization.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an hour later from another address',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 3_600_000,
            rotatedFromSameAddress: false,
            successorUsed: true,
          }),
        }),
      },
      {
        name: 'days later from another address, the successor unused',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 3 * 86_400_000, rotatedFromSameAddress: false }),
        }),
      },
      {
        name: 'minutes later from the same address by another program',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 120_000,
            rotatedFromSameAddress: true,
            rotatedBySameAgent: false,
            successorUsed: false,
          }),
        }),
      },
    ],
    silent: [
      {
        name: 'from the same address and user agent',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 3_600_000,
            rotatedFromSameAddress: true,
            rotatedBySameAgent: true,
          }),
        }),
      },
      {
        name: 'from the same address',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 3_600_000, rotatedFromSameAddress: true }),
        }),
      },
      {
        name: 'from another address at the same moment, which is a race',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 500, rotatedFromSameAddress: false }),
        }),
      },
    ],
  },
});
