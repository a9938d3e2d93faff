import { compareRedirectUris, nearestRedirectUri, type RedirectUriDifferenceKind } from '@candor/protocol';
import { type Address, addressOf, isInternal, isLoopback, originOf } from '../evidence/address.ts';
import type { CauseId } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import { showPair, showValue } from '../text/value.ts';
import { hasFailed, isAbout } from './said-about.ts';
import { type Look, line, type Sign } from './sign.ts';
import { toldRedirectUris } from './told-redirect-uris.ts';
import type { View } from './view.ts';

/** The cause that each kind of difference is, the first that applies. */
const causeOfKind: readonly (readonly [RedirectUriDifferenceKind, CauseId])[] = [
  ['white-space', 'transport-endpoint/stray-whitespace'],
  ['localhost-vs-loopback', 'redirect-uri/localhost-vs-loopback'],
  ['host', 'redirect-uri/host-port-mismatch'],
  ['lookalike-characters', 'redirect-uri/host-port-mismatch'],
  ['user-info', 'redirect-uri/host-port-mismatch'],
  ['scheme', 'redirect-uri/scheme-mismatch'],
  ['port', 'redirect-uri/host-port-mismatch'],
  ['path', 'redirect-uri/path-mismatch'],
  ['case', 'redirect-uri/path-mismatch'],
  ['encoding', 'redirect-uri/path-mismatch'],
  ['trailing-slash', 'redirect-uri/trailing-slash'],
  ['query', 'redirect-uri/extra-query'],
  ['fragment', 'redirect-uri/extra-query'],
  ['default-port', 'redirect-uri/host-port-mismatch'],
];
const codes = new Set([
  'redirect_uri_mismatch',
  'redirect_mismatch',
  'bad_redirect_uri',
  'invalid_redirect_uri',
  'invalid_redirect_url',
]);

/** The redirect URI against everything that is known of the right one: registration, other leg, page, provider's rules. */
export const redirectSigns: Look = function* redirect(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofMessage(view);
    return;
  }
  if (!hasFailed(view) || (subject.role === 'authorization-response' && subject.has('code'))) return;
  const isRedirect = isAbout(view, 'redirect') || codes.has(subject.code ?? '');
  if (subject.role === 'token-request') yield* ofLegs(view, isRedirect);
  const sent = subject.sent('redirect_uri') ?? view.start?.sent('redirect_uri');
  if (
    sent === undefined ||
    !subject.isOf('authorization-request', 'pushed-authorization-request', 'token-request', 'authorization-response')
  )
    return;
  yield* ofRegistered(view, sent, isRedirect);
  const isSilent = subject.code === undefined && subject.text.length < 40;
  if (!isRedirect && subject.outcome === 'refused' && !isSilent) return;
  yield* ofKind(view, sent, isRedirect);
  if (subject.role === 'token-request') return;
  yield* ofForm(view, sent, isRedirect);
  yield* ofPage(view, sent, isRedirect);
};

function* ofLegs(view: View, isRedirect: boolean): Generator<Sign> {
  const { subject, start } = view;
  if (
    subject === undefined ||
    subject.sent('grant_type')?.startsWith('refresh') ||
    !(subject.has('code') || subject.sent('grant_type') === 'authorization_code')
  )
    return;
  const sent = subject.sent('redirect_uri');
  const first = start?.sent('redirect_uri');
  if (sent !== undefined && first !== undefined && sent !== first) {
    const kinds = compareRedirectUris(sent, first).map(({ kind }) => kind);
    const isQuery = kinds.every((kind) => kind === 'query' || kind === 'fragment');
    yield at(
      isQuery ? 'redirect-uri/extra-query' : 'redirect-uri/differs-between-requests',
      isQuery ? 'between-requests' : 'compared',
      'certain',
      3,
      ['redirect_uri', ...showPair(sent, first), 'of the authorization request'],
    );
  } else if (sent === undefined && !subject.has('redirect_uri')) {
    if (first !== undefined) yield absent(isRedirect ? 'certain' : 'likely', isRedirect ? 3 : 1);
    else if (codes.has(subject.code ?? '')) yield absent('likely');
  } else if (sent !== undefined && start !== undefined && first === undefined && isRedirect) yield absent('likely');
}

