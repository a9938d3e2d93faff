/** When a line was logged, handed on with the message that it stands for. */
import type { RawHeader } from './raw-message.ts';

/** The name under which the time of a logged line is handed on; no header of HTTP. */
export const loggedAt = 'x-candor-logged-at';

/** `21/Nov/2026:14:03:07 +0000`, as the access logs of servers have it. */
const ofAccess = /\b(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})\b/;

/** The time of a line of an access log, as the header in which it is handed on. */
export function accessedAt(line: string): RawHeader[] {
  const [, day, month, year, time, zone] = ofAccess.exec(line.slice(0, 400)) ?? [];
  const at = Date.parse(`${day} ${month} ${year} ${time} ${zone}`);
  return Number.isNaN(at) ? [] : [{ name: loggedAt, value: new Date(at).toISOString() }];
}

/** The time of a logged line, in the form in which it is handed on; empty where it has none with a date. */
export function timeIn(text: string): string {
  const found = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?/.exec(text)?.[0];
  return found === undefined ? '' : `${loggedAt}: ${found}\n`;
}
