import { answer, paste, post } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';

const login = post('https://idp.example/login', '{"name":"ann","password":"········"}', {
  'Content-Type': 'application/json',
});

/** The login goes on only with a one-time code. */
export const otpRequired = defineSign({
  cause: 'provider-policy/otp-required',
  variants: { answered: 'The answer to the login asks for a one-time code' },
  specs: ['RFC 4226', 'RFC 6238'],
  look: function* otpRequired(view) {
    if (view.subject !== undefined) return;
    for (const one of view.all) {
      const { exchange, outcome } = one;
      const body = exchange.response?.body ?? '';
      if (!/"(?:isOtpRequired|requiresOtp|otpRequired|mfa_required)"\s*:\s*true|\bOTP (?:is )?required/i.test(body))
        continue;
      if (view.all.some((other) => other.index > one.index && hasGivenCode(other))) continue;
      yield {
        variant: 'answered',
        confidence: outcome === 'refused' || isComplainedOf(view) ? 'certain' : 'possible',
        specificity: 3,
        lines: [line('answer', 'a one-time code is asked for', 'the login with the code')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'answered',
        confidence: 'certain',
        name: 'a member of the answer',
        text: paste(login, answer(200, { requiresOtp: true }), 'The login ends here.'),
      },
    ],
    silent: [
      {
        variant: 'answered',
        name: 'the code was given, and something else fails',
        text: paste(
          login,
          answer(200, { requiresOtp: true }),
          post('https://idp.example/login/otp', '{"otp":"123456"}', { 'Content-Type': 'application/json' }),
          answer(200, { name: 'ann' }),
          'The login ends here.',
        ),
      },
      {
        variant: 'answered',
        name: 'a login without a second step',
        text: paste(login, answer(200, { requiresOtp: false }), 'The login ends here.'),
      },
    ],
  }),
});

/** Tells whether the second step was made and accepted. */
function hasGivenCode({ outcome, path, exchange }: Seen): boolean {
  const sent = exchange.request?.body ?? '';
  return outcome === 'accepted' && /otp|mfa|2fa|two.?factor|second.?factor|passcode/i.test(`${path}\n${sent}`);
}
