import { showDuration } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { isLateRetry, raceWindow, useAfterRotation } from './rotated.ts';

/** The app goes on with a refresh token that was exchanged for a new one. RFC 9700 section 4.14.2. */
export const rotationNotStored = defineRule({
  cause: 'refresh/rotation-not-stored',
  variant: 'rotation-not-stored',
  title: 'The new refresh token was not stored',
  specs: ['RFC 9700 section 4.14.2', 'RFC 6749 section 6'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-reused'],
  check: (evidence) => {
    const use = useAfterRotation(evidence);
    if (use === undefined || use.after < raceWindow || isLateRetry(use)) return undefined;
    if (use.sender === 'other-address' || use.sender === 'other-agent') return undefined;
    return {
      // A successor that somebody uses was stored somewhere, so that a second holder is as good an explanation.
      confidence: use.successorUsed === true ? 'likely' : 'certain',
      evidence: [use.line],
      facts: { after: showDuration(use.after), successorUsed: use.successorUsed === true },
    };
  },
  say: {
    what: ({ after, successorUsed }) =>
      successorUsed
        ? `The refresh token had been exchanged ${after} before, and its successor has been used since.`
        : `The refresh token had been exchanged ${after} before, and its successor was never used.`,
    why: ({ successorUsed }) =>
      `Every refresh returns a new refresh token and ends the old one (RFC 9700 section 4.14.2). ${
        successorUsed
          ? 'One part of the app has stored the new one, and another part still sends the old one, such as a second process with its own copy.'
          : 'The app goes on with the old one, so the new one was not stored: the write failed, or the code keeps the first token.'
      } Because the token may be stolen, all tokens of this authorization are revoked.`,
    fix: () => [
      'After each refresh, store the refresh_token of the response in the same transaction as the access token, before it is used.',
      'Keep one copy for all processes, and read it anew before each refresh.',
      'Start a new authorization: all tokens of this one are revoked.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'an hour later, the successor unused',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 3_600_000,
            rotatedFromSameAddress: true,
            successorUsed: false,
          }),
        }),
      },
      {
        name: 'three minutes later, the address unknown',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 180_000 }),
        }),
      },
    ],
    silent: [
      {
        name: 'two seconds later',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({ rotatedAt: exampleTime - 2000, rotatedFromSameAddress: true }),
        }),
      },
      {
        name: 'half a minute later with nothing used, which is a retry',
        evidence: refreshExample({
          problem: 'refresh-token-reused',
          known: exampleRefreshRecord({
            rotatedAt: exampleTime - 30_000,
            rotatedFromSameAddress: true,
            rotatedBySameAgent: true,
            successorUsed: false,
          }),
        }),
      },
      {
        name: 'a token that was never exchanged',
        evidence: refreshExample({
          problem: 'refresh-token-revoked',
          known: exampleRefreshRecord({ revokedAt: exampleTime - 1000 }),
        }),
      },
    ],
  },
});
