import { addressOf, isInternal } from '../evidence/address.ts';
import { isHtml } from '../evidence/outcome.ts';
import type { CauseId } from '../rules/causes.ts';
import { showPair, showValue } from '../text/value.ts';
import { isAbout, isComplainedOf, quotedValues } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import type { Seen, View } from './view.ts';

/** Metadata: whether it is there, whose issuer it names, and what it leaves out. Asked once for the whole capture. */
export const discoverySigns: Look = function* discovery(view) {
  if (view.subject !== undefined) return;
  yield* ofIssuers(view);
  yield* ofMissing(view);
  yield* ofResource(view);
  yield* ofRegistration(view);
  yield* ofPkce(view);
};

/** How two issuers differ; undefined where they are the same. */
function difference(one: string, two: string): CauseId | undefined {
  if (one === two) return undefined;
  if (/\{[a-z]*tenant[a-z]*\}|%7Btenant/i.test(one + two)) return 'discovery/issuer-template';
  if (one.replace(/\/+$/, '') === two.replace(/\/+$/, '')) return 'discovery/issuer-trailing-slash';
  const [a, b] = [addressOf(one), addressOf(two)];
  if (a === undefined || b === undefined) return undefined;
  if (a.host !== b.host && !isInternal(a.host) && !isInternal(b.host) && domainOf(a.host) !== domainOf(b.host)) {
    return 'token-use/token-from-other-issuer';
  }
  if (a.host !== b.host || a.port !== b.port || a.scheme !== b.scheme) return 'discovery/issuer-host-mismatch';
  return 'token-use/token-from-other-issuer';
}

function domainOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}

function* ofIssuers(view: View): Generator<Sign> {
  const told = isAbout(view, 'issuer');
  if (told) {
    const pair = pairIn(`${view.printed}\n${view.words}`);
    const cause = pair === undefined ? undefined : difference(...pair);
    if (pair !== undefined && cause !== undefined) {
      const [seen, expected] = showPair(...pair);
      yield say(cause, 'message', cause.startsWith('token-use') ? 'likely' : 'certain', ['issuer', seen, expected]);
    }
  }
  const failed = told || isComplainedOf(view) || view.all.some((one) => one.outcome === 'refused');
  if (!failed) return;
  for (const metadata of view.all.filter((one) => one.role === 'metadata-request' && one.got('issuer') !== undefined)) {
    const issuer = metadata.got('issuer') ?? '';
    for (const [name, other] of issuersBeside(view, metadata)) {
      const cause = difference(other, issuer);
      if (cause === undefined) continue;
      const [seen, expected] = showPair(other, issuer);
      const isAsked = name.startsWith('address');
      if (isAsked && cause !== 'discovery/issuer-host-mismatch' && cause !== 'discovery/issuer-template') continue;
      yield say(
        cause,
        name.startsWith('address') ? 'metadata-address' : 'compared',
        told || cause === 'discovery/issuer-template' ? 'certain' : isAsked ? 'possible' : 'likely',
        [name, seen, `${expected}  (issuer of the metadata)`],
      );
    }
  }
}

function* issuersBeside(view: View, metadata: Seen): Generator<readonly [string, string]> {
  const asked = /^(.*?)\/\.well-known\//.exec(metadata.url)?.[1];
  if (asked !== undefined) yield ['address of the metadata', asked];
  for (const one of view.all) {
    if (one.index < metadata.index) continue;
    const given = one.sent('iss');
    if (given !== undefined && one.role === 'authorization-response') yield ['iss of the callback', given];
    const token = view.jwt(one.got('id_token'))?.claims.iss;
    if (typeof token === 'string') yield ['iss of the ID token', token];
    const bearer = view.jwt(one.bearer)?.claims.iss;
    if (typeof bearer === 'string' && one.outcome === 'refused') yield ['iss of the access token', bearer];
  }
}

