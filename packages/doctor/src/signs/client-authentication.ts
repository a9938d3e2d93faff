import { addressOf } from '../evidence/address.ts';
import { isBlotted } from '../evidence/blotted.ts';
import type { CauseId } from '../rules/causes.ts';
import type { Confidence } from '../rules/rule.ts';
import { placeholderForm } from '../text/placeholder.ts';
import { countOf } from '../text/secret.ts';
import { showTime } from '../text/time.ts';
import { showValue } from '../text/value.ts';
import { hasFailed, isAbout, saysAbout } from './said-about.ts';
import { type Look, line, type Sign } from './sign.ts';
import { serverTime, timeOf } from './times.ts';
import type { Seen, View } from './view.ts';

const roles = [
  'token-request',
  'revocation-request',
  'introspection-request',
  'pushed-authorization-request',
  'device-authorization-request',
] as const;
const refusesClient = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_client_id',
  'incorrect_client_credentials',
  'invalid_client_secret',
  'invalid_credentials',
]);
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const front =
  /apache|mod_wsgi|fastcgi|\bcgi\b|nginx|proxy|gateway|load balancer|front server|passenger|cloudflare|htaccess/i;

/** How the client proves itself: not at all, by what it should not, by words, or by a method that is not read. */
export const clientAuthenticationSigns: Look = function* clientAuthentication(view) {
  const { subject } = view;
  if (subject === undefined) {
    yield* ofSettings(view);
    return;
  }
  if (!hasFailed(view)) return;
  yield* ofTemplates(subject);
  if (subject.role === 'resource-request' || !subject.isOf(...roles)) return;
  const isClient =
    refusesClient.has(subject.code ?? '') ||
    saysAbout(subject, 'client') ||
    (subject.status === 401 && subject.code === undefined);
  yield* ofBasic(view, subject, isClient);
  yield* ofAssertion(view, subject);
  yield* ofMethods(view, subject, isClient);
  yield* ofMissing(subject, isClient);
  yield* ofSecret(view, subject, isClient);
  yield* ofUser(subject);
};

function say(
  cause: CauseId,
  variant: string,
  confidence: Confidence,
  rest: readonly [string, string, string, (1 | 2 | 3)?],
): Sign {
  const [where, seen, expected, specificity = 2] = rest;
  return { cause, variant, confidence, specificity, lines: [line(where, seen, expected)] };
}

