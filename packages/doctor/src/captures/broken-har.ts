/** A HAR that breaks off, which is no JSON any more. */
import type { Exchange, Note } from '../evidence/evidence.ts';
import type { Capture } from './capture.ts';
import { mendedJson, openIn } from './mended-json.ts';
import { harComment, harEntries, readHarEntry } from './read-har.ts';

/** True where a text probably is a HAR: its beginning is enough. */
export function beginsHar(start: string): boolean {
  return /^\uFEFF?\s*\{\s*"log"\s*:\s*\{/.test(start);
}

/** What an entry may say that is of interest; those around it have its cookies and redirects. */
export const telling =
  /oauth|openid|\.well-known|authorize|token|grant_type|client_id|code_challenge|redirect_uri|refresh|[?&]code=|[?&]state=|[?&]error=|saml|signin|sign-in|login|logout|callback|"status":\s*[45]\d\d|Bearer |set-cookie/i;

/** What was not read of a HAR that breaks off, by where it does. */
export const brokenOff = Object.freeze({
  before: 'any entry: the file breaks off before the first one',
  behind: 'what stood behind the last entry: the file breaks off there',
  between: (entry: number) => `what stood behind entry ${entry}: the file ends there`,
  within: (entry: number) => `the rest of entry ${entry}: the file ends in the middle of it`,
});

/** How many lists and objects are open between two entries. */
const openBetween = 3;

/** @returns undefined for what is no HAR, or is whole. */
export function readBrokenHar(text: string): Capture | undefined {
  if (!beginsHar(text.slice(0, 1024))) return undefined;
  const open = openIn(text);
  if (open === 0) return undefined;
  const har = mendedJson(text, false);
  const entries = harEntries(har);
  const isWithin = entries !== undefined && open > openBetween;
  const whole = isWithin ? entries.slice(0, -1) : (entries ?? []);
  const exchanges: Exchange[] = [];
  const notes: Note[] = [...harComment(har)];
  for (const [index, entry] of whole.entries()) {
    const read = telling.test(JSON.stringify(entry)) ? readHarEntry(entry, index + 1) : undefined;
    if (read) exchanges.push(read.exchange);
    notes.push(...(read?.notes ?? []));
  }
  const kept = exchanges.length;
  const next = whole.length + 1;
  const last = isWithin ? brokenEntry(harEntries(mendedJson(text, true))?.at(-1), entries.at(-1), next) : undefined;
  if (last) exchanges.push(last.exchange);
  const end = isWithin ? brokenOff.within(next) : brokenOff.between(whole.length);
  const cut = entries === undefined ? brokenOff.before : open < openBetween ? brokenOff.behind : end;
  const counts = { entries: whole.length, kept, large: 0, dropped: 0 };
  return { exchanges, notes, formats: ['har'], leftOut: [...leftOut(counts), cut], isBrokenOff: true };
}

/**
 * What there is of an entry that breaks off: of an answer's body only what tells of a failure, of a request's none.
 * @param cut the entry with the text in which it breaks off. @param without the entry without it.
 */
export function brokenEntry(cut: unknown, without: unknown, index: number): ReturnType<typeof readHarEntry> {
  const partly = cut as BrokenEntry | undefined;
  if (Number(partly?.response?.status) >= 400) return readHarEntry(partly, index);
  const entry = without as BrokenEntry | undefined;
  const { request, response } = entry ?? {};
  if (typeof request?.url !== 'string') return undefined;
  // Behind a request that is not whole there may have been a body.
  const isWhole = response !== undefined || /^(?:GET|HEAD)$/.test(String(request.method));
  return readHarEntry(isWhole ? entry : { ...entry, request: { ...request, bodySize: 1, postData: undefined } }, index);
}

interface BrokenEntry {
  readonly request?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
}

/** What of a HAR was not read, in words. */
export function leftOut(counts: {
  readonly entries: number;
  readonly kept: number;
  readonly large: number;
  readonly dropped: number;
}): readonly string[] {
  const { entries, kept, large, dropped } = counts;
  const plain = entries - kept - large;
  return [
    ...(plain > 0 ? [`${plain} of ${entries} entries, which are no sign-in and did not fail`] : []),
    ...(large > 0 ? [`${large} entries of more than 4 MB`] : []),
    ...(dropped > 0 ? [`${dropped} earlier exchanges`] : []),
  ];
}
