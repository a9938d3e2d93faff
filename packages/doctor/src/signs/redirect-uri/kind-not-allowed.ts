import { addressOf, isLoopback } from '../../evidence/address.ts';
import { showValue } from '../../text/value.ts';
import { answer, authorizationRequest, paste, post, refused, registration } from '../example.ts';
import { reasonIn } from '../said-about.ts';
import { defineSign, type Shown } from '../sign.ts';
import type { View } from '../view.ts';
import { registeredUris, urisIn } from './registered-uri.ts';
import { type SuspectedUri, suspectedUri, type UriInQuestion, uriInQuestion, uriLine } from './uri-in-question.ts';

type Variant =
  | 'registration'
  | 'registered-and-refused'
  | 'private-address'
  | 'loopback'
  | 'wildcard'
  | 'custom-scheme'
  | 'http'
  | 'address'
  | 'in-message';

const apple = 'https://appleid.apple.com/auth/authorize';
const ebay = 'https://auth.ebay.com/oauth2/authorize';
const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;
const wantsHttps =
  /must (?:be|use) (?:an? )?(?:valid |absolute |secure )?https|https (?:is )?required|insecure (?:redirect|callback|ur[il])|secure redirect|only https|not (?:use )?https/i;

/** The server accepts no redirect URI of this kind, whatever is registered. RFC 9700 section 2.1, RFC 8252 section 7. */
export const kindNotAllowed = defineSign<Variant>({
  cause: 'redirect-uri/kind-not-allowed',
  variants: {
    registration: 'A registration is refused, and one of its redirect URIs is of a kind that the answer excludes',
    'registered-and-refused': 'The redirect URI is registered, has a scheme of its own, and is refused',
    'private-address': 'The host of the redirect URI is an address of a private network',
    loopback: 'The host of the redirect URI is this machine, and the provider takes public hosts alone',
    wildcard: 'The redirect URI has a wildcard',
    'custom-scheme': 'The redirect URI has a scheme of its own',
    'in-message': 'The page of a policy repeats a redirect URI of a kind that it refuses',
    address: 'The redirect URI is an address, and this provider takes the name under which one is registered',
    http: 'The redirect URI has http on a host that is not this machine, and the server wants https',
  },
  specs: ['RFC 9700 section 2.1', 'RFC 8252 section 7.1'],
  look: function* kindNotAllowed(view) {
    yield* ofRegistration(view);
    if (view.subject === undefined) yield* inMessage(view);
    yield* ofName(view);
    const asked = suspectedUri(view);
    if (asked === undefined) return;
    if (isRegisteredAndRefused(view, asked)) {
      const expected = 'an https address: this one is registered, and its kind is refused';
      yield ofKind('registered-and-refused', 'likely', asked, expected);
    } else yield* byItsForm(view, asked);
  },
  cases: () => ({
    fires: [
      {
        variant: 'registration',
        confidence: 'certain',
        name: 'an app of its own scheme at a server of web clients',
        text: refusedRegistration(
          'com.shop.app://callback',
          'every redirect URI needs https, or http on a loopback address',
        ),
      },
      {
        variant: 'registration',
        confidence: 'certain',
        name: 'http on a public host',
        text: refusedRegistration('http://shop.example/callback', 'redirect_uris must be HTTPS'),
      },
      {
        variant: 'registered-and-refused',
        confidence: 'likely',
        name: 'a native app that registered itself',
        text: paste(
          registration('com.shop.app://callback'),
          authorizationRequest({ redirect_uri: 'com.shop.app://callback' }),
          refused('invalid_request', 'redirect_uri is not valid'),
        ),
      },
      {
        variant: 'private-address',
        confidence: 'certain',
        name: 'a machine of the network at home',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://192.168.1.20/callback' }),
          refused('invalid_request', 'device_id is required for a private redirect_uri'),
        ),
      },
      {
        variant: 'private-address',
        confidence: 'possible',
        name: 'the answer misses the registration, and a remark praises another address',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://192.168.1.20/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'The public domain works, this one does not.',
        ),
      },
      {
        variant: 'loopback',
        confidence: 'certain',
        name: 'localhost at Apple, which registers public hosts alone',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }, apple),
          refused('invalid_request', 'Invalid web redirect url.'),
        ),
      },
      {
        variant: 'loopback',
        confidence: 'likely',
        name: 'the same, and the answer gives no reason',
        text: paste(authorizationRequest({ redirect_uri: 'https://localhost/callback' }, apple), answer(400, {})),
      },
      {
        variant: 'wildcard',
        confidence: 'likely',
        name: 'a star for the branch',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://*.shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not valid'),
        ),
      },
      {
        variant: 'custom-scheme',
        confidence: 'likely',
        name: 'the scheme of an app',
        text: paste(
          authorizationRequest({ redirect_uri: 'com.shop.app://callback' }),
          refused('invalid_request', 'The scheme of redirect_uri is not allowed'),
        ),
      },
      {
        variant: 'in-message',
        confidence: 'certain',
        name: 'the scheme of a development server, in the details of the page',
        text: "This app doesn't comply with our policy for keeping apps secure. Error 400: invalid_request. Request details: redirect_uri=exp://203.0.113.7:8081",
      },
      {
        variant: 'address',
        confidence: 'certain',
        name: 'a URL at eBay, which takes a RuName',
        text: paste(
          authorizationRequest({}, ebay),
          answer(400, { error_id: 'invalid_request', error_description: 'Input request parameters are invalid.' }),
        ),
      },
      {
        variant: 'address',
        confidence: 'likely',
        name: 'a URL at eBay, and an answer that gives no reason',
        text: paste(authorizationRequest({}, ebay), answer(500, { error_id: 'temporarily_unavailable' })),
      },
      {
        variant: 'http',
        confidence: 'certain',
        name: 'a public host without TLS',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri must use https'),
        ),
      },
    ],
    silent: [
      {
        variant: 'loopback',
        name: 'a public host at Apple',
        text: paste(
          authorizationRequest({ redirect_uri: 'https://shop.example/callback' }, apple),
          refused('invalid_request', 'Invalid web redirect url.'),
        ),
      },
      {
        variant: 'loopback',
        name: 'localhost at a server that takes it',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://localhost:3000/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'address',
        name: 'a RuName at eBay',
        text: paste(
          authorizationRequest({ redirect_uri: 'Ann_Shop-AnnShop-Shop-kqwrtz' }, ebay),
          refused('invalid_request', 'Input request parameters are invalid.'),
        ),
      },
      {
        variant: 'registration',
        name: 'a registration that is refused for its name',
        text: refusedRegistration('com.shop.app://callback', 'client_name is in use already'),
      },
      {
        variant: 'registration',
        name: 'a loopback address where these are allowed',
        text: refusedRegistration(
          'http://127.0.0.1:3000/callback',
          'a redirect URI must be https or loopback, without fragment',
        ),
      },
      {
        variant: 'in-message',
        name: 'the page of a mismatch, with an address of a kind that is allowed',
        text: "This app doesn't comply with our policy. Error 400: redirect_uri_mismatch. Request details: redirect_uri=https://shop.example/callback",
      },
      {
        variant: 'http',
        name: 'http, and the server does not ask for https',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
      {
        variant: 'http',
        name: 'a warning of the client about its own connection',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://shop.example/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
          'InsecureRequestWarning: Unverified HTTPS request is being made',
        ),
      },
      {
        variant: 'private-address',
        name: 'a public address',
        text: paste(
          authorizationRequest({ redirect_uri: 'http://203.0.113.20/callback' }),
          refused('invalid_request', 'redirect_uri is not registered'),
        ),
      },
    ],
  }),
});

