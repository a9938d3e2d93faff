import { answer, authorizationRequest, callback, paste, refused } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { cookiesSentBy, cookiesSetBy, headerOf, isSentTo, type SetCookie } from './cookies.ts';
import { failedCallback, nothingShown } from './failed-callback.ts';
import { loginCookies, namesOfState, startOfLogin } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';
import { type Fault, whyNotStored } from './why-not-stored.ts';

type Variant =
  | 'secure-on-http'
  | 'none-without-secure'
  | 'prefix'
  | 'too-large'
  | 'no-set-cookie'
  | 'not-a-redirect'
  | 'unshown';

/** The browser has no cookie that keeps the state: none was set, or one that browsers refuse. RFC 6265bis section 5.7. */
export const cookieNotStored = defineSign<Variant>({
  cause: 'state-session/cookie-not-stored',
  variants: {
    'secure-on-http': 'The cookie is Secure and was set over http',
    'none-without-secure': 'The cookie has SameSite=None without Secure',
    prefix: 'The name of the cookie demands what its attributes do not keep',
    'too-large': 'The cookie is larger than browsers store',
    'no-set-cookie': 'The redirect that starts the login sets no cookie',
    'not-a-redirect': 'The answer that starts the login is no redirect and sets no cookie',
    unshown: 'The browser may have no cookie: the state was refused, and nothing shows why',
  },
  specs: ['RFC 6265bis section 5.7', 'RFC 6265bis section 4.1.3'],
  look: function* cookieNotStored(view) {
    if (view.subject === undefined) yield* ofLoop(view);
    const failed = failedCallback(view);
    if (failed === undefined) return;
    const { callback, isTold } = failed;
    const { set, keeping, missing } = loginCookies(view, callback);
    const lost = keeping.filter((one) => missing.includes(one) || isOlderSent(one, callback));
    for (const cookie of lost.filter((one) => isSentTo(one, callback.host))) {
      const fault = whyNotStored(cookie);
      if (fault === undefined) continue;
      yield {
        variant: fault.variant,
        confidence: isTold && !isGuessed(cookie, fault) ? 'certain' : 'likely',
        specificity: 3,
        lines: [line(headerOf(cookie), fault.seen, fault.expected)],
      };
    }
    if (!isTold) return;
    if (set.length === 0) yield* ofNoCookie(view, callback);
    yield {
      variant: 'unshown',
      confidence: 'likely',
      specificity: 1,
      lines: [nothingShown],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'no-set-cookie',
        confidence: 'likely',
        name: 'somebody blotted out which cookies came',
        text: loginRefused({ cookie: 'sess=********' }),
      },
      {
        variant: 'no-set-cookie',
        confidence: 'likely',
        name: 'a session that is older than the capture comes back',
        text: loginRefused({ cookie: 'session=a81kLs02' }),
      },
      {
        variant: 'no-set-cookie',
        confidence: 'certain',
        name: 'a session that is kept in its cookie, and was not set anew',
        text: loginRefused({ cookie: 'session=eyJfZnJlc2giOmZhbHNlfQ.aVf1xA.0l1d' }),
      },
      {
        variant: 'too-large',
        confidence: 'certain',
        name: 'a session that has grown, in whose stead the older one came back',
        text: loginRefused({ setCookie: `session=${'a'.repeat(4100)}; Path=/; Secure`, cookie: 'session=f39fL02k' }),
      },
      {
        variant: 'secure-on-http',
        confidence: 'certain',
        name: 'a test without TLS',
        text: loginRefused({
          from: 'http://shop.example/login',
          setCookie: 'state=a81kLs02; Path=/; Secure',
          redirectUri: 'http://shop.example/callback',
        }),
      },
      {
        variant: 'secure-on-http',
        confidence: 'likely',
        name: 'request lines without scheme, and a redirect URI that has http for this host',
        text: loginByLines('http://shop.example/callback'),
      },
      {
        variant: 'none-without-secure',
        confidence: 'certain',
        name: 'SameSite=None alone',
        text: loginRefused({ setCookie: 'state=a81kLs02; Path=/; SameSite=None' }),
      },
      {
        variant: 'prefix',
        confidence: 'certain',
        name: '__Host- with Domain',
        text: loginRefused({ setCookie: '__Host-state=a81kLs02; Domain=shop.example; Path=/; Secure' }),
      },
      {
        variant: 'too-large',
        confidence: 'certain',
        name: 'a session in the cookie',
        text: loginRefused({ setCookie: `session=${'a81kLs02'.repeat(520)}; Path=/; Secure` }),
      },
      {
        variant: 'too-large',
        confidence: 'certain',
        name: 'the login begins again behind a callback that went well',
        text: paste(sessionOf(4097), authorizationRequest(), 'I land at the login again and again.'),
      },
      {
        variant: 'too-large',
        confidence: 'likely',
        name: 'a second login, of which nobody complains',
        text: paste(sessionOf(4097), authorizationRequest()),
      },
      {
        variant: 'no-set-cookie',
        confidence: 'certain',
        name: 'a session that was never saved',
        text: loginRefused({}),
      },
      {
        variant: 'no-set-cookie',
        confidence: 'likely',
        name: 'somebody who says how long it took',
        text: paste('It happens when the login page was idle for a while.', loginRefused({})),
      },
      {
        variant: 'not-a-redirect',
        confidence: 'likely',
        name: 'a page that leads to the login',
        text: paste(
          'GET https://shop.example/start\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<html><a href="#">Log in</a></html>',
          callback(),
          refused('invalid_state', 'the state was not found'),
        ),
      },
      {
        variant: 'unshown',
        confidence: 'likely',
        name: 'a callback alone',
        text: paste(callback(), refused('bad_request', 'the cookie of the login is gone')),
      },
    ],
    silent: [
      {
        variant: 'unshown',
        name: 'the app says that it could not redeem the code, and a page complains of cookies',
        text: paste(callback(), refused('invalid_grant', 'Failed to exchange the code'), 'Error: enable cookies'),
      },
      {
        variant: 'too-large',
        name: 'a large cookie of one server, which came back as it was set',
        text: loginRefused({
          setCookie: `session=${'a'.repeat(4000)}; Path=/; Secure`,
          cookie: `session=${'a'.repeat(4000)}`,
        }),
      },
      {
        variant: 'too-large',
        name: 'as large as a cookie may be, attributes not counted',
        text: paste(sessionOf(4096), authorizationRequest(), 'I land at the login again and again.'),
      },
      {
        variant: 'too-large',
        name: 'a silent renewal behind the login',
        text: paste(sessionOf(4097), authorizationRequest({ prompt: 'none' })),
      },
      {
        variant: 'secure-on-http',
        name: 'Secure over http on this very machine',
        text: loginRefused({
          from: 'http://localhost:3000/login',
          setCookie: 'state=a81kLs02; Path=/; Secure',
          redirectUri: 'http://localhost:3000/callback',
        }),
      },
      {
        variant: 'secure-on-http',
        name: 'request lines without scheme, and a redirect URI that has https',
        text: loginByLines('https://shop.example/callback'),
      },
      {
        variant: 'none-without-secure',
        name: 'SameSite=None with Secure',
        text: loginRefused({ setCookie: 'state=a81kLs02; Path=/; SameSite=None; Secure' }),
      },
      {
        variant: 'no-set-cookie',
        name: 'a redirect with a cookie',
        text: loginRefused({ setCookie: 'state=a81kLs02; Path=/; Secure' }),
      },
    ],
  }),
});

