import { showValue } from '../../text/value.ts';
import { objectIn } from '../loose-jwt.ts';
import type { Seen } from '../view.ts';

/** One Set-Cookie header, and the host and scheme that set it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Of name and value, without the attributes, in bytes (RFC 6265bis section 5.7). */
  readonly size: number;
  readonly setBy: Seen;
  readonly domain: string | undefined;
  readonly secure: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none' | undefined;
  /** Seconds that it lives: Max-Age, or else Expires against the Date of the answer (RFC 6265bis section 5.7). */
  readonly maxAge: number | undefined;
  readonly isCleared: boolean;
}

/** The cookies that the answer to one request sets (RFC 6265 section 4.1). */
export function cookiesSetBy(seen: Seen): readonly SetCookie[] {
  const lines = seen.allAnswered('set-cookie').flatMap((value) => value.split(/\n|,(?=\s*[\w.!#$%&'*+^`|~-]+=)/));
  return lines.slice(0, 40).map((text) => {
    const [pair = '', ...attributes] = text.split(';').map((one) => one.trim());
    const read = (name: string): string | undefined => {
      const found = attributes.find((one) => one.toLowerCase() === name || one.toLowerCase().startsWith(`${name}=`));
      return found === undefined ? undefined : found.slice(name.length + 1);
    };
    const sameSite = read('samesite')?.toLowerCase();
    const maxAge = read('max-age');
    const name = pair.split('=')[0] ?? '';
    const value = pair.slice(pair.indexOf('=') + 1);
    return {
      name,
      value,
      size: new TextEncoder().encode(name + value).length,
      setBy: seen,
      domain: read('domain')?.replace(/^\./, '').toLowerCase(),
      secure: read('secure') !== undefined,
      sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : undefined,
      maxAge: maxAge === undefined ? secondsUntil(read('expires'), seen) : Number(maxAge),
      isCleared: value === '' || maxAge === '0' || /1970/.test(read('expires') ?? ''),
    };
  });
}

function secondsUntil(expires: string | undefined, { at }: Seen): number | undefined {
  const end = Date.parse(expires ?? '');
  return at === undefined || Number.isNaN(end) || end <= at ? undefined : (end - at) / 1000;
}

/** Tells whether a browser would send the cookie to this host. */
export function isSentTo(cookie: SetCookie, host: string): boolean {
  if (cookie.domain !== undefined) return host === cookie.domain || host.endsWith(`.${cookie.domain}`);
  return host === cookie.setBy.host;
}

/** Names of the cookies that a request carries; undefined where the capture has no Cookie header for it. */
export function cookiesSentBy(seen: Seen): readonly string[] | undefined {
  const header = seen.header('cookie');
  return header?.split(';').map((one) => one.trim().split('=')[0] ?? '');
}

/**
 * The sessions that a request carries as they are: Base64 of JSON, whatever is signed behind it, as Flask, Starlette
 * and cookie-session have them.
 */
export function openSessions(seen: Seen): string {
  const values = (seen.header('cookie') ?? '').split(';').map((pair) => pair.slice(pair.indexOf('=') + 1));
  return JSON.stringify(values.map((one) => objectIn(one.replaceAll('%3D', '=').split('.')[0])));
}

/** The header that set a cookie, as a line of evidence names it. */
export function headerOf({ name }: SetCookie): string {
  return `Set-Cookie ${showValue(name.slice(0, 60))}`;
}