function refusedRegistration(redirectUri: string, description: string): string {
  const request = post('https://idp.example/register', JSON.stringify({ redirect_uris: [redirectUri] }), {
    'Content-Type': 'application/json',
  });
  return paste(request, refused('invalid_redirect_uri', description));
}

/** RFC 7591 section 3.2.2: one redirect URI that is not accepted ends the whole registration. */
function* ofRegistration({ subject }: View): Generator<Shown<Variant>> {
  if (subject?.role !== 'registration-request' || subject.outcome !== 'refused') return;
  if (!/redirect|callback/i.test(`${subject.code} ${subject.text}`)) return;
  const takesLoopback = /loopback|localhost|127\.0\.0\.1/i.test(subject.text);
  const takesSchemes = /(?:or|and) (?:an? )?(?:custom|private|app)[ -]?(?:use )?(?:uri )?scheme/i.test(subject.text);
  if (!/https|scheme|insecure|loopback/i.test(subject.text)) return;
  const refused = urisIn(subject.sent('redirect_uris') ?? '').find((uri) => {
    const address = addressOf(uri);
    if (address === undefined || address.scheme === 'https') return false;
    return address.scheme === 'http' ? !(isLoopback(address.host) && takesLoopback) : !takesSchemes;
  });
  if (refused === undefined) return;
  yield {
    variant: 'registration',
    confidence: 'certain',
    specificity: 3,
    lines: [uriLine(showValue(refused), 'an address of the kind that the answer names', 'what this server accepts')],
  };
}

