/**
 * Token texts in the provider's forms: a UUID of 122 random bits behind a word that says what it is. A UUID leaves no
 * room for an identifier, so each is found by its SHA-256, which is all that is stored of it (ARCHITECTURE 4.4).
 */
import { hash } from 'node:crypto';
import type { IssuedKind, TokenTexts } from '../../tokens/token-texts.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const prefixes: Readonly<Record<IssuedKind, string>> = {
  'access-token': 'access_token_',
  'refresh-token': 'refresh_token_',
  'authorization-code': 'authorization_code_',
  'authorization-request-reference': 'request_',
};

/** What the provider's flow has, told apart by sight: in the words of an explanation. */
export type TextKind =
  | 'an access token'
  | 'a refresh token'
  | 'an authorization code'
  | 'a login token'
  | 'a session token';

const shapes: readonly (readonly [TextKind, RegExp])[] = [
  ['an access token', new RegExp(`^access_token_${uuid}$`)],
  ['a refresh token', new RegExp(`^refresh_token_${uuid}$`)],
  ['an authorization code', new RegExp(`^authorization_code_${uuid}$`)],
  ['a login token', new RegExp(`^(?:US_)?${uuid}$`)],
  ['a session token', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
];

/** The kind of a whole text, or undefined where it has the form of none. */
export function textKindOf(text: string): TextKind | undefined {
  return shapes.find(([, shape]) => shape.test(text))?.[0];
}

const expected: Readonly<Record<IssuedKind, TextKind | undefined>> = {
  'access-token': 'an access token',
  'refresh-token': 'a refresh token',
  'authorization-code': 'an authorization code',
  'authorization-request-reference': undefined,
};

export const baanxTokenTexts: TokenTexts = {
  areNamed: true,
  make(kind, _environment, _id, secret) {
    return namedText(prefixes[kind], secret);
  },
  read(text, kind) {
    const found = textKindOf(text);
    if (found !== undefined && found === expected[kind]) return { outcome: 'named', secretHash: hashOf(text) };
    return { outcome: 'not-accepted', reason: found ?? describe(text, prefixes[kind]) };
  },
};

/** Text of a new login token, and its hash. @param secret 32 random bytes. */
export function makeLoginToken(
  region: string,
  secret: Uint8Array,
): { readonly text: string; readonly secretHash: Uint8Array } {
  return namedText(region === 'us' ? 'US_' : '', secret);
}

function hashOf(text: string): Uint8Array {
  return hash('sha256', text, 'buffer');
}

function namedText(prefix: string, secret: Uint8Array): { readonly text: string; readonly secretHash: Uint8Array } {
  const text = prefix + uuidOf(secret);
  return { text, secretHash: hashOf(text) };
}

/** RFC 9562 section 5.4. */
function uuidOf(random: Uint8Array): string {
  const bytes = Uint8Array.from(random.subarray(0, 16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** For the explanation only. */
function describe(text: string, prefix: string): string {
  if (text.trim() !== text) return 'a text with white space around it';
  if (text.startsWith(prefix))
    return `a token whose end is missing or altered: ${text.length} of ${prefix.length + 36} characters`;
  return `${text.length} characters that are no token of this environment`;
}
