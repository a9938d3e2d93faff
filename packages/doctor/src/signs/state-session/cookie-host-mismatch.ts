import { addressOf, isLoopback } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { readAddressesIn } from '../addresses-in.ts';
import { paste, refused } from '../example.ts';
import { defineSign, line } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { isSentTo } from './cookies.ts';
import { failedCallback } from './failed-callback.ts';
import { loginCookies, startOfLogin } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';

/** The login starts on one host and comes back to another, to which the cookie is not sent. RFC 6265bis section 5.8.3. */
export const cookieHostMismatch = defineSign({
  cause: 'state-session/cookie-host-mismatch',
  variants: { hosts: 'The callback came to another host than the one that started the login' },
  specs: ['RFC 6265bis section 5.8.3'],
  look: function* cookieHostMismatch(view) {
    const failed = failedCallback(view);
    if (failed === undefined) return;
    const { host } = failed.callback;
    const from = startHost(view) || otherLoopback(view, failed.callback);
    if (from === '' || host === '' || from === host || from === view.start?.host) return;
    const { missing, set } = loginCookies(view, failed.callback);
    if (missing.some((one) => isSentTo(one, host))) return;
    yield {
      variant: 'hosts',
      // A page that merely links to the provider may be any: only who began the login has set the cookie.
      confidence: failed.isTold && set.length > 0 && startOfLogin(view) !== undefined ? 'certain' : 'likely',
      specificity: 3,
      lines: [line('host of the callback', showValue(host), `${showValue(from)}  (where the login was started)`)],
    };
  },
  cases: () => ({
    fires: [
      {
        variant: 'hosts',
        confidence: 'certain',
        name: 'with and without www',
        text: loginRefused({ from: 'https://www.shop.example/login', setCookie: 'state=a81kLs02; Path=/; Secure' }),
      },
      {
        variant: 'hosts',
        confidence: 'likely',
        name: 'the two names of this machine, the one in the description',
        text: paste(
          'I open the app at http://localhost:3000 and log in.',
          'GET http://127.0.0.1:3000/callback?code=Lf93kfh20LsdkfP&state=a81kLs02',
          refused('bad_request', 'no cookie for this state'),
        ),
      },
    ],
    silent: [
      {
        variant: 'hosts',
        name: 'another server on this machine',
        text: paste(
          'The provider runs at http://localhost:8080',
          'GET http://127.0.0.1:3000/callback?code=Lf93kfh20LsdkfP&state=a81kLs02',
          refused('bad_request', 'no cookie for this state'),
        ),
      },
      {
        variant: 'hosts',
        name: 'a cookie for the domain',
        text: loginRefused({
          from: 'https://www.shop.example/login',
          setCookie: 'state=a81kLs02; Domain=shop.example; Path=/; Secure',
        }),
      },
      { variant: 'hosts', name: 'one host', text: loginRefused({ setCookie: 'state=a81kLs02; Path=/; Secure' }) },
    ],
  }),
});

/** The other name of this machine, where somebody says that the app is opened by it, at the port of the callback. */
function otherLoopback({ remarks }: View, { address }: Seen): string {
  if (address === undefined || !isLoopback(address.host)) return '';
  const hosts = readAddressesIn(remarks).flatMap(({ host, port }) => (port === address.port ? host : []));
  return hosts.includes(address.host) ? '' : (hosts.find(isLoopback) ?? '');
}

/** The host that started the login, or the page that led to the authorization endpoint; empty where none shows. */
function startHost(view: View): string {
  const referer = addressOf(view.start?.header('referer') ?? '')?.host;
  return startOfLogin(view)?.host ?? referer ?? '';
}