function absent(confidence: Confidence, specificity: 1 | 3 = 3): Sign {
  return {
    cause: 'redirect-uri/differs-between-requests',
    variant: 'one-leg-only',
    confidence,
    specificity,
    lines: [
      line('redirect_uri', 'in one of the two requests only', 'the same text in authorization and token request'),
    ],
  };
}

function* ofRegistered(view: View, sent: string, isRedirect: boolean): Generator<Sign> {
  const known = registeredUris(view);
  const told = known.length > 0 ? known : toldRedirectUris(view);
  if (told.length === 0 || told.includes(sent)) return;
  const nearest = nearestRedirectUri(sent, told) ?? {
    registered: told[0] ?? '',
    differences: compareRedirectUris(sent, told[0] ?? ''),
  };
  const kinds = nearest.differences.map(({ kind }) => kind);
  if (known.length > 0 && view.subject?.isOf('authorization-request') !== true && !isRedirect) return;
  // A native app may take any port of the loopback interface (RFC 8252 section 7.3), which most servers allow.
  const cause = causeOfKind.find(([kind]) => kinds.includes(kind))?.[1] ?? 'redirect-uri/not-registered';
  const isFar =
    kinds.filter((kind) => ['host', 'path', 'scheme', 'port'].includes(kind)).length > 1 && known.length === 0;
  const words: [string, string, string, string] = [
    'redirect_uri',
    ...showPair(sent, nearest.registered),
    known.length > 0 ? 'registered' : 'named in the description',
  ];
  yield at(
    cause,
    `of-registered-${kinds[0] ?? 'unlike'}`,
    known.length > 0 && isRedirect ? 'certain' : isFar && !isRedirect ? 'possible' : 'likely',
    3,
    words,
  );
  if (isFar) yield at('redirect-uri/not-registered', 'unlike', isRedirect ? 'likely' : 'possible', 2, words);
}

