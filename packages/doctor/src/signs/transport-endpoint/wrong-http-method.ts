import { failedRequestOfClient, refusesSecret } from '../client-authentication/request-of-client.ts';
import { answer, codeRedemption, paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { View } from '../view.ts';

/** An endpoint that answers POST was asked with another method. RFC 6749 section 3.2. */
export const wrongHttpMethod = defineSign({
  cause: 'transport-endpoint/wrong-http-method',
  variants: { 'not-post': 'The method is not POST' },
  specs: ['RFC 6749 section 3.2', 'RFC 9110 section 15.5.6'],
  look: function* wrongHttpMethod(view) {
    const request = failedRequestOfClient(view);
    if (request === undefined || ['POST', 'OPTIONS', ''].includes(request.method)) return;
    if (request.method === 'GET' && (wasPostRedirected(view) || isGetTaken(view))) return;
    // Who says that the secret is wrong has read the query.
    const isRead = refusesSecret(request);
    const isTold = request.status === 405 || /method/i.test(request.text);
    const isRefusedToken = request.outcome === 'refused' && request.isOf('token-request');
    yield {
      variant: 'not-post',
      confidence: isRead ? 'possible' : isTold || isRefusedToken ? 'certain' : 'likely',
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
      {
        variant: 'not-post',
        confidence: 'possible',
        name: 'the secret in the query was read',
        text: paste(
          'GET https://idp.example/token?grant_type=client_credentials&client_id=shop&client_secret=k39fL20fkLs02',
          refused('invalid_client', 'the client secret is wrong', 401),
        ),
      },
    ],
    silent: [
      {
        variant: 'not-post',
        name: 'a provider that takes GET',
        text: paste(
          'GET https://graph.facebook.com/v21.0/oauth/access_token?client_id=1028&client_secret=k39fL20&code=Lf93kfh20LsdkfP&redirect_uri=https%3A%2F%2Fshop.example%2Fcallback',
          refused('invalid_grant'),
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
function isGetTaken({ all, habits }: View): boolean {
  if (habits?.tokenByGet === true) return true;
  return all.some((one) => one.isOf('token-request') && one.method === 'GET' && one.outcome === 'accepted');
}

/** A GET that a redirect made of a POST is that redirect's mistake. */
function wasPostRedirected({ before }: View): boolean {
  return before.some(({ method, status = 0 }) => method === 'POST' && status >= 300 && status < 400);
}
