import { timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../http/exchange.ts';
import type { RandomBytes } from '../randomness.ts';
import { refuse } from '../refusal.ts';

/** Whose cookies: an environment's, by its name, or the console's. */
export interface CookieJar {
  readonly name: string;
  /** True where the server is reached over TLS. */
  readonly secure: boolean;
}

export type CookieName = 'browser' | 'session' | 'known';

export function readCookie(request: HttpRequest, name: CookieName, jar: CookieJar): string | undefined {
  const wanted = cookieName(name, jar);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === wanted) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

/** @param maxAge seconds; undefined for a cookie that ends with the browser. */
export function setCookie(name: CookieName, value: string, jar: CookieJar, maxAge: number | undefined): string {
  const secure = jar.secure ? '; Secure' : '';
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${cookieName(name, jar)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`;
}

/** `__Host-` ties a cookie to this very host over TLS; without TLS the prefix can't be had. */
function cookieName(name: CookieName, jar: CookieJar): string {
  return `${jar.secure ? '__Host-' : ''}candor_${jar.name}_${name}`;
}

/** The secret that ties forms to this browser. New where none, or none of ours, was sent. */
export function readBrowserSecret(
  request: HttpRequest,
  jar: CookieJar,
  randomBytes: RandomBytes,
): { readonly secret: string; readonly isNew: boolean } {
  const sent = readCookie(request, 'browser', jar);
  if (sent !== undefined && /^[A-Za-z0-9_-]{43}$/.test(sent)) return { secret: sent, isNew: false };
  return { secret: Buffer.from(randomBytes(32)).toString('base64url'), isNew: true };
}

/** Compares in constant time. */
export function isSameText(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

/**
 * Refuses a form that another origin sent, or that no page of ours made for this browser.
 * @throws Refusal `form-not-from-this-page`.
 */
export function proveFormOrigin(
  request: HttpRequest,
  form: ReadonlyMap<string, string>,
  isNewBrowser: boolean,
  expected: { readonly origin: string; readonly csrfToken: string },
): void {
  const { origin } = request.headers;
  if (origin !== expected.origin) refuse('form-not-from-this-page', { seen: origin ?? 'no Origin' });
  if (isNewBrowser || !isSameText(form.get('csrf_token') ?? '', expected.csrfToken)) {
    refuse('form-not-from-this-page', { seen: isNewBrowser ? 'no cookie' : 'another csrf_token' });
  }
}
