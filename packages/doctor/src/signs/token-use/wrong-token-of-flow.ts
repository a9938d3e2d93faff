import { isOfOtherKind } from '../../providers/recognise.ts';
import { apiCall, callback, codeRedemption, jwtOf, paste, refused, tokenRequest, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { refusedCall } from './refused-call.ts';

/** Another value of the flow was sent where the access token belongs. RFC 6749 section 1.5. */
export const wrongTokenOfFlow = defineSign({
  cause: 'token-use/wrong-token-of-flow',
  variants: {
    'of-answer': 'The code or the refresh token was sent to the API',
    'of-client': 'A token that the client got for itself was sent where a user is asked for',
    'other-kind': 'What was sent to the API is a refresh token or a code by its form',
  },
  specs: ['RFC 6749 section 1.5', 'RFC 6750 section 2.1'],
  look: function* wrongTokenOfFlow(view) {
    const token = /\S+$/.exec(refusedCall(view)?.credential ?? '')?.[0];
    if (token === undefined) return;
    if (isOfClientAtUserInfo(view, token))
      yield {
        variant: 'of-client',
        confidence: /scope/i.test(view.subject?.text ?? '') ? 'possible' : 'certain',
        specificity: 3,
        lines: [line('Authorization header', 'a token of grant client_credentials', 'a token of a login with openid')],
      };
    const isOfAnswer = view.before.some(
      (one) => (one.got('refresh_token') === token && one.got('access_token') !== token) || one.sent('code') === token,
    );
    if (!isOfAnswer && !isForOtherStep(view, token)) return;
    const seen = 'another value of the flow than the access token';
    yield {
      variant: isOfAnswer ? 'of-answer' : 'other-kind',
      confidence: 'certain',
      specificity: 3,
      lines: [line('Authorization header', seen, 'the access_token of the token answer')],
    };
  },
  cases: () => ({
    fires: [
      { variant: 'of-answer', confidence: 'certain', name: 'the refresh token', text: callWith('rt81kLs02kdQfk39f') },
      {
        variant: 'of-answer',
        confidence: 'certain',
        name: 'the code of the callback, by the word of GitHub for the scheme',
        text: paste(
          callback(),
          apiCall('token Lf93kfh20LsdkfP', 'https://api.github.com/user'),
          refused('x', 'Bad', 401),
        ),
      },
      {
        variant: 'of-client',
        confidence: 'certain',
        name: 'a service asks who the user is',
        text: serviceCall('https://idp.example/oidc/userinfo', refused('invalid_token', 'no user', 401)),
      },
      {
        variant: 'of-client',
        confidence: 'possible',
        name: 'a server with users for services, which misses a scope',
        text: serviceCall('https://idp.example/userinfo', refused('forbidden', 'Missing openid scope', 403)),
      },
      {
        variant: 'other-kind',
        confidence: 'certain',
        name: 'a JWT that says it is one for refreshing',
        text: callWith(jwtOf({ iss: 'https://idp.example', aud: 'https://idp.example', typ: 'Refresh' })),
      },
    ],
    silent: [
      {
        variant: 'of-client',
        name: 'a service calls an API',
        text: serviceCall('https://api.example/orders', refused('invalid_token', undefined, 401)),
      },
      {
        variant: 'other-kind',
        name: 'a JWT that says it is a bearer token',
        text: callWith(jwtOf({ iss: 'https://idp.example', typ: 'Bearer' })),
      },
      { variant: 'of-answer', name: 'the access token', text: callWith('a81kLs02kdQfk39fL02kdQ8') },
    ],
  }),
});

/** Tells whether the token says of itself, or by a form that only its provider's have, that it is for another step. */
function isForOtherStep({ jwt, provider }: View, token: string): boolean {
  const type = String(jwt(token)?.claims.typ);
  return /^(?:refresh|offline)$/i.test(type) || isOfOtherKind(provider, token, 'access-token');
}

/** Tells whether a token without a user was sent to the UserInfo endpoint. OpenID Connect Core section 5.3. */
function isOfClientAtUserInfo({ before, subject }: View, token: string): boolean {
  const issue = before.findLast((one) => one.got('access_token') === token);
  return issue?.sent('grant_type') === 'client_credentials' && /\/user_?info\/?$/i.test(subject?.path ?? '');
}

function serviceCall(url: string, answered: string): string {
  const asked = tokenRequest({ grant_type: 'client_credentials', client_id: 'shop', client_secret: 'k39fL20fkLs02' });
  return paste(asked, tokens({ access_token: 'a81kLs02kdQfk39f' }), apiCall('Bearer a81kLs02kdQfk39f', url), answered);
}

function callWith(token: string): string {
  return paste(
    codeRedemption(),
    tokens({ refresh_token: 'rt81kLs02kdQfk39f' }),
    apiCall(`Bearer ${token}`),
    refused('invalid_token', undefined, 401),
  );
}
