import { readBasic } from '@candor/protocol';
import type { Evidence, Parameter } from '../evidence/evidence.ts';
import { namedValues } from './named-values.ts';
import { isPlaceholder } from './placeholder.ts';
import { withoutRandomText } from './random-text.ts';
import { secretKindInText, secretKindOf } from './secret.ts';

/** A secret of the evidence, in one of its spellings, and what is written in its place. */
export interface Secret {
  readonly text: string;
  readonly kind: string;
}

/** Takes secrets out of a text. */
export type Scrub = (text: string, prose?: boolean, where?: string) => string;

/** Shorter values would be found inside ordinary words. In characters. */
const shortestScrubbed = 6;
const mostSecrets = 500;
const schemes = new Set(['basic', 'bearer', 'digest', 'dpop']);

/**
 * Makes a function that takes the evidence's secrets out of a text, by value: also where a rule shows another parameter
 * that happens to repeat one, and in percent-encoded, form-encoded and base64 spelling. With `prose` a secret that is a
 * plain word stays, since the text's own words are not the secret. `where` is the place that the text is the value of: a
 * code_challenge is a hash that anybody may see, and looks random.
 */
export function scrubber(evidence: Evidence): Scrub {
  const secrets = secretsOf(evidence);
  // A server knows what it was sent; in a capture anything may stand anywhere.
  const open = evidence.problem === undefined ? openValues(evidence) : undefined;
  return (text, prose = false, where = '') => {
    let clean = text;
    for (const secret of secrets) {
      // A state may be a word such as `callback`, which is no secret and may be part of an address.
      const word = (prose || secret.kind === 'state') && /^[a-z]{1,16}$/.test(secret.text);
      if (word || !clean.includes(secret.text)) continue;
      const mark = `[${secret.kind.replaceAll(' ', '-')}]`;
      // A secret that is a word may be a part of a name, such as `challenge` of code_challenge.
      clean = /^[a-z]{1,16}$/.test(secret.text)
        ? clean.replace(new RegExp(`(?<!\\w)${secret.text}(?!\\w)`, 'g'), mark)
        : clean.replaceAll(secret.text, mark);
    }
    return open === undefined || where === 'code_challenge' ? clean : withoutRandomText(clean, open);
  };
}

/** Values that look random and are no secrets. */
function openValues({ exchanges }: Evidence): readonly string[] {
  const names = ['client_id', 'x-client-key', 'code_challenge', 'kid'];
  return exchanges
    .flatMap(({ request }) => [...(request?.parameters ?? []), ...(request?.headers ?? [])])
    .filter(({ name }) => names.includes(name))
    .map(({ value }) => value)
    .slice(0, 100);
}

/** Every secret of the evidence in every spelling, the longest first: by the names of parameters and headers, and in texts. */
export function secretsOf(evidence: Evidence): readonly Secret[] {
  const found = new Map<string, string>();
  for (const exchange of evidence.exchanges) {
    const { request, response } = exchange;
    for (const { name, value } of [...(request?.parameters ?? []), ...(response?.parameters ?? [])]) {
      const kind = secretKindOf(name);
      const isError = name === 'code' && isNameOfError.test(value);
      if (kind !== undefined && !isError) add(found, value, kind);
    }
    for (const header of [...(request?.headers ?? []), ...(response?.headers ?? [])]) addHeader(found, header);
    for (const text of [request?.url, request?.body, response?.body]) if (text !== undefined) addNamed(found, text);
    if (found.size > mostSecrets) break;
  }
  for (const note of [...(evidence.notes ?? []), ...(evidence.earlier ?? [])]) addNamed(found, note.text);
  return [...found].map(([text, kind]) => ({ text, kind })).sort((a, b) => b.text.length - a.text.length);
}