const ofPolicy = /comply with[^\n]{0,30}(?:OAuth 2\.0 )?polic|validation rules/i;

/** A page that speaks of the policy for apps, and repeats what it blames: `Request details: redirect_uri=exp://…`. */
function* inMessage({ words }: View): Generator<Shown<Variant>> {
  if (!ofPolicy.test(words) || /redirect_uri_mismatch/.test(words)) return;
  const uri = /\bredirect_uri=([a-z][\w+.-]{0,80}:[^\s&"'<>]{1,300})/i.exec(words)?.[1] ?? '';
  const address = addressOf(uri);
  const scheme = /^[\w+.-]+/.exec(uri)?.[0].toLowerCase() ?? 'http';
  const isPrivate = privateAddress.test(address?.host ?? '');
  if ((!isOwnScheme(scheme) && !isPrivate) || scheme === 'urn') return;
  yield {
    variant: 'in-message',
    confidence: 'certain',
    specificity: 3,
    lines: [
      uriLine(showValue(uri), 'an https address on a public host, or a loopback address', 'what this server accepts'),
    ],
  };
}

/** An address where the provider gives its client a name for it: whatever else is answered, the next step is this. */
function* ofName(view: View): Generator<Shown<Variant>> {
  const asked = uriInQuestion(view);
  if (asked === undefined || view.habits?.refusesRedirect?.includes('address') !== true) return;
  if (!/^https?:\/\//i.test(asked.uri)) return;
  const isMeant = asked.isNamed || asked.subject.text.includes('invalid_request');
  yield ofKind('address', isMeant ? 'certain' : 'likely', asked, 'the name that the provider gave to this address');
}

function isRegisteredAndRefused(view: View, { uri, address, isNamed }: SuspectedUri): boolean {
  return isNamed && isOwnScheme(address.scheme) && registeredUris(view).includes(uri);
}

function* byItsForm(view: View, asked: SuspectedUri): Generator<Shown<Variant>> {
  const { habits } = view;
  const { uri, address, isNamed } = asked;
  const reason = reasonIn(view);
  const refuses = habits?.refusesRedirect ?? [];
  if (privateAddress.test(address.host)) {
    const given = asked.subject.text || view.printed;
    const isSaid =
      /private (?:ip|address|network|use)|device_id|public (?:host|top|address)|(?:must|needs? to|has to) (?:be|use|have) an? public/i.test(
        given,
      );
    const confidence = isSaid ? 'certain' : refuses.includes('private-address') ? 'likely' : 'possible';
    yield ofKind('private-address', confidence, asked, 'a public host name, or a loopback address');
  }
  if (isLoopback(address.host) && refuses.includes('loopback'))
    yield ofKind('loopback', isNamed ? 'certain' : 'likely', asked, 'an https address with a public host name');
  if (uri.includes('*'))
    yield ofKind('wildcard', isNamed ? 'likely' : 'possible', asked, 'an address without wildcard');
  if (isOwnScheme(address.scheme)) {
    const isRefused = refuses.includes('custom-scheme') || /scheme/i.test(reason);
    yield ofKind('custom-scheme', isRefused ? 'likely' : 'possible', asked, 'an https address');
  }
  const isOfPolicy = refuses.includes('http') && /\bcomply\b[^\n]{0,40}\bpolicy\b/i.test(reason);
  if (address.scheme === 'http' && !isLoopback(address.host) && (isOfPolicy || wantsHttps.test(reason)))
    yield ofKind('http', 'certain', asked, 'an https address');
}

function isOwnScheme(scheme: string): boolean {
  return scheme !== 'http' && scheme !== 'https';
}

function ofKind(
  variant: Variant,
  confidence: Shown['confidence'],
  { uri }: UriInQuestion,
  expected: string,
): Shown<Variant> {
  return {
    variant,
    confidence,
    specificity: 3,
    lines: [uriLine(showValue(uri), expected, 'what this server accepts')],
  };
}
