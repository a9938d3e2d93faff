/** How a client asks for a refresh token, which each provider wants in its own way. */
import type { Seen, View } from '../view.ts';

/** Parameters and scopes by which a client asks for a refresh token somewhere. */
const waysToAsk: readonly (readonly [string, RegExp])[] = [
  ['access_type', /^offline$/],
  ['token_access_type', /^offline$/],
  ['scope', /\boffline_access\b|\boffline\b|\bwl\.offline_access\b|\bAdditional\.offline/],
  ['duration', /^permanent$/],
];

/** Tells whether a request asks for a refresh token in any of these ways. */
export function asksFor(start: Seen): boolean {
  return waysToAsk.some(([name, value]) => value.test(start.sent(name) ?? ''));
}

/** Parameters and scope that this provider gives a refresh token for. */
export function wantedOf({ habits }: View): readonly (readonly [string, string])[] {
  const { parameters, scope } = habits?.offline ?? {};
  return [...Object.entries(parameters ?? {}), ...(scope === undefined ? [] : [['scope', scope] as const])];
}

/** Tells whether the request has this value of a parameter, or has it among others. */
export function hasValue(start: Seen, [name, value]: readonly [string, string]): boolean {
  return (start.sent(name) ?? '').split(/[ ,]/).includes(value);
}

/** What this provider wants to see before it gives another refresh token. */
export function wayToAskAgain({ habits }: View): string {
  const { parameters, scope, again } = habits?.offline ?? {};
  const more = Object.entries(again ?? parameters ?? {}).map(([name, value]) => `${name}=${value}`);
  return more.join(' and ') || (scope ?? 'a refresh_token, asked for as the provider wants it');
}
