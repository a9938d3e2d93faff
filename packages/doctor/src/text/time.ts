const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1000 },
] as const;

/** A length of time in words, in its two largest units: `3 minutes 12 seconds`, `0.4 seconds`, `12 days`. */
export function showDuration(ms: number): string {
  const length = Math.abs(ms);
  if (!Number.isFinite(length)) return 'an unknown time';
  if (length < 100) return 'less than 0.1 seconds';
  if (length < 950) return `${(Math.round(length / 100) / 10).toFixed(1)} seconds`;
  let rest = Math.round(length / 1000) * 1000;
  const parts: string[] = [];
  for (const { name, ms: unit } of units) {
    const count = Math.floor(rest / unit);
    if (count === 0) {
      if (parts.length > 0) break;
      continue;
    }
    parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    rest -= count * unit;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A point of time in UTC: `21 Nov 2026, 14:03:27 UTC`. `at` is Unix milliseconds. */
export function showTime(at: number): string {
  if (!(Math.abs(at) <= 8.64e15)) return 'an unknown time';
  const time = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${time.getUTCDate()} ${months[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  return `${day}, ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} UTC`;
}
