import { showPair, showValue } from '../../text/value.ts';
import { authorizationRequest, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { asRegistered } from './registered-uri.ts';
import { differInQueryAlone, twoRequests } from './two-requests.ts';
import { type SuspectedUri, suspectedBeforeCode, uriLine } from './uri-in-question.ts';

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
    yield* betweenRequests(view);
    yield* asRegistered(view, cause);
    const asked = suspectedBeforeCode(view);
    if (asked !== undefined) yield* byItsForm(asked);
  },
  cases: {
    fires: [
      {
        variant: 'second-mark',
        confidence: 'certain',
        name: 'the provider adds a question mark in any case',
        text: 'GET https://shop.example/callback?shop=7?code=Lf93kfh20LsdkfP\n\nThe callback has no code.',
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
        name: 'a login that begins on the page of the callback before',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?code=Pq02LskdQ1Kd&state=93hg' }),
          refused('invalid_request', 'redirect_uri is not registered'),
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
        variant: 'between-requests',
        name: 'the same query in both',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback?shop=7' }),
          codeRedemption({ redirect_uri: 'https://shop.example/callback?shop=7' }),
          refused('invalid_grant'),
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
  },
});

function* betweenRequests(view: View): Generator<Shown<Variant>> {
  const { sent, first } = twoRequests(view) ?? {};
  if (sent === undefined || first === undefined || sent === first || !differInQueryAlone(sent, first)) return;
  yield {
    variant: 'between-requests',
    confidence: 'certain',
    specificity: 3,
    lines: [uriLine(...showPair(sent, first), 'of the authorization request')],
  };
}

function* byItsForm({ uri, address, isNamed }: SuspectedUri): Generator<Shown<Variant>> {
  const shown = (variant: Variant, expected: string, specificity: 2 | 3): Shown<Variant> => ({
    variant,
    confidence: isNamed ? 'likely' : 'possible',
    specificity,
    lines: [uriLine(showValue(uri), expected, 'as a registration usually has it')],
  });
  if (callbackParameter.test(uri)) yield shown('callback-query', 'the address without the query of the callback', 3);
  else if (address.query !== '') yield shown('query', 'the address without a query that changes', 2);
  if (address.fragment !== '') yield shown('fragment', 'the address without a fragment', 3);
}

function* twoMarks({ all }: View): Generator<Shown<Variant>> {
  const found = all.map(({ url }) => url).find((url) => /^[^?#]*\?[^?#]*\?(?:code|state|error)=/.test(url));
  if (found === undefined) return;
  const asked = found.slice(0, found.lastIndexOf('?'));
  yield {
    variant: 'second-mark',
    confidence: 'certain',
    specificity: 3,
    lines: [uriLine(showValue(`${asked}?…`), showValue(asked.split('?')[0] ?? ''), 'without a query of its own')],
  };
}
