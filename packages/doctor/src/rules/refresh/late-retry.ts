import { showDuration } from '../../text/time.ts';
import { exampleRefreshRecord, exampleTime, refreshExample } from '../example.ts';
import { defineRule } from '../rule.ts';
import { isLateRetry, useAfterRotation } from './rotated.ts';

/** The same sender tries again after the answer was lost, later than a retry is answered alike. RFC 9700 section 4.14.2. */
export const lateRetry = defineRule({
  cause: 'refresh/rotation-not-stored',
  variant: 'late-retry',
  title: 'The refresh was retried after its answer was lost',
  specs: ['RFC 9700 section 4.14.2'],
  needs: ['sent-refresh-token', 'refresh-token-record'],
  explains: ['refresh-token-reused'],
  specificity: 3,
  check: (evidence) => {
    const use = useAfterRotation(evidence);
    if (use === undefined || !isLateRetry(use)) return undefined;
    return { confidence: 'likely', evidence: [use.line], facts: { after: showDuration(use.after) } };
  },
  say: {
    what: ({ after }) =>
      `The same sender refreshed ${after} before with this token, and has used nothing of that answer.`,
    why: () =>
      'The answer was lost on its way, and the app tried again with the token that it still had. A retry is answered alike for a few seconds only; later nobody can tell it from theft, and all tokens of this authorization are revoked.',
    fix: () => [
      'Retry a refresh at once or not at all: within the retry window the same request gets the same tokens again.',
      'Give the HTTP client a timeout below that window, and store the tokens before anything else is done.',
      'Start a new authorization: all tokens of this one are revoked.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'half a minute later', evidence: retried(30_000) },
      { name: 'four minutes later', evidence: retried(240_000) },
    ],
    silent: [
      { name: 'an hour later, which is no retry', evidence: retried(3_600_000) },
      { name: 'with another user agent', evidence: retried(30_000, { rotatedBySameAgent: false }) },
      { name: 'after the successor was used', evidence: retried(30_000, { successorUsed: true }) },
    ],
  },
});

function retried(after: number, changes: Parameters<typeof exampleRefreshRecord>[0] = {}) {
  return refreshExample({
    problem: 'refresh-token-reused',
    known: exampleRefreshRecord({
      rotatedAt: exampleTime - after,
      rotatedFromSameAddress: true,
      rotatedBySameAgent: true,
      successorUsed: false,
      ...changes,
    }),
  });
}
