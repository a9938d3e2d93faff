import { showValue } from '../../text/value.ts';
import { isOfClient } from '../client-authentication/request-of-client.ts';
import { answer, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';

type Variant = 'redirect' | 'became-get';

const moved = 'HTTP/1.1 301 Moved Permanently\nLocation: https://www.idp.example/token';

/** The endpoint was called at an address that redirects, which turns the POST into a GET. RFC 9110 section 15.4.2. */
export const tokenRequestRedirected = defineSign<Variant>({
  cause: 'transport-endpoint/token-request-redirected',
  variants: {
    redirect: 'The endpoint answers with a redirect',
    'became-get': 'A POST was redirected, and its address was asked with GET',
  },
  specs: ['RFC 9110 section 15.4.2', 'RFC 9110 section 15.4.3'],
  look: function* tokenRequestRedirected({ subject, before }) {
    if (subject === undefined) return;
    if (isOfClient(subject) && isRedirected(subject) && subject.code === undefined) yield ofRedirect(subject);
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
  cases: {
    fires: [
      {
        variant: 'redirect',
        name: 'the endpoint has moved to another host',
        text: paste(codeRedemption(), moved),
      },
      {
        variant: 'became-get',
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
  },
});

function isRedirected({ status }: Seen): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

function redirectedPost(before: View['before']): Seen | undefined {
  return before.findLast((one) => one.method === 'POST' && one.isOf('token-request') && isRedirected(one));
}

function ofRedirect(request: Seen): Shown<Variant> {
  const location = request.answered('location');
  const target = location === undefined ? '' : `, Location: ${showValue(location.split('?')[0] ?? '')}`;
  return {
    variant: 'redirect',
    confidence: 'certain',
    specificity: 3,
    lines: [line('token answer', `${request.status}${target}`, 'the final address of the endpoint, called directly')],
  };
}
