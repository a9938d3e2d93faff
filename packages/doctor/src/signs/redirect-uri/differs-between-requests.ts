import { showPair } from '../../text/value.ts';
import { isContradicted } from '../compatible.ts';
import { answer, authorizationRequest, callback, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { ofOneLeg } from './one-leg.ts';
import { twoInWords } from './two-in-words.ts';
import { differInQueryAlone, twoRequests } from './two-requests.ts';
import { isAboutRedirect, uriLine } from './uri-in-question.ts';

const cause = 'redirect-uri/differs-between-requests';

type Variant = 'compared' | 'at-redemption' | 'one-leg-only' | 'nothing';

/** Authorization request and token request have not the same redirect URI. RFC 6749 section 4.1.3. */
export const differsBetweenRequests = defineSign<Variant>({
  cause,
  variants: {
    compared: 'The token request has another redirect URI than the authorization request',
    'at-redemption': 'The redirect URI is refused as the code is redeemed, which the authorization request has passed',
    nothing: 'The token request has the word for nothing as its redirect URI',
    'one-leg-only': 'One of the two requests has a redirect URI, the other has none',
  },
  specs: ['RFC 6749 section 4.1.3'],
  look: function* differsBetweenRequests(view) {
    if (view.subject === undefined && atRedemption.test(view.printed)) {
      yield {
        variant: 'at-redemption',
        confidence: 'likely',
        specificity: 3,
        lines: [line('token request', 'refused for its redirect_uri', 'the text of the authorization request')],
      };
    }
    if (hasNothing(view)) {
      yield {
        variant: 'nothing',
        confidence: isAboutRedirect(view) ? 'certain' : 'likely',
        specificity: 3,
        lines: [line('redirect_uri', 'a word for nothing', 'the text of the authorization request')],
      };
    }
    const told = twoInWords(view);
    if (told !== undefined) {
      const lines = [uriLine(...showPair(told.sent, told.first), 'of the authorization request')];
      yield { variant: 'compared', confidence: told.confidence, specificity: 3, lines };
    }
    const requests = twoRequests(view);
    if (requests === undefined) return;
    const { sent, first } = requests;
    if (sent === undefined || first === undefined)
      yield* ofOneLeg(requests, isAboutRedirect(view) || isBare(requests.redemption, view));
    else if (sent !== first && !differInQueryAlone(sent, first))
      yield {
        variant: 'compared',
        confidence:
          view.isOneFlow && requests.redemption.has('code') && !hasOtherReason(requests.redemption)
            ? 'certain'
            : 'likely',
        specificity: 3,
        lines: [uriLine(...showPair(sent, first), 'of the authorization request')],
      };
  },
  cases: () => ({
    fires: [
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the answer names the address of the login, which was not saved',
        text: paste(
          codeRedemption({ redirect_uri: 'http://shop.example/callback' }),
          refused(
            'invalid_grant',
            'redirect_uri is not the one used in the authorization request: https://shop.example/callback',
          ),
        ),
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the same, where a log shows the form',
        text: 'DEBUG Writing [{grant_type=[authorization_code], code=[Lf93kfh20], redirect_uri=[http://shop.example/callback]}]\n400: {"error":"invalid_grant","error_description":"redirect_uri differs from the one of the authorization request (https://shop.example/callback)"}',
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'two lines, of which the one of the login names the token that it is for',
        text: paste(
          'login for a token with redirect_uri=https://shop.example/callback\ncode exchange with redirect_uri=https://shop.example/done',
          'Error: invalid_grant: the redirect_uri does not match',
        ),
      },
      {
        variant: 'nothing',
        confidence: 'certain',
        name: 'the part that redeems the code was not given the address',
        text: paste(
          codeRedemption({ redirect_uri: 'null' }),
          refused('invalid_request', 'redirect_uri is no absolute URI'),
        ),
      },
      {
        variant: 'at-redemption',
        confidence: 'likely',
        name: 'a library that sends the query of the callback along',
        text: 'log:\n(sso) Callback phase initiated.\n(sso) OAuth2::Error, redirect_uri_mismatch',
      },
      {
        variant: 'compared',
        confidence: 'certain',
        name: 'the server redeems with an address of its own',
        text: paste(
          authorizationRequest(),
          codeRedemption({ redirect_uri: 'https://shop.example/oauth/callback' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'a code that the callback of this login did not bring',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/admin/callback' }),
          callback({}, 'https://shop.example/admin/callback'),
          codeRedemption({ code: 'Pq02LskdQ1Kd' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'another address, and a server that falls over',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/admin/callback' }),
          codeRedemption(),
          answer(502, { message: 'upstream connect error' }),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'another address, and a code that is too old',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/admin/callback' }),
          codeRedemption(),
          refused('invalid_grant', 'the code has expired'),
        ),
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'two lines of a note',
        text: 'authorize redirect_uri=https://shop.example/callback\ntoken redirect_uri=https://shop.example/oauth/callback\ninvalid_grant',
      },
      {
        variant: 'compared',
        confidence: 'likely',
        name: 'the address that the login began with is told behind what failed',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/oauth/callback' }),
          refused('invalid_grant'),
          authorizationRequest(),
        ),
      },
      {
        variant: 'one-leg-only',
        confidence: 'certain',
        name: 'the token request has none, and is refused without a word',
        text: paste(authorizationRequest(), codeRedemption({ redirect_uri: undefined }), 'HTTP/1.1 400 Bad Request'),
      },
      {
        variant: 'one-leg-only',
        confidence: 'likely',
        name: 'the token request has none, and somebody has seen another reason',
        text: paste(
          authorizationRequest(),
          codeRedemption({ redirect_uri: undefined }),
          'HTTP/1.1 400 Bad Request',
          'The page says that the code has expired.',
        ),
      },
      {
        variant: 'one-leg-only',
        confidence: 'likely',
        name: 'the token request has none',
        text: paste(authorizationRequest(), codeRedemption({ redirect_uri: undefined }), refused('invalid_grant')),
      },
    ],
    silent: [
      {
        variant: 'compared',
        name: 'the answer names the address of the login, and it is the one that was sent',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/callback' }),
          refused('invalid_grant', 'The code of the authorization request (https://shop.example/callback) has expired'),
        ),
      },
      {
        variant: 'compared',
        name: 'the answer names where to begin anew',
        text: paste(
          codeRedemption(),
          refused('invalid_grant', 'Start again at the authorization endpoint: https://idp.example/oauth/authorize'),
        ),
      },
      {
        variant: 'compared',
        name: 'the same, of a redirect URI that is refused',
        text: paste(
          codeRedemption(),
          refused(
            'invalid_grant',
            'Invalid redirect_uri. Repeat the authorization request at https://idp.example/oauth/authorize',
          ),
        ),
      },
      {
        variant: 'compared',
        name: 'two lines of a note, with one address',
        text: 'authorize redirect_uri=https://shop.example/callback\ntoken redirect_uri=https%3A%2F%2Fshop.example%2Fcallback\ninvalid_grant',
      },
      {
        variant: 'nothing',
        name: 'an address whose host has such a name',
        text: paste(
          codeRedemption({ redirect_uri: 'https://null.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'one-leg-only',
        name: 'one in both, and status 400 without a word',
        text: paste(authorizationRequest(), codeRedemption(), answer(400, {})),
      },
      {
        variant: 'compared',
        name: 'two logins, one of them with this address, and no callback',
        text: paste(
          authorizationRequest({ state: 'first0001' }),
          authorizationRequest({ redirect_uri: 'https://shop.example/admin/callback' }),
          codeRedemption(),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'compared',
        name: 'the next login has another address, and brings a code of its own',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/oauth/callback' }),
          refused('invalid_grant'),
          authorizationRequest(),
          callback({ code: 'Pq02LskdQ1Kd' }),
        ),
      },
      {
        variant: 'compared',
        name: 'the login of another client behind what failed',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/oauth/callback' }),
          refused('invalid_grant'),
          authorizationRequest({ client_id: 'desk' }),
        ),
      },
      {
        variant: 'compared',
        name: 'the same in both',
        text: paste(authorizationRequest(), codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'one-leg-only',
        name: 'none in both, as RFC 6749 allows it with one that is registered',
        text: paste(
          authorizationRequest({ redirect_uri: undefined }),
          codeRedemption({ redirect_uri: undefined }),
          refused('invalid_grant'),
        ),
      },
    ],
  }),
});

/** Tells whether a fault of the request is answered with no word of which, and nobody else names another. */
function isBare({ status, code, text }: Seen, view: View): boolean {
  return status === 400 && code === undefined && text.trim() === '' && !isContradicted(cause, view.words);
}

/** Tells whether the server fell over, or calls the client another one: then it has not come to compare addresses. */
export function hasOtherReason({ status = 0, text }: Seen): boolean {
  return !/redirect/i.test(text) && (status >= 500 || /\b(?:other|different) client\b|another client/i.test(text));
}

/** The words of libraries for the redemption of a code, before the error. */
const atRedemption =
  /(?:callback phase|OAuth2::Error|fetch(?:ing)? (?:access )?token|token exchange|exchang\w+ (?:the )?code|TokenResponseException|getToken)[\s\S]{0,400}\bredirect_uri_mismatch/i;

/** Tells whether a code was redeemed with `null` or the like in the place of the address. */
function hasNothing({ subject }: View): boolean {
  const isRedemption = subject?.role === 'token-request' && subject.outcome === 'refused';
  return isRedemption && /^(?:null|undefined|none|nil)$/i.test(subject.sent('redirect_uri') ?? '');
}
