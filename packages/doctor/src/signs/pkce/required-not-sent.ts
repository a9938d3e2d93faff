import {
  answer,
  authorizationRequest,
  callback,
  codeRedemption,
  examplePair,
  paste,
  post,
  refused,
} from '../example.ts';
import { isAbout, saysAbout } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { failedAuthorization } from './flow-of-code.ts';

/** The server wants PKCE, and the authorization request has no challenge. RFC 9700 section 2.1.1. */
export const requiredNotSent = defineSign({
  cause: 'pkce/required-not-sent',
  variants: { 'challenge-absent': 'The authorization request has no code_challenge, and the answer asks for PKCE' },
  specs: ['RFC 9700 section 2.1.1'],
  look: function* requiredNotSent(view) {
    const request = failedAuthorization(view) ?? refusedStart(view);
    if (request === undefined || bringsChallenge(request) || !isAbout(view, 'pkce')) return;
    yield {
      variant: 'challenge-absent',
      confidence: saysAbout(view.subject, 'pkce') && isAskedOf(view, request) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('code_challenge', 'none', 'BASE64URL(SHA256(code_verifier)), 43 characters')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'challenge-absent',
        confidence: 'certain',
        name: 'the answer names the parameter',
        text: paste(authorizationRequest(), refused('invalid_request', 'code_challenge is needed here')),
      },
      {
        variant: 'challenge-absent',
        confidence: 'certain',
        name: 'the callback brings the refusal',
        text: paste(
          authorizationRequest(),
          callback({ code: undefined, error: 'invalid_request', error_description: 'code_challenge is needed here' }),
        ),
      },
      {
        variant: 'challenge-absent',
        confidence: 'certain',
        name: 'the token endpoint misses the verifier of a login without challenge',
        text: paste(
          authorizationRequest(),
          callback(),
          codeRedemption(),
          refused('invalid_grant', 'Invalid code verifier'),
        ),
      },
      {
        variant: 'challenge-absent',
        confidence: 'likely',
        name: 'nothing leads from the login to the code, which may be of another login',
        text: paste(authorizationRequest(), codeRedemption(), refused('invalid_grant', 'Invalid code verifier')),
      },
      {
        variant: 'challenge-absent',
        confidence: 'likely',
        name: 'the token endpoint would take a secret as well',
        text: paste(
          authorizationRequest(),
          callback(),
          codeRedemption(),
          refused('invalid_client', 'Client secret or code_verifier must be provided', 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'challenge-absent',
        name: 'the verifier was compared with a challenge, which another login brought',
        text: paste(
          authorizationRequest(),
          callback(),
          codeRedemption(),
          refused('invalid_grant', 'code_verifier did not match code_challenge'),
        ),
      },
      {
        variant: 'challenge-absent',
        name: 'the end of the address was left out',
        text: paste(
          `${authorizationRequest()}&...`,
          callback(),
          codeRedemption(),
          refused('invalid_grant', 'Invalid code verifier'),
        ),
      },
      {
        variant: 'challenge-absent',
        name: 'the challenge was pushed, and the address bar was shortened',
        text: paste(
          post('https://idp.example/par', `client_id=shop&response_type=code&code_challenge=${examplePair.challenge}`, {
            'Content-Type': 'application/x-www-form-urlencoded',
          }),
          answer(201, { request_uri: 'urn:k39fL20f', expires_in: 60 }),
          'GET https://idp.example/authorize?client_id=shop',
          codeRedemption(),
          refused('invalid_grant', 'code_verifier is required'),
        ),
      },
      {
        variant: 'challenge-absent',
        name: 'the challenge may be in the request that was pushed',
        text: paste(
          authorizationRequest({ request_uri: 'urn:k39fL20f' }),
          codeRedemption(),
          refused('invalid_grant', 'Invalid code verifier'),
        ),
      },
      {
        variant: 'challenge-absent',
        name: 'a challenge was sent, and the server speaks of its method',
        text: paste(
          authorizationRequest({ code_challenge: examplePair.challenge, code_challenge_method: 'S512' }),
          refused('invalid_request', 'code_challenge_method is not supported'),
        ),
      },
      {
        variant: 'challenge-absent',
        name: 'no challenge, and the answer speaks of the redirect URI',
        text: paste(authorizationRequest(), refused('invalid_request', 'redirect_uri is not registered')),
      },
    ],
  }),
});

/** The authorization request behind a callback that brings an error about PKCE. RFC 6749 section 4.1.2.1. */
function refusedStart({ subject, start, before }: View): Seen | undefined {
  if (!saysAbout(subject, 'pkce')) return undefined;
  const isBrought = subject?.role === 'authorization-response' && subject.has('error');
  // Some servers ask for it at the token endpoint alone, of which a pushed request may know more.
  const isRedeemed = subject?.sent('code') !== undefined && !subject.has('code_verifier');
  // Who compares has a challenge, and then this is not the login that brought the code.
  const isCompared = /match|differ/i.test(subject?.text ?? '');
  const isPushed = before.some((one) => one.role === 'pushed-authorization-request');
  const isWhole = start?.sent('client_id') !== undefined && !start.isAddressCut && !start.has('request');
  return isBrought || (isRedeemed && !isCompared && !isPushed && isWhole && !start.has('request_uri'))
    ? start
    : undefined;
}

/** Tells whether a challenge was sent, be it that its value was blotted out. */
function bringsChallenge({ parameters }: Seen): boolean {
  return parameters.some(({ name, value }) => name === 'code_challenge' && value !== '');
}

/** Tells whether the answer that is looked at belongs to this request, and asks for PKCE and for nothing in its place. */
function isAskedOf({ subject, callback, isOneFlow }: View, request: Seen): boolean {
  if (subject === request) return true;
  const isLed = subject === callback || (callback?.sent('code') !== undefined && !/secret/i.test(subject?.text ?? ''));
  return isOneFlow && isLed;
}
