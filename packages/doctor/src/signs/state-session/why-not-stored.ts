import { isLoopback } from '../../evidence/address.ts';
import type { SetCookie } from './cookies.ts';

/** A reason for which browsers do not store a cookie. */
export interface Fault {
  readonly variant: 'secure-on-http' | 'none-without-secure' | 'prefix' | 'too-large';
  readonly seen: string;
  readonly expected: string;
}

/** A browser keeps no cookie whose name and value are longer together (RFC 6265bis section 5.7). In bytes. */
const longestCookie = 4096;

/** Why a browser would not store this cookie; undefined where it would (RFC 6265bis section 5.7). */
export function whyNotStored({ setBy, name, secure, sameSite, domain, size }: SetCookie): Fault | undefined {
  const isPlain = setBy.address?.scheme === 'http' && !isLoopback(setBy.host);
  if (secure && isPlain)
    return { variant: 'secure-on-http', seen: 'Secure, set over http', expected: 'https, or no Secure' };
  if (sameSite === 'none' && !secure)
    return {
      variant: 'none-without-secure',
      seen: 'SameSite=None without Secure',
      expected: 'SameSite=None; Secure',
    };
  if (/^__(?:host|secure)-/i.test(name) && (!secure || isPlain))
    return { variant: 'prefix', seen: 'a name that demands Secure and https', expected: 'Secure over https' };
  if (/^__host-/i.test(name) && domain !== undefined)
    return { variant: 'prefix', seen: 'a __Host- name with Domain', expected: 'no Domain' };
  if (size > longestCookie)
    return { variant: 'too-large', seen: `${size} bytes`, expected: `at most ${longestCookie} bytes` };
  return undefined;
}
