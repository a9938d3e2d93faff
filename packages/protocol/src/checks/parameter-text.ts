/** How long the values of parameters may be, in characters. */
export const parameterSizes = Object.freeze({
  client_id: 256,
  client_secret: 512,
  client_assertion: 16_384,
  code: 512,
  login_hint: 320,
  nonce: 512,
  redirect_uri: 2048,
  refresh_token: 512,
  request_uri: 512,
  resource: 2048,
  scope: 4096,
  state: 2048,
  token: 8192,
});

const unreserved = 1;
const scopeCharacter = 2;
const visible = 4;
/** The sets that each character code below 128 belongs to. */
const sets = new Uint8Array(128);
for (let code = 0x20; code <= 0x7e; code++) {
  const isUnreserved = /[A-Za-z0-9\-._~]/.test(String.fromCharCode(code));
  const isScopeCharacter = code !== 0x20 && code !== 0x22 && code !== 0x5c;
  sets[code] = visible | (isUnreserved ? unreserved : 0) | (isScopeCharacter ? scopeCharacter : 0);
}

function consistsOf(text: string, set: number, longest: number): boolean {
  if (text.length === 0 || text.length > longest) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128 || ((sets[code] as number) & set) === 0) return false;
  }
  return true;
}

/** Tells whether a text is one or more unreserved characters of RFC 3986 section 2.3, at most `longest`. */
export function isUnreserved(text: string, longest: number): boolean {
  return consistsOf(text, unreserved, longest);
}

/** Tells whether a text is one or more VSCHAR of RFC 6749 appendix A (space to tilde), at most `longest`. */
export function isVisibleAscii(text: string, longest: number): boolean {
  return consistsOf(text, visible, longest);
}

/** Tells whether a text is one or more NQCHAR of RFC 6749 appendix A (visible, no space, quote, backslash), at most `longest`. */
export function isScopeToken(text: string, longest: number): boolean {
  return consistsOf(text, scopeCharacter, longest);
}

/** Tells whether a text may be a client id: VSCHAR, at most 256 (RFC 6749 appendix A.1). */
export function isClientId(text: string): boolean {
  return isVisibleAscii(text, parameterSizes.client_id);
}

/** Tells whether a text may be a state: VSCHAR, at most 2,048 (RFC 6749 appendix A.5). */
export function isState(text: string): boolean {
  return isVisibleAscii(text, parameterSizes.state);
}

/** Tells whether a text may be a nonce: VSCHAR, at most 512 (OpenID Connect Core 1.0 section 3.1.2.1). */
export function isNonce(text: string): boolean {
  return isVisibleAscii(text, parameterSizes.nonce);
}

/** Reads a whole number of seconds, as in max_age: decimal digits, at most nine. Refuses (undefined) everything else. */
export function readSeconds(text: string): number | undefined {
  if (text.length === 0 || text.length > 9) return undefined;
  let seconds = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    seconds = seconds * 10 + digit;
  }
  return seconds;
}