const setting =
  /(?:client|app|consumer)[-_ ]?(?:id|secret|key)["']?\s*[:=]\s*["']?(\[[^\]\n]{3,120}\]|<[^>\n]{3,120}>|\{\{?[^}\n]{1,80}\}?\}|\$\{?[A-Z_]{2,60}\}?|(?:undefined|null|None)\b|""|'')/i;

/** A setting that a remark or a log shows, and that was never filled in. */
function* ofSettings(view: View): Generator<Sign> {
  if (!isAbout(view, 'client')) return;
  const found = setting.exec(`${view.remarks}\n${view.printed}`)?.[1];
  if (found === undefined || isBlotted(found)) return;
  // Angle brackets alone are how people blot out what they do not want to show.
  const isBracket = /^[<{[]/.test(found) && !/copy|enter|insert|paste|replace|put|your|\$\{/i.test(found);
  yield say('client-authentication/credentials-placeholder', 'setting', isBracket ? 'possible' : 'likely', [
    'setting',
    showValue(found),
    'the value of the registration',
  ]);
}

/** Words where an id, a secret or a tenant is due. */
function* ofTemplates(subject: Seen): Generator<Sign> {
  const tenant =
    /\/(undefined|null|None|\{[^/}]{1,40}\}|%7B[^/]{1,40}%7D|<[^/>]{1,40}>|%3C[^/]{1,40}%3E|YOUR[-_][A-Z-_]+|\$\{?[A-Z_]+\}?)(?=\/|$)/i.exec(
      subject.path,
    )?.[1];
  if (tenant !== undefined && !subject.isOf('resource-request')) {
    yield say('client-authentication/credentials-placeholder', 'in-the-path', 'certain', [
      'path',
      showValue(tenant),
      'the tenant or realm of the settings',
      3,
    ]);
  }
  const { id, secret } = subject.credentials ?? {};
  for (const [name, value] of [
    ['client_id', id ?? subject.sent('client_id')],
    ['client_secret', secret],
  ] as const) {
    if (value === undefined || placeholderForm(value) !== undefined) continue;
    const isSentence = /^[A-Za-z][\w']*(?: [\w'(){}<>-]+){2,}\.?$/.test(value);
    const isWord =
      /^(?:<.*>|\[.*\]|\{.*\}|(?:your|my|the|insert|replace|enter|change)[-_ ](?:.*[-_ ])?(?:id|secret|key|here|me)|.*_(?:goes_)?here|(?:client|app)[-_ ]?(?:id|secret|key)|env\(.*\)|process\.env\..*)$/i.test(
        value,
      );
    if (isSentence || isWord)
      yield say('client-authentication/credentials-placeholder', 'template', 'certain', [
        name,
        'words or a template',
        'the value of the registration',
        3,
      ]);
  }
}

function* ofBasic(view: View, subject: Seen, isClient: boolean): Generator<Sign> {
  const found = subject.credentials;
  if (found?.in !== 'header') return;
  const { id = '', secret = '' } = found;
  if (secret !== '' && (id === subject.sent('username') || secret === subject.sent('password'))) {
    yield say('client-authentication/basic-content-wrong', 'user', 'certain', [
      'Authorization header',
      "the user's name and password",
      'client id and client secret',
      3,
    ]);
  }
  const asked = view.start?.sent('client_id');
  if (asked !== undefined && secret === asked && id !== asked) {
    yield say('client-authentication/basic-content-wrong', 'swapped', 'certain', [
      'Authorization header',
      'the secret before the id',
      'client id, colon, secret',
      3,
    ]);
  }
  const encoded = /%[0-9A-Fa-f]{2}/.test(`${id}${secret}`);
  if (!isClient) return;
  if (encoded)
    yield say('client-authentication/basic-form-encoding-mismatch', 'encoded', 'certain', [
      'Authorization header',
      'id or secret percent-encoded before base64',
      'as the server decodes it: raw, or in the body',
      3,
    ]);
  else if (/[+%/:&=?#@ ]/.test(secret) && !/^[A-Za-z0-9+/]+=*$/.test(secret))
    yield say('client-authentication/basic-form-encoding-mismatch', 'raw', 'likely', [
      'Authorization header',
      'a secret with characters that form-encoding changes',
      'form-encoded before base64 (RFC 6749 section 2.3.1)',
      2,
    ]);
  else if (/[+/]/.test(secret))
    yield say('client-authentication/basic-form-encoding-mismatch', 'raw', 'possible', [
      'Authorization header',
      'a secret with + or /',
      'form-encoded before base64',
      2,
    ]);
  if (/body/i.test(view.remarks) && /works?\b|succeed/i.test(view.remarks) && /[^A-Za-z0-9._~-]/.test(secret)) {
    yield say('client-authentication/basic-form-encoding-mismatch', 'works-in-body', 'certain', [
      'Authorization header',
      'the same secret works in the body',
      'form-encoded before base64',
      3,
    ]);
  }
}

/** A whole number of hours is a time zone, and no cache. */
function isZone(milliseconds: number): boolean {
  return Math.abs(milliseconds - Math.round(milliseconds / 3_600_000) * 3_600_000) < 120_000;
}

function isOtherDomain(audience: string, host: string): boolean {
  const other = addressOf(audience)?.host;
  return other !== undefined && other.split('.').slice(-2).join('.') !== host.split('.').slice(-2).join('.');
}

function* ofAssertion(view: View, subject: Seen): Generator<Sign> {
  const text = subject.sent('client_assertion') ?? subject.sent('assertion');
  const jwt = view.jwt(text);
  if (jwt === undefined) return;
  const { aud, exp } = jwt.claims;
  const told = isAbout(view, 'audience');
  const list = Array.isArray(aud) ? aud.map(String) : aud === undefined ? [] : [String(aud)];
  const shown = list.slice(0, 3).map(showValue).join(' and ') || 'none';
  const isUrl = list.every((one) => /^https:\/\/[^/]/.test(one));
  const isForeign =
    subject.outcome === 'refused' && list.length > 0 && list.every((one) => isOtherDomain(one, subject.host));
  const isHere = list.some((one) => addressOf(one)?.host === subject.host);
  if (told && (Array.isArray(aud) || !isUrl || !isHere)) {
    yield say('client-authentication/assertion-audience-wrong', 'told', 'certain', [
      'aud of the assertion',
      shown,
      `https://${subject.host} as this server documents it`,
      3,
    ]);
  } else if (!isUrl || !isHere) {
    yield say(
      'client-authentication/assertion-audience-wrong',
      'compared',
      told || list.length === 0 || isForeign ? 'likely' : 'possible',
      ['aud of the assertion', shown, `https://${subject.host} as this server documents it`, 2],
    );
  }
  const now = serverTime(subject);
  const again = view.before.some((one) => one.parameters.some(({ value }) => value === text));
  const end = timeOf(exp);
  if (end !== undefined && now !== undefined && now.at > end && (isAbout(view, 'time') || now.sure || again)) {
    yield say(
      'client-authentication/assertion-stale',
      again ? 'sent-again' : 'past-its-end',
      again && now.sure ? 'certain' : isZone(now.at - end) ? 'possible' : 'likely',
      ['exp of the assertion', showTime(end), `after ${showTime(now.at)}, the time of the answer`, 3],
    );
  } else if (again && /jti|replay|already|used|reuse/i.test(view.words)) {
    yield say('client-authentication/assertion-stale', 'jti-again', 'certain', [
      'assertion',
      'the same in two requests',
      'a fresh one for each request',
      3,
    ]);
  }
}

/** Ways of authentication, by the names of the providers' habits. */
const wayNames: Readonly<Record<string, string>> = {
  client_secret_basic: 'basic',
  client_secret_post: 'post',
  private_key_jwt: 'private-key-jwt',
  none: 'none',
};

function* ofMethods(view: View, subject: Seen, isClient: boolean): Generator<Sign> {
  const basic = /^basic\b/i.test(subject.header('authorization') ?? '');
  const post = subject.has('client_secret');
  const used = subject.has('client_assertion')
    ? 'private_key_jwt'
    : basic
      ? 'client_secret_basic'
      : post
        ? 'client_secret_post'
        : 'none';
  if (basic && post && /multiple|more than one|two|both|only one/i.test(subject.text)) {
    yield say('client-authentication/multiple-methods', 'told', 'certain', [
      'client credentials',
      'in the Authorization header and in the body',
      'one of them',
      3,
    ]);
  }
  const metadata = view.before.findLast((one) => one.got('token_endpoint_auth_methods_supported') !== undefined);
  const supported = metadata?.got('token_endpoint_auth_methods_supported');
  const registered = view.before
    .findLast((one) => one.role === 'registration-request' && one.got('client_id') === subject.clientId)
    ?.got('token_endpoint_auth_method');
  if (registered !== undefined && registered !== used && !(basic && post) && isClient) {
    yield say('client-authentication/auth-method-mismatch', 'registered', 'certain', [
      'authentication method',
      used,
      `${showValue(registered)}  (registered)`,
      3,
    ]);
  } else if (supported !== undefined && used !== 'none' && !supported.includes(used) && isClient) {
    yield say('client-authentication/auth-method-mismatch', 'metadata', 'certain', [
      'authentication method',
      used,
      showValue(supported),
      3,
    ]);
  }
  const habit = view.habits?.clientAuthentication as readonly string[] | undefined;
  if (habit !== undefined && used !== 'none' && !habit.includes(wayNames[used] ?? '') && isClient) {
    yield say('client-authentication/auth-method-mismatch', 'provider', 'likely', [
      'authentication method',
      used,
      habit.join(' or '),
      3,
    ]);
  }
  if (
    basic &&
    /(?:client_id|client id|client).{0,40}(?:missing|required|must be provided|not found in (?:the )?(?:body|request))|missing.{0,20}client_?id/i.test(
      subject.text,
    )
  ) {
    yield say('client-authentication/auth-method-mismatch', 'basic-not-read', 'likely', [
      'client credentials',
      'in the Authorization header',
      'in the body, as the answer wants it',
      3,
    ]);
  }
  if (
    basic &&
    subject.credentials?.id !== undefined &&
    /(?:no|missing|without).{0,30}(?:authorization|credentials|client authentication)|not provided/i.test(subject.text)
  ) {
    yield say(
      'client-authentication/authorization-header-stripped',
      'sent-but-missing',
      front.test(view.words) ? 'likely' : 'possible',
      ['Authorization header', 'sent', 'seen by the application', 3],
    );
  } else if (basic && isClient && front.test(view.remarks)) {
    yield say('client-authentication/authorization-header-stripped', 'front-server', 'likely', [
      'Authorization header',
      'sent through a front server',
      'seen by the application',
      3,
    ]);
  }
}

function* ofMissing(subject: Seen, isClient: boolean): Generator<Sign> {
  const header = subject.header('authorization');
  const bare = header !== undefined && /^(?:basic|bearer)\s*(?:Og==)?$/i.test(header.trim());
  const empty = subject.credentials?.in === 'header' && subject.credentials.secret === '';
  if (bare || empty) {
    yield say('client-authentication/credentials-missing', 'empty', isClient ? 'certain' : 'likely', [
      'Authorization header',
      'nothing after the scheme, or no secret',
      'client id and secret',
      3,
    ]);
    return;
  }
  const some =
    header !== undefined ||
    subject.has('client_assertion') ||
    subject.has('assertion') ||
    subject.parameters.some((one) => /^client_?secret$/i.test(one.name) && one.value !== '');
  if (some) return;
  const names = /client[_ -]?secret|client[_ -]?authentication|client[_ -]?credentials|client_assertion/i.test(
    subject.text,
  );
  if (!isClient && !names) return;
  const pkce = subject.has('code_verifier');
  if (pkce)
    yield say('client-authentication/client-type-mismatch', 'secretless', 'likely', [
      'client credentials',
      'none, with a code_verifier',
      'a secret, or a registration as public client',
      2,
    ]);
  const sure = (refusesClient.has(subject.code ?? '') && !pkce) || names;
  yield say('client-authentication/credentials-missing', 'absent', sure ? 'certain' : 'likely', [
    'client credentials',
    subject.has('client_secret') ? 'an empty client_secret' : 'none',
    'client id and secret',
    3,
  ]);
}

function* ofSecret(view: View, subject: Seen, isClient: boolean): Generator<Sign> {
  const { secret, id, in: place } = subject.credentials ?? {};
  if (secret === undefined || secret === '' || id === undefined) return;
  const end = timeOf(view.jwt(secret)?.claims.exp);
  const now = serverTime(subject);
  if (end !== undefined && now !== undefined && now.at > end) {
    yield say('client-authentication/secret-expired', 'jwt', now.sure || isClient ? 'certain' : 'likely', [
      'exp of the client secret',
      showTime(end),
      `after ${showTime(now.at)}`,
      3,
    ]);
  }
  if (!isClient) return;
  const where = place === 'header' ? 'Authorization header' : 'client_secret';
  if (view.provider === 'entra' && guid.test(secret))
    yield say('client-authentication/secret-wrong', 'id-of-secret', 'certain', [
      where,
      'a GUID, which is the id of a secret',
      'the value of the secret',
      3,
    ]);
  else if (/rotat|regenerat|new secret|reset|renew|chang\w+ .{0,20}secret|secret .{0,30}chang/i.test(view.remarks))
    yield say('client-authentication/secret-wrong', 'changed', 'likely', [
      where,
      `${countOf(secret.length, 'character')}, and a remark on a change`,
      'the current secret',
      3,
    ]);
  else if (/secret/i.test(subject.text) || subject.code === 'invalid_client')
    yield say('client-authentication/secret-wrong', 'well-formed', 'likely', [
      where,
      countOf(secret.length, 'character'),
      'the current secret',
      1,
    ]);
}

function* ofUser(subject: Seen): Generator<Sign> {
  const isPassword = subject.sent('grant_type') === 'password';
  if (!isPassword || !subject.has('username')) return;
  if (refusesClient.has(subject.code ?? '') || saysAbout(subject, 'client')) return;
  if (subject.code === 'invalid_grant' || /authentication fail|password|credential|user/i.test(subject.text)) {
    yield say('client-authentication/user-credentials-wrong', 'password-grant', 'likely', [
      'username and password',
      'refused',
      "the user's name and password in this environment",
      3,
    ]);
  }
}
