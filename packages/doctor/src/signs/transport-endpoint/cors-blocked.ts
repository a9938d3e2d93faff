import { showValue } from '../../text/value.ts';
import { isOfClient } from '../client-authentication/request-of-client.ts';
import { codeRedemption, examplePair, paste, refused, tokens } from '../example.ts';
import { hasFailed, isComplainedOf } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

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
    const isAsked = subject.header('access-control-request-method') !== undefined && hasHeaders(subject, view);
    const isTold = ofBrowser.test(view.words) || /\bcors\b/i.test(view.printed) || isUngranted(subject, view);
    const isAnswered = status !== undefined && status >= 500;
    if (method === 'OPTIONS' && status !== undefined && status >= 400) {
      yield {
        variant: 'preflight',
        confidence: !isTold && isFollowed(subject, view) ? 'possible' : isAnswered ? 'likely' : 'certain',
        specificity: 3,
        lines: [line('OPTIONS', `answered with ${status}`, 'Access-Control-Allow-Origin for the page')],
      };
      return;
    }
    const origin = originOfPage(subject);
    if (origin === undefined || !isCall(subject)) return;
    if (subject.answered('access-control-allow-origin') !== undefined) return;
    const isOfBrowser = subject.outcome === 'accepted' || /browser/i.test(view.remarks);
    if (!isTold && status !== undefined && !(isOfBrowser && hasHeaders(subject, view))) return;
    yield {
      variant: 'no-header',
      confidence:
        (isTold && !isAnswered && !hasReason(subject)) || (isAsked && !isFollowed(subject, view))
          ? 'certain'
          : !isTold && status === undefined
            ? 'possible'
            : 'likely',
      specificity: 3,
      lines: [line('Access-Control-Allow-Origin', 'none', showValue(origin))],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'no-header',
        confidence: 'likely',
        name: 'a preflight that grants the origin, and an answer that does not',
        text: paste(
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example\nAccess-Control-Request-Method: POST',
          'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://shop.example\nAccess-Control-Allow-Methods: POST',
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://shop.example' }),
          tokens(),
          'The page gets no token.',
        ),
      },
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
        variant: 'preflight',
        confidence: 'possible',
        name: 'a try by hand, after which the endpoint is called',
        text: paste(
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example',
          'HTTP/1.1 405 Method Not Allowed',
          codeRedemption({ client_secret: 'k39f' }),
          refused('invalid_client', 'Client secret is wrong', 401),
        ),
      },
      {
        variant: 'no-header',
        confidence: 'certain',
        name: 'a preflight that grants methods, and no origin',
        text: paste(
          'The login page stays empty.',
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example',
          'HTTP/1.1 200 OK\nAccess-Control-Allow-Methods: POST',
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://shop.example' }),
          tokens(),
        ),
      },
      {
        variant: 'no-header',
        confidence: 'certain',
        name: 'a preflight whose headers grant nothing, after which nothing comes',
        text: paste(
          'The settings page stays at connecting.',
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example\nAccess-Control-Request-Method: POST',
          'HTTP/1.1 204 No Content\nDate: Mon, 02 Mar 2026 12:00:00 GMT\nServer: nginx\nVary: Accept',
        ),
      },
      {
        variant: 'no-header',
        confidence: 'certain',
        name: 'a preflight that is answered with a page, and what axios prints',
        text: paste(
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example\nAccess-Control-Request-Method: POST',
          'HTTP/1.1 200 OK\nContent-Type: text/html',
          'AxiosError: Network Error',
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
      {
        variant: 'no-header',
        confidence: 'likely',
        name: 'a server that is down, whose answer the page may not read either',
        text: paste(
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://shop.example' }),
          'HTTP/1.1 503 Service Unavailable\nContent-Type: text/html\nServer: nginx',
          'TypeError: Load failed',
        ),
      },
    ],
    silent: [
      {
        variant: 'no-header',
        name: 'a preflight and an answer that name the page',
        text: paste(
          'The login page stays empty.',
          'OPTIONS https://idp.example/token\nOrigin: https://shop.example',
          'HTTP/1.1 200 OK\nAccess-Control-Allow-Methods: POST\nAccess-Control-Allow-Origin: https://shop.example',
          codeRedemption({ code_verifier: examplePair.verifier }, { Origin: 'https://shop.example' }),
          'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://shop.example\nContent-Type: application/json\n\n{"access_token":"a81kLs02kdQfk39f","token_type":"Bearer"}',
        ),
      },
      {
        variant: 'no-header',
        name: 'somebody who speaks of images and of the network, and a server that gives its reason',
        text: paste(
          codeRedemption({}, { Origin: 'https://shop.example' }),
          refused('invalid_grant', 'code expired'),
          'The icon image load failed. Sometimes before that there was a network error',
        ),
      },
      {
        variant: 'no-header',
        name: 'somebody who says that it is not CORS',
        text: paste(
          codeRedemption({}, { Origin: 'https://shop.example' }),
          refused('invalid_grant', 'code expired'),
          'CORS is not the problem, Postman shows the same.',
        ),
      },
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
  }),
});

/** What browsers print; people name CORS where it is not the cause, too. */
const ofBrowser =
  /(?:^|[:"'])\W*(?:network error|load failed)\W*$|xmlhttprequest error|: 0 unknown error|blocked by cors|\bcors (?:policy|error|request|header|preflight|missing)|access-control-allow|cross-origin request|failed to fetch|networkerror when/im;

/** Tells whether the server says why it refuses: a page that could read the answer would have failed as well. */
function hasReason({ outcome, code }: Seen): boolean {
  return outcome === 'refused' && code !== undefined;
}

/** Tells whether a preflight to this host was answered with methods, and with no origin that may use them. */
function isUngranted({ host }: Seen, { all }: View): boolean {
  return all.some(
    (one) =>
      one.method === 'OPTIONS' &&
      one.host === host &&
      one.answered('access-control-allow-methods') !== undefined &&
      one.answered('access-control-allow-origin') === undefined,
  );
}

/** Tells whether the same address was called after the preflight, which no browser does that was refused. */
function isFollowed(preflight: Seen, { all }: View): boolean {
  const { index, host, path } = preflight;
  return all.some(
    (one) =>
      one.index > index &&
      one.host === host &&
      one.path === path &&
      one.method !== 'OPTIONS' &&
      one.status !== undefined,
  );
}

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

/**
 * Tells whether a missing header was not sent: the headers of the answer were saved, or those of another answer of this
 * host, which let the origin in.
 */
function hasHeaders({ exchange, host }: Seen, { all }: View): boolean {
  const isGranted = all.some((one) => one.host === host && one.answered('access-control-allow-origin'));
  return isGranted || (exchange.response?.headers.length ?? 0) > 1;
}
