import { decodeBase64url, encodeBase64url, sextetOf } from '../base64url.ts';
import { crc32OfText } from '../crc32.ts';
import { isEnvironmentNameCode, longestEnvironmentName } from './environment-name.ts';

/** The kinds of credential that carry their kind in their text, with their prefixes. */
export const tokenKinds = Object.freeze({
  'access-token': { prefix: 'cat', ofEnvironment: true },
  'refresh-token': { prefix: 'crt', ofEnvironment: true },
  'authorization-code': { prefix: 'cac', ofEnvironment: true },
  'authorization-request-reference': { prefix: 'car', ofEnvironment: true },
  'administration-token': { prefix: 'cad', ofEnvironment: false },
  'owner-link': { prefix: 'col', ofEnvironment: false },
} as const);

/** A kind of token. */
export type TokenKind = keyof typeof tokenKinds;
/** The kinds whose text names the environment that issued them. */
export type EnvironmentTokenKind = {
  [Kind in TokenKind]: (typeof tokenKinds)[Kind]['ofEnvironment'] extends true ? Kind : never;
}[TokenKind];
/** The kinds that belong to the whole server. */
export type ServerTokenKind = Exclude<TokenKind, EnvironmentTokenKind>;

/** What a token is made of: `id` 12 bytes, time-ordered; `secret` 32 random bytes. */
export type TokenParts =
  | { kind: EnvironmentTokenKind; environment: string; id: Uint8Array; secret: Uint8Array }
  | { kind: ServerTokenKind; id: Uint8Array; secret: Uint8Array };

/** What a text that should be a token turned out to be. */
export type TokenReading =
  /** `id` is 12 bytes; `secretText` the 43 characters of the secret, in their only spelling. */
  | { outcome: 'token'; kind: TokenKind; environment: string | undefined; id: Uint8Array; secretText: string }
  /** The beginning is right and the end is missing; `environment` is known when its name is complete. */
  | { outcome: 'truncated'; kind: TokenKind; environment: string | undefined; missing: number | undefined }
  | {
      outcome: 'altered';
      kind: TokenKind;
      environment: string | undefined;
      why: 'too-long' | 'characters' | 'checksum';
    }
  /** White space, quotes or the word Bearer stand around what begins like a token; `trimmed` is the text without. */
  | { outcome: 'decorated'; kind: TokenKind; environment: string | undefined; trimmed: string; intact: boolean }
  | { outcome: 'not-a-token' };

const idLength = 16;
const secretLength = 43;
const checksumLength = 6;
const tailLength = idLength + secretLength + checksumLength;
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base62Values = new Int8Array(256).fill(-1);
for (let value = 0; value < 62; value++) base62Values[base62.charCodeAt(value)] = value;

const notAToken: TokenReading = Object.freeze({ outcome: 'not-a-token' });

/** Writes a token: `<prefix>_<environment>_<id><secret><checksum>`, or without environment for the server's own kinds. */
export function formatToken(parts: TokenParts): string {
  const environment = 'environment' in parts ? `${parts.environment}_` : '';
  const text = `${tokenKinds[parts.kind].prefix}_${environment}${encodeBase64url(parts.id)}${encodeBase64url(parts.secret)}`;
  return text + checksumOf(text);
}

/** The six base62 characters that end a token-like text: its CRC-32. Finds slips of the hand, proves nothing. */
export function checksumOf(text: string): string {
  let rest = crc32OfText(text);
  let checksum = '';
  for (let digit = 0; digit < checksumLength; digit++) {
    checksum = base62.charAt(rest % 62) + checksum;
    rest = Math.floor(rest / 62);
  }
  return checksum;
}

/**
 * Reads a token without any look-up, and says what is wrong with a text that only begins like one. The secret is handed
 * on as text, because hashing 43 characters measured faster than decoding and hashing 32 bytes; they are checked to be
 * the only spelling of their bytes.
 */
