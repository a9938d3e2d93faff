import { parameterSizes } from './parameter-text.ts';
import { splitUri, type UriParts, uriTextFault } from './uri-parts.ts';

/** Why a redirect URI can't be registered. */
export type RedirectUriFault =
  | 'empty'
  | 'too-long'
  | 'characters'
  | 'percent-encoding'
  | 'not-absolute'
  | 'fragment'
  | 'wildcard'
  | 'user-info'
  | 'scheme-without-dot'
  | 'http-not-loopback'
  | 'host-missing'
  | 'host-malformed'
  | 'port-malformed'
  | 'dot-segments';

/** Whether a redirect URI can be registered, and if not, why. */
export type RedirectUriCheck = { readonly ok: true } | { readonly ok: false; readonly why: RedirectUriFault };

/** Where the client is registered: a sandbox allows plain http to any host. */
export interface RegistrationStage {
  readonly stage: 'sandbox' | 'production';
}

const registrable: RedirectUriCheck = Object.freeze({ ok: true });

/** The loopback addresses whose port is free (RFC 8252 section 7.3). The name localhost is not one (section 8.3). */
const loopbackPrefixes = ['http://127.0.0.1', 'http://[::1]'] as const;
const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Tells whether a redirect URI can be registered: absolute, without fragment (RFC 6749 section 3.1.2), wildcard, user
 * info or dot segments; https, http to a loopback address (in a sandbox, to any host), or a private-use scheme with a
 * dot (RFC 8252 section 7.1). At most 2,048 characters.
 */
export function isRegistrableRedirectUri(text: string, { stage }: RegistrationStage): RedirectUriCheck {
  const why = faultOf(text, stage);
  return why === undefined ? registrable : { ok: false, why };
}

function faultOf(text: string, stage: 'sandbox' | 'production'): RedirectUriFault | undefined {
  if (text.length === 0) return 'empty';
  if (text.length > parameterSizes.redirect_uri) return 'too-long';
  if (text.includes('*')) return 'wildcard';
  const textFault = uriTextFault(text);
  if (textFault !== undefined) return textFault;
  const parts = splitUri(text);
  if (parts.scheme === '') return 'not-absolute';
  if (parts.fragment !== undefined) return 'fragment';
  if (parts.userInfo !== undefined) return 'user-info';
  if (hasDotSegment(parts.path)) return 'dot-segments';
  const scheme = parts.scheme.toLowerCase();
  if (scheme === 'https' || scheme === 'http')
    return webFault(text, parts, scheme === 'http' && stage === 'production');
  if (!scheme.includes('.')) return 'scheme-without-dot';
  return URL.canParse(text) ? undefined : 'host-malformed';
}

function webFault(text: string, parts: UriParts, loopbackOnly: boolean): RedirectUriFault | undefined {
  if (parts.authority === undefined || parts.host === '') return 'host-missing';
  if (parts.port !== undefined && !isPort(parts.port)) return 'port-malformed';
  const host = URL.parse(text)?.hostname;
  // A browser reads 127.1 and 0x7f.0.0.1 as another host than the text says, and %2e as a dot.
  if (host === undefined || host !== parts.host.toLowerCase()) return 'host-malformed';
  return loopbackOnly && !loopbackHosts.includes(host) ? 'http-not-loopback' : undefined;
}

function isPort(text: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65_535;
}

function hasDotSegment(path: string): boolean {
  return path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/**
 * Tells whether the redirect URI that was sent is the registered one: the same text, character by character (RFC 9700
 * section 2.1), but for the port of an http URI whose host is the literal 127.0.0.1 or [::1] (RFC 8252 section 7.3).
 */
export function matchesRegistered(sent: string, registered: string): boolean {
  if (sent === registered) return true;
  for (const prefix of loopbackPrefixes) {
    if (!sent.startsWith(prefix) || !registered.startsWith(prefix)) continue;
    const ofSent = afterPort(sent, prefix.length);
    return ofSent !== undefined && ofSent === afterPort(registered, prefix.length);
  }
  return false;
}

/** What follows host and port, or undefined where the text after the host is anything but a port, a path or a query. */
function afterPort(text: string, hostEnd: number): string | undefined {
  let at = hostEnd;
  if (text.charCodeAt(at) === 0x3a) {
    at++;
    while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
    if (!isPort(text.slice(hostEnd + 1, at))) return undefined;
  }
  const next = text.charAt(at);
  return next === '' || next === '/' || next === '?' ? text.slice(at) : undefined;
}
