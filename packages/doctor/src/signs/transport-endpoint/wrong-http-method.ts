import { failedRequestOfClient } from '../client-authentication/request-of-client.ts';
import { answer, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** An endpoint that answers POST was asked with another method. RFC 6749 section 3.2. */
export const wrongHttpMethod = defineSign({
  cause: 'transport-endpoint/wrong-http-method',
  variants: { 'not-post': 'The method is not POST' },
  specs: ['RFC 6749 section 3.2', 'RFC 9110 section 15.5.6'],
  look: function* wrongHttpMethod(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined || ['POST', 'OPTIONS', ''].includes(request.method)) return;
    if (request.method === 'GET' && (wasPostRedirected(view) || wasGetAccepted(view) || wasGetRead(view, request)))
      return;
    const isTold = request.status === 405 || /method/i.test(request.text);
    const isRefusedToken = request.outcome === 'refused' && request.isOf('token-request');
    yield {
      variant: 'not-post',
      confidence: isTold || isRefusedToken ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('method', request.method, 'POST')],
    };
  },
  cases: {
    fires: [
      {
        variant: 'not-post',
        confidence: 'certain',
        name: 'the code in an address, as in a browser',
        text: paste(
          'GET https://idp.example/token?grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop',
          refused('invalid_request', undefined, 405),
        ),
      },
    ],
    silent: [
      {
        variant: 'not-post',
        name: 'a server that has read the query',
        text: paste(
          'GET https://idp.example/oauth/access_token?client_id=shop&client_secret=s3cret&code=Lf93kfh20LsdkfP',
          refused('oauth_error', 'This code has expired.'),
        ),
      },
      {
        variant: 'not-post',
        name: 'a POST that is refused for its code',
        text: paste(codeRedemption(), refused('invalid_grant')),
      },
      {
        variant: 'not-post',
        name: 'a GET that a redirect made of a POST',
        text: paste(
          codeRedemption(),
          'HTTP/1.1 302 Found\nLocation: https://www.idp.example/token',
          'GET https://www.idp.example/token',
          answer(405, { error: 'invalid_request' }),
        ),
      },
    ],
  },
});

/** Some providers take GET at their token endpoint. */
function wasGetAccepted({ all }: View): boolean {
  return all.some((one) => one.isOf('token-request') && one.method === 'GET' && one.outcome === 'accepted');
}

/** What only a server says that has read the query: it found the code, and does not like it. */
const ofWhatWasRead =
  /invalid_grant|\bcode\b[^\n]{0,40}(?:used|expired|invalid|match)|invalid[^\n]{0,20} code|redirect_?ur[il]/i;

function wasGetRead({ habits }: View, { code = '', text }: Seen): boolean {
  return habits?.tokenByGet === true || ofWhatWasRead.test(`${code}\n${text}`);
}

/** A GET that a redirect made of a POST is that redirect's mistake. */
function wasPostRedirected({ before }: View): boolean {
  return before.some(({ method, status = 0 }) => method === 'POST' && status >= 300 && status < 400);
}
