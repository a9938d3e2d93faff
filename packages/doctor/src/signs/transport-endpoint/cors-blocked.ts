import { showValue } from '../../text/value.ts';
import { isOfClient } from '../client-authentication/request-of-client.ts';
import { codeRedemption, examplePair, paste, refused } from '../example.ts';
import { hasFailed, isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';

/** A script of a page calls an endpoint that permits no page to read its answers. Fetch standard. */
export const corsBlocked = defineSign({
  cause: 'transport-endpoint/cors-blocked',
  variants: {
    preflight: 'The preflight request was refused',
    'no-header': 'A page of another origin called, and no header permits it to read the answer',
  },
  specs: ['Fetch standard, CORS protocol'],
  look: function* corsBlocked(view) {
    const { subject } = view;
    if (subject === undefined || !(hasFailed(view) || isComplainedOf(view))) return;
    const { method, status } = subject;
    if (method === 'OPTIONS' && status !== undefined && status >= 400) {
      yield {
        variant: 'preflight',
        confidence: 'certain',
        specificity: 3,
        lines: [line('OPTIONS', `answered with ${status}`, 'Access-Control-Allow-Origin for the page')],
      };
      return;
    }
    const origin = originOfPage(subject);
    if (origin === undefined || !isCall(subject)) return;
    if (subject.answered('access-control-allow-origin') !== undefined) return;
    const isTold = /\bcors\b|access-control-allow|cross-origin|failed to fetch|networkerror when/i.test(view.words);
    const isOfBrowser = subject.outcome === 'accepted' || /browser/i.test(view.remarks);
    if (!isTold && status !== undefined && !(isOfBrowser && hasHeaders(subject))) return;
    yield {
      variant: 'no-header',
      confidence: isTold ? 'certain' : status === undefined ? 'possible' : 'likely',
      specificity: 3,
      lines: [line('Access-Control-Allow-Origin', 'none', showValue(origin))],
    };
  },
  cases: {
    fires: [
      {
        variant: 'preflight',
        confidence: 'certain',
        name: 'the endpoint does not know OPTIONS',
        text: paste(
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example',
          refused('invalid_request', undefined, 405),
        ),
      },
      {
        variant: 'no-header',
        confidence: 'certain',
        name: 'a page redeems the code, and the browser keeps the answer back',
        text: paste(
          'TypeError: Failed to fetch',
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://shop.example' }),
        ),
      },
    ],
    silent: [
      {
        variant: 'no-header',
        name: 'the page is permitted, and the code is not accepted',
        text: paste(
          'TypeError: Failed to fetch',
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://shop.example' }),
          refused('invalid_grant').replace(
            'Content-Type',
            'Access-Control-Allow-Origin: https://shop.example\nContent-Type',
          ),
        ),
      },
      {
        variant: 'no-header',
        name: 'a page of the server itself calls',
        text: paste(
          'TypeError: Failed to fetch',
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://idp.example' }),
        ),
      },
    ],
  },
});

/** The origin of the page whose script sent this to another host. */
function originOfPage(subject: Seen): string | undefined {
  const origin = subject.header('origin');
  const isNavigation = subject.header('sec-fetch-mode') === 'navigate';
  return isNavigation || origin?.endsWith(`//${subject.host}`) === true ? undefined : origin;
}

/** Tells whether scripts call this, where browsers are sent to other addresses. */
function isCall(subject: Seen): boolean {
  return (
    isOfClient(subject) ||
    subject.isOf('resource-request', 'metadata-request', 'registration-request') ||
    subject.method === 'OPTIONS'
  );
}

/** Tells whether the headers of the answer were saved, so that a missing one was not sent. */
function hasHeaders({ exchange }: Seen): boolean {
  return (exchange.response?.headers.length ?? 0) > 1;
}
