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
    if (request.method === 'GET' && (wasPostRedirected(view) || isGetTaken(view, request) || wasGetRead(request)))
      return;
    const isTold = request.status === 405 || /method/i.test(request.text);
    // Who says what is wrong with a value has read the address.
    const isRead = /secret|verifier|expired/i.test(request.text);
    const isRefusedToken = request.outcome === 'refused' && request.isOf('token-request') && !isRead;
    yield {
      variant: 'not-post',
      confidence: isPostedToo(view, request) ? 'possible' : isTold || isRefusedToken ? 'certain' : 'likely',
      specificity: isRead ? 1 : 3,
      lines: [line('method', request.method, 'POST')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'not-post',
        confidence: 'likely',
        name: 'a server that reads the address, and says that the secret is wrong',
        text: paste(
          'GET https://idp.example/token?grant_type=authorization_code&code=Lf93kfh20LsdkfP&client_id=shop&client_secret=k39fL20',
          refused('invalid_client', 'client_secret is incorrect', 401),
        ),
      },
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
        name: 'somebody who opened the address, and a POST that is refused for another reason',
        text: paste(
          'GET https://idp.example/token',
          answer(405, { error: 'invalid_request' }),
          codeRedemption(),
          refused('invalid_grant'),
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
        name: 'a GET where the provider takes it',
        text: paste(
          'GET https://api.weixin.qq.com/sns/oauth2/access_token?grant_type=authorization_code&code=081&appid=wx1',
          answer(200, { errcode: 40029, errmsg: 'invalid code' }),
        ),
      },
      {
        variant: 'not-post',
        name: 'a browser that is sent to where the session ends',
        text: paste(
          'GET https://idp.example/realms/shop/protocol/openid-connect/logout?post_logout_redirect_uri=https%3A%2F%2Fshop.example',
          answer(400, { error: 'Missing parameters: id_token_hint' }),
        ),
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
  }),
});

/** Some providers take GET at their token endpoint, and browsers are sent to where a session ends. */
function isGetTaken({ all, habits }: View, { path }: Seen): boolean {
  if (habits?.getTokens === true || /\/(?:logout|end_?session)\/?$/i.test(path)) return true;
  return all.some((one) => one.isOf('token-request') && one.method === 'GET' && one.outcome === 'accepted');
}

/** What only a server says that has read the query: it found the code, and does not like it. */
const ofWhatWasRead =
  /invalid_grant|\bcode\b[^\n]{0,40}(?:used|expired|invalid|match)|invalid[^\n]{0,20} code|redirect_?ur[il]/i;

function wasGetRead({ code = '', text }: Seen): boolean {
  return ofWhatWasRead.test(`${code}\n${text}`);
}

/** Tells whether the same address was asked by POST as well, and took it. */
function isPostedToo({ all }: View, { url }: Seen): boolean {
  const address = url.split('?')[0];
  return all.some((one) => one.method === 'POST' && one.url.split('?')[0] === address && one.code !== undefined);
}

/** A GET that a redirect made of a POST is that redirect's mistake. */
function wasPostRedirected({ before }: View): boolean {
  return before.some(({ method, status = 0 }) => method === 'POST' && status >= 300 && status < 400);
}
