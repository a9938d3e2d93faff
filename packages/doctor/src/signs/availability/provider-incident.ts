import { isHtml } from '../../evidence/outcome.ts';
import { answer, apiCall, callback, codeRedemption, page, paste, post, refused, tokens } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { refusedCall } from '../token-use/refused-call.ts';
import type { Seen, View } from '../view.ts';
import { endedBadly } from './ended-badly.ts';

const manyAreHit =
  /many users|outage|incident|status page|everyone|all (?:customers|users|(?:api )?(?:calls|requests)|services)\b|(?:endpoint|service|api|server)s? (?:(?:is|are) )?(?:unavailable|down)\b|since (?:today|yesterday)/i;
const noon = { Date: 'Mon, 02 Mar 2026 12:00:00 GMT' };

/** The provider itself has failed, whatever was sent. RFC 6749 section 4.1.2.1, RFC 9110 section 15.6. */
export const providerIncident = defineSign({
  cause: 'availability/provider-incident',
  variants: {
    'fresh-token': 'An access token was refused within a minute, and many people are hit',
    'server-error': 'The answer is a fault of the server',
    'page-to-all': 'The token endpoint answers with a page, and everybody is hit',
  },
  specs: ['RFC 9110 section 15.6', 'RFC 6749 section 4.1.2.1'],
  look: function* providerIncident(view) {
    if (manyAreHit.test(view.remarks) && isFreshTokenRefused(view)) {
      yield {
        variant: 'fresh-token',
        confidence: 'likely',
        lines: [line('access token', 'refused seconds after it was issued', 'an accepted token')],
      };
    }
    const subject = endedBadly(view);
    if (subject === undefined || !isOfOAuthServer(subject)) return;
    if (isPageOfTokens(subject) && manyAreHit.test(view.remarks)) {
      yield {
        variant: 'page-to-all',
        confidence: 'likely',
        lines: [line('answer', `${subject.status} and a page`, 'an answer of the OAuth server')],
      };
    }
    if (!isServerFault(subject)) return;
    yield {
      variant: 'server-error',
      confidence: namesOtherError(subject, view) ? 'possible' : 'likely',
      specificity: 1,
      lines: [line('answer', `${subject.status ?? subject.code}`, 'an answer of the OAuth server')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'fresh-token',
        confidence: 'likely',
        name: 'new tokens are refused since this morning',
        text: paste(
          codeRedemption(),
          answer(200, { access_token: 'a81kLs02kdQfk39f', expires_in: 3600 }, noon),
          apiCall('Bearer a81kLs02kdQfk39f'),
          answer(401, { error: 'invalid_token' }, noon),
          'All customers see this since yesterday.',
        ),
      },
      {
        variant: 'page-to-all',
        confidence: 'likely',
        name: 'the page of an application server since this morning',
        text: paste(
          codeRedemption(),
          page(400, '<html><head><title>HTTP Status 400</title></head></html>'),
          'All requests fail since yesterday.',
        ),
      },
      {
        variant: 'server-error',
        confidence: 'likely',
        name: 'a gateway that times out',
        text: paste(codeRedemption(), page(504, 'Timeout')),
      },
      {
        variant: 'server-error',
        confidence: 'likely',
        name: 'a registration at which the server fails',
        text: paste(
          post('https://idp.example/register', '{"redirect_uris":["https://shop.example/callback"]}'),
          page(500, ''),
        ),
      },
      {
        variant: 'server-error',
        confidence: 'possible',
        name: 'a server that signs in by another one, which refuses it',
        text: paste(
          callback({ code: undefined, error: 'server_error', error_description: 'no exchange' }),
          'Error: the other server answered invalid_client',
        ),
      },
    ],
    silent: [
      {
        variant: 'fresh-token',
        name: 'the same for one user',
        text: paste(
          codeRedemption(),
          answer(200, { access_token: 'a81kLs02kdQfk39f', expires_in: 3600 }, noon),
          apiCall('Bearer a81kLs02kdQfk39f'),
          answer(401, { error: 'invalid_token' }, noon),
          'One of our users sees this.',
        ),
      },
      {
        variant: 'page-to-all',
        name: 'the same page to one client',
        text: paste(codeRedemption(), page(400, '<html><head><title>HTTP Status 400</title></head></html>')),
      },
      {
        variant: 'server-error',
        name: 'an error of the request',
        text: paste(codeRedemption(), refused('invalid_grant')),
      },
      { variant: 'server-error', name: 'an answer in order', text: paste(codeRedemption(), tokens()) },
    ],
  }),
});

/** Tells whether a token was refused that was issued less than a minute before, for longer than two. */
function isFreshTokenRefused(view: View): boolean {
  const call = refusedCall(view);
  const [token, now] = [call?.bearer, call?.at];
  if (token === undefined || now === undefined) return false;
  return view.before.some((one) => {
    const isFresh = one.at !== undefined && now - one.at < 60_000 && Number(one.got('expires_in')) > 120;
    return isFresh && one.got('access_token') === token;
  });
}

/** Tells whether `server_error` passes on what another server refused, by the code that somebody prints. */
function namesOtherError({ status, code, text }: Seen, { printed }: View): boolean {
  return (
    status === undefined &&
    code === 'server_error' &&
    /\b(?:invalid_(?:client|grant|request|scope)|unauthorized_client|access_denied)\b/.test(`${text}\n${printed}`)
  );
}

function isPageOfTokens({ role, status = 0, exchange: { response } }: Seen): boolean {
  return role === 'token-request' && status >= 400 && status !== 404 && response !== undefined && isHtml(response);
}

function isOfOAuthServer(seen: Seen): boolean {
  return seen.isOf(
    'token-request',
    'authorization-request',
    'metadata-request',
    'revocation-request',
    'introspection-request',
    'authorization-response',
    'registration-request',
    'resource-request',
  );
}

function isServerFault({ status = 0, role, code = '' }: Seen): boolean {
  if (status === 503 || ['server_error', 'temporarily_unavailable'].includes(code)) return true;
  // A fault of the page that the callback reaches is the app's own.
  return status >= 500 && role !== 'authorization-response';
}
