/**
 * Reads a HAR in pieces, as it comes from a file: a browser records everything, and a recording of a working day has
 * hundreds of megabytes. Each entry is cut out of the bytes, and only those are parsed that look like OAuth, or failed.
 */
import { type Exchange, evidenceLimits, type Note } from '../evidence/evidence.ts';
import { beginsHar, brokenEntry, brokenOff, leftOut, telling } from './broken-har.ts';
import type { Capture } from './capture.ts';
import { mendedJson } from './mended-json.ts';
import { harComment, readHarEntry } from './read-har.ts';
import { jsonParameters } from './read-parameters.ts';
import { showsCredentials, withoutCredentials } from './stripped-headers.ts';

export interface HarReader {
  /** Takes the next bytes; they are not kept. */
  push(chunk: Uint8Array): void;
  /** What was read; a HAR that breaks off gives what was there. */
  finish(): Capture;
}

/** Bytes of an entry beyond which it is left out, and of what stands around the entries that are kept. */
const longestEntry = 4 * 1024 * 1024;
const longestRest = 64 * 1024;

const quote = 34;
const backslash = 92;
const open = [123, 91];
const close = [125, 93];

/** True where a file probably is a HAR: its first bytes are enough. */
export function looksLikeHar(start: Uint8Array): boolean {
  return beginsHar(new TextDecoder().decode(start.subarray(0, 1024)));
}

