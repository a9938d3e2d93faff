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

/** The time of the first line of a log that has one. */
export function loggedTime({ evidence: { notes = [] } }: View): ReturnType<typeof serverTime> {
  const at = notes.find((one) => one.at !== undefined)?.at;
  return at === undefined ? undefined : { at, sure: false };
}
