import { sentHeader } from '../../evidence/sent.ts';
import { placeholderForm } from '../../text/placeholder.ts';
import { bearerExample } from '../example.ts';
import { defineRule } from '../rule.ts';

/** The login had no token yet, because a one-time code is required, and its null was sent on. RFC 6750 section 2.1. */
export const loginTokenMissing = defineRule({
  cause: 'provider-policy/otp-required',
  variant: 'login-without-token',
  title: 'The login gave no token yet, and its null was sent on',
  specs: ['RFC 6750 section 2.1'],
  needs: ['authorization-header', 'raised-problem'],
  explains: ['access-token-of-wrong-kind'],
  specificity: 3,
  check: (evidence) => {
    if (evidence.detail?.expected !== 'a login token') return undefined;
    const text = /^bearer +(.*)$/is.exec(sentHeader(evidence, 'authorization') ?? '')?.[1] ?? '';
    const form = placeholderForm(text);
    if (form === undefined) return undefined;
    return {
      confidence: 'likely',
      evidence: [
        {
          where: 'Authorization header',
          seen: `Bearer and the word ${form}`,
          expected: 'Bearer and the login token of step 2',
        },
      ],
      facts: undefined,
    };
  },
  say: {
    what: () => 'The login gave no token yet, and its empty field was sent on as the Bearer token.',
    why: () =>
      'A login is answered with 200 also when a one-time code is still required: isOtpRequired is true then, and accessToken is null. The status alone does not say that the user is signed in.',
    fix: () => [
      'Look at isOtpRequired of the login: when it is true, have a code sent with the userId, and ask the user for it.',
      'Log in again with the same email and password and the code as otpCode, and send the accessToken of that answer.',
    ],
  },
  whoseMove: 'app',
  retry: false,
  cases: {
    fires: [
      { name: 'null', evidence: third('Bearer null') },
      { name: 'undefined', evidence: third('Bearer undefined') },
    ],
    silent: [
      { name: 'a token of another kind', evidence: third('Bearer access_token_of_the_user') },
      {
        name: 'null at the API',
        evidence: bearerExample({
          problem: 'access-token-of-wrong-kind',
          authorization: 'Bearer null',
          detail: { expected: 'an access token' },
        }),
      },
    ],
  },
});

function third(authorization: string) {
  return bearerExample({
    problem: 'access-token-of-wrong-kind',
    authorization,
    detail: { seen: 'no token', expected: 'a login token' },
  });
}
