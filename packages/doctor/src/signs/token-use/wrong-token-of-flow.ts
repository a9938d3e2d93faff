import { apiCall, codeRedemption, paste, refused, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { refusedCall } from './refused-call.ts';

/** Another value of the flow was sent where the access token belongs. RFC 6749 section 1.5. */
export const wrongTokenOfFlow = defineSign({
  cause: 'token-use/wrong-token-of-flow',
  variants: { 'of-answer': 'The code or the refresh token was sent to the API' },
  specs: ['RFC 6749 section 1.5', 'RFC 6750 section 2.1'],
  look: function* wrongTokenOfFlow(view) {
    const token = refusedCall(view)?.bearer;
    if (token === undefined) return;
    if (!view.before.some((one) => one.got('refresh_token') === token || one.sent('code') === token)) return;
    const seen = 'another value of the flow than the access token';
    yield {
      variant: 'of-answer',
      confidence: 'certain',
      specificity: 3,
      lines: [line('Authorization header', seen, 'the access_token of the token answer')],
    };
  },
  cases: {
    fires: [
      { variant: 'of-answer', confidence: 'certain', name: 'the refresh token', text: callWith('rt81kLs02kdQfk39f') },
    ],
    silent: [{ variant: 'of-answer', name: 'the access token', text: callWith('a81kLs02kdQfk39fL02kdQ8') }],
  },
});

function callWith(token: string): string {
  return paste(
    codeRedemption(),
    tokens({ refresh_token: 'rt81kLs02kdQfk39f' }),
    apiCall(`Bearer ${token}`),
    refused('invalid_token', undefined, 401),
  );
}
