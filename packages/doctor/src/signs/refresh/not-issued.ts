import {
  apiCall,
  authorizationRequest,
  callback,
  codeRedemption,
  paste,
  refused,
  tokenRequest,
  tokens,
} from '../example.ts';
import { givesOtherReason, topics } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { isSignInAlone } from './sign-in-alone.ts';
import { asksFor, hasValue, wantedOf, wayToAskAgain } from './ways-to-ask.ts';

type Variant = 'flag-absent' | 'not-in-answer' | 'not-asked' | 'asked-in-vain';

const misses =
  /refresh.{0,5}token|offline|(?:session|login|connection|token)s?.{0,30}\b(?:ends?|expires?|expired|lost|lasts?|dies?|gone)\b|(?:one|1|an|8|eight|4|four|few) hours?|(?:authenticate|authori[sz]e|connect|log ?in|sign ?in) again\b|re-?(?:login|auth(?:entic|ori[sz])\w+|connect)|refresh\w{0,6}["']?\s?[:=]\s?["']{2}|work(?:s|ed|ing)? (?:only )?(?:shortly|briefly|for a while)/i;
const ends =
  /\b(?:expire[sd]?|ends?|dies?|lost|hours?|days?|minutes?|re-?(?:login|authori[sz]e|connect))\b|can(?:not|['’]t) refresh/i;
/** Told of providers that give the token at the first consent alone. */
const laterLogins =
  /\b(?:first|subsequent|second|next|later) (?:time|logins?|sign-?ins?|authori[sz]ations?|consents?)\b/i;

const google = 'https://accounts.google.com/o/oauth2/v2/auth';

/** A code was redeemed, and the answer has no refresh token. OpenID Connect Core section 11. */
export const notIssued = defineSign<Variant>({
  cause: 'refresh/not-issued',
  variants: {
    'flag-absent': 'The authorization request lacks what this provider gives a refresh token for',
    'not-in-answer': 'Somebody misses the refresh token, and the token answer has none',
    'not-asked': 'The token answer has no refresh token, and none was asked for',
    'asked-in-vain': 'A refresh token was asked for, and the token answer has none',
  },
  specs: ['RFC 6749 section 5.1', 'OpenID Connect Core section 11'],
  look: function* notIssued(view) {
    const answer = answerWithoutRefreshToken(view);
    if (answer === undefined) return;
    const start = view.all.findLast(
      (one) => one.index < answer.index && one.isOf('authorization-request', 'pushed-authorization-request'),
    );
    const isAsked = start !== undefined && asksFor(start);
    const isMissed = misses.test(view.remarks + view.printed);
    const isFine = view.all.every((one) => one.outcome !== 'refused');
    const isLater = laterLogins.test(view.remarks + view.printed);
    const wanted = [...wantedOf(view), ...(isLater ? Object.entries(view.habits?.offline?.again ?? {}) : [])];
    const isOther = isRefusedForOther(view, answer);
    const lacking = start === undefined ? undefined : wanted.find((one) => !hasValue(start, one));
    if (isFine && view.words.trim() === '' && start !== undefined && isSignInAlone(start)) return;
    if (lacking !== undefined) {
      const [name, value] = lacking;
      const confidence = isOther
        ? 'possible'
        : isMissed || isAsked
          ? 'certain'
          : isFine && view.words.trim() === ''
            ? 'likely'
            : 'possible';
      yield shown('flag-absent', confidence, `${name} without ${value}`, `${name}=${value}`);
    } else if (isMissed) {
      const isFree = wantedOf(view).length === 0;
      const isGuess = start === undefined && isFree && !/refresh/i.test(view.words);
      // A token that has no end needs none (RFC 6749 section 5.1), where no way is known to ask for one.
      const isEndless = isFree && isFine && answer.got('expires_in') === undefined && !ends.test(view.words);
      const isOpen = isGuess || answer.parameters.length === 0;
      const confidence = isEndless || isOther ? 'possible' : isOpen ? 'likely' : 'certain';
      yield shown('not-in-answer', confidence, nothing, wayToAskAgain(view));
    } else if (isFine && (isAsked || view.words.trim() !== '')) {
      const expected = 'a refresh_token, asked for as this provider wants it';
      yield isAsked
        ? shown('asked-in-vain', 'likely', nothing, expected)
        : shown('not-asked', 'possible', nothing, expected);
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'flag-absent',
        confidence: 'certain',
        name: 'what the app stored has an empty one',
        text: paste(
          'Stored: {"access": "…", "refresh": ""}',
          authorizationRequest({ scope: 'openid' }, google),
          redeemedAtGoogle(),
          tokens(),
        ),
      },
      {
        variant: 'not-in-answer',
        confidence: 'likely',
        name: 'the start of the login, and an answer to a request that nobody saved',
        text: paste(
          `1.\n${authorizationRequest({ access_type: 'offline' }, google)}`,
          `2.\nResponse:\n${tokens()}`,
          'No refresh token is returned.',
        ),
      },
      {
        variant: 'flag-absent',
        confidence: 'certain',
        name: 'Google at a later login, without prompt=consent',
        text: paste(
          'The first time it is there, at later logins it is not.',
          authorizationRequest({ access_type: 'offline' }, google),
          redeemedAtGoogle(),
          tokens(),
        ),
      },
      {
        variant: 'flag-absent',
        confidence: 'likely',
        name: 'Google without access_type=offline, for an API that goes on after the sign-in',
        text: paste(
          authorizationRequest({ scope: 'openid https://www.googleapis.com/auth/calendar' }, google),
          redeemedAtGoogle(),
          tokens(),
        ),
      },
      {
        variant: 'not-in-answer',
        confidence: 'certain',
        name: 'everybody has to sign in again',
        text: paste('A few hours later I must sign in again.', authorizationRequest(), codeRedemption(), tokens()),
      },
      {
        variant: 'not-in-answer',
        confidence: 'certain',
        name: 'the logins end after an hour',
        text: paste('Every login ends after 1 hour.', authorizationRequest(), codeRedemption(), tokens()),
      },
      {
        variant: 'not-in-answer',
        confidence: 'possible',
        name: 'somebody wonders that there is none, and the token has no end',
        text: paste(
          'No refresh_token in it?',
          authorizationRequest(),
          codeRedemption(),
          tokens({ expires_in: undefined }),
        ),
      },
      {
        variant: 'not-in-answer',
        confidence: 'possible',
        name: 'the API refuses the new token for its audience, and the client signs in again and again',
        text: paste(
          'The client has to re-authenticate in a loop.',
          authorizationRequest(),
          codeRedemption(),
          tokens({ access_token: 'Zk39fL20fkLs02kdQ8' }),
          apiCall('Bearer Zk39fL20fkLs02kdQ8'),
          refused('invalid_token', 'the audience is not this API', 401),
        ),
      },
      {
        variant: 'not-asked',
        confidence: 'possible',
        name: 'a login against a server whose ID token the client does not take',
        text: paste(
          'Our login against the new server fails.',
          codeRedemption(),
          tokens(),
          'JWTClaimValidationFailed: unexpected "iss" claim value',
        ),
      },
      {
        variant: 'not-in-answer',
        confidence: 'possible',
        name: 'a silent login is refused behind it',
        text: paste(
          'Everybody must log in again.',
          authorizationRequest(),
          codeRedemption(),
          tokens(),
          authorizationRequest({ prompt: 'none' }),
          callback({ code: undefined, error: 'login_required' }),
        ),
      },
      {
        variant: 'not-asked',
        confidence: 'possible',
        name: 'a login of which somebody asks something',
        text: paste(authorizationRequest({ scope: 'openid' }), codeRedemption(), tokens(), 'Why is it gone later?'),
      },
      {
        variant: 'asked-in-vain',
        confidence: 'likely',
        name: 'offline_access, and no refresh token',
        text: paste(authorizationRequest({ scope: 'openid offline_access' }), codeRedemption(), tokens()),
      },
    ],
    silent: [
      {
        variant: 'flag-absent',
        name: 'a sign-in with Google, which asks who the user is and nothing else',
        text: paste(authorizationRequest({ scope: 'openid email profile' }, google), redeemedAtGoogle(), tokens()),
      },
      {
        variant: 'flag-absent',
        name: 'a sign-in with Microsoft, which reads the profile',
        text: paste(
          authorizationRequest(
            { scope: 'openid profile User.Read' },
            'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
          ),
          codeRedemption({}, {}, 'https://login.microsoftonline.com/common/oauth2/v2.0/token'),
          tokens(),
        ),
      },
      {
        variant: 'not-asked',
        name: 'a login alone, of which nobody complains',
        text: paste(authorizationRequest({ scope: 'openid' }), codeRedemption(), tokens()),
      },
      {
        variant: 'not-in-answer',
        name: 'a program that prints the name of the endpoint, and another reason',
        text: paste(authorizationRequest(), codeRedemption(), tokens(), 'Error: self.token_endpoint: scope changed'),
      },
      {
        variant: 'asked-in-vain',
        name: 'offline_access, and a refresh token',
        text: paste(
          authorizationRequest({ scope: 'openid offline_access' }),
          codeRedemption(),
          tokens({ refresh_token: 'Rt8fk39fL02kd' }),
        ),
      },
      {
        variant: 'not-asked',
        name: 'an answer to a grant that gives no refresh token',
        text: paste(tokenRequest({ grant_type: 'client_credentials', client_id: 'shop' }), tokens()),
      },
    ],
  }),
});

function redeemedAtGoogle(): string {
  return codeRedemption({}, {}, 'https://oauth2.googleapis.com/token');
}

const nothing = 'no refresh_token in the token answer';

/** The last answer with an access token, where it redeemed a code and has no refresh token. */
function answerWithoutRefreshToken({ subject, all }: View): Seen | undefined {
  if (subject !== undefined) return undefined;
  const answer = all.findLast(
    (one) => one.role === 'token-request' && one.outcome === 'accepted' && one.got('access_token') !== undefined,
  );
  if (answer === undefined || answer.got('refresh_token') !== undefined) return undefined;
  const grant = answer.sent('grant_type');
  return grant === 'authorization_code' || (grant === undefined && (answer.has('code') || isUnsaved(answer, all)))
    ? answer
    : undefined;
}

/** Tells whether nobody saved the request to this answer, which follows the start of a login. */
function isUnsaved({ parameters, index }: Seen, all: readonly Seen[]): boolean {
  return parameters.length === 0 && all.some((one) => one.index < index && one.role === 'authorization-request');
}

/** Tells whether an API refused the very token for another reason than its age, or a login without the user (`none`). */
function isRefusedForOther({ all }: View, answer: Seen): boolean {
  return all.some(
    (one) =>
      (one.bearer === answer.got('access_token') &&
        one.index > answer.index &&
        one.outcome === 'refused' &&
        givesOtherReason(one, topics.time)) ||
      one.code === 'login_required',
  );
}

function shown(variant: Variant, confidence: Shown['confidence'], seen: string, expected: string): Shown<Variant> {
  return {
    variant,
    confidence,
    specificity: 3,
    lines: [line('authorization request and token answer', seen, expected)],
  };
}
