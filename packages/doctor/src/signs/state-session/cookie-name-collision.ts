import { answer, paste } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import { headerOf, type SetCookie } from './cookies.ts';
import { failedCallback } from './failed-callback.ts';
import { loginCookies } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';

/** Two servers of one host write one cookie: cookies know no ports. RFC 6265bis section 8.5. */
export const cookieNameCollision = defineSign({
  cause: 'state-session/cookie-name-collision',
  variants: { 'two-ports': 'Two ports of one host set a cookie of the same name' },
  specs: ['RFC 6265bis section 8.5'],
  look: function* cookieNameCollision(view) {
    const { callback } = failedCallback(view) ?? {};
    if (callback === undefined) return;
    const { set } = loginCookies(view, callback);
    const shared = set.find((one) => set.some((other) => isOfOtherPort(one, other)));
    if (shared === undefined) return;
    yield {
      variant: 'two-ports',
      confidence: 'certain',
      specificity: 3,
      lines: [line(headerOf(shared), 'set by two ports of one host', 'a name of its own for each server')],
    };
  },
  cases: {
    fires: [
      {
        variant: 'two-ports',
        confidence: 'certain',
        name: 'the app and the server on one machine',
        text: beside('connect.sid'),
      },
    ],
    silent: [{ variant: 'two-ports', name: 'a name for each', text: beside('idp.sid') }],
  },
});

function isOfOtherPort(one: SetCookie, other: SetCookie): boolean {
  const isSameName = one.name === other.name && one.setBy.host === other.setBy.host;
  return isSameName && one.setBy.address?.port !== other.setBy.address?.port;
}

function beside(name: string): string {
  return loginRefused({
    from: 'http://localhost:3000/login',
    setCookie: 'connect.sid=a81kLs02; Path=/',
    between: paste('GET http://localhost:9000/login', answer(200, {}, { 'Set-Cookie': `${name}=f39fL02k; Path=/` })),
    redirectUri: 'http://localhost:3000/callback',
  });
}
