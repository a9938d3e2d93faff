import { addressOf } from '../../evidence/address.ts';
import { showPair, showValue } from '../../text/value.ts';
import { authorizationRequest, callback, codeRedemption, paste, refused, tokens } from '../example.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { asRegistered } from './registered-uri.ts';
import { twoMarks } from './two-marks.ts';
import { differInQueryAlone, twoRequests } from './two-requests.ts';
import { slipInMessage } from './uri-in-message.ts';
import { isAboutRedirect, type SuspectedUri, suspectedBeforeCode, uriLine } from './uri-in-question.ts';

type Variant = 'second-mark' | 'between-requests' | 'registered' | 'callback-query' | 'query' | 'fragment';

const cause = 'redirect-uri/extra-query';
const callbackParameter = /[?&](?:code|state|error|iss|session_state|scope)=/;

/** A query or a fragment stands behind the redirect URI. RFC 6749 section 3.1.2, RFC 9700 section 2.1. */
export const extraQuery = defineSign<Variant>({
  cause,
  variants: {
    'second-mark': 'The answer was put behind a second question mark, since the redirect URI has a query of its own',
    'between-requests': 'One of the two requests has a query or fragment behind the redirect URI, the other has not',
    registered: 'The redirect URI that the capture says is registered has another query or fragment',
    'callback-query': 'The redirect URI has the query of a callback behind it',
    query: 'A query stands behind the redirect URI',
    fragment: 'A fragment stands behind the redirect URI',
  },
  specs: ['RFC 6749 section 3.1.2', 'RFC 9700 section 2.1'],
  look: function* extraQuery(view) {
    if (view.subject === undefined) yield* twoMarks(view);
    const told = slipInMessage(view);
    if (told?.slip === 'query') yield* byItsForm({ ...told, isNamed: true });
    yield* betweenRequests(view);
    yield* asRegistered(view, cause);
    yield* withItsCode(view);
    const asked = suspectedBeforeCode(view);
    if (asked !== undefined) yield* byItsForm(asked);
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the server prints the two that it compares, and calls the client invalid',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?next=cart' }),
          refused('invalid_client', undefined, 401),
          'getRedirectUri: string(29) "https://shop.example/callback" string(39) "https://shop.example/callback?next=cart"',
        ),
      },
      {
        variant: 'second-mark',
        confidence: 'certain',
        name: 'the provider adds a question mark in any case',
        text: 'GET https://shop.example/callback?shop=7?code=Lf93kfh20LsdkfP\n\nThe callback has no code.',
      },
      {
        variant: 'second-mark',
        confidence: 'likely',
        name: 'behind the redirect URI that was sent, and nobody says that it failed',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?shop=7' }),
          'GET https://shop.example/callback?shop=7?code=Lf93kfh20LsdkfP',
        ),
      },
      {
        variant: 'between-requests',
        confidence: 'certain',
        name: 'the page redeems with its own address, query included',
        text: paste(
          authorizationRequest(),
          codeRedemption({ redirect_uri: 'https://shop.example/callback?from=cart' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the next page is told in the query',
        text: paste(
          'Registered is https://shop.example/callback',
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?next=cart' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'callback-query',
        confidence: 'likely',
        name: 'a message alone names the address of the callback, of a site with http',
        text: 'Spotify: OAuth2::Error, invalid_grant: Invalid redirect URI http://shop.example/callback?code=Lf93kfh20LsdkfP&state=k39f',
      },
      {
        variant: 'callback-query',
        confidence: 'likely',
        name: 'a login that begins on the page of the callback before',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?code=Pq02LskdQ1Kd&state=93hg' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'callback-query',
        confidence: 'certain',
        name: 'the code that is redeemed stands in the redirect URI as well, and nobody saved the answer',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/callback?code=Lf93kfh20LsdkfP' }),
          'This call fails for me.',
        ),
      },
      {
        variant: 'callback-query',
        confidence: 'likely',
        name: 'the same, and an answer with another reason',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/callback?code=Lf93kfh20LsdkfP&state=93hg' }),
          refused('invalid_grant', 'The authorization code has expired.'),
        ),
      },
      {
        variant: 'query',
        confidence: 'likely',
        name: 'a query, and nothing is known of the registration',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?next=cart' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'query',
        confidence: 'likely',
        name: 'a message alone names the address',
        text: 'Error: redirect_uri_mismatch\nThe redirect URI https://shop.example/callback?shop=7 does not match.',
      },
      {
        variant: 'fragment',
        confidence: 'likely',
        name: 'an app that routes by #',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/#/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'two addresses in one line, of which none was sent',
        text: paste(
          authorizationRequest(),
          refused('invalid_client', undefined, 401),
          'The redirect URI differs: string(7) "https://a.example/" string(11) "https://a.example/?a=b"',
        ),
      },
      {
        variant: 'query',
        name: 'a message alone names the route of a front controller',
        text: 'Error: redirect_uri_mismatch\nThe redirect URI https://shop.example/index.php?route=login/callback does not match.',
      },
      {
        variant: 'second-mark',
        name: 'the page to go on with has a code of its own, and the login ends with tokens',
        text: paste(
          'GET https://shop.example/login?next=/promo?code=SALE\n\nHTTP/1.1 200 OK',
          authorizationRequest(),
          callback(),
          codeRedemption(),
          tokens(),
        ),
      },
      {
        variant: 'second-mark',
        name: 'the page to go on with has a code of its own, and the login fails',
        text: paste(
          'GET https://shop.example/login?next=/promo?code=SALE\n\nHTTP/1.1 200 OK',
          authorizationRequest(),
          'The login fails here.',
        ),
      },
      {
        variant: 'callback-query',
        name: 'a code of the app stands in the redirect URI, as it did before',
        text: paste(
          codeRedemption({ redirect_uri: 'https://shop.example/callback?code=SALE7' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'between-requests',
        name: 'the same query in both',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?shop=7' }),
          codeRedemption({ redirect_uri: 'https://shop.example/callback?shop=7' }),
          refused('invalid_grant'),
        ),
      },
      {
        variant: 'query',
        name: 'the query is the route of a front controller',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/index.php?route=login/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'another path, and no query',
        text: paste(
          'Registered is https://shop.example/auth/callback',
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  }),
});

function* betweenRequests(view: View): Generator<Shown<Variant>> {
  const { sent, first } = twoRequests(view) ?? {};
  if (sent === undefined || first === undefined || sent === first || !differInQueryAlone(sent, first)) return;
  yield {
    variant: 'between-requests',
    confidence: view.isOneFlow ? 'certain' : 'likely',
    specificity: 3,
    lines: [uriLine(...showPair(sent, first), 'of the authorization request')],
  };
}

/** The address of the callback as it came: the code that is redeemed, which nobody knew before, stands in it. */
function* withItsCode(view: View): Generator<Shown<Variant>> {
  const { redemption, sent = '', first } = twoRequests(view) ?? {};
  const code = redemption?.sent('code');
  const query = new URLSearchParams(addressOf(sent)?.query ?? '');
  if (code === undefined || sent === first || query.get('code') !== code) return;
  const isOfGrant = redemption?.code === undefined || redemption.code === 'invalid_grant';
  yield {
    variant: 'callback-query',
    confidence: isOfGrant || isAboutRedirect(view) ? 'certain' : 'likely',
    specificity: 3,
    lines: [
      uriLine(
        showValue(sent.replace(/\?.*/s, '?code=…')),
        'the address without the query of the callback',
        'as it was sent before there was a code',
      ),
    ],
  };
}

function* byItsForm({ uri, address, isNamed }: Omit<SuspectedUri, 'subject'>): Generator<Shown<Variant>> {
  const shown = (variant: Variant, expected: string, specificity: 2 | 3): Shown<Variant> => ({
    variant,
    confidence: isNamed ? 'likely' : 'possible',
    specificity,
    lines: [uriLine(showValue(uri), expected, 'as a registration usually has it')],
  });
  if (callbackParameter.test(uri)) yield shown('callback-query', 'the address without the query of the callback', 3);
  else if (address.query !== '' && !isRoute(address.query))
    yield shown('query', 'the address without a query that changes', 2);
  if (address.fragment !== '') yield shown('fragment', 'the address without a fragment', 3);
}

/** Tells whether the query names a page of the app, as front controllers have it: it is the same in each request. */
function isRoute(query: string): boolean {
  return query
    .replace(/^\?/, '')
    .split('&')
    .every((pair) =>
      /^(?:action|page|route|option|task|view|controller|module|plugin|r|q|do|mod|c|m|a|eID)=[a-z][a-z_/.-]{1,60}$/i.test(
        pair,
      ),
    );
}
