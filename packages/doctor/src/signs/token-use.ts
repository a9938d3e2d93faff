import { addressOf } from '../evidence/address.ts';
import type { Confidence } from '../rules/rule.ts';
import { showTime } from '../text/time.ts';
import { showValue } from '../text/value.ts';
import { columnSizes } from './refresh.ts';
import { hasFailed, isAbout, quotedValues } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import { serverTime, timeOf } from './times.ts';
import type { Seen, View } from './view.ts';

/** The token at the API: the header, its kind, its claims, and what was asked for. */
export const tokenUseSigns: Look = function* tokenUse(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofMessage(view);
    return;
  }
  if (!hasFailed(view)) return;
  yield* ofResource(view, subject);
  if (!subject.isOf('resource-request', 'other') || subject.outcome !== 'refused') return;
  if (subject.status !== 401 && subject.status !== 403 && subject.code === undefined) return;
  yield* ofHeader(view, subject);
  yield* ofKind(view, subject);
  yield* ofClaims(view, subject);
};

const wanted = 'Bearer, one space, and the access token';

function* ofHeader(view: View, subject: Seen): Generator<Sign> {
  const value = subject.credential;
  const bad = (variant: string, seen: string, confidence: Confidence = 'certain', specificity: 1 | 2 | 3 = 3): Sign =>
    say('token-use/authorization-header-malformed', variant, confidence, [
      'Authorization header',
      seen,
      wanted,
      specificity,
    ]);
  if (value === undefined) {
    if (subject.role !== 'resource-request') return;
    if (subject.header('authorization') !== undefined || subject.has('access_token')) return;
    const told =
      /credentials? (?:were|was|are|is)? ?not provided|(?:missing|no|without|required).{0,30}(?:authorization|access[_ ]?token|bearer|credentials)|authorization.{0,30}(?:missing|required)|unauthenticated/i.test(
        subject.text,
      );
    if (subject.status === 401) yield bad('absent', 'none', told ? 'certain' : 'possible', told ? 3 : 1);
    return;
  }
  if (/^bearer\s+bearer\b/i.test(value)) yield bad('twice', 'the word Bearer twice');
  else if (/^bearer\s*$/i.test(value)) yield bad('empty', 'Bearer and nothing after it');
  else if (/^bearer\s+(?:undefined|null|none|\[object object\]|\{.*\}|<.*>)$/i.test(value))
    yield bad('placeholder', 'a word in the place of the token');
  else if (/^bearer\s+.*["'()]|\n|\r|\[object/i.test(value))
    yield bad('characters', 'quotation marks, brackets or a line break');
  else if (/^bearer\s{2,}|^bearer[:=]|^bearer\t/i.test(value)) yield bad('separator', 'no single space after Bearer');
  else if (/^(?:ey[\w-]+\.|[\w.~+/=-]{20,}$)/.test(value)) yield bad('no-scheme', 'a token without the word Bearer');
  else if (/^[a-z-]+-api-key\s/i.test(value) && isAbout(view, 'code') === false)
    yield bad('other-scheme', 'the scheme of an API key', 'likely');
  else if (/^(?:token|jwt|oauth|access_token)\s/i.test(value)) yield bad('other-scheme', 'another scheme', 'likely');
  else if (/^bearer\s+pk_/i.test(value)) yield bad('api-key', 'an API key after Bearer', 'likely');
}

function* ofKind(view: View, subject: Seen): Generator<Sign> {
  const token = subject.bearer;
  if (token === undefined) return;
  for (const one of view.before) {
    if (one.got('id_token') === token && one.got('access_token') !== token)
      yield say('token-use/id-token-used-as-access-token', 'of-answer', 'certain', [
        'Authorization header',
        'the id_token of an earlier answer',
        'its access_token',
      ]);
    if (one.got('refresh_token') === token || one.sent('code') === token)
      yield say('token-use/wrong-token-of-flow', 'of-answer', 'certain', [
        'Authorization header',
        'another value of the flow than the access token',
        'the access_token of the token answer',
      ]);
    const whole = one.got('access_token');
    if (whole !== undefined && token.length >= 8 && whole.length > token.length && whole.startsWith(token))
      yield say('token-use/token-truncated', 'prefix', 'certain', [
        'Authorization header',
        `the first ${token.length} of ${whole.length} characters`,
        'the whole access token',
      ]);
    const expires = Number(one.got('expires_in') ?? Number.NaN);
    const now = subject.at;
    if (whole === token && expires > 0 && one.at !== undefined && now !== undefined && now - one.at > expires * 1000)
      yield say('token-use/access-token-expired', 'expires-in', 'certain', [
        'access token',
        `used ${Math.round((now - one.at) / 1000)} seconds after it was issued`,
        `within ${expires} seconds`,
      ]);
  }
  const parts = token.split('.').length;
  if (columnSizes.has(token.length))
    yield say('token-use/token-truncated', 'column', 'likely', [
      'Authorization header',
      `a token of exactly ${token.length} characters`,
      'the whole access token',
    ]);
  else if (/^eyJ[\w-]{10,}/.test(token) && (parts === 1 || parts === 2))
    yield say('token-use/token-truncated', 'parts', 'likely', [
      'Authorization header',
      `a JWT of ${parts === 1 ? 'one part' : 'two parts'}`,
      'three parts',
    ]);
}

function* ofClaims(view: View, subject: Seen): Generator<Sign> {
  const jwt = view.jwt(subject.bearer);
  const told = isAbout(view, 'audience');
  if (jwt === undefined) {
    const parts = subject.bearer?.split('.').length ?? 0;
    const isEncrypted = parts === 5 || /"enc"/.test(headerOf(subject.bearer));
    if (isEncrypted || (told && view.habits?.audienceParameter !== undefined && parts === 1))
      yield* ofUnasked(view, isEncrypted ? 'an encrypted token of five parts' : 'an opaque token');
    return;
  }
  const { aud, exp, nonce, scope, scp, typ } = jwt.claims;
  const audience = Array.isArray(aud) ? aud.map(String) : aud === undefined ? [] : [String(aud)];
  const client = view.start?.sent('client_id') ?? view.before.findLast((one) => one.clientId !== undefined)?.clientId;
  const isClient = client !== undefined && audience.includes(client);
  const isId =
    (nonce !== undefined || jwt.claims.at_hash !== undefined || typ === 'ID') &&
    scope === undefined &&
    scp === undefined &&
    jwt.claims.appid === undefined;
  if (isId || (isClient && scope === undefined && scp === undefined && jwt.claims.azp === undefined)) {
    yield say(
      'token-use/id-token-used-as-access-token',
      'claims',
      isId && (isClient || told || jwt.claims.at_hash !== undefined || typ === 'ID') ? 'certain' : 'likely',
      ['claims of the token', 'those of an ID token, without scope', 'an access token'],
    );
  } else if (
    isClient &&
    !view.all.some(
      (one) => one.isOf('authorization-request', 'token-request') && (one.has('audience') || one.has('resource')),
    )
  ) {
    yield say('token-use/audience-not-requested', 'aud-is-client', subject.status === 401 ? 'certain' : 'possible', [
      'aud of the token',
      'the client id',
      'this API, asked for by audience or resource',
    ]);
  } else if (
    told ||
    (!isAbout(view, 'issuer') &&
      subject.status === 401 &&
      audience.length > 0 &&
      audience.every((one) => isElsewhere(one, subject)))
  ) {
    yield say('token-use/audience-mismatch', 'claims', 'likely', [
      'aud of the token',
      audience.slice(0, 3).map(showValue).join(' and ') || 'none',
      `the API at ${showValue(subject.host)}`,
    ]);
  }
  const end = timeOf(exp);
  const now = serverTime(subject);
  if (end !== undefined && now !== undefined && now.at > end + 1000) {
    yield say(
      'token-use/access-token-expired',
      'exp',
      now.sure || /expired/i.test(subject.text) ? 'certain' : 'likely',
      ['exp of the token', showTime(end), `after ${showTime(now.at)}, the time of the answer`],
    );
  }
}

/** Tells whether an audience is the address of another host than the one that was called. */
function isElsewhere(audience: string, subject: Seen): boolean {
  const host = addressOf(audience)?.host;
  return host !== undefined && host !== '' && host !== subject.host;
}

function headerOf(token: string | undefined): string {
  try {
    return atob((token ?? '').split('.')[0]?.replaceAll('-', '+').replaceAll('_', '/') ?? '');
  } catch {
    return '';
  }
}

function* ofUnasked(view: View, seen: string): Generator<Sign> {
  const asked = view.all.some(
    (one) => one.isOf('authorization-request', 'token-request') && (one.has('audience') || one.has('resource')),
  );
  const flow = view.all.some((one) => one.isOf('authorization-request', 'token-request'));
  if (asked) return;
  yield say('token-use/audience-not-requested', flow ? 'not-sent' : 'kind', 'certain', [
    'access token',
    seen,
    'a JWT for this API, asked for by audience or resource',
  ]);
}

function* ofResource(view: View, subject: Seen): Generator<Sign> {
  if (!subject.isOf('authorization-request', 'token-request', 'pushed-authorization-request', 'authorization-response'))
    return;
  const resource = subject.sent('resource') ?? view.start?.sent('resource') ?? subject.sent('audience');
  if (resource === undefined) return;
  const broken = /^https?:\/\/https?:|[^:]\/\//i.test(resource) || /\s/.test(resource.trim());
  const named = quotedValues(view.remarks).find(
    (one) => one !== resource && one.replace(/\/+$/, '') === resource.replace(/\/+$/, ''),
  );
  if (named !== undefined) {
    yield say('token-use/resource-identifier-wrong', 'slash', 'certain', [
      'resource',
      showValue(resource),
      `${showValue(named)}  (named in the description)`,
    ]);
    return;
  }
  const told = /resource|audience|AADSTS50001\b|AADSTS500011/i.test(`${subject.text} ${view.printed}`);
  if (broken)
    yield say('token-use/resource-identifier-wrong', 'spelling', 'certain', [
      'resource',
      showValue(resource),
      'the identifier of the API, spelt once',
    ]);
  else if (told && (subject.code === 'invalid_target' || subject.code === 'invalid_resource'))
    yield say('token-use/resource-identifier-wrong', 'refused', 'likely', [
      'resource',
      showValue(resource),
      'the identifier of an API that this server knows',
    ]);
}

/** A token answer that somebody is not content with, and two audiences that a message puts beside each other. */
function* ofMessage(view: View): Generator<Sign> {
  const answer = view.all.findLast((one) => one.outcome === 'accepted' && one.got('access_token') !== undefined);
  const token = answer?.got('access_token');
  if (
    token !== undefined &&
    /\bjwt\b|malformed|opaque|three.?part|segments|decode|audience|invalid.{0,20}token|\bapi\b|encrypted/i.test(
      view.remarks + view.printed,
    )
  ) {
    const isEncrypted = token.split('.').length === 5 || /"enc"/.test(headerOf(token));
    if (isEncrypted) yield* ofUnasked(view, 'an encrypted token of five parts');
  }
  if (!isAbout(view, 'audience')) return;
  const values = quotedValues(view.words).map((one) => one.trim());
  const pairs = [...values, ...(view.words.match(/(?<==)[^\s=,;]{6,200}/g) ?? [])].slice(0, 40);
  const found = pairs.find((one) => !one.endsWith('/') && pairs.includes(`${one}/`));
  if (found !== undefined && !/\biss(?:uer)?\b/i.test(view.words))
    yield say('token-use/audience-mismatch', 'slash', 'certain', ['message', showValue(`${found}/`), showValue(found)]);
}
