import type { Seen, View } from './view.ts';

/** A NumericDate of RFC 7519 section 2 as Unix milliseconds; undefined for anything else. */
export function timeOf(claim: unknown): number | undefined {
  const seconds = typeof claim === 'string' ? Number(claim) : claim;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds < 1e8) return undefined;
  // Some programs write milliseconds.
  return seconds > 1e11 ? seconds : seconds * 1000;
}

/** What time it was at the server: surely by the Date header of the answer, else by the capture. */
export function serverTime(seen: Seen): { readonly at: number; readonly sure: boolean } | undefined {
  const date = Date.parse(seen.answered('date') ?? '');
  if (!Number.isNaN(date)) return { at: date, sure: true };
  return seen.at === undefined || Number.isNaN(seen.at) ? undefined : { at: seen.at, sure: false };
}

/** The first time with its zone that a program printed. */
export function printedTime({ printed }: View): { readonly at: number; readonly sure: boolean } | undefined {
  const time = /\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/.exec(printed)?.[0];
  return time === undefined ? undefined : { at: Date.parse(time), sure: false };
}
