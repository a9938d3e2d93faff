import { readBasic } from '@candor/protocol';
import type { Evidence, Parameter } from '../evidence/evidence.ts';
import { isPlaceholder } from './placeholder.ts';
import { secretKindOf } from './secret.ts';

/** A secret of the evidence, in one of its spellings, and what is written in its place. */
interface Secret {
  readonly text: string;
  readonly kind: string;
}

/** Shorter values would be found inside ordinary words. In characters. */
const shortestScrubbed = 6;
const mostSecrets = 500;
const schemes = new Set(['basic', 'bearer', 'digest', 'dpop']);

/**
 * Makes a function that takes the evidence's secrets out of a text, by value: also where a rule shows another parameter
 * that happens to repeat one, and in percent-encoded, form-encoded and base64 spelling. With `prose` a secret that is a
 * plain word stays, since the text's own words are not the secret.
 */
export function scrubber(evidence: Evidence): (text: string, prose?: boolean) => string {
  const secrets = secretsOf(evidence);
  return (text, prose = false) => {
    let clean = text;
    for (const secret of secrets) {
      // A state may be a word such as `callback`, which is no secret and may be part of an address.
      const word = (prose || secret.kind === 'state') && /^[a-z]{1,16}$/.test(secret.text);
      if (word || !clean.includes(secret.text)) continue;
      clean = clean.replaceAll(secret.text, `[${secret.kind.replaceAll(' ', '-')}]`);
    }
    return clean;
  };
}

function secretsOf(evidence: Evidence): readonly Secret[] {
  const found = new Map<string, string>();
  for (const exchange of evidence.exchanges) {
    const { request, response } = exchange;
    for (const parameter of [...(request?.parameters ?? []), ...(response?.parameters ?? [])]) {
      const kind = secretKindOf(parameter.name);
      if (kind !== undefined) add(found, parameter.value, kind);
    }
    for (const header of request?.headers ?? []) addHeader(found, header);
    if (found.size > mostSecrets) break;
  }
  return [...found].map(([text, kind]) => ({ text, kind })).sort((a, b) => b.text.length - a.text.length);
}

function addHeader(found: Map<string, string>, header: Parameter): void {
  if (header.name === 'cookie') add(found, header.value, 'cookie');
  if (header.name !== 'authorization') return;
  const space = header.value.search(/\s/);
  // The name of a scheme alone is no secret, and the texts need the word.
  if (space === -1 && schemes.has(header.value.toLowerCase())) return;
  add(found, space === -1 ? header.value : header.value.slice(space + 1).trim(), 'credentials');
  const basic = readBasic(header.value);
  if (basic.outcome !== 'credentials') return;
  for (const reading of basic.readings) add(found, reading.clientSecret, 'client secret');
}

function add(found: Map<string, string>, value: string, kind: string): void {
  if (isPlaceholder(value)) return;
  for (const text of [value, value.trim()]) {
    for (const spelling of [text, percentEncoded(text), formEncoded(text), base64Of(text)]) {
      if (spelling.length >= shortestScrubbed && !found.has(spelling)) found.set(spelling, kind);
    }
  }
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function formEncoded(text: string): string {
  return new URLSearchParams({ a: text }).toString().slice(2);
}

function base64Of(text: string): string {
  try {
    return btoa(text).replace(/=+$/, '');
  } catch {
    return '';
  }
}
