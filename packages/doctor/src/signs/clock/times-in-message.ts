import { timeOf } from '../times.ts';

/** What a message prints of a check of times, as Unix milliseconds. */
export interface TimesInMessage {
  readonly now: number;
  readonly begin: number | undefined;
  readonly end: number | undefined;
}

/** Unix times, RFC 3339 and the like (Go prints its zone behind a blank), dates of .NET, of JavaScript and of RFC 9110. */
const forms = [
  String.raw`\d{10}(?:\.\d+)?`,
  String.raw`\d{13}`,
  String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| ?[+-]\d\d:?\d\d)?`,
  String.raw`\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d(?: [AP]M)?`,
  String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}`,
  String.raw`[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT`,
];
const moment = `(${forms.join('|')})`;
const after = (words: string): RegExp => new RegExp(`(?:${words})[^\\d\\n]{0,24}${moment}`, 'i');

// Printed objects run into each other (`Objectnow: 1583699193554`), so that a word may stand before it.
const nows = after(String.raw`(?<![ks])now\b|\bts\b|maxIssuedAt|current time|server time|system time|currentTime`);
const begins = after(
  String.raw`\bnbf\b|\biat(?:Date)?\b|not before|valid from|notBefore|(?<!max)issued ?at\w*|ValidFrom`,
);
const ends = after(String.raw`\bexp\b|expir\w+(?: time)?(?: of assertion)?|valid to|ValidTo|NotOnOrAfter`);

/** Reads `now 1579073794, nbf 1579073795`, and the like; undefined where no time of the check is printed. */
export function timesInMessage(text: string): TimesInMessage | undefined {
  const now = read(nows.exec(text)?.[1]);
  return now === undefined ? undefined : { now, begin: read(begins.exec(text)?.[1]), end: read(ends.exec(text)?.[1]) };
}

function read(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10}(?:\.\d+)?$|^\d{13}$/.test(text)) return timeOf(Number(text));
  const isNamed = /^[A-Z]|\//.test(text);
  const time = Date.parse(isNamed ? text : rfc3339Of(text));
  return Number.isNaN(time) ? undefined : time;
}

/** The same time as RFC 3339 writes it; without a zone it is taken for UTC. */
function rfc3339Of(text: string): string {
  const whole = text.replace(/^(\S{10}) /, '$1T').replace(/ ?([+-]\d\d):?(\d\d)$/, '$1:$2');
  return /Z$|[+-]\d\d:\d\d$/.test(whole) ? whole : `${whole}Z`;
}
