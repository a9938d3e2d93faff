import { showDuration } from '../../text/time.ts';

const halfHour = 1_800_000;
/** Clocks differ by this much in order. In milliseconds. */
export const tolerance = 30_000;

/** Tells whether a difference is one between time zones: near whole or half hours. In milliseconds. */
export function isTimeZone(difference: number): boolean {
  const offset = Math.round(difference / halfHour) * halfHour;
  return Math.abs(difference) >= halfHour && Math.abs(difference - offset) < 120_000;
}

/** A difference in words, and that of time zones as such. In milliseconds. */
export function showDistance(difference: number): string {
  const length = showDuration(Math.abs(difference));
  return isTimeZone(difference) ? `${length}, near whole hours: a time zone` : length;
}
