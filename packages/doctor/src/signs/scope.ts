import { showValue } from '../text/value.ts';
import { hasFailed, isAbout } from './said-about.ts';
import { type Look, type Sign, say } from './sign.ts';
import type { Seen, View } from './view.ts';

/** What was asked for, what exists, what was granted, and what the call needs. */
export const scopeSigns: Look = function* scope(view) {
  const { subject } = view;
  if (!hasFailed(view) || subject === undefined || (subject.role === 'authorization-response' && subject.has('code')))
    return;
  yield* ofCall(view, subject);
  const isAsked = subject.isOf(
    'authorization-request',
    'pushed-authorization-request',
    'token-request',
    'device-authorization-request',
    'authorization-response',
  );
  if (!isAsked) return;
  const start = subject.sent('scope') === undefined ? (view.start ?? subject) : subject;
  const told = subject.code === 'invalid_scope' || isAbout(view, 'scope');
  const text = start.sent('scope') ?? start.sent('user_scope');
  if (text === undefined) {
    if (
      told &&
      /\b(?:missing|required|must contain|include|no|without|empty)\b.{0,60}scope|scope.{0,40}(?:missing|required|empty)/i.test(
        view.words,
      )
    )
      yield say('scope-consent/scope-missing', 'absent', 'certain', ['scope', 'none', 'the scopes that the app needs']);
    return;
  }
  yield* ofDefault(view, subject, text);
  if (!told && subject.code !== undefined) return;
  if (
    told &&
    subject.outcome === 'refused' &&
    /scope/i.test(subject.text) &&
    /invalid|unknown|unsupported|not (?:valid|exist|found|recogni[sz]ed|defined)|malformed/i.test(subject.text)
  ) {
    yield say('scope-consent/scope-unknown', 'refused', 'possible', [
      'scope',
      showValue(text),
      'scopes that this server has',
      2,
    ]);
  }
  yield* ofSeparator(view, text, told);
  yield* ofNames(view, text, told);
};

function* ofSeparator(view: View, text: string, told: boolean): Generator<Sign> {
  const separator = view.habits?.scopeSeparator ?? (view.provider === undefined ? undefined : ' ');
  const encoded = /%20|%2B|%2C|\+/i.exec(text)?.[0];
  const names = text.split(/[\s,]+/).filter((one) => one !== '');
  if (names.length < 2 && encoded === undefined) return;
  if (encoded !== undefined)
    yield say('scope-consent/scope-separator', 'encoded', told ? 'certain' : 'likely', [
      'scope',
      showValue(text),
      showValue(text.replace(/%20|%2B|%2C|\+/gi, separator ?? ' ')),
    ]);
  else if (text.includes(',') && separator !== ',')
    yield say('scope-consent/scope-separator', 'comma', told && separator !== undefined ? 'certain' : 'possible', [
      'scope',
      showValue(text),
      showValue(names.join(' ')),
    ]);
  else if (separator === ',' && /\s/.test(text.trim()) && !text.includes(','))
    yield say('scope-consent/scope-separator', 'blank', told ? 'certain' : 'possible', [
      'scope',
      showValue(text),
      showValue(names.join(',')),
    ]);
  else if (/[;|]/.test(text))
    yield say('scope-consent/scope-separator', 'other', told ? 'certain' : 'likely', [
      'scope',
      showValue(text),
      'names with one blank between them',
    ]);
}

function* ofNames(view: View, text: string, told: boolean): Generator<Sign> {
  const names = text.split(/[\s,]+/).filter((one) => one !== '');
  const retired = view.habits?.retiredScopes ?? {};
  const gone = names.find((one) => Object.hasOwn(retired, one));
  if (gone !== undefined) {
    const instead = retired[gone] ?? '';
    yield say(
      'scope-consent/scope-unknown',
      'retired',
      told || view.subject?.outcome === 'refused' ? 'certain' : 'likely',
      ['scope', showValue(gone), instead === '' ? 'a scope that this provider has' : showValue(instead)],
    );
  }
  const list = view.before.findLast((one) => one.got('scopes_supported') !== undefined)?.got('scopes_supported');
  const supported: readonly string[] = list?.match(/[^\s"',[\]]+/g) ?? [];
  if (supported.length === 0 || !told) return;
  const strange = names.find((one) => !supported.includes(one));
  if (strange !== undefined)
    yield say('scope-consent/scope-unknown', 'not-supported', 'likely', [
      'scope',
      showValue(strange),
      showValue(supported.join(' ')),
    ]);
  else if (names.length === supported.length && names.length > 2)
    yield say('scope-consent/scope-not-allowed-for-client', 'everything', 'likely', [
      'scope',
      'every scope of scopes_supported',
      'the scopes that this client may have',
    ]);
}

function* ofDefault(view: View, subject: Seen, text: string): Generator<Sign> {
  if (view.provider !== 'entra' || subject.sent('grant_type') !== 'client_credentials') return;
  if (text.split(/\s+/).every((one) => one.endsWith('/.default'))) return;
  const told = /AADSTS(?:1002012|70011)|scope/i.test(subject.text) || subject.code === 'invalid_scope';
  yield say('scope-consent/default-scope-required', 'not-default', told ? 'certain' : 'likely', [
    'scope',
    showValue(text),
    '{resource}/.default',
  ]);
}

function* ofCall(view: View, subject: Seen): Generator<Sign> {
  if (!subject.isOf('resource-request', 'other') || subject.outcome !== 'refused') return;
  const challenge = subject.answered('www-authenticate') ?? '';
  const needed = /scope="([^"]{1,1000})"/.exec(challenge)?.[1];
  const granted =
    view.before
      .findLast((one) => one.got('access_token') === subject.bearer && one.got('scope') !== undefined)
      ?.got('scope') ?? scopeIn(view, subject);
  const isScope =
    subject.code === 'insufficient_scope' ||
    /insufficient.{0,20}(?:scope|permission|privilege)|missing.{0,30}(?:scope|permission)|permission.{0,20}missing|_permission".{0,30}missing|scope.{0,30}(?:missing|insufficient|required|not granted)|requires? .{0,60}scope/i.test(
      subject.text,
    );
  if (!isScope) return;
  const has: readonly string[] = (granted ?? '').split(/[\s,]+/);
  const lacks = needed?.split(' ').filter((one) => !has.includes(one));
  const shown = granted === undefined ? 'not what the call needs' : showValue(granted);
  yield say(
    'scope-consent/scope-insufficient',
    'of-the-call',
    subject.code === 'insufficient_scope' || (lacks?.length ?? 0) > 0 ? 'certain' : 'likely',
    ['scope of the token', shown, needed === undefined ? 'the scope of this call' : showValue(needed)],
  );
}

function scopeIn(view: View, subject: Seen): string | undefined {
  const claims = view.jwt(subject.bearer)?.claims;
  const found = claims?.scope ?? claims?.scp;
  return Array.isArray(found) ? found.join(' ') : typeof found === 'string' ? found : undefined;
}
