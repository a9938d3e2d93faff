import { showDuration, showTime } from '../../text/time.ts';
import { authorizationExample, exampleTime } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The authorization was finished, or gone on with, after the end of its session. RFC 6749 section 4.1.1. */
export const sessionRanOut = defineRule({
  cause: 'state-session/session-expired',
  variant: 'session-ran-out',
  title: 'The authorization was not finished in its time',
  specs: ['RFC 6749 section 4.1.1'],
  needs: ['raised-problem'],
  explains: ['authorization-session-expired'],
  check: ({ detail }) => {
    const { seen: now, expected: end, beganAt } = detail ?? {};
    if (typeof now !== 'number' || typeof end !== 'number' || typeof beganAt !== 'number' || now < end) {
      return undefined;
    }
    const life = showDuration(end - beganAt);
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'authorization session',
          seen: `gone on with ${showDuration(now - beganAt)} after it began`,
          expected: `within ${life}, until ${showTime(end)}`,
        },
      ],
      facts: { late: showDuration(now - end), life },
    };
  },
  say: {
    what: ({ late }) => `The authorization was gone on with ${late} after its end.`,
    why: ({ life }) =>
      `It has to be finished within ${life} of its first request, whatever the steps between take: a slow user, a code that comes late, or a request that was made before anybody was there to sign in.`,
    fix: () => [
      'Begin the authorization when the user asks for it, and not before: at the click, not when the page is loaded.',
      'Show the user how much time is left, and begin a new authorization when it is over: this one does not come back.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a minute too late',
        evidence: authorizationExample({
          problem: 'authorization-session-expired',
          detail: { seen: exampleTime, expected: exampleTime - 60_000, beganAt: exampleTime - 660_000 },
        }),
      },
      {
        name: 'at its very end',
        evidence: authorizationExample({
          problem: 'authorization-session-expired',
          detail: { seen: exampleTime, expected: exampleTime, beganAt: exampleTime - 600_000 },
        }),
      },
    ],
    silent: [
      {
        name: 'a session whose times are not told',
        evidence: authorizationExample({ problem: 'authorization-session-expired' }),
      },
      {
        name: 'a session that was answered before',
        evidence: authorizationExample({
          problem: 'authorization-session-unknown',
          detail: { seen: exampleTime, expected: exampleTime - 60_000, beganAt: exampleTime - 660_000 },
        }),
      },
    ],
  },
});
