import { answer, paste, post } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';

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
    for (const { exchange, outcome } of view.all) {
      const body = exchange.response?.body ?? '';
      if (!/"(?:isOtpRequired|requiresOtp|otpRequired|mfa_required)"\s*:\s*true|\bOTP (?:is )?required/i.test(body))
        continue;
      yield {
        variant: 'answered',
        confidence: outcome === 'refused' || isComplainedOf(view) ? 'certain' : 'possible',
        specificity: 3,
        lines: [line('answer', 'a one-time code is asked for', 'the login with the code')],
      };
    }
  },
  cases: {
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
        name: 'a login without a second step',
        text: paste(login, answer(200, { requiresOtp: false }), 'The login ends here.'),
      },
    ],
  },
});