function registeredUris({ before, subject }: View): readonly string[] {
  const found: string[] = [];
  for (const one of before) {
    if (one.role !== 'registration-request' || one.outcome === 'refused') continue;
    const id = one.got('client_id');
    if (id !== undefined && subject?.clientId !== undefined && id !== subject.clientId) continue;
    const list = one.got('redirect_uris') ?? one.sent('redirect_uris') ?? '';
    found.push(...(list.match(/[a-z][a-z0-9+.-]*:\/\/[^"',\s\]]+/gi) ?? []));
  }
  return found;
}

function* ofKind(view: View, sent: string, isRedirect: boolean): Generator<Sign> {
  const address = addressOf(sent);
  const refuses = view.habits?.refusesRedirect ?? [];
  const say = (variant: string, confidence: Confidence, expected: string): Sign =>
    at('redirect-uri/kind-not-allowed', variant, confidence, 3, [
      'redirect_uri',
      showValue(sent),
      expected,
      'what this server accepts',
    ]);
  if (address === undefined) return;
  const isRegistered = isRedirect && registeredUris(view).includes(sent);
  if (isRegistered && !/^https?$/.test(address.scheme)) {
    yield say('registered-and-refused', 'likely', 'an https address: this one is registered, and its kind is refused');
    return;
  }
  const isPrivate = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address.host);
  if (isPrivate)
    yield say(
      'private-address',
      /private|device_id|public/i.test(view.words)
        ? 'certain'
        : refuses.includes('private-address')
          ? 'likely'
          : 'possible',
      'a public host name, or a loopback address',
    );
  if (/\*/.test(sent)) yield say('wildcard', isRedirect ? 'likely' : 'possible', 'an address without wildcard');
  if (!/^https?$/.test(address.scheme))
    yield say(
      'custom-scheme',
      refuses.includes('custom-scheme') || /scheme/i.test(view.words) ? 'likely' : 'possible',
      'an https address',
    );
  if (address.host === 'localhost' && refuses.includes('localhost-name')) {
    yield at('redirect-uri/localhost-vs-loopback', 'refused-by-provider', isRedirect ? 'certain' : 'likely', 3, [
      'redirect_uri',
      showValue(sent),
      showValue(sent.replace('localhost', '127.0.0.1')),
      'with the address, as this provider wants it',
    ]);
  }
  if (address.host === 'localhost' && /insecure/i.test(view.words)) {
    yield at('redirect-uri/localhost-vs-loopback', 'called-insecure', 'likely', 3, [
      'redirect_uri',
      showValue(sent),
      showValue(sent.replace('localhost', '127.0.0.1')),
      'with the address in place of the name',
    ]);
  }
  const insecure = address.scheme === 'http' && !isLoopback(address.host);
  if (
    insecure &&
    /must (?:be|use) https|https (?:is )?required|insecure|secure redirect|only https|not (?:use )?https/i.test(
      view.words,
    )
  ) {
    yield say('http', 'likely', 'an https address');
  }
}

function* ofForm(view: View, sent: string, isRedirect: boolean): Generator<Sign> {
  const address = addressOf(sent);
  if (address === undefined) return;
  const confidence: Confidence = isRedirect ? 'likely' : 'possible';
  const say = (cause: CauseId, variant: string, expected: string, specificity: 1 | 2 | 3 = 2): Sign =>
    at(cause, variant, confidence, specificity, [
      'redirect_uri',
      showValue(sent),
      expected,
      'as a registration usually has it',
    ]);
  if (/[?&](?:code|state|error|iss|session_state|scope)=/.test(sent))
    yield say('redirect-uri/extra-query', 'callback-query', 'the address without the query of the callback', 3);
  else if (address.query !== '')
    yield say('redirect-uri/extra-query', 'query', 'the address without a query that changes');
  if (address.fragment !== '') yield say('redirect-uri/extra-query', 'fragment', 'the address without a fragment', 3);
  if (/\/\//.test(address.path))
    yield say('redirect-uri/path-mismatch', 'doubled-slash', showValue(sent.replace(/([^:])\/\/+/g, '$1/')), 3);
  const raw = /[?&]redirect_uri=(https?:\/\/[^&\s]*)/.exec(view.subject?.url ?? '')?.[1];
  if (raw !== undefined && isRedirect) yield say('redirect-uri/not-encoded', 'raw', showValue(encodeURIComponent(raw)));
  const isPublic = !isInternal(address.host);
  const server = view.subject?.host ?? '';
  if (address.scheme === 'http' && isPublic)
    yield say('redirect-uri/scheme-mismatch', 'http-on-public-host', showValue(sent.replace('http:', 'https:')));
  if (address.scheme === 'https' && isLoopback(address.host))
    yield say('redirect-uri/scheme-mismatch', 'https-on-loopback', showValue(sent.replace('https:', 'http:')));
  if (isInternal(address.host) && !isInternal(server))
    yield say(
      'redirect-uri/host-port-mismatch',
      'internal-host',
      'the public address of the app',
      isLoopback(address.host) ? 1 : 2,
    );
  else if (isPublic && address.port !== '' && !['80', '443'].includes(address.port))
    yield say('redirect-uri/host-port-mismatch', 'port', 'the address without an internal port');
  if (isPublic && address.query === '' && (address.path === '' || address.path === '/'))
    yield say(
      'redirect-uri/trailing-slash',
      'bare-origin',
      'with and without the slash at the end are two addresses',
      1,
    );
}

/** A redirect URI that only a message names: `The redirect URI in the request, http://…, does not match`. */
function* ofMessage(view: View): Generator<Sign> {
  if (!isAbout(view, 'redirect') || view.all.some((one) => one.sent('redirect_uri') !== undefined)) return;
  const found = /(?:redirect|callback|reply)[^\n]{0,80}?\b(https?:\/\/[^\s"'`<>,;)\]]{3,300})/i
    .exec(view.words)?.[1]
    ?.replace(/[.:]+$/, '');
  const address = addressOf(found ?? '');
  if (found === undefined || address === undefined) return;
  const told = toldRedirectUris(view).filter((one) => one !== found);
  if (told.length > 0) {
    const nearest = nearestRedirectUri(found, told);
    const kinds = nearest?.differences.map(({ kind }) => kind) ?? [];
    const cause = causeOfKind.find(([kind]) => kinds.includes(kind))?.[1];
    if (nearest !== undefined && cause !== undefined)
      yield at(cause, 'in-message', 'likely', 3, [
        'redirect_uri',
        ...showPair(found, nearest.registered),
        'named in the description',
      ]);
    return;
  }
  if (address.scheme === 'http' && !isInternal(address.host)) {
    const https = /\bhttps\b|\btls\b|\bssl\b|proxy|load balancer/i.test(view.remarks);
    yield at('redirect-uri/scheme-mismatch', 'in-message', 'likely', https ? 3 : 2, [
      'redirect_uri',
      showValue(found),
      showValue(found.replace('http:', 'https:')),
      'as a public address is usually registered',
    ]);
  } else if (/[^:]\/\//.test(found))
    yield at('redirect-uri/path-mismatch', 'in-message', 'likely', 3, [
      'redirect_uri',
      showValue(found),
      'the path without a doubled slash',
      'as it is usually registered',
    ]);
  else if (isInternal(address.host) && !isLoopback(address.host))
    yield at('redirect-uri/host-port-mismatch', 'in-message', 'likely', 2, [
      'redirect_uri',
      showValue(found),
      'the public address of the app',
      'as it is usually registered',
    ]);
}

/** The page from which the user came tells how the app is reached. */
function* ofPage(view: View, sent: string, isRedirect: boolean): Generator<Sign> {
  const { subject, before } = view;
  const uri = addressOf(sent);
  if (uri === undefined || subject === undefined) return;
  const pages = [
    subject.header('referer'),
    subject.header('origin'),
    ...before.filter((one) => one.role === 'other').map((one) => one.url),
  ]
    .map((one) => addressOf(one ?? ''))
    .filter((one): one is Address => one !== undefined && one.host !== subject.host);
  const page =
    pages.findLast((one) => one.host === uri.host) ??
    pages.find((one) => isLoopback(one.host) === isLoopback(uri.host));
  const proto = before.map((one) => one.header('x-forwarded-proto')).findLast((one) => one !== undefined);
  const confidence: Confidence = subject.outcome === 'unknown' && !isRedirect ? 'possible' : 'likely';
  if (proto !== undefined && /^https?$/.test(proto) && proto !== uri.scheme) {
    yield at('redirect-uri/scheme-mismatch', 'forwarded-proto', 'likely', 3, [
      'redirect_uri',
      showValue(sent),
      `${proto}://…`,
      'the scheme that the browser used',
    ]);
  }
  if (page === undefined || originOf(page) === originOf(uri)) return;
  const names: [string, string, string, string] = [
    'redirect_uri',
    showValue(sent),
    showValue(originOf(page)),
    'the address of the page',
  ];
  if (page.host === uri.host && page.scheme !== uri.scheme)
    yield at('redirect-uri/scheme-mismatch', 'of-page', 'likely', 3, names);
  else if (page.host === uri.host) yield at('redirect-uri/host-port-mismatch', 'port-of-page', confidence, 3, names);
  else if (isLoopback(page.host) && isLoopback(uri.host))
    yield at('redirect-uri/localhost-vs-loopback', 'of-page', confidence, 3, names);
  else if (isRedirect) yield at('redirect-uri/host-port-mismatch', 'host-of-page', 'likely', 2, names);
}

function at(
  cause: CauseId,
  variant: string,
  confidence: Confidence,
  specificity: 1 | 2 | 3,
  [where, seen, expected, whose]: readonly [string, string, string, string],
): Sign {
  return { cause, variant, confidence, specificity, lines: [line(where, seen, `${expected}  (${whose})`)] };
}
