import { decodeFormComponent } from '../parameters/form-component.ts';

/** One way to read the credentials of a Basic header. */
export interface BasicReading {
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the two were spelled if this reading is the right one. */
  readonly spelling: 'form-encoded' | 'raw';
}

/** Why what follows the scheme Basic can't be read. */
export type BasicFault =
  | 'credentials-missing'
  | 'not-base64'
  | 'base64url'
  | 'padding-missing'
  | 'stray-bits'
  | 'too-long'
  | 'control-character'
  | 'not-utf-8'
  | 'colon-missing'
  | 'client-id-missing';

/** What an Authorization header says as client_secret_basic. */
export type BasicReadings =
  /** One or two readings, the form-encoded one first. */
  | { readonly outcome: 'credentials'; readonly readings: readonly BasicReading[] }
  | { readonly outcome: 'not-basic' }
  | { readonly outcome: 'malformed'; readonly why: BasicFault };

/** The longest credentials, as base64 text, in characters: 1,536 bytes of client id, colon and secret. */
const longestBasic = 2048;
const notBasic: BasicReadings = Object.freeze({ outcome: 'not-basic' });

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = new Int8Array(128).fill(-1);
for (let bits = 0; bits < 64; bits++) sextets[base64.charCodeAt(bits)] = bits;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads an Authorization header as client_secret_basic (RFC 6749 section 2.3.1, RFC 7617 section 2). The client id and
 * the secret should be form-encoded, and several clients send them raw: where the two differ both readings are given,
 * and the caller accepts the first that authenticates. Beyond ASCII there is only the raw one, for form-encoded text is
 * ASCII. Refuses base64url, missing padding, stray bits, control characters and credentials above 2,048 characters.
 */
export function readBasic(header: string): BasicReadings {
  const start = credentialsStart(header);
  if (start === -1) return notBasic;
  if (start >= header.length) return malformed('credentials-missing');
  if (header.length - start > longestBasic) return malformed('too-long');
  const encoded = header.slice(start);
  const fault = base64Fault(encoded);
  if (fault !== undefined) return malformed(fault);
  return readPair(atob(encoded));
}

/** Where the credentials begin after the scheme Basic, in any case, and its spaces; -1 for another scheme. */
function credentialsStart(header: string): number {
  if (header.length < 5 || header.slice(0, 5).toLowerCase() !== 'basic') return -1;
  if (header.length > 5 && header.charCodeAt(5) !== 0x20) return -1;
  let at = 5;
  while (header.charCodeAt(at) === 0x20) at++;
  return at;
}

/** What is wrong with a text that should be padded base64 (RFC 4648 section 4). */
function base64Fault(text: string): BasicFault | undefined {
  let end = text.length;
  if (text.charCodeAt(end - 1) === 0x3d) end--;
  if (text.charCodeAt(end - 1) === 0x3d) end--;
  let wrong = false;
  let urlSafe = false;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 && (sextets[code] as number) >= 0) continue;
    if (code === 0x2d || code === 0x5f) urlSafe = true;
    else wrong = true;
  }
  if (wrong || end % 4 === 1) return 'not-base64';
  if (urlSafe) return 'base64url';
  const padding = text.length - end;
  const due = (4 - (end % 4)) % 4;
  if (padding < due) return 'padding-missing';
  if (padding > due) return 'not-base64';
  const last = sextets[text.charCodeAt(end - 1)] as number;
  return due > 0 && (last & (due === 2 ? 15 : 3)) !== 0 ? 'stray-bits' : undefined;
}

/** Reads `id:secret`, a string with one character for each byte. */
function readPair(bytes: string): BasicReadings {
  let colon = -1;
  let encoded = false;
  let ascii = true;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return malformed('control-character');
    if (code === 0x3a && colon === -1) colon = at;
    else if (code === 0x25 || code === 0x2b) encoded = true;
    else if (code > 0x7f) ascii = false;
  }
  if (colon === -1) return malformed('colon-missing');
  if (colon === 0) return malformed('client-id-missing');
  if (!ascii) return readBeyondAscii(bytes);
  const clientId = bytes.slice(0, colon);
  const clientSecret = bytes.slice(colon + 1);
  if (!encoded) return { outcome: 'credentials', readings: [{ clientId, clientSecret, spelling: 'form-encoded' }] };
  const raw: BasicReading = { clientId, clientSecret, spelling: 'raw' };
  const decodedId = decodeVisible(clientId);
  const decodedSecret = decodeVisible(clientSecret);
  if (decodedId === undefined || decodedSecret === undefined) return { outcome: 'credentials', readings: [raw] };
  const decoded: BasicReading = { clientId: decodedId, clientSecret: decodedSecret, spelling: 'form-encoded' };
  return { outcome: 'credentials', readings: [decoded, raw] };
}

function readBeyondAscii(bytes: string): BasicReadings {
  const text = decodeUtf8(bytes);
  if (text === undefined) return malformed('not-utf-8');
  if (hasControl(text)) return malformed('control-character');
  const colon = text.indexOf(':');
  const reading = { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1), spelling: 'raw' } as const;
  return { outcome: 'credentials', readings: [reading] };
}

function decodeUtf8(bytes: string): string | undefined {
  try {
    return utf8.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** Form-decodes a text, and refuses one that hides a control character in an escape. */
function decodeVisible(text: string): string | undefined {
  const decoded = decodeFormComponent(text);
  return decoded === undefined || hasControl(decoded) ? undefined : decoded;
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}

function malformed(why: BasicFault): BasicReadings {
  return { outcome: 'malformed', why };
}
