import type { Tools } from '../tools.ts';

/** Kinds of secret by how they may be shown: those that are short-lived or guessable never get a fingerprint. */
const withFingerprint = new Set(['client secret', 'refresh token', 'access token', 'token', 'client assertion']);

/** Shorter secrets could be found again by trying all of them, so they get no fingerprint. In characters. */
const shortestFingerprinted = 16;

/**
 * Shows a secret as kind, length and short keyed fingerprint. Codes, one-time codes, passwords and code_verifiers never
 * get a fingerprint, nor does anything short.
 */
export function showSecret(kind: string, text: string, tools: Pick<Tools, 'fingerprint'>): string {
  const shown = `${kind} of ${countOf(text.length, 'character')}`;
  if (!withFingerprint.has(kind) || text.length < shortestFingerprinted) return shown;
  return `${shown}, fingerprint ${tools.fingerprint(text)}`;
}

/** Parameters whose value is a secret, and what it is called. */
const secretParameters: Readonly<Record<string, string>> = {
  access_token: 'access token',
  assertion: 'assertion',
  client_assertion: 'client assertion',
  client_secret: 'client secret',
  code: 'authorization code',
  code_verifier: 'code_verifier',
  device_code: 'device code',
  id_token: 'ID token',
  id_token_hint: 'ID token',
  logout_token: 'logout token',
  otp: 'one-time code',
  otpcode: 'one-time code',
  password: 'password',
  refresh_token: 'refresh token',
  request: 'request object',
  request_uri: 'request reference',
  secret: 'secret',
  session_state: 'session',
  state: 'state',
  token: 'token',
  totp: 'one-time code',
  'x-secret-key': 'client secret',
};

/** What the value of this parameter is called when it is a secret, or undefined when it may be shown. */
export function secretKindOf(parameter: string): string | undefined {
  const name = parameter.toLowerCase();
  return Object.hasOwn(secretParameters, name) ? secretParameters[name] : undefined;
}

/** What a value is called that stands under this name in a text: the names of settings and of people's words as well. */
export function secretKindInText(name: string): string {
  return secretKindOf(name) ?? (/pass|pwd|kennwort/i.test(name) ? 'password' : name === 'cookie' ? name : 'secret');
}

/** A number with its noun: `1 character`, `43 characters`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
