import { type Address, addressOf, isInternal, isLoopback } from '../../evidence/address.ts';
import { isMeantIn } from '../../said/how-meant.ts';
import { showValue } from '../../text/value.ts';
import { readAddressesIn } from '../addresses-in.ts';
import { answer, authorizationRequest, callback, paste, refused } from '../example.ts';
import { hasFailed, reasonIn } from '../said-about.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { pageOfTheUser } from './page-of-the-user.ts';
import { asRegistered, differenceFromRegistered } from './registered-uri.ts';
import { toldRedirectUris } from './told-redirect-uris.ts';
import { slipInMessage } from './uri-in-message.ts';
import { isRedirectError, type SuspectedUri, suspectedBeforeCode, uriLine } from './uri-in-question.ts';

type Variant =
  | 'registered'
  | 'rewritten'
  | 'told-scheme'
  | 'http-on-public-host'
  | 'https-on-loopback'
  | 'forwarded-proto'
  | 'of-page';

const cause = 'redirect-uri/scheme-mismatch';
/** What an app that was reached, or a browser that reached none, says of an address that nobody asked for. */
const isOfAddress = /redirect|callback ur[il]|scheme|https?\b|\btls\b|\bssl\b|certificate|browser|connect|mismatch/i;
const refusesRedirect =
  /redirect_uri_mismatch|AADSTS50011|(?:redirect|reply|callback)[ _-]?ur[il]\b[^\n]{0,80}(?:match|not (?:valid|allowed|registered)|mismatch)|invalid[^\n]{0,20}redirect[ _-]?ur[il]/i;
/** A registration in words, without the address: `I only allow the https URI`, `set up in Entra with https`. */
const ofRegistration =
  /regist|whitelist|serve|reach|allow|console|dashboard|portal|settings|(?:set ?up|configur|enter|add).{0,40}(?:redirect|callback|reply|ur[il])|(?:redirect|callback|reply|ur[il]).{0,40}(?:set ?up|configur|enter|add)/i;
