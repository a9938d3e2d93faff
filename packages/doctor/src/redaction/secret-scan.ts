/**
 * The last look at a text before it leaves: it knows nothing of how the text was redacted. A secret that somebody broke
 * over lines or spaced out is found as well.
 */
import type { Evidence } from '../evidence/evidence.ts';
import { looksRandom } from '../text/random-text.ts';
import { secretsOf } from '../text/scrub.ts';

/** Something secret-shaped that is left in a text. */
export interface Leak {
  /** From 1. */
  readonly line: number;
  readonly kind: string;
  /** What stands before it in its line, without another leak, for whoever has to find it in what was handed over. */
  readonly after: string;
}

/** A leak and its place in the text. */
interface Found {
  readonly index: number;
  readonly end: number;
  readonly kind: string;
}

const shortestSquashed = 12;
/** In characters. */
const mostBefore = 60;
const assigned =
  /\b(?:client_?secret|password|refresh_?token|access_?token|code_?verifier|api_?key)["']?\s{0,3}[:=]\s{0,3}["']?(?!\[)([^\s"'&,;<>[\]]{8,})/gi;

/** @param open values that may be shown. @returns what is left, in the order of lines; empty where nothing is. */
export function findLeaks(text: string, evidence: Evidence, open: ReadonlySet<string>): readonly Leak[] {
  const found: Found[] = [];
  const add = (index: number, end: number, kind: string): void => {
    found.push({ index, end, kind });
  };
  const { squashed, places } = squash(text);
  for (const { text: secret, kind } of secretsOf(evidence)) {
    const bare = secret.replaceAll(/\s/g, '');
    if (open.has(secret) || bare.length < shortestSquashed || /^[a-z]+$/i.test(bare)) continue;
    for (let at = squashed.indexOf(bare); at !== -1; at = squashed.indexOf(bare, at + bare.length))
      add(places[at] ?? 0, (places[at + bare.length - 1] ?? 0) + 1, kind);
  }
  for (const match of text.matchAll(assigned)) {
    const value = match[1] ?? '';
    if (!open.has(value) && /\d/.test(value) && !/^https?:/.test(value))
      add(match.index, match.index + match[0].length, 'secret');
  }
  for (const match of text.matchAll(/\beyJ[\w-]{10,}\.[\w-]{10,}/g))
    add(match.index, match.index + match[0].length, 'token');
  for (const match of text.matchAll(/\b(?:Bearer|Basic)\s+([A-Za-z0-9+/=_.~-]{16,})/g)) {
    if (looksRandom(match[1] ?? '')) add(match.index, match.index + match[0].length, 'credentials');
  }
  return leaksOf(text, found);
}

/** The first leak of each line. */
function leaksOf(text: string, found: readonly Found[]): readonly Leak[] {
  const leaks: Leak[] = [];
  let ended = 0;
  let line = 1;
  let counted = 0;
  for (const { index, end, kind } of found.toSorted((a, b) => a.index - b.index)) {
    line += text.slice(counted, index).split('\n').length - 1;
    counted = index;
    // An earlier leak may reach into this line, or over the beginning of this one.
    const from = Math.max(text.lastIndexOf('\n', index - 1) + 1, Math.min(ended, index));
    if (line !== leaks.at(-1)?.line)
      leaks.push({ line, kind, after: text.slice(from, index).trim().slice(-mostBefore) });
    ended = Math.max(ended, end);
  }
  return leaks;
}

/** A text without white space, with the place of each of its characters. */
function squash(text: string): { readonly squashed: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let squashed = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (/\s/.test(character)) continue;
    squashed += character;
    places.push(at);
  }
  return { squashed, places };
}
