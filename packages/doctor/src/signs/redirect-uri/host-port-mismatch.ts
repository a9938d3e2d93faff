import { type Address, addressOf, isInternal, isLoopback, originOf } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { addressesIn } from '../addresses-in.ts';
import { authorizationRequest, page, paste, refused, registration } from '../example.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { pageOfTheUser } from './page-of-the-user.ts';
import { asRegistered } from './registered-uri.ts';
import { documentation } from './told-redirect-uris.ts';
import { slipInMessage } from './uri-in-message.ts';
import { type SuspectedUri, suspectedBeforeCode, uriLine } from './uri-in-question.ts';

type Variant = 'registered' | 'internal-host' | 'port' | 'of-page' | 'slip';

const cause = 'redirect-uri/host-port-mismatch';
const speaksOfProxy = /\bprox(?:y|ied|ies)|load[- ]balancer|ingress/i;

/** The redirect URI has another host or port than it is registered with. RFC 9700 section 2.1. */
export const hostPortMismatch = defineSign<Variant>({
  cause,
  variants: {
    registered: 'The redirect URI that the capture says is registered has another host or port',
    'internal-host': 'The host of the redirect URI is one that only machines beside it can reach',
    port: 'The host of the redirect URI is public, and a port stands behind it',
    slip: 'A setting names the host of the redirect URI with another letter',
    'of-page': 'The page of the user has another host or port than the redirect URI',
  },
  specs: ['RFC 9700 section 2.1', 'RFC 8252 section 7.3'],
  look: function* hostPortMismatch(view) {
    yield* asRegistered(view, cause);
    const told = slipInMessage(view);
    if (told?.slip === 'internal-host') yield inMessage(told.uri);
    const asked = suspectedBeforeCode(view);
    if (asked === undefined) return;
    const shown = [
      isReachedThere(view, asked) ? undefined : byItsForm(asked, siteOf(view, asked), speaksOfProxy.test(view.remarks)),
      besideThePage(view, asked),
      ofSlip(view, asked),
    ];
    yield* shown.filter((one) => one !== undefined);
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the page of the server prints what it allows',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://www.shop.example/callback' }),
          page(
            400,
            'redirect_uri did not match.\nPassed URI: https://www.shop.example/callback\nAllowed URI: https://shop.example/callback',
          ),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a message that names the one and the list',
        text: 'Error: "https://www.shop.example/callback" is not in the list of allowed callback URLs: https://shop.example/callback',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'the mismatch is reported to the registered address',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://www.shop.example/callback' }),
          'HTTP/1.1 302 Found\nLocation: https://shop.example/callback?error=redirect_uri_mismatch&state=k39fL20fkLsQ',
        ),
      },
      {
        variant: 'port',
        confidence: 'likely',
        name: 'the port of the listener behind the machine that ends TLS',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example:80/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'registered for another machine',
        text: paste(
          registration('https://www.shop.example/callback'),
          authorizationRequest(),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'internal-host',
        confidence: 'likely',
        name: 'the name of a container',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://web:8080/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'internal-host',
        confidence: 'likely',
        name: 'the listener of an app that is said to be deployed elsewhere',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:9000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The app is deployed behind a proxy at https://shop.example',
        ),
      },
      {
        variant: 'internal-host',
        confidence: 'likely',
        name: 'in a message alone',
        text: 'Error: the redirect URI in the request, https://shop.internal/callback, does not match',
      },
      {
        variant: 'port',
        confidence: 'likely',
        name: 'the port behind a proxy',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example:8443/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'slip',
        confidence: 'certain',
        name: 'two letters of the host are swapped',
        text: paste(
          'My settings: domain: "www.shop.example"',
          authorizationRequest({ redirect_uri: 'https://www.shpo.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'of-page',
        confidence: 'likely',
        name: 'a page at another port of this machine',
        text: paste(
          `${authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' })}\nReferer: http://localhost:5173/`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'internal-host',
        name: 'the answer is about the client',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://web:8080/callback' }),
          refused('invalid_client', 'There is no such client here, whatever it asks for'),
          'The redirect_uri is the one of the container.',
        ),
      },
      {
        variant: 'slip',
        name: 'two machines that are told apart by a letter',
        text: paste(
          'My settings: domain: "app-a.shop.example"',
          authorizationRequest({ redirect_uri: 'https://app-b.shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'the page of the server repeats what was sent, and names its help',
        text: paste(
          authorizationRequest(),
          page(400, 'redirect_uri https://shop.example/callback is not registered. See https://idp.example/help/uris'),
        ),
      },
      {
        variant: 'port',
        name: 'the port that https has anyway',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example:443/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'port',
        name: 'no port behind a public host',
        text: paste(authorizationRequest(), refused('invalid_request', 'redirect_uri is not registered')),
      },
      {
        variant: 'internal-host',
        name: 'the app is said to be opened at the very host and port of the redirect URI',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:3000/map' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The app runs at http://localhost:3000 and the login works there.',
        ),
      },
      {
        variant: 'internal-host',
        name: 'the scheme of an app on a device',
        text: paste(
          authorizationRequest({ redirect_uri: 'shop://callback/login' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'internal-host',
        name: 'a server on the same machine',
        text: paste(
          authorizationRequest(
            { redirect_uri: 'http://localhost:3000/callback' },
            'http://localhost:8080/oauth/authorize',
          ),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  }),
});

function inMessage(uri: string): Shown<Variant> {
  return {
    variant: 'internal-host',
    confidence: 'likely',
    specificity: 1,
    lines: [uriLine(showValue(uri), 'the public address of the app', 'as it is usually registered')],
  };
}

/** Tells whether somebody says that the app is opened at the very origin of the redirect URI: then it is meant. */
function isReachedThere(view: View, { address }: SuspectedUri): boolean {
  return sitesIn(view).some((one) => originOf(one) === originOf(address));
}

/** The public address at which somebody says that the app is opened. */
function siteOf(view: View, { subject }: SuspectedUri): string | undefined {
  const site = sitesIn(view).find(({ host }) => host !== subject.host && !isInternal(host));
  return site && originOf(site);
}

function sitesIn({ remarks }: View): readonly Address[] {
  return [...addressesIn(remarks)].flatMap((one) => {
    const lead = remarks.slice(Math.max(0, one.from - 80), one.from);
    return atWork.test(lead) && !documentation.test(one.address) ? (addressOf(one.address) ?? []) : [];
  });
}

/** Before the address at which an app is used. */
const atWork =
  /\b(?:works?|worked|running|runs|served?|hosted|deployed|behind|open(?:s|ed)?|visit(?:ed|ing)?|brows\w+|reach\w*|start(?:s|ed)?|base ur[il]|go(?:es|ing)? to|navigat\w+|live|lives|available|accessible|public|is (?:at|on|under))\b[^\n]{0,60}$/i;

/** An address as it is behind a proxy: an app on this machine may also be on its way to its first deployment. */
function byItsForm(
  { subject, uri, address, isNamed }: SuspectedUri,
  site: string | undefined,
  isBehindProxy: boolean,
): Shown<Variant> | undefined {
  const confidence = isNamed ? 'likely' : 'possible';
  const expected = (what: string) => [uriLine(showValue(uri), what, 'as a registration usually has it')];
  // In the address of an app on a device the host is the name of a screen.
  if (!/^https?$/.test(address.scheme)) return undefined;
  if (isInternal(address.host)) {
    const lines = expected(
      isLoopback(address.host) ? 'this very address on the list, or the public one' : 'the public address of the app',
    );
    if (isInternal(subject.host)) return undefined;
    // Who speaks of a proxy has a public address, and the app sees the one behind it.
    if (site === undefined) return { variant: 'internal-host', confidence, specificity: isBehindProxy ? 3 : 1, lines };
    const beside = [uriLine(showValue(uri), showValue(site), 'where the app is opened')];
    return { variant: 'internal-host', confidence, specificity: 3, lines: beside };
  }
  // The port of plain http behind https is what a listener has that another machine speaks TLS for.
  if (['', '443', address.scheme === 'http' ? '80' : ''].includes(address.port)) return undefined;
  return { variant: 'port', confidence, lines: expected('the address without an internal port') };
}

/** A host that the settings or a message name, and in which the redirect URI has one letter otherwise, or two swapped. */
function ofSlip({ remarks, printed }: View, { uri, address, isNamed }: SuspectedUri): Shown<Variant> | undefined {
  if (!isNamed) return undefined;
  const hosts = `${remarks}\n${printed}`.slice(0, 20_000).match(/\b[a-z][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}/gi) ?? [];
  const meant = hosts.find((one) => isSlip(one.toLowerCase(), address.host));
  if (meant === undefined) return undefined;
  const lines = [uriLine(showValue(uri), showValue(meant), 'as it stands beside')];
  // Who names both hosts has both.
  return { variant: 'slip', confidence: remarks.includes(address.host) ? 'likely' : 'certain', specificity: 3, lines };
}

/** Tells whether two hosts differ in one letter or two swapped ones, in a word that is long enough for a slip. */
function isSlip(one: string, host: string): boolean {
  const at = [...one].findIndex((letter, i) => letter !== host[i]);
  const word = `${/[a-z]*$/.exec(one.slice(0, at))?.[0]}${/^[a-z]*/.exec(one.slice(at))?.[0]}`;
  if (at < 0 || one.length !== host.length || word.length < 4 || !one.slice(at).includes('.')) return false;
  const [a = '', b = ''] = [one.slice(at, at + 2), host.slice(at, at + 2)];
  const isSwapped = a === [...b].reverse().join('') && one.slice(at + 2) === host.slice(at + 2);
  return isSwapped || (one.slice(at + 1) === host.slice(at + 1) && /[a-z]/.test(host.charAt(at)));
}

function besideThePage(view: View, asked: SuspectedUri): Shown<Variant> | undefined {
  const page = pageOfTheUser(view, asked);
  if (page === undefined) return undefined;
  const { address: other, confidence, line } = page;
  const { host, scheme } = asked.address;
  if (other.host === host && other.scheme === scheme)
    return { variant: 'of-page', confidence, specificity: 3, lines: [line] };
  const areBothHere = isLoopback(other.host) && isLoopback(host);
  const isOtherHost = other.host !== host && !areBothHere;
  return isOtherHost && asked.isNamed ? { variant: 'of-page', confidence, lines: [line] } : undefined;
}