export function readToken(text: string): TokenReading {
  const kind = kindOf(text, 0);
  if (kind === undefined) return readDecorated(text);
  let tail = 4;
  let environment: string | undefined;
  if (tokenKinds[kind].ofEnvironment) {
    tail = endOfEnvironment(text);
    if (tail === -1) return notAToken;
    if (tail === text.length) return { outcome: 'truncated', kind, environment: undefined, missing: undefined };
    environment = text.slice(4, tail);
    tail++;
  }
  const excess = text.length - tail - tailLength;
  if (excess !== 0) return wrongLength(text, kind, environment, excess);
  const secretEnd = text.length - checksumLength;
  const secretStart = secretEnd - secretLength;
  const id = decodeBase64url(text, tail, secretStart);
  if (id === undefined || !isSecretText(text, secretStart, secretEnd)) {
    return { outcome: 'altered', kind, environment, why: 'characters' };
  }
  if (readChecksum(text, secretEnd) !== crc32OfText(text, secretEnd)) {
    return { outcome: 'altered', kind, environment, why: 'checksum' };
  }
  return { outcome: 'token', kind, environment, id, secretText: text.slice(secretStart, secretEnd) };
}

/** The kind whose prefix and underscore stand at `at`. */
function kindOf(text: string, at: number): TokenKind | undefined {
  if (text.charCodeAt(at) !== 0x63 || text.charCodeAt(at + 3) !== 0x5f) return undefined;
  switch ((text.charCodeAt(at + 1) << 16) | text.charCodeAt(at + 2)) {
    case 0x610074:
      return 'access-token';
    case 0x720074:
      return 'refresh-token';
    case 0x610063:
      return 'authorization-code';
    case 0x610072:
      return 'authorization-request-reference';
    case 0x610064:
      return 'administration-token';
    case 0x6f006c:
      return 'owner-link';
    default:
      return undefined;
  }
}

/** Where the environment's name ends: at its underscore, at the end of the text, or -1 where it can't be a name. */
function endOfEnvironment(text: string): number {
  const limit = Math.min(text.length, 4 + longestEnvironmentName + 1);
  for (let at = 4; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5f) return at === 4 ? -1 : at;
    if (!isEnvironmentNameCode(code, at === 4)) return -1;
  }
  return limit === text.length && limit <= 4 + longestEnvironmentName ? limit : -1;
}

function isSecretText(text: string, start: number, end: number): boolean {
  let all = 0;
  for (let at = start; at < end; at++) all |= sextetOf(text.charCodeAt(at));
  // The last character carries four bits of the secret; the two below them must be zero.
  return all >= 0 && (sextetOf(text.charCodeAt(end - 1)) & 3) === 0;
}

/** The number that six base62 characters write, or -1. */
function readChecksum(text: string, start: number): number {
  let number = 0;
  for (let at = start; at < start + checksumLength; at++) {
    const code = text.charCodeAt(at);
    const value = code < 256 ? (base62Values[code] as number) : -1;
    if (value === -1) return -1;
    number = number * 62 + value;
  }
  return number;
}

function wrongLength(text: string, kind: TokenKind, environment: string | undefined, excess: number): TokenReading {
  if (endsInDecoration(text)) return readDecorated(text);
  if (excess > 0) return { outcome: 'altered', kind, environment, why: 'too-long' };
  return { outcome: 'truncated', kind, environment, missing: -excess };
}

/** Longer texts are not searched for decorations: no token is as long. */
const longestDecorated = 1024;

function readDecorated(text: string): TokenReading {
  if (text.length > longestDecorated) return notAToken;
  let start = 0;
  let end = text.length;
  while (start < end && isDecoration(text.charCodeAt(start))) start++;
  if (startsWithBearer(text, start)) start += 7;
  while (start < end && isDecoration(text.charCodeAt(start))) start++;
  while (end > start && isDecoration(text.charCodeAt(end - 1))) end--;
  if ((start === 0 && end === text.length) || kindOf(text, start) === undefined) return notAToken;
  const trimmed = text.slice(start, end);
  const inner = readToken(trimmed);
  if (inner.outcome === 'not-a-token' || inner.outcome === 'decorated') return notAToken;
  const { kind, environment, outcome } = inner;
  return { outcome: 'decorated', kind, environment, trimmed, intact: outcome === 'token' };
}

function endsInDecoration(text: string): boolean {
  return isDecoration(text.charCodeAt(text.length - 1));
}

function startsWithBearer(text: string, at: number): boolean {
  return text.charCodeAt(at + 6) === 0x20 && text.slice(at, at + 6).toLowerCase() === 'bearer';
}

/** White space, invisible spaces, quotation marks of every kind, and the comma and semicolon of a list. */
function isDecoration(code: number): boolean {
  if (code <= 0x20 || code === 0x22 || code === 0x27 || code === 0x60 || code === 0x2c || code === 0x3b) return true;
  if (code < 0x80) return false;
  return (
    code === 0xa0 ||
    code === 0xab ||
    code === 0xbb ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2018 && code <= 0x201f) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x3000
  );
}
