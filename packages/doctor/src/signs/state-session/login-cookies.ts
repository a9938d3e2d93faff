import type { Seen, View } from '../view.ts';
import { cookiesSentBy, cookiesSetBy, type SetCookie } from './cookies.ts';

/** The cookies of a login, from the page that starts it to the callback. */
export interface LoginCookies {
  /** All that were set before the callback and not cleared by the same header. */
  readonly set: readonly SetCookie[];
  /** Those that may keep the state, by their names; all, where no name tells. */
  readonly keeping: readonly SetCookie[];
  /** Those of them that the callback does not carry, as far as the capture shows. */
  readonly missing: readonly SetCookie[];
}

/** Names of cookies that may keep the state of a login. */
export const namesOfState =
  /state|nonce|corr|csrf|xsrf|session|sess|sid|pkce|oauth|auth|login|connect|verifier|flask|rack|laravel|jsession/i;

/** Tells whether a cookie keeps the state, by its name. */
export function keepsState({ name }: SetCookie): boolean {
  return namesOfState.test(name);
}

/** The cookies that were set before this callback. */
export function loginCookies({ before }: View, callback: Seen): LoginCookies {
  const earlier = before.filter((one) => one.host === callback.host || !one.isOf('authorization-request'));
  const set = earlier.flatMap(cookiesSetBy).filter((one) => !one.isCleared);
  const named = set.filter(keepsState);
  const keeping = named.length > 0 ? named : set;
  const carried = cookiesSentBy(callback);
  const missing = keeping.filter((one) => carried === undefined || !carried.includes(one.name));
  return { set, keeping, missing };
}

/** The exchange whose answer sent the browser to the authorization endpoint; where none shows, the one before it. */
export function startOfLogin({ start, before }: View): Seen | undefined {
  if (start === undefined) return before.findLast((one) => one.role === 'other');
  const earlier = before.filter((one) => one.index < start.index);
  return (
    earlier.findLast((one) => !one.isOf('authorization-request') && leadsTo(start, one)) ??
    earlier.findLast((one) => one.role === 'other')
  );
}

function leadsTo(start: Seen, one: Seen): boolean {
  const location = one.answered('location');
  if (location?.includes('response_type=') === true) return true;
  const state = start.sent('state');
  return state !== undefined && `${location}${one.exchange.response?.body ?? ''}`.includes(state);
}
