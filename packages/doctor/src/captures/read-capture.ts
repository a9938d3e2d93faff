/** Finds out what a text is, and reads it: HAR, a Postman collection, or whatever else people paste. */
import { type Exchange, evidenceLimits, type Note } from '../evidence/evidence.ts';
import { readBrokenHar } from './broken-har.ts';
import type { Capture } from './capture.ts';
import { harComment, harCreator, harEntries, readHarEntry } from './read-har.ts';
import { readPostmanCollection } from './read-postman.ts';
import { readText } from './read-text.ts';
import { spelledOut } from './spelled-out.ts';
import { withoutCredentials } from './stripped-headers.ts';
import { tellingPart } from './telling-part.ts';
import { isTemplateFile, withoutVariables } from './template-file.ts';

const mostNotes = 500;

/** @param text of any origin; nothing in it is executed or fetched. */
export function readCapture(text: string): Capture {
  // Half a character, which a cut may leave, can't be encoded.
  const plain = text.replace(/^\uFEFF/, '').toWellFormed();
  const json = jsonOf(plain);
  const entries = harEntries(json);
  if (entries) return readHar(json, entries);
  const collection = readPostmanCollection(json);
  if (collection) {
    const exchanges = withoutVariables(collection);
    return bounded({ exchanges, notes: [], formats: ['postman-collection'], leftOut: [] });
  }
  const broken = readBrokenHar(plain);
  if (broken) return bounded(broken);
  const { text: kept, leftOut } = tellingPart(plain);
  const read = readText(spelledOut(json === undefined ? unescaped(kept) : kept));
  const exchanges = isTemplateFile(plain) ? withoutVariables(read.exchanges) : read.exchanges;
  return bounded({ ...read, exchanges, leftOut });
}

/** A HAR that is parsed already. */
function readHar(json: unknown, entries: readonly unknown[]): Capture {
  const exchanges: Exchange[] = [];
  const notes: Note[] = [];
  for (const [index, entry] of entries.entries()) {
    const read = readHarEntry(entry, index + 1);
    if (!read) continue;
    exchanges.push(read.exchange);
    notes.push(...read.notes);
  }
  return bounded({
    exchanges: withoutCredentials(exchanges, JSON.stringify(harCreator(json))),
    notes: [...harComment(json), ...notes],
    formats: ['har'],
    leftOut: [],
  });
}

/** Within the limits of evidence: the exchanges of OAuth first, since a browser records everything. */
function bounded(capture: Capture): Capture {
  const { exchanges, notes, leftOut } = capture;
  const most = evidenceLimits.exchanges;
  if (exchanges.length <= most && notes.length <= mostNotes) return capture;
  const telling = exchanges.filter(isTelling);
  const others = Math.max(0, most - telling.length);
  const kept = new Set([
    ...telling.slice(-most),
    ...(others > 0 ? exchanges.filter((one) => !isTelling(one)).slice(-others) : []),
  ]);
  const left = exchanges.length - kept.size;
  return {
    ...capture,
    exchanges: exchanges.filter((one) => kept.has(one)),
    notes: notes.slice(-mostNotes),
    leftOut: [
      ...leftOut,
      ...(left > 0 ? [`${left} of ${exchanges.length} exchanges`] : []),
      ...(notes.length > mostNotes ? [`${notes.length - mostNotes} lines`] : []),
    ],
  };
}

function isTelling({ role, response }: Exchange): boolean {
  return role !== 'other' || (response !== undefined && response.status >= 400);
}

function jsonOf(text: string): unknown {
  const start = text.trimStart().charAt(0);
  if (start !== '{' && start !== '[') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  '#39': "'",
  '#x27': "'",
  apos: "'",
  '#x2F': '/',
  nbsp: ' ',
};

/** Without the escapes of a page or of a string in a program, where the whole text has them. */
function unescaped(text: string): string {
  const ofPage = /&(?:quot|lt|gt|#39|#x27);/.test(text) || /[?&][\w.]{1,40}=[^&\s]{0,400}&amp;[\w.]{1,40}=/.test(text);
  const plain = ofPage
    ? text.replace(/&(quot|amp|lt|gt|#39|#x27|apos|#x2F|nbsp);/g, (_all, name: string) => entities[name] ?? '')
    : text;
  const isString = !plain.trim().includes('\n') && /\\r?\\?n/.test(plain) && /\\"/.test(plain);
  return isString ? plain.replaceAll('\\r\\n', '\n').replaceAll('\\n', '\n').replaceAll('\\"', '"') : plain;
}
