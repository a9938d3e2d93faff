import { codeExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** A one-time code was asked for without the login that has to come first. RFC 6749 section 10.10. */
export const codeBeforeLogin = defineRule({
  cause: 'provider-policy/otp-required',
  variant: 'code-before-login',
  title: 'A one-time code was asked for without a login before it',
  specs: ['RFC 6749 section 10.10'],
  needs: ['request', 'raised-problem'],
  explains: ['message-not-expected'],
  check: () => ({
    confidence: 'certain',
    evidence: [
      {
        where: 'login of this user',
        seen: 'none that counts',
        expected: 'one with the right password, through this client key, in the last ten minutes',
      },
    ],
    facts: undefined,
  }),
  say: {
    what: () => 'A code was asked for without a login with the right password before it.',
    why: () =>
      'Otherwise anybody could have messages sent to anybody. The answer is the same whether the userId exists or not, so that nobody can try out which ones do.',
    fix: () => [
      'Log in with email and password first, and have the code sent when isOtpRequired is true, with the userId of that answer.',
      'Use the same client key and the same region for both calls, and make the second within ten minutes of the first.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'no login', evidence: codeExample({ problem: 'message-not-expected' }) },
      {
        name: 'a login eleven minutes ago',
        evidence: codeExample({ problem: 'message-not-expected', parameters: { userId: 'known' } }),
      },
    ],
    silent: [
      { name: 'codes that were sent too often', evidence: codeExample({ problem: 'message-limit-reached' }) },
      { name: 'a user without a second factor', evidence: codeExample({ problem: 'message-without-destination' }) },
    ],
  },
});