const httpsInWords =
  /\b(?:with|only|over|also|as|is|are|in|the|have|has|to|starts?|begins?)\s+["'`“]?https(?:["'`”]|:\/\/(?=[\s.…"'`]))?(?![\w:])/i;
/** What was not registered in the end. */
const inVain =
  /\b(?:tried|try|not|can['’]?t|cannot|could|would|should|without|(?:same|also) (?:\w+ )?(?:error|fails?))\b|n['’]t\b/i;
/** Somebody changed the one thing by hand, and it worked. */
const triedHttps =
  /\b(?:chang|replac|edit|set)\w*\b[^\n]{0,80}\b(?:https instead of http|http (?:to|by|with) https)\b[^\n]{0,60}\b(?:work(?:s|ed)?\b|able to|succe|logged in|log(?:s|ging)? (?:\w+ )?in\b)/i;
const ofRedirect = /redirect|callback|reply[ _-]?ur[il]/i;
/** That the change brought nothing. */
const asBefore = /\b(?:still|same|broke\w*|fail\w*)\b/i;
const speaksOfProxy = /\bhttps\b|\btls\b|\bssl\b|proxy|load balancer/i;

/** http in the place of https, or the reverse. RFC 9700 section 2.1. */
export const schemeMismatch = defineSign<Variant>({
  cause,
  variants: {
    registered: 'The redirect URI that the capture says is registered has another scheme',
    'told-scheme': 'The redirect URI has http, and somebody says that the registered one has https',
    rewritten: 'The server sends the browser back with another scheme than was asked for',
    'http-on-public-host': 'The redirect URI has http, and its host is public',
    'https-on-loopback': 'The redirect URI has https, and its host is this machine',
    'forwarded-proto': 'The proxy tells the app of another scheme than the redirect URI has',
    'of-page': 'The page of the user has another scheme than the redirect URI',
  },
  specs: ['RFC 9700 section 2.1', 'RFC 8252 section 7.3'],
  look: function* schemeMismatch(view) {
    yield* asRegistered(view, cause);
    yield* rewritten(view);
    const told = slipInMessage(view);
    if (told?.slip === 'http-on-public-host') yield* [inMessage(view, told.uri), ...toldScheme(view, told.uri, true)];
    const asked = suspectedBeforeCode(view);
    if (asked === undefined) return;
    yield* toldScheme(view, asked.uri, asked.isNamed);
    yield* byItsForm(asked, view);
    yield* byItsSurroundings(view, asked);
  },
  cases: () => ({
    fires: [
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a line of a log that has both under names which end in uri, the configured one first',
        text: 'level=error msg="redirect_uri mismatch" configured_uri=https://shop.example/cb actual_uri=http://shop.example/cb',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'an answer that has what is allowed and what was provided',
        text: '{"error":"invalid_request","error_description":"redirect_uri mismatch","allowed":["https://shop.example/cb"],"provided":"http://shop.example/cb"}',
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'what a program builds, far from the error and from what the settings have',
        text: "Behind a balancer that ends TLS. The framework builds {baseUrl}/login/oauth2/code/shop as http://shop.example/login/oauth2/code/shop and the page says The 'redirect_uri' parameter must be a Login redirect URI in the client app settings. Settings have https://shop.example/login/oauth2/code/shop",
      },
      {
        variant: 'told-scheme',
        confidence: 'certain',
        name: 'somebody changed the scheme by hand, and nothing else',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          'The provider shows an error page. If I change the redirect_uri to https instead of http, I am able to log in.',
        ),
      },
      {
        variant: 'told-scheme',
        confidence: 'certain',
        name: 'the registered one is told by its scheme alone',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('redirect_uri_mismatch'),
          'In the console I have set the redirect uri to `https://...`',
        ),
      },
      {
        variant: 'of-page',
        confidence: 'likely',
        name: 'the description has an address of the site with https, and no more',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'Users begin at https://shop.example/start',
        ),
      },
      {
        variant: 'of-page',
        confidence: 'certain',
        name: 'the description has the site with https',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The root URL of the shop is https://shop.example/',
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a log that calls the one invalid and prints the list',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          'HTTP/1.1 302 Found\nLocation: https://idp.example/error?errorId=k39f',
          '[ERR] Invalid redirect_uri: http://shop.example/callback\n{ ClientId: "shop", AllowedRedirectUris: ["https://shop.example/callback", "https://shop.example/renew"] }',
        ),
      },
      {
        variant: 'rewritten',
        confidence: 'certain',
        name: 'a proxy before the server makes https of it',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:8080/callback' }),
          callback({}, 'https://localhost:8080/callback'),
          'The login ends with an error of the browser.',
        ),
      },
      {
        variant: 'rewritten',
        confidence: 'possible',
        name: 'the browser makes https of it, and the app fails at its own work',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          callback(),
          answer(500, { message: 'the order could not be stored' }),
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'an app behind a proxy that ends TLS',
        text: paste(
          'Registered is https://shop.example/callback',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'told-scheme',
        confidence: 'certain',
        name: 'somebody tells the scheme alone',
        text: paste(
          'I did set up the redirect URL in the portal with https. TLS ends at the proxy.',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'told-scheme',
        confidence: 'certain',
        name: 'a message names the address, and somebody tells the scheme',
        text: paste(
          'Only the https URI is whitelisted, and the registration has "https" too.',
          "Error: The redirect URI 'http://shop.example/callback' specified in the request does not match the redirect URIs configured for the application",
        ),
      },
      {
        variant: 'registered',
        confidence: 'certain',
        name: 'a message alone, and what the client has as its redirect URI',
        text: paste(
          'The client has https://shop.example/callback as redirect url.',
          "Error: the redirect_uris did not match 'redirect_uri' value 'http://shop.example/callback'",
        ),
      },
      {
        variant: 'http-on-public-host',
        confidence: 'likely',
        name: 'nothing is known of the registration',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'http-on-public-host',
        confidence: 'certain',
        name: 'a provider that lets nobody register http',
        text: paste(
          authorizationRequest(
            { redirect_uri: 'http://shop.example/callback' },
            'https://accounts.google.com/o/oauth2/v2/auth',
          ),
          refused('redirect_uri_mismatch'),
        ),
      },
      {
        variant: 'https-on-loopback',
        confidence: 'likely',
        name: 'a server on this machine with https',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://127.0.0.1:3000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'forwarded-proto',
        confidence: 'certain',
        name: 'the app was reached by https through a proxy',
        text: paste(
          'GET https://shop.example/login\nX-Forwarded-Proto: https',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'of-page',
        confidence: 'certain',
        name: 'the page was loaded by https',
        text: paste(
          `${authorizationRequest({ redirect_uri: 'http://shop.example/callback' })}\nReferer: https://shop.example/login`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
    silent: [
      {
        variant: 'registered',
        name: 'a list of steps, in which the callback came after the mend',
        text: '1) GET https://idp.example/authorize?client_id=shop&response_type=code&redirect_uri=http%3A%2F%2Fshop.example%2Fcb\n   400 {"error":"invalid_request","error_description":"redirect_uri not registered. registered: https://shop.example/cb"}\n2) with https. 302 Location: https://shop.example/cb?code=Lf93kfh20&state=bbbb2222\n3) 401 {"error":"invalid_client","error_description":"client authentication failed: no credentials"}',
      },
      {
        variant: 'told-scheme',
        name: 'somebody asks whether https is to be entered',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('redirect_uri_mismatch'),
          'Is it that I must enter the redirect url in the dashboard with `https://…`?',
        ),
      },
      {
        variant: 'told-scheme',
        name: 'the site has https, and http is registered',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('redirect_uri_mismatch'),
          'Visitors reach the shop over `https://…`, and the dashboard has http://shop.example/callback as redirect URI.',
        ),
      },
      {
        variant: 'told-scheme',
        name: 'somebody wonders whether https is wanted',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('redirect_uri_mismatch'),
          'I wonder whether the redirect uri of the console begins with https at other shops.',
        ),
      },
      {
        variant: 'told-scheme',
        name: 'somebody changed the scheme by hand in vain',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          'The provider shows an error page. If I change the redirect_uri to https instead of http, it does not work either.',
        ),
      },
      {
        variant: 'of-page',
        name: 'https was tried, and fails in the same way',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'With https://shop.example/callback the same error comes.',
        ),
      },
      {
        variant: 'of-page',
        name: 'another server of the machine has https',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The API runs at https://localhost:7001',
        ),
      },
      {
        variant: 'of-page',
        name: 'another site of the description has https',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The garden at https://garden.example is in order.',
        ),
      },
      {
        variant: 'told-scheme',
        name: 'https was tried, and was not taken',
        text: paste(
          'I tried to register the https variant, but the console does not take it.',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'told-scheme',
        name: 'https was set, and the page of the login is as before',
        text: paste(
          'I changed the callback to https instead of http but the login page still shows that.',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
        ),
      },
      {
        variant: 'told-scheme',
        name: 'it is another address that was changed',
        text: paste(
          'We set the issuer to https instead of http last month and it worked.',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_client'),
        ),
      },
      {
        variant: 'told-scheme',
        name: 'https is what the proxy has',
        text: paste(
          'I configured nginx with https.',
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'registered',
        name: 'what the app is said to send as redirect URI',
        text: paste(
          'The app sends https://shop.example/callback as redirect url.',
          "Error: the redirect_uris did not match 'redirect_uri' value 'http://shop.example/callback'",
        ),
      },
      {
        variant: 'http-on-public-host',
        name: 'a provider that lets nobody register http, and a login in order',
        text: paste(
          authorizationRequest(
            { redirect_uri: 'http://shop.example/callback' },
            'https://accounts.google.com/o/oauth2/v2/auth',
          ),
          callback({}, 'http://shop.example/callback'),
        ),
      },
      {
        variant: 'http-on-public-host',
        name: 'http on this machine, as native apps have it',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://127.0.0.1:3000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'of-page',
        name: 'the page has the same scheme',
        text: paste(
          `${authorizationRequest()}\nReferer: https://shop.example/login`,
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  }),
});