/** Tells whether the cookie was too large to replace the one of its name, which came back in its stead. */
function isOlderSent(cookie: SetCookie, callback: Seen): boolean {
  return !callback.header('cookie')?.includes(cookie.value) && whyNotStored(cookie)?.variant === 'too-large';
}

/** Tells whether the fault lies in the scheme, and the capture does not show it. */
function isGuessed({ setBy }: SetCookie, { variant }: Fault): boolean {
  return variant === 'secure-on-http' && setBy.exchange.request?.isSchemeGuessed === true;
}

function* ofNoCookie(view: View, callback: Seen): Generator<Shown<Variant>> {
  const { status } = startOfLogin(view) ?? {};
  if (status === undefined) return;
  const isRedirect = status >= 300 && status < 400;
  yield {
    variant: isRedirect ? 'no-set-cookie' : 'not-a-redirect',
    confidence: isRedirect && !mayHaveEnded(view) && !mayHaveCookie(callback) ? 'certain' : 'likely',
    specificity: mayHaveEnded(view) ? 1 : 3,
    lines: [line('answer that starts the login', 'no Set-Cookie', 'a cookie that keeps the state')],
  };
}

/** Tells whether the callback brings a session that is older than the capture; one that is kept in its cookie changes with each state. */
function mayHaveCookie(callback: Seen): boolean {
  const isOpen = /=(?:eyJ|\.eJ|SFMyNTY\.)/.test(callback.header('cookie') ?? '');
  return !isOpen && cookiesSentBy(callback)?.some((name) => namesOfState.test(name)) === true;
}

/** Some apps keep the state in their database, where no cookie shows, and for so long only. */
const ofTime = /\b(?:expir\w+|time[- ]?(?:out|limit)|idle|left open|too long|minutes|hours?)\b/i;

/** Tells whether so much time passed until the callback, or is said to have passed, that a state may have ended. */
function mayHaveEnded({ subject, start, remarks }: View): boolean {
  return ofTime.test(remarks) || (subject?.at ?? Number.NaN) - (start?.at ?? Number.NaN) > 300_000;
}

/** After a callback that went well the login begins again, since the cookie of the session is too large to be stored. */
function* ofLoop(view: View): Generator<Shown<Variant>> {
  const { all } = view;
  for (const callback of all) {
    if (callback.role !== 'authorization-response' || callback.outcome === 'refused') continue;
    const large = cookiesSetBy(callback)
      .map(whyNotStored)
      .find((fault) => fault?.variant === 'too-large');
    const begins = all.some(
      (one) => one.index > callback.index && one.isOf('authorization-request') && one.sent('prompt') !== 'none',
    );
    if (large === undefined || !begins) continue;
    yield {
      variant: 'too-large',
      confidence: isComplainedOf(view) ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('Set-Cookie of the callback', large.seen, large.expected)],
    };
    return;
  }
}

/** A callback that goes well, whose session is in a cookie of so many bytes. */
function sessionOf(bytes: number): string {
  const value = 'a'.repeat(bytes - 's'.length);
  return paste(
    callback(),
    answer(302, {}, { Location: '/', 'Set-Cookie': `s=${value}; Path=/; HttpOnly; Secure; SameSite=Lax` }),
  );
}

/** A login as request lines with a Host header, at whose end the state is refused. */
function loginByLines(redirectUri: string): string {
  const { search } = new URL(`https://idp.example/?redirect_uri=${encodeURIComponent(redirectUri)}`);
  return paste(
    'GET /login HTTP/1.1\nHost: shop.example',
    answer(
      302,
      {},
      {
        Location: `https://idp.example/authorize${search}&response_type=code&client_id=shop&state=a81kLs02`,
        'Set-Cookie': 'state=a81kLs02; Path=/; Secure',
      },
    ),
    'GET /callback?code=Lf93kfh20LsdkfP&state=a81kLs02 HTTP/1.1\nHost: shop.example',
    refused('invalid_state', 'the state was not found'),
  );
}
