/** Why what follows the scheme Bearer is no token. */
export type BearerFault =
  | 'token-missing'
  | 'scheme-followed-by-colon'
  | 'scheme-twice'
  | 'more-than-one-token'
  | 'quoted'
  | 'characters'
  | 'too-long';

/** What an Authorization header says as a bearer token. */
export type BearerReading =
  | { readonly outcome: 'token'; readonly token: string }
  /** `scheme` is in small letters, and empty where the header's first word may itself be a secret. */
  | { readonly outcome: 'not-bearer'; readonly scheme: string }
  | { readonly outcome: 'malformed'; readonly why: BearerFault };

/** The longest access token, in characters. */
const longestBearer = 8192;

const tokenCode = 1;
const paddingCode = 2;
/** The b64token characters of RFC 6750 section 2.1. */
const classes = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/') {
  classes[character.charCodeAt(0)] = tokenCode;
}
classes[0x3d] = paddingCode;

/**
 * Reads an Authorization header as a bearer token (RFC 6750 section 2.1; the scheme in any case, RFC 9110 section
 * 11.1). Refuses what is not exactly one b64token after the scheme and its spaces, and a token above 8,192 characters.
 */
export function readBearer(header: string): BearerReading {
  if (header.length < 6 || header.slice(0, 6).toLowerCase() !== 'bearer') return notBearer(header);
  if (header.length === 6) return malformed('token-missing');
  const next = header.charCodeAt(6);
  if (next === 0x3a) return malformed('scheme-followed-by-colon');
  if (next !== 0x20) return notBearer(header);
  let start = 7;
  while (header.charCodeAt(start) === 0x20) start++;
  if (start === header.length) return malformed('token-missing');
  if (header.length - start > longestBearer) return malformed('too-long');
  return isB64token(header, start)
    ? { outcome: 'token', token: header.slice(start) }
    : malformed(faultOf(header.slice(start)));
}

function isB64token(text: string, start: number): boolean {
  let allowed = tokenCode;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const found = code < 128 ? classes[code] : 0;
    if (found === paddingCode && at > start) allowed = paddingCode;
    if (found !== allowed) return false;
  }
  return true;
}

/** Names the mistake in a text that is no b64token. */
function faultOf(text: string): BearerFault {
  if (text.slice(0, 7).toLowerCase() === 'bearer ') return 'scheme-twice';
  const first = text.charAt(0);
  if (first === '"' || first === "'") return 'quoted';
  return text.includes(' ') || text.includes(',') ? 'more-than-one-token' : 'characters';
}

function notBearer(header: string): BearerReading {
  const space = header.indexOf(' ');
  const word = space === -1 ? '' : header.slice(0, space);
  return { outcome: 'not-bearer', scheme: /^[A-Za-z][A-Za-z0-9-]{0,19}$/.test(word) ? word.toLowerCase() : '' };
}

function malformed(why: BearerFault): BearerReading {
  return { outcome: 'malformed', why };
}
