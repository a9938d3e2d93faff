import { countOf } from '../../text/secret.ts';
import { showDuration } from '../../text/time.ts';
import { authorizationExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** A silent request asked for a younger sign-in than the user's. OpenID Connect Core sections 3.1.2.1 and 3.1.2.6. */
export const signInOlderThanMaxAge = defineRule({
  cause: 'state-session/session-expired',
  variant: 'sign-in-older-than-max-age',
  title: "The user's sign-in is older than max_age allows",
  specs: ['OpenID Connect Core section 3.1.2.1', 'OpenID Connect Core section 3.1.2.6'],
  needs: ['request', 'raised-problem'],
  explains: ['login-required'],
  check: ({ detail }) => {
    const { signInAge: age, maxAge } = detail ?? {};
    // An age of whole seconds that equals the bound is beyond it by a part of a second.
    if (typeof age !== 'number' || typeof maxAge !== 'number' || age < maxAge) return undefined;
    return {
      confidence: 'certain',
      evidence: [
        {
          where: 'max_age',
          seen: `${maxAge}  (seconds, with prompt=none)`,
          expected: `${age + 1}  (seconds or more, for a sign-in of ${showDuration(age * 1000)} ago)`,
        },
      ],
      facts: { age: showDuration(age * 1000), allowed: countOf(maxAge, 'second') },
    };
  },
  say: {
    what: ({ age, allowed }) => `The user signed in ${age} ago, and the request allows ${allowed}.`,
    why: () =>
      'max_age asks for a sign-in that is at most so old, and with prompt=none the server may not show the page on which the user would sign in again (OpenID Connect Core section 3.1.2.6).',
    fix: () => [
      'Send the user through the same authorization request without prompt=none: they sign in, and the app goes on.',
      'Ask for a max_age only where a fresh sign-in matters, and for one that leaves people time to come back.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      {
        name: 'a sign-in of an hour ago, and five minutes allowed',
        evidence: authorizationExample({
          problem: 'login-required',
          parameters: { prompt: 'none', max_age: '300' },
          detail: { seen: 'prompt=none', expected: 'sign-in', signInAge: 3600, maxAge: 300 },
        }),
      },
      {
        name: 'a part of a second too old',
        evidence: authorizationExample({
          problem: 'login-required',
          parameters: { prompt: 'none', max_age: '1' },
          detail: { seen: 'prompt=none', expected: 'sign-in', signInAge: 1, maxAge: 1 },
        }),
      },
    ],
    silent: [
      {
        name: 'nobody is signed in',
        evidence: authorizationExample({
          problem: 'login-required',
          parameters: { prompt: 'none', max_age: '300' },
          detail: { seen: 'prompt=none', expected: 'sign-in' },
        }),
      },
      {
        name: 'the sign-in is young enough, and of another user than the one that was hinted at',
        evidence: authorizationExample({
          problem: 'login-required',
          parameters: { prompt: 'none', max_age: '300' },
          detail: { seen: 'prompt=none', expected: 'sign-in', signInAge: 20, maxAge: 300 },
        }),
      },
    ],
  },
});
