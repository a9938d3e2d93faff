import { addressOf, isLoopback } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { readAddressesIn } from '../addresses-in.ts';
import { paste, refused } from '../example.ts';
import { isComplainedOf } from '../said-about.ts';
import { defineSign, line, type Shown } from '../sign.ts';
import type { Seen, View } from '../view.ts';
import { cookiesSentBy, cookiesSetBy, isSentTo, type SetCookie } from './cookies.ts';
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
    yield* ofNewSession(view);
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
        name: 'the name of the machine, and a new session that is served all the same',
        text: paste(...newSession('http://devbox:8003'), 'Why do I get a new session?'),
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
        name: 'a new session on the same host',
        text: paste(...newSession('http://localhost:8003'), 'Why do I get a new session?'),
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

/**
 * The page that sent the user to the provider set a session, and the page that the user came back to, on another host,
 * began a new one under the same name: what OAuth 1.0 returns to as well, and what is served all the same.
 */
function* ofNewSession(view: View): Generator<Shown<'hosts'>> {
  if (view.subject !== undefined || !isComplainedOf(view)) return;
  for (const end of view.all.filter(isReturned)) {
    const began = view.all.find(
      (one) => one.index < end.index && one.host !== end.host && isSentAway(one) && renewed(one, end) !== undefined,
    );
    if (began === undefined) continue;
    yield {
      variant: 'hosts',
      confidence: isAboutSession.test(view.words) ? 'certain' : 'likely',
      specificity: 3,
      lines: [
        line('host of the callback', showValue(end.host), `${showValue(began.host)}  (where the login was started)`),
      ],
    };
    return;
  }
}

const isAboutSession = /\bsession|\bcookie|logged (?:in|out)\b|log ?in again\b/i;

/** Tells whether a provider sent the user here with the end of a login, and the page was served. */
function isReturned(one: Seen): boolean {
  const isEnd = one.has('oauth_verifier') || (one.role === 'authorization-response' && one.has('code'));
  return isEnd && one.host !== '' && (one.status ?? 400) < 400;
}

/** Tells whether the answer sent the user to another host to log in. */
function isSentAway(one: Seen): boolean {
  const target = addressOf(one.answered('location') ?? '');
  return (
    target !== undefined && target.host !== one.host && /[?&](?:oauth_token|response_type)=/.test(`?${target.query}`)
  );
}

/** The cookie that both answers set, and that the second page was not sent. */
function renewed(began: Seen, end: Seen): SetCookie | undefined {
  const again = cookiesSetBy(end);
  const carried = cookiesSentBy(end) ?? [];
  return cookiesSetBy(began).find(
    ({ name, value, ...cookie }) =>
      !carried.includes(name) &&
      !isSentTo({ name, value, ...cookie }, end.host) &&
      again.some((one) => one.name === name && one.value !== value && !one.isCleared),
  );
}

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

/** A login by OAuth 1.0 that begins at localhost and ends at this address. */
function newSession(end: string): readonly string[] {
  return [
    '1.\nGET http://localhost:8003/in',
    'HTTP/1.1 302 Found\nSet-Cookie: sid=S1.k3; Path=/; HttpOnly\nLocation: https://api.idp.example/oauth/authorize?oauth_token=x1',
    `2.\nGET ${end}/in?oauth_token=x1&oauth_verifier=v1`,
    'HTTP/1.1 200 OK\nSet-Cookie: sid=S2.p9; Path=/; HttpOnly',
  ];
}