function addHeader(found: Map<string, string>, header: Parameter): void {
  if (header.name === 'cookie') add(found, header.value, 'cookie');
  if (header.name === 'cookie' || header.name === 'set-cookie') {
    const pairs = header.name === 'cookie' ? header.value.split(';') : [header.value.split(';')[0] ?? ''];
    for (const pair of pairs.slice(0, 50)) add(found, pair.slice(pair.indexOf('=') + 1).trim(), 'cookie');
  }
  const own = secretKindOf(header.name);
  if (own !== undefined) add(found, header.value, own);
  if (header.name !== 'authorization') return;
  const space = header.value.search(/\s/);
  // The name of a scheme alone is no secret, and the texts need the word.
  if (space === -1 && schemes.has(header.value.toLowerCase())) return;
  add(found, space === -1 ? header.value : header.value.slice(space + 1).trim(), 'credentials');
  const basic = readBasic(header.value);
  if (basic.outcome !== 'credentials') return;
  for (const reading of basic.readings) add(found, reading.clientSecret, 'client secret');
}

/** Names before a value in any notation, also of settings of a program: `ClientSecret: "…"`, `AUTH_SECRET=…`. */
const named =
  /([\w.-]{0,40}(?:secret|password|passwd|refresh_?token|access_?token|id_?token|code_?verifier|assertion|api_?key|authorization_?code|session_?id)|(?<!(?:error|err|status|result|response)[_-]?)code|token)["']?\s{0,3}[:=]\s{0,3}["']?([^\s"'&,;<>(){}]{6,4096})/gi;
const schemed = /\b(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{8,8192})/gi;
const jwt = /\beyJ[A-Za-z0-9_-]{6,8192}(?:\.[A-Za-z0-9_-]{0,8192}){1,4}/g;
/** A code of Keycloak: of the code itself, the session and the client the id, joined by points. */
export const joinedUuids =
  /(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}(?![\w-])/gi;

/** The member `code` of an answer that names an error by it. */
export const isNameOfError =
  /^(?:[a-z]{2,20}(?:_[a-z]{1,20}){1,6}|[A-Z]{2,20}(?:_[A-Z]{1,20}){1,6}|(?:[A-Z][a-z]{2,20}){1,6}(?:Error|Exception|Token|Request|Grant|Client|Scope|Denied|Expired|Failed|Forbidden|Required|Found))$/;
/** Words stand everywhere, also as names of parameters. */
const isWord = /^(?:[a-z_]*|[a-z_ .-]{0,20})$/i;
/** Numbers of errors, names of settings and addresses, which stand under the names of secrets as well. */
const isNoSecret = /^(?:\d{4,8}|[A-Z_]+\d*:?|\w+:\/\/\S*|[a-z]{1,12}=.*|\$\{[A-Z_]{1,40}\})$/;

/** Secrets that stand in a text under their name, behind their scheme, or are JWTs. */
function addNamed(found: Map<string, string>, text: string): void {
  const scanned = text.slice(0, 65_536);
  for (const { 1: name = '', 2: value = '', index } of scanned.matchAll(named)) {
    // The address of a page about an error has its number, which the texts show too.
    if (/^\d{4,8}$/.test(value) && /errors?[?/]$/i.test(scanned.slice(Math.max(0, index - 8), index))) continue;
    // The number of an error, as in `AccessToken : AADSTS50078: expired`.
    if (/^[A-Z]{2,10}\d{4,8}:$/.test(value)) continue;
    // A word is the value of an error code or a setting, and no secret.
    if (/^code$/i.test(name) && isNameOfError.test(value)) continue;
    if (!/^[a-z_ .-]*$/i.test(value) || value.length > 20) add(found, value, secretKindOf(name) ?? 'secret');
  }
  for (const { name, value } of namedValues(scanned)) {
    if (!isWord.test(value) && !isNoSecret.test(value)) add(found, value, secretKindInText(name));
  }
  for (const [, value = ''] of scanned.matchAll(schemed)) add(found, value, 'credentials');
  for (const [value] of scanned.matchAll(jwt)) add(found, value, 'token');
  for (const [value] of scanned.matchAll(joinedUuids)) add(found, value, 'authorization code');
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