/** The scheme of the registered redirect URI, where somebody tells no more than that. */
function* toldScheme(view: View, uri: string, isNamed: boolean): Generator<Shown<Variant>> {
  // Who tells that the one that was sent is registered speaks of something else.
  const isSentRegistered = view.remarks.includes(uri) && toldRedirectUris(view).includes(uri);
  if (!uri.startsWith('http:') || isSentRegistered) return;
  const sentences = view.remarks
    .slice(0, 8000)
    .split(/(?<=[.!?])\s|\n/)
    .filter((one) => !inVain.test(one) && !/\?["'`)]?$/.test(one));
  const isTried = sentences.some((one) => triedHttps.test(one) && ofRedirect.test(one) && !asBefore.test(one));
  if (!isTried && !sentences.some((one) => ofRegistration.test(one) && tellsHttps(one))) return;
  const expected = showValue(uri.replace('http:', 'https:'));
  yield {
    variant: 'told-scheme',
    confidence: isNamed || isTried ? 'certain' : 'likely',
    specificity: 3,
    lines: [uriLine(showValue(uri), expected, 'named in the description')],
  };
}

/** Tells whether a sentence has the other scheme, and its reporter does not only ask for it, or repeat a guide. */
function tellsHttps(sentence: string): boolean {
  return isMeantIn(sentence, httpsInWords);
}

function inMessage({ remarks, printed, habits }: View, uri: string): Shown<Variant> {
  const isNever = refusesRedirect.test(printed) && habits?.refusesRedirect?.includes('http') === true;
  return {
    variant: 'http-on-public-host',
    confidence: isNever ? 'certain' : 'likely',
    specificity: speaksOfProxy.test(remarks) ? 3 : 2,
    lines: [
      uriLine(showValue(uri), showValue(uri.replace('http:', 'https:')), 'as a public address is usually registered'),
    ],
  };
}

function* byItsForm(
  { subject, uri, address: { scheme, host }, isNamed }: SuspectedUri,
  { habits, printed }: View,
): Generator<Shown<Variant>> {
  const confidence = isNamed ? 'likely' : 'possible';
  const whose = 'as a registration usually has it';
  if (scheme === 'http' && !isInternal(host)) {
    const expected = showValue(uri.replace('http:', 'https:'));
    // Where nobody can register http, the one that is registered has https.
    const isRefused = isRedirectError(subject) || refusesRedirect.test(`${subject.code} ${subject.text}\n${printed}`);
    const isNever = isRefused && habits?.refusesRedirect?.includes('http') === true;
    yield {
      variant: 'http-on-public-host',
      confidence: isNever ? 'certain' : confidence,
      lines: [uriLine(showValue(uri), expected, whose)],
    };
  }
  if (scheme === 'https' && isLoopback(host)) {
    const expected = showValue(uri.replace('https:', 'http:'));
    yield {
      variant: 'https-on-loopback',
      confidence,
      specificity: 1,
      lines: [uriLine(showValue(uri), expected, whose)],
    };
  }
}

function* byItsSurroundings(view: View, asked: SuspectedUri): Generator<Shown<Variant>> {
  const { uri, address, isNamed } = asked;
  // Of a registration that somebody names, the comparison tells what differs.
  const isAlone = isNamed && differenceFromRegistered(view) === undefined;
  const confidence = isAlone && address.scheme === 'http' && !isInternal(address.host) ? 'certain' : 'likely';
  const proto = view.before
    .filter((one) => one.host === '' || one.host === address.host)
    .map((one) => one.header('x-forwarded-proto'))
    .findLast((one) => one !== undefined);
  if (proto !== undefined && /^https?$/.test(proto) && proto !== address.scheme)
    yield {
      variant: 'forwarded-proto',
      confidence,
      specificity: 3,
      lines: [uriLine(showValue(uri), `${proto}://…`, 'the scheme that the browser used')],
    };
  const page = pageOfTheUser(view, asked);
  const isOfPage = page?.address.host === address.host && page.address.scheme !== address.scheme;
  if (!isOfPage && !(address.scheme === 'http' && openedByTls(view, address) !== undefined)) return;
  const told = uriLine(showValue(uri), `https://${address.host}`, 'as the description has the site');
  const sureness = isOfPage || isOwnAddress.test(openedByTls(view, address) ?? '') ? confidence : 'likely';
  yield { variant: 'of-page', confidence: sureness, specificity: 3, lines: [isOfPage ? page.line : told] };
}

/** An address that is set as the app's own; what somebody opened or tried is no proof of what is registered. */
const isOwnAddress = /\b(?:root|base|site|public|external)[ _-]?ur[il]\b[^\n]{0,30}https:/i;

/** The sentence of the description that has the site with https, and not as what was tried in vain. */
function openedByTls({ remarks }: View, { host, port }: Address): string | undefined {
  const isSite = (one: Address): boolean => one.scheme === 'https' && one.host === host && one.port === port;
  return remarks
    .split(/[.!?]\s|\n/)
    .find((sentence) => !inVain.test(sentence) && readAddressesIn(sentence).some(isSite));
}

function* rewritten(view: View): Generator<Shown<Variant>> {
  const { subject, start, callback, before } = view;
  const asked = start?.sent('redirect_uri') ?? '';
  const [one, other] = [addressOf(asked), callback?.address];
  if (subject !== callback || one === undefined || other === undefined || one.scheme === other.scheme) return;
  const pathOf = ({ path }: { readonly path: string }): string => (path === '' ? '/' : path);
  if (one.host !== other.host || pathOf(one) !== pathOf(other)) return;
  // Browsers make https of http by themselves, and an app that they reach goes on.
  const isReached = callback?.outcome !== 'unknown';
  const isSent =
    !isReached && before.some((seen) => seen.answered('location')?.startsWith(`${other.scheme}://${other.host}`));
  const isTold = hasFailed(view) && isOfAddress.test(reasonIn(view));
  yield {
    variant: 'rewritten',
    confidence: isTold || isSent ? 'certain' : isReached ? 'possible' : 'likely',
    specificity: isTold || !isReached ? 3 : 2,
    lines: [uriLine(showValue(asked), `${other.scheme}://…`, 'where the browser was sent')],
  };
}
