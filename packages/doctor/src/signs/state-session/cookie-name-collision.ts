import { answer, callback, paste } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen } from '../view.ts';
import { headerOf, type SetCookie } from './cookies.ts';
import { failedCallback } from './failed-callback.ts';
import { keepsState, loginCookies } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';

/** Two servers of one host write one cookie: cookies know no ports. RFC 6265bis section 8.5. */
export const cookieNameCollision = defineSign({
  cause: 'state-session/cookie-name-collision',
  variants: {
    'two-ports': 'Two ports of one host set a cookie of the same name',
    'app-and-server': 'The app and its server stand on one host and port, and set a cookie of the same name',
  },
  specs: ['RFC 6265bis section 8.5'],
  look: function* cookieNameCollision(view) {
    const { callback, isTold } = failedCallback(view) ?? {};
    if (callback === undefined) return;
    const { keeping } = loginCookies(view, callback);
    const ofServer = keeping.find((one) => keeping.some((other) => isOfServer(one, other)));
    if (ofServer !== undefined) {
      const isCarried = callback.header('cookie')?.includes(ofServer.value) === true;
      yield {
        variant: 'app-and-server',
        confidence: isTold === true && isCarried ? 'certain' : 'likely',
        specificity: 3,
        lines: [line(headerOf(ofServer), 'set by the app and by its server', 'a name of its own for each')],
      };
    }
    const shared = keeping.find((one) => keeping.some((other) => isOfOtherPort(one, other)));
    if (shared === undefined) return;
    const isLost = keepsState(shared) && carriesOtherPorts(callback, keeping);
    // A cookie that came back otherwise is the one of its own port.
    const isSure = isLost || (isTold && callback.header('cookie')?.includes(`${shared.name}=`) !== true);
    yield {
      variant: 'two-ports',
      confidence: isSure ? 'certain' : 'possible',
      specificity: isSure ? 3 : 2,
      lines: [line(headerOf(shared), 'set by two ports of one host', 'a name of its own for each server')],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'two-ports',
        confidence: 'possible',
        name: 'the callback brings the cookie as its own port has set it',
        text: loginRefused({
          from: 'http://localhost:3000/login',
          setCookie: 'connect.sid=a81kLs02; Path=/',
          between: paste(
            'GET http://localhost:9000/',
            answer(200, {}, { 'Set-Cookie': 'connect.sid=f39fL02k; Path=/' }),
          ),
          cookie: 'connect.sid=a81kLs02',
          redirectUri: 'http://localhost:3000/callback',
        }),
      },
      {
        variant: 'app-and-server',
        confidence: 'certain',
        name: 'a path of one server for each, and the callback brings the cookie of the server',
        text: onOneHost('JSESSIONID', 'f39fL02k'),
      },
      {
        variant: 'app-and-server',
        confidence: 'likely',
        name: 'the same, and nobody shows what the callback brings',
        text: onOneHost('JSESSIONID', undefined),
      },
      {
        variant: 'two-ports',
        confidence: 'certain',
        name: 'the app and the server on one machine',
        text: beside('connect.sid'),
      },
      {
        variant: 'two-ports',
        confidence: 'possible',
        name: 'a cookie that says nothing of the login, and another failure',
        text: paste(
          'GET http://localhost:3000/home',
          answer(200, {}, { 'Set-Cookie': 'theme=dark; Path=/' }),
          'GET http://localhost:9000/home',
          answer(200, {}, { 'Set-Cookie': 'theme=light; Path=/' }),
          callback({}, 'http://localhost:3000/callback'),
          answer(500, { message: 'the order could not be stored' }),
        ),
      },
    ],
    silent: [
      { variant: 'two-ports', name: 'a name for each', text: beside('idp.sid') },
      { variant: 'app-and-server', name: 'a name for each', text: onOneHost('idp.sid', 'f39fL02k') },
    ],
  }),
});

/** Tells whether the authorization endpoint set the cookie that the app of the same host and port had set before. */
function isOfServer(one: SetCookie, other: SetCookie): boolean {
  const isSameName = one.name === other.name && one.setBy.host === other.setBy.host && one.value !== other.value;
  const isSamePort = one.setBy.address?.port === other.setBy.address?.port;
  const isBehind = one.setBy.index > other.setBy.index;
  return (
    isSameName &&
    isSamePort &&
    isBehind &&
    one.setBy.isOf('authorization-request') &&
    !other.setBy.isOf('authorization-request')
  );
}

function isOfOtherPort(one: SetCookie, other: SetCookie): boolean {
  const isSameName = one.name === other.name && one.setBy.host === other.setBy.host;
  return isSameName && one.setBy.address?.port !== other.setBy.address?.port;
}

/** Tells whether the callback brings a cookie as another port set it. */
function carriesOtherPorts(callback: Seen, cookies: readonly SetCookie[]): boolean {
  const pairs = (callback.header('cookie') ?? '').split(/;\s*/);
  return cookies.some(
    ({ name, value, setBy }) =>
      setBy.host === callback.host &&
      setBy.address?.port !== callback.address?.port &&
      pairs.includes(`${name}=${value}`),
  );
}

function beside(name: string): string {
  return loginRefused({
    from: 'http://localhost:3000/login',
    setCookie: 'connect.sid=a81kLs02; Path=/',
    between: paste('GET http://localhost:9000/login', answer(200, {}, { 'Set-Cookie': `${name}=f39fL02k; Path=/` })),
    redirectUri: 'http://localhost:3000/callback',
  });
}

/** A login of an app whose server has a path of the same host, and sets a cookie of this name. */
function onOneHost(name: string, carried: string | undefined): string {
  return paste(
    'GET https://shop.example/shop/login',
    answer(
      302,
      {},
      {
        Location: 'https://shop.example/idp/oauth/authorize?response_type=code&client_id=shop&state=k39fL20fkLsQ',
        'Set-Cookie': 'JSESSIONID=a81kLs02; Path=/',
      },
    ),
    'GET https://shop.example/idp/oauth/authorize?response_type=code&client_id=shop&state=k39fL20fkLsQ',
    answer(
      302,
      {},
      {
        Location: 'https://shop.example/shop/login?code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ',
        'Set-Cookie': `${name}=f39fL02k; Path=/`,
      },
    ),
    `GET https://shop.example/shop/login?code=Lf93kfh20LsdkfP&state=k39fL20fkLsQ${carried === undefined ? '' : `\nCookie: ${name}=${carried}`}`,
    answer(400, { error: 'invalid_state', message: 'the state does not match' }),
  );
}
