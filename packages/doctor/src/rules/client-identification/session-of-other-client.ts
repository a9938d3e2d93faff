import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The authorization session was begun with another client key. RFC 6749 section 4.1.3. */
export const sessionOfOtherClient = defineRule({
  cause: 'client-identification/credentials-of-other-app',
  variant: 'session-token',
  title: 'The session was begun with another client key',
  specs: ['RFC 6749 section 4.1.3'],
  needs: ['request', 'raised-problem'],
  explains: ['session-token-of-other-party'],
  check: (evidence) => {
    if (evidence.detail?.parameter === 'region') return undefined;
    return {
      confidence: 'certain',
      evidence: [{ where: 'token', seen: 'a session of another client key', expected: 'a session of this client key' }],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The session token belongs to another client key than the one that was sent.',
    why: () =>
      'A session is bound to the client that began it. The app uses one client key for the first step and another one for the third.',
    fix: () => [
      'Use one client key on all steps: look for a second setting, or for another app that hands its session over.',
      'Begin a new session with it.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'another client key',
        evidence: codeExample({
          problem: 'session-token-of-other-party',
          detail: { seen: 'another client key', expected: 'the key of the first step' },
        }),
      },
      { name: 'without a word of the server', evidence: codeExample({ problem: 'session-token-of-other-party' }) },
    ],
    silent: [
      {
        name: 'another region',
        evidence: codeExample({
          problem: 'session-token-of-other-party',
          detail: { parameter: 'region', seen: 'us', expected: 'default' },
        }),
      },
      { name: 'a session token that was altered', evidence: codeExample({ problem: 'session-token-invalid' }) },
    ],
  },
});