/** The first two issuers that a message about issuers puts beside each other. */
function pairIn(text: string): readonly [string, string] | undefined {
  for (const part of text.split(/\n/)) {
    if (!/\biss(?:uer)?s?\b/i.test(part)) continue;
    const urls = quotedValues(part).filter(
      (one) =>
        /^(?:https?:\/\/)?[\w.-]+(?::\d+)?(?:\/\S*)?$/.test(one) &&
        /[./]/.test(one) &&
        !/error\?|learn\.microsoft|\.well-known/.test(one),
    );
    const [one, two] = urls;
    if (one !== undefined && two !== undefined) return [one, two];
  }
  const all = [
    ...new Set(
      text
        .split(/\n/)
        .filter((part) => /\biss(?:uer)?|expected|actual|got|match/i.test(part))
        .flatMap((part) => part.match(/https?:\/\/[^\s"'`<>,;)\]\\]+/g) ?? []),
    ),
  ].map((one) => one.replace(/[.:]+$/, ''));
  return all.length === 2 ? [all[0] ?? '', all[1] ?? ''] : undefined;
}

function* ofMissing(view: View): Generator<Sign> {
  const asked = view.all.filter((one) => one.role === 'metadata-request');
  const gone = asked.filter(
    (one) =>
      one.outcome === 'refused' &&
      (one.status === 404 ||
        one.status === 405 ||
        one.status === 400 ||
        one.status === 200 ||
        (one.status ?? 0) >= 300),
  );
  if (gone.length === 0) return;
  const blocked = gone.every((one) => (one.status ?? 0) >= 500 || one.status === 429);
  if (blocked) return;
  const found = asked.some((one) => one.outcome === 'accepted');
  const goesOn = view.all.some((one) => one.isOf('token-request') && one.outcome === 'accepted');
  if (goesOn) return;
  const first = gone[0];
  const isPage = first?.exchange.response !== undefined && isHtml(first.exchange.response);
  const isAlone = !view.all.some(
    (one) => one.outcome === 'refused' && one.role !== 'metadata-request' && one.status !== 401,
  );
  yield say(
    'discovery/metadata-not-found',
    found ? 'some-addresses' : isPage ? 'page' : 'not-found',
    found ? 'likely' : isAlone ? 'certain' : 'likely',
    [
      'metadata',
      `${showValue(first?.path ?? '')}, answered with ${first?.status ?? 'nothing'}`,
      'a JSON document at this address',
    ],
  );
}

function* ofResource(view: View): Generator<Sign> {
  for (const metadata of view.all) {
    const named = metadata.got('resource');
    if (
      named === undefined ||
      !(metadata.path.includes('oauth-protected-resource') || metadata.role === 'metadata-request')
    )
      continue;
    const called =
      view.all.find((one) => one.index < metadata.index && one.role !== 'metadata-request' && one.status === 401) ??
      view.all.findLast((one) => one.isOf('resource-request') && one.host === metadata.host);
    const told = /resource/i.test(view.printed + view.remarks);
    const url = called?.url.split(/[?#]/)[0] ?? toldResource(view, named);
    if (url === undefined || url === named || (url.replace(/\/$/, '') === named.replace(/\/$/, '') && !told)) continue;
    // A server may name its origin for all of its paths (RFC 9728 section 3.3 wants the same text).
    const isOrigin = url.startsWith(`${named.replace(/\/$/, '')}/`) && !told;
    if (isOrigin || (!told && !isComplainedOf(view))) continue;
    yield say('discovery/resource-metadata-mismatch', 'compared', told ? 'certain' : 'likely', [
      'resource of the metadata',
      ...showPair(named, url),
    ]);
  }
}

function toldResource(view: View, named: string): string | undefined {
  return quotedValues(view.printed).find((one) => /^https?:/.test(one) && one !== named);
}

function* ofRegistration(view: View): Generator<Sign> {
  const told = /dynamic client registration|registration[_ ]endpoint|\bdcr\b|client registration/i.test(view.words);
  const refused = view.all.findLast(
    (one) =>
      (one.role === 'registration-request' || /\/register\b/.test(one.path)) &&
      [401, 403, 404, 405, 501].includes(one.status ?? 0),
  );
  if (refused !== undefined)
    yield say(
      'discovery/dcr-not-supported',
      'refused',
      refused.status === 404 || refused.status === 405 || refused.status === 501 || told ? 'certain' : 'likely',
      ['registration', `${showValue(refused.path)}, answered with ${refused.status}`, 'an answer with a client_id'],
    );
  const metadata = view.all.findLast(
    (one) => one.role === 'metadata-request' && one.got('authorization_endpoint') !== undefined,
  );
  if (metadata === undefined || metadata.got('registration_endpoint') !== undefined || refused !== undefined) return;
  const stops = !view.all.some(
    (one) => one.index > metadata.index && one.isOf('authorization-request', 'token-request', 'registration-request'),
  );
  if (told)
    yield say('discovery/dcr-not-supported', 'not-in-metadata', 'certain', [
      'registration_endpoint',
      'none in the metadata',
      'an endpoint, or a client that was registered by hand',
    ]);
  else if (stops && isComplainedOf(view))
    yield say('discovery/dcr-not-supported', 'not-in-metadata', 'possible', [
      'registration_endpoint',
      'none in the metadata',
      'an endpoint',
    ]);
}

function* ofPkce(view: View): Generator<Sign> {
  const metadata = view.all.findLast(
    (one) => one.role === 'metadata-request' && one.got('authorization_endpoint') !== undefined,
  );
  if (metadata === undefined || metadata.got('code_challenge_methods_supported') !== undefined) return;
  const stops = !view.all.some(
    (one) => one.index > metadata.index && one.isOf('authorization-request', 'token-request'),
  );
  const told = /pkce|s256|code_challenge/i.test(`${view.printed}\n${view.remarks}`);
  if (stops && (told || isComplainedOf(view)))
    yield say('discovery/pkce-not-advertised', 'absent', told ? 'certain' : 'likely', [
      'code_challenge_methods_supported',
      'none in the metadata',
      '["S256"]',
      told ? 3 : 2,
    ]);
}
