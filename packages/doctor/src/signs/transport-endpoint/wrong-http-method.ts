import { failedRequestOfClient } from '../client-authentication/request-of-client.ts';
import { answer, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';
import { judgesToken } from './body-sent.ts';

/** An endpoint that answers POST was asked with another method. RFC 6749 section 3.2. */
export const wrongHttpMethod = defineSign({
  cause: 'transport-endpoint/wrong-http-method',
  variants: { 'not-post': 'The method is not POST' },
  specs: ['RFC 6749 section 3.2', 'RFC 9110 section 15.5.6'],
  look: function* wrongHttpMethod(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined || ['POST', 'OPTIONS', ''].includes(request.method)) return;
    if (request.method === 'GET' && (wasPostRedirected(view) || wasGetAccepted(view))) return;
    // What was read in the query of a GET is what this server takes there.
    if (request.method === 'GET' && request.status !== 405 && judgesToken.test(request.text || view.printed)) return;
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
        name: 'a server that takes GET, and judges the token of the query',
        text: paste(
          'GET https://idp.example/token?grant_type=refresh_token&refresh_token=Rt8fk39fL02kd&client_id=shop',
          answer(200, { errcode: 7, errmsg: 'refresh_token expired' }),
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

/** A GET that a redirect made of a POST is that redirect's mistake. */
function wasPostRedirected({ before }: View): boolean {
  return before.some(({ method, status = 0 }) => method === 'POST' && status >= 300 && status < 400);
}
