import { isOfOtherKind } from '../../providers/recognise.ts';
import { apiCall, codeRedemption, jwtOf, paste, refused, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { refusedCall } from './refused-call.ts';

/** Another value of the flow was sent where the access token belongs. RFC 6749 section 1.5. */
export const wrongTokenOfFlow = defineSign({
  cause: 'token-use/wrong-token-of-flow',
  variants: {
    'of-answer': 'The code or the refresh token was sent to the API',
    'other-kind': 'What was sent to the API is a refresh token or a code by its form',
  },
  specs: ['RFC 6749 section 1.5', 'RFC 6750 section 2.1'],
  look: function* wrongTokenOfFlow(view) {
    const token = refusedCall(view)?.bearer;
    if (token === undefined) return;
    const isOfAnswer = view.before.some((one) => one.got('refresh_token') === token || one.sent('code') === token);
    if (!isOfAnswer && !isForOtherStep(view, token)) return;
    const seen = 'another value of the flow than the access token';
    yield {
      variant: isOfAnswer ? 'of-answer' : 'other-kind',
      confidence: 'certain',
      specificity: 3,
      lines: [line('Authorization header', seen, 'the access_token of the token answer')],
    };
  },
  cases: {
    fires: [
      { variant: 'of-answer', confidence: 'certain', name: 'the refresh token', text: callWith('rt81kLs02kdQfk39f') },
      {
        variant: 'other-kind',
        confidence: 'certain',
        name: 'a JWT that says it is one for refreshing',
        text: callWith(jwtOf({ iss: 'https://idp.example', aud: 'https://idp.example', typ: 'Refresh' })),
      },
    ],
    silent: [
      {
        variant: 'other-kind',
        name: 'a JWT that says it is a bearer token',
        text: callWith(jwtOf({ iss: 'https://idp.example', typ: 'Bearer' })),
      },
      { variant: 'of-answer', name: 'the access token', text: callWith('a81kLs02kdQfk39fL02kdQ8') },
    ],
  },
});

/** Tells whether the token says of itself, or by a form that only its provider's have, that it is for another step. */
function isForOtherStep({ jwt, provider }: View, token: string): boolean {
  const type = String(jwt(token)?.claims.typ);
  return /^(?:refresh|offline)$/i.test(type) || isOfOtherKind(provider, token, 'access-token');
}

function callWith(token: string): string {
  return paste(
    codeRedemption(),
    tokens({ refresh_token: 'rt81kLs02kdQfk39f' }),
    apiCall(`Bearer ${token}`),
    refused('invalid_token', undefined, 401),
  );
}
