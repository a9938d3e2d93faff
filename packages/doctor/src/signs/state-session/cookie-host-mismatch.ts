import { addressOf, isLoopback } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { readAddressesIn } from '../addresses-in.ts';
import { paste, refused } from '../example.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { isSentTo } from './cookies.ts';
import { failedCallback } from './failed-callback.ts';
import { loginCookies, startOfLogin } from './login-cookies.ts';
import { loginRefused } from './login-example.ts';

/** The login starts on one host and comes back to another, to which the cookie is not sent. RFC 6265bis section 5.8.3. */
export const cookieHostMismatch = defineSign({
  cause: 'state-session/cookie-host-mismatch',
  variants: {
    hosts: 'The callback came to another host than the one that started the login',
    domain: 'A program prints that its cookie is for a domain which the host of the request is not part of',
  },
  specs: ['RFC 6265bis section 5.8.3'],
  look: function* cookieHostMismatch(view) {
    if (view.subject === undefined) yield* ofDomain(view);
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
        variant: 'domain',
        confidence: 'certain',
        name: 'the proxy is called by its name within the network, and its cookie is for the public domain',
        text: '[2026/03/03 10:00:01] [proxy.go:869] Invalid authentication: unable to obtain CSRF cookie\n[2026/03/03 10:00:01] [cookies.go:90] Warning: request host is "shop.internal:4180" but using configured cookie domain of ".shop.example"',
      },
      {
        variant: 'domain',
        confidence: 'likely',
        name: 'the warning alone',
        text: 'Warning: request host is "shop.internal:4180" but using configured cookie domain of ".shop.example"\nError: the login failed',
      },
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
        variant: 'domain',
        name: 'a host of the domain, with its port',
        text: 'unable to obtain CSRF cookie\nWarning: request host is "www.shop.example:4180" but using configured cookie domain of ".shop.example"',
      },
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

/** `request host is "…" but using configured cookie domain of "…"` */
const domainOfCookie =
  /\brequest host is ["']?([\w.-]{1,200})(?::\d{1,5})?["']? but using configured cookie domain of ["']?\.?([\w.-]{1,200})/i;

/** What a program prints of its host and its domain, to which browsers send no cookie then. RFC 6265bis section 5.7. */
function* ofDomain({ printed, words }: View): Generator<Shown<'domain'>> {
  const said = words.replaceAll('\\"', '"');
  const [, host = '', domain = ''] = domainOfCookie.exec(said) ?? [];
  if (host === domain || host.endsWith(`.${domain}`)) return;
  const isMissed = /csrf|cookies? (?:is |was )?(?:not (?:present|found)|missing)/i.test(printed);
  yield {
    variant: 'domain',
    confidence: isMissed ? 'certain' : 'likely',
    specificity: 3,
    lines: [
      line('host of the request', showValue(host), `${showValue(domain)}  (domain of the cookie), or a host below`),
    ],
  };
}

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
