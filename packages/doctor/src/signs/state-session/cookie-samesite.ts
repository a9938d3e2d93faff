import { addressOf } from '../../evidence/address.ts';
import { callback, paste, post, refused } from '../example.ts';
import { givesOtherReason } from '../said-about.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import { headerOf, isSentTo } from './cookies.ts';
import { failedCallback, nothingShown, startsBefore } from './failed-callback.ts';
import { keepsState, loginCookies } from './login-cookies.ts';
import { loginRefused, startOf } from './login-example.ts';
import { whyNotStored } from './why-not-stored.ts';

/** The browser has the cookie, and its SameSite keeps it back from the callback. RFC 6265bis section 5.2. */
export const cookieSamesite = defineSign({
  cause: 'state-session/cookie-samesite',
  variants: {
    strict: 'The cookie has SameSite=Strict, and the callback comes from another site',
    post: 'The callback is a POST from another site, and the cookie has not SameSite=None',
    'post-alone': 'The callback is a POST from another site and carries no cookie',
    unshown: 'SameSite may keep the cookie back: the state was refused, and nothing shows why',
  },
  specs: ['RFC 6265bis section 5.2', 'RFC 6265bis section 8.8'],
  look: function* cookieSamesite(view) {
    const failed = failedCallback(view);
    if (failed === undefined) return;
    const { callback, isTold } = failed;
    const isSure = isTold || isShownWithheld(callback);
    for (const cookie of loginCookies(view, callback).missing) {
      const { sameSite } = cookie;
      if (!isSentTo(cookie, callback.host) || whyNotStored(cookie) !== undefined) continue;
      const shown = { confidence: isSure && keepsState(cookie) ? 'certain' : 'likely', specificity: 3 } as const;
      if (sameSite === 'strict')
        yield { variant: 'strict', ...shown, lines: [line(headerOf(cookie), 'SameSite=Strict', 'SameSite=Lax')] };
      else if (callback.method === 'POST' && sameSite !== 'none') {
        const own = sameSite === 'lax' ? 'SameSite=Lax' : 'no SameSite';
        const seen = `${own}, and a callback by POST from another site`;
        yield { variant: 'post', ...shown, lines: [line(headerOf(cookie), seen, 'SameSite=None; Secure')] };
      }
    }
    if (!isTold) return;
    if (isPostWithoutCookie(callback) && startsBefore(view).length === 0) {
      yield {
        variant: 'post-alone',
        confidence: 'likely',
        specificity: 2,
        lines: [line('callback', 'a POST from another site, without a cookie', 'a cookie with SameSite=None; Secure')],
      };
    }
    yield {
      variant: 'unshown',
      confidence: 'possible',
      specificity: 1,
      lines: [nothingShown],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'strict',
        confidence: 'likely',
        name: 'somebody blotted out which cookies came',
        text: loginRefused({ setCookie: 'state=a81kLs02; Path=/; Secure; SameSite=Strict', cookie: '[REDACTED]' }),
      },
      {
        variant: 'strict',
        confidence: 'likely',
        name: 'a cookie that by its name keeps no state',
        text: loginRefused({ setCookie: 'theme=dark; Path=/; Secure; SameSite=Strict' }),
      },
      {
        variant: 'strict',
        confidence: 'certain',
        name: 'a strict session cookie',
        text: loginRefused({ setCookie: 'session=a81kLs02; Path=/; Secure; SameSite=Strict' }),
      },
      {
        variant: 'strict',
        confidence: 'certain',
        name: 'the browser says that it came from another site, and the app knows nobody',
        text: paste(
          startOf({ setCookie: 'session=a81kLs02; Path=/; Secure; SameSite=Strict' }),
          `${callback()}\nSec-Fetch-Site: cross-site`,
          refused('unauthorized', 'the answer is not valid', 401),
        ),
      },
      {
        variant: 'strict',
        confidence: 'likely',
        name: 'a fault of the app, which may come from elsewhere',
        text: paste(
          startOf({ setCookie: 'session=a81kLs02; Path=/; Secure; SameSite=Strict' }),
          `${callback()}\nSec-Fetch-Site: cross-site`,
          refused('fault', 'the order is not valid', 500),
        ),
      },
      { variant: 'post', confidence: 'certain', name: 'response_mode=form_post', text: byPost('SameSite=Lax') },
      {
        variant: 'post',
        confidence: 'certain',
        name: 'the app sends the user back to its login, and its log names the reason',
        text: paste(
          byPost('SameSite=Lax', 'HTTP/1.1 302 Found\nLocation: /users/sign_in'),
          'Error:\nthe nonce does not match',
        ),
      },
      {
        variant: 'post-alone',
        confidence: 'likely',
        name: 'a posted callback, of whose login nothing else is shown',
        text: paste(postFrom('https://idp.example'), refused('invalid_state', 'the state was not found')),
      },
      {
        variant: 'unshown',
        confidence: 'possible',
        name: 'a callback alone',
        text: paste(callback(), refused('bad_request', 'the cookie of the login is gone')),
      },
    ],
    silent: [
      {
        variant: 'strict',
        name: 'a lax session cookie',
        text: loginRefused({ setCookie: 'session=a81kLs02; Path=/; Secure; SameSite=Lax' }),
      },
      {
        variant: 'post-alone',
        name: 'a posted callback with a cookie',
        text: paste(
          postFrom('https://idp.example', { Cookie: 'session=a81kLs02' }),
          refused('invalid_state', 'the state was not found'),
        ),
      },
      { variant: 'post', name: 'a POST with SameSite=None', text: byPost('SameSite=None') },
    ],
  }),
});

/** Tells whether the browser itself says that it came from another site, brought no cookie, and was refused for that. */
function isShownWithheld(callback: Seen): boolean {
  const isForeign = callback.header('sec-fetch-site') === 'cross-site';
  return (
    isForeign &&
    callback.header('cookie') === undefined &&
    callback.status === 401 &&
    !givesOtherReason(callback, /session|state|cookie|csrf|log(?:ged)? ?in|unauthori[sz]ed/i)
  );
}

/** Tells whether a browser posted the callback from the page of the provider, and sent no cookie with it. */
function isPostWithoutCookie(callback: Seen): boolean {
  const origin = addressOf(callback.header('origin') ?? callback.header('referer') ?? '')?.host;
  const isForeign = origin !== undefined && origin !== callback.host;
  return callback.method === 'POST' && isForeign && callback.header('cookie') === undefined;
}

function byPost(sameSite: string, end = refused('invalid_state', 'the state was not found')): string {
  return paste(startOf({ setCookie: `session=a81kLs02; Path=/; Secure; ${sameSite}` }), postFrom(), end);
}

function postFrom(origin?: string, headers: Readonly<Record<string, string>> = {}): string {
  return post('https://shop.example/callback', 'code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ', {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...(origin === undefined ? {} : { Origin: origin }),
    ...headers,
  });
}
