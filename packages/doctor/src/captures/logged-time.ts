/** When a line was logged, handed on with the message that it stands for. */

/** The name under which the time of a logged line is handed on; no header of HTTP. */
export const loggedAt = 'x-candor-logged-at';

/** The time of a logged line, in the form in which it is handed on; empty where it has none with a date. */
export function timeIn(text: string): string {
  const found = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?/.exec(text)?.[0];
  return found === undefined ? '' : `${loggedAt}: ${found}\n`;
}
