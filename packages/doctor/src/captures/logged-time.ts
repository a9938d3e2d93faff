/** When a line was logged, handed on with the message that it stands for. */

/** The name under which the time of a logged line is handed on; no header of HTTP. */
export const loggedAt = 'x-candor-logged-at';

const withDate = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;
/** The times of access logs, and of tables that Kibana exports. */
const otherForms: readonly RegExp[] = [
  /(?<day>\d\d)\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<clock>\d\d:\d\d:\d\d) (?<zone>[+-]\d{4})/,
  /(?<month>[A-Z][a-z]{2}) (?<day>\d{1,2}), (?<year>\d{4}) @ (?<clock>\d\d:\d\d:\d\d)(?:\.\d{3})?(?<zone>)/,
  /(?<year>\d{4})\/(?<month>\d\d)\/(?<day>\d\d) (?<clock>\d\d:\d\d:\d\d)(?<zone>)/,
];

/** The time of a logged line with its date, as logs write it mostly; empty where it has none with a date. */
export function isoTime(text: string): string {
  const found = withDate.exec(text)?.[0];
  if (found !== undefined) return found;
  const parts = otherForms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return '';
  const { day = '', month = '', year, clock, zone } = parts;
  const at = Date.parse(
    `${day} ${/\d/.test(month) ? monthNames[Number(month) - 1] : month} ${year} ${clock} ${zone || 'UTC'}`,
  );
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time of a logged line, in the form in which it is handed on; empty where it has none with a date. */
export function timeIn(text: string): string {
  const found = isoTime(text);
  return found === '' ? '' : `${loggedAt}: ${found}\n`;
}
