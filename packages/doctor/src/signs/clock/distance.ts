import { showDuration } from '../../text/time.ts';

const halfHour = 1_800_000;
/** No zone is further from UTC. In milliseconds. */
const widestZone = 14 * 3_600_000;
const zoneTolerance = 120_000;
/** Clocks differ by this much in order. In milliseconds. */
export const tolerance = 30_000;

/** Tells whether a difference is one between time zones: near whole or half hours, and as far from UTC as a zone can be. In milliseconds. */
export function isTimeZone(difference: number): boolean {
  const offset = Math.round(difference / halfHour) * halfHour;
  const isWide = Math.abs(difference) > widestZone + zoneTolerance;
  return !isWide && Math.abs(difference) >= halfHour && Math.abs(difference - offset) < zoneTolerance;
}

/** A difference in words, and that of time zones as such. In milliseconds. */
export function showDistance(difference: number): string {
  const length = showDuration(Math.abs(difference));
  return isTimeZone(difference) ? `${length}, near whole hours: a time zone` : length;
}
