import type { Habits } from '../../providers/provider.ts';
import { showValue } from '../../text/value.ts';
import { isOfClient } from '../client-authentication/request-of-client.ts';
import { answer, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

type Variant = 'redirect' | 'became-get' | 'arrived-as-get';

const moved = 'HTTP/1.1 301 Moved Permanently\nLocation: https://www.idp.example/token';

/** The endpoint was called at an address that redirects, which turns the POST into a GET. RFC 9110 section 15.4.2. */
export const tokenRequestRedirected = defineSign<Variant>({
  cause: 'transport-endpoint/token-request-redirected',
  variants: {
    redirect: 'The endpoint answers with a redirect',
    'arrived-as-get': 'A POST was sent, and the answer speaks of a GET',
    'became-get': 'A POST was redirected, and its address was asked with GET',
  },
  specs: ['RFC 9110 section 15.4.2', 'RFC 9110 section 15.4.3'],
  look: function* tokenRequestRedirected({ subject, before, habits }) {
    if (subject === undefined) return;
    if (isOfClient(subject) && isRedirected(subject) && subject.code === undefined) yield ofRedirect(subject, habits);
    if (isOfClient(subject) && subject.method === 'POST' && arrivesAsGet(subject)) {
      yield {
        variant: 'arrived-as-get',
        confidence: 'certain',
        specificity: 3,
        lines: [line('token request', 'a POST that arrived as GET', 'POST to the final address')],
      };
    }
    const post = redirectedPost(before);
    if (post === undefined || subject.method !== 'GET') return;
    if (subject.path.includes('token') || subject.path === post.path) {
      yield {
        variant: 'became-get',
        confidence: 'certain',
        specificity: 3,
        lines: [line('token request', `a POST answered with ${post.status}, then GET`, 'POST to the final address')],
      };
    }
  },
  cases: () => ({
    fires: [
      {
        variant: 'arrived-as-get',
        confidence: 'certain',
        name: 'the server has no route for GET',
        text: paste(codeRedemption(), answer(405, { detail: 'No route found for "GET /token": Method Not Allowed' })),
      },
      {
        variant: 'redirect',
        confidence: 'certain',
        name: 'the endpoint has moved to another host',
        text: paste(codeRedemption(), moved),
      },
      {
        variant: 'redirect',
        confidence: 'certain',
        name: 'an endpoint that the provider has retired leads to its home page',
        text: paste(
          codeRedemption({}, {}, 'https://account.withings.com/oauth2/token'),
          'HTTP/1.1 302 Found\nLocation: https://developer.withings.com/',
        ),
      },
      {
        variant: 'redirect',
        confidence: 'likely',
        name: 'everything is sent to a page for the time of an outage',
        text: paste(codeRedemption(), 'HTTP/1.1 302 Found\nLocation: https://idp.example/maintenance.html'),
      },
      {
        variant: 'became-get',
        confidence: 'certain',
        name: 'a library that followed the redirect',
        text: paste(
          codeRedemption(),
          moved,
          'GET https://www.idp.example/token',
          answer(405, { error: 'invalid_request' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'arrived-as-get',
        name: 'the server refuses the POST, and wants GET',
        text: paste(codeRedemption(), answer(405, { message: 'Method POST not allowed here, use GET' })),
      },
      {
        variant: 'redirect',
        name: 'the endpoint answers itself',
        text: paste(codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'became-get',
        name: 'a GET that nothing was redirected to',
        text: paste(
          codeRedemption(),
          refused('invalid_grant'),
          'GET https://www.idp.example/token',
          answer(405, { error: 'invalid_request' }),
        ),
      },
    ],
  }),
});

const refusesGet =
  /(?:^|["'`\s:])GET\b(?:(?!\bPOST\b)[^\n]){0,200}?(?:method not allowed|not (?:allowed|supported))|(?:method not allowed|route found for|not (?:allowed|supported))\W{0,6}(?:method\W{0,4})?GET\b|(?<!(?:allow|allowed|supported|use|valid|the) )\bmethod\W{1,4}GET\b/i;
const refusesPost = /\bPOST\b["'`]?[^\n,;:(]{0,40}\bnot (?:allowed|supported)|not (?:allowed|supported)\W{0,6}POST\b/i;

/** Tells whether the answer refuses a GET; where it refuses the POST itself, GET may be what it wants. */
function arrivesAsGet({ text }: Seen): boolean {
  return refusesGet.test(text) && !refusesPost.test(text);
}

function isRedirected({ status }: Seen): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

function redirectedPost(before: View['before']): Seen | undefined {
  return before.findLast((one) => one.method === 'POST' && one.isOf('token-request') && isRedirected(one));
}

/** Tells whether the endpoint has moved: another path may be a page for people, of a login or of an outage. */
function isSameEndpoint({ url, path }: Seen, location: string): boolean {
  const target = URL.parse(location, url)?.pathname ?? location.split(/[?#]/)[0] ?? '';
  return target.replace(/\/+$/, '') === path.replace(/\/+$/, '');
}

function ofRedirect(request: Seen, habits: Habits | undefined): Shown<Variant> {
  const location = request.answered('location');
  const isRetired = habits?.retiredPaths?.[request.path.replace(/\/$/, '')] !== undefined;
  const target = location === undefined ? '' : `, Location: ${showValue(location.split('?')[0] ?? '')}`;
  return {
    variant: 'redirect',
    confidence: isRetired || location === undefined || isSameEndpoint(request, location) ? 'certain' : 'likely',
    specificity: 3,
    lines: [line('token answer', `${request.status}${target}`, 'the final address of the endpoint, called directly')],
  };
}