export function createHarReader(): HarReader {
  const decoder = new TextDecoder();
  /** A letter may be cut in two by the end of a chunk. */
  const restDecoder = new TextDecoder();
  const exchanges: Exchange[] = [];
  const notes: Note[] = [];
  const counts = { entries: 0, kept: 0, large: 0, dropped: 0 };
  // Where the scan is in the JSON.
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  /** Depth of the members of the list of entries; 0 before it was found, -1 behind its end. */
  let entryDepth = 0;
  /** The bytes of the entry that is open, from earlier chunks. */
  let pieces: Uint8Array[] = [];
  let size = 0;
  let rest = '';
  /** Whether an entry, kept or not, has a header that holds credentials. */
  let isCredentialShown = false;

  function push(chunk: Uint8Array): void {
    // Start of what belongs to the open entry, or to what stands around the entries.
    let from = 0;
    let at = 0;
    while (at < chunk.length) {
      if (inText) {
        at = endOfText(chunk, at);
        continue;
      }
      const byte = chunk[at] as number;
      if (byte === quote) inText = true;
      else if (open.includes(byte)) {
        depth += 1;
        if (entryDepth === 0 && byte === 91 && depth === 3 && isEntries(chunk, from, at)) {
          keepRest(chunk.subarray(from, at));
          entryDepth = depth;
          from = at + 1;
        } else if (depth === entryDepth + 1 && entryDepth > 0) from = at;
      } else if (close.includes(byte)) {
        depth -= 1;
        if (entryDepth > 0 && depth === entryDepth) {
          endEntry(chunk.subarray(from, at + 1));
          from = at + 1;
        } else if (entryDepth > 0 && depth < entryDepth) {
          entryDepth = -1;
          from = at + 1;
        }
      }
      at += 1;
    }
    if (entryDepth > 0 && depth > entryDepth) keepPiece(chunk.subarray(from));
    else if (entryDepth <= 0) keepRest(chunk.subarray(from));
  }

  /** @returns the index behind the text's end, or the chunk's length. */
  function endOfText(chunk: Uint8Array, start: number): number {
    let at = start;
    if (isEscaped) {
      isEscaped = false;
      at += 1;
    }
    for (;;) {
      const end = chunk.indexOf(quote, at);
      const stop = end === -1 ? chunk.length : end;
      let slashes = 0;
      while (stop - 1 - slashes >= at && chunk[stop - 1 - slashes] === backslash) slashes += 1;
      if (end === -1) {
        isEscaped = slashes % 2 === 1;
        return chunk.length;
      }
      if (slashes % 2 === 0) {
        inText = false;
        return end + 1;
      }
      at = end + 1;
    }
  }

  function isEntries(chunk: Uint8Array, from: number, at: number): boolean {
    const before = decoder.decode(chunk.subarray(Math.max(from, at - 64), at));
    return /"entries"\s*:\s*$/.test(rest.slice(-64) + before);
  }

  function keepRest(bytes: Uint8Array): void {
    if (rest.length < longestRest) rest += restDecoder.decode(bytes.subarray(0, longestRest), { stream: true });
  }

  function keepPiece(bytes: Uint8Array): void {
    size += bytes.length;
    // The buffer may be filled again by whoever reads the file.
    if (size <= longestEntry) pieces.push(bytes.slice());
  }

  function endEntry(last: Uint8Array): void {
    counts.entries += 1;
    if (size + last.length > longestEntry) counts.large += 1;
    else {
      const text = pieces.length === 0 ? decoder.decode(last) : decoder.decode(joined([...pieces, last]));
      isCredentialShown ||= showsCredentials(text);
      if (telling.test(text)) take(text, counts.entries);
    }
    pieces = [];
    size = 0;
  }

  function take(text: string, index: number): void {
    const read = readEntry(text, index);
    if (!read) return;
    counts.kept += 1;
    exchanges.push(read.exchange);
    notes.push(...read.notes);
    if (exchanges.length >= 2 * evidenceLimits.exchanges) counts.dropped += thin(exchanges);
  }

  /** Reads what there is of the entry in which the file ends. @returns what was not read, in words. */
  function endOfCut(): readonly string[] {
    if (entryDepth === -1) return [brokenOff.behind];
    if (entryDepth === 0) return [brokenOff.before];
    const next = counts.entries + 1;
    if (pieces.length === 0) return [brokenOff.between(counts.entries)];
    const read = size > longestEntry ? undefined : brokenEntry(...mendedTwice(decoder.decode(joined(pieces))), next);
    if (read) exchanges.push(read.exchange);
    return [brokenOff.within(next)];
  }

  return {
    push,
    finish() {
      const isBrokenOff = depth > 0;
      const cut = isBrokenOff ? endOfCut() : [];
      counts.dropped += exchanges.length > evidenceLimits.exchanges ? thin(exchanges) : 0;
      const comment = commentIn(rest);
      return {
        exchanges: withoutCredentials(exchanges, rest, isCredentialShown),
        notes: [...(comment === undefined ? [] : harComment({ log: { comment } })), ...notes.slice(0, 200)],
        formats: ['har'],
        leftOut: [...leftOut(counts), ...cut],
        ...(isBrokenOff && { isBrokenOff: true as const }),
      };
    },
  };
}

/** An entry that breaks off, with the text in which it does, and without. */
function mendedTwice(text: string): readonly [unknown, unknown] {
  return [mendedJson(text, true), mendedJson(text, false)];
}

function readEntry(text: string, index: number): ReturnType<typeof readHarEntry> {
  try {
    return readHarEntry(JSON.parse(text), index);
  } catch {
    return undefined;
  }
}

/** Leaves the latest exchanges, those of OAuth first. @returns how many went. */
function thin(exchanges: Exchange[]): number {
  const most = evidenceLimits.exchanges;
  const before = exchanges.length;
  const ofOAuth = exchanges.filter(({ role }) => role !== 'other').slice(-most);
  const others = exchanges.filter(({ role }) => role === 'other').slice(-Math.max(0, most - ofOAuth.length) || before);
  const kept = new Set([...ofOAuth, ...(ofOAuth.length < most ? others : [])]);
  const left = exchanges.filter((one) => kept.has(one));
  exchanges.length = 0;
  exchanges.push(...left);
  return before - left.length;
}

/** The comment beside the entries. */
function commentIn(rest: string): string | undefined {
  const found = /"comment"\s*:\s*("(?:[^"\\]|\\.){0,16000}")\s*[,}]/.exec(rest)?.[1];
  return found === undefined ? undefined : jsonParameters(`{"comment":${found}}`)[0]?.value;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
