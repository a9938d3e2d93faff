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
  /** What stands before it in its line, for whoever has to find it in what was handed over. */
  readonly after: string;
}

const shortestSquashed = 12;
/** In characters. */
const mostBefore = 60;
const assigned =
  /\b(?:client_?secret|password|refresh_?token|access_?token|code_?verifier|api_?key)["']?\s{0,3}[:=]\s{0,3}["']?(?!\[)([^\s"'&,;<>[\]]{8,})/gi;

/** @param open values that may be shown. @returns what is left, in the order of lines; empty where nothing is. */
export function findLeaks(text: string, evidence: Evidence, open: ReadonlySet<string>): readonly Leak[] {
  const leaks: Leak[] = [];
  const add = (index: number, kind: string): void => {
    const before = text.slice(0, index);
    const after = before
      .slice(before.lastIndexOf('\n') + 1)
      .trim()
      .slice(-mostBefore);
    leaks.push({ line: before.split('\n').length, kind, after });
  };
  const { squashed, places } = squash(text);
  for (const { text: secret, kind } of secretsOf(evidence)) {
    const bare = secret.replaceAll(/\s/g, '');
    if (open.has(secret) || bare.length < shortestSquashed || /^[a-z]+$/i.test(bare)) continue;
    const at = squashed.indexOf(bare);
    if (at !== -1) add(places[at] ?? 0, kind);
  }
  for (const match of text.matchAll(assigned)) {
    const value = match[1] ?? '';
    if (!open.has(value) && /\d/.test(value) && !/^https?:/.test(value)) add(match.index, 'secret');
  }
  for (const match of text.matchAll(/\beyJ[\w-]{10,}\.[\w-]{10,}/g)) add(match.index, 'token');
  for (const match of text.matchAll(/\b(?:Bearer|Basic)\s+([A-Za-z0-9+/=_.~-]{16,})/g)) {
    if (looksRandom(match[1] ?? '')) add(match.index, 'credentials');
  }
  return leaks.sort((a, b) => a.line - b.line).filter((one, at, all) => one.line !== all[at - 1]?.line);
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
