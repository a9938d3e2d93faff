import { Buffer } from 'node:buffer';
import { isSecretName } from './secret-names.ts';

/** What a text looks like, as far as it may be told to the reader of an explanation. */
export type TextKind = { readonly name: string; readonly secret: boolean; readonly fingerprinted: boolean };

const tokenNames: Readonly<Record<string, string>> = {
  cat: 'access token',
  crt: 'refresh token',
  cac: 'authorization code',
  car: 'authorization request reference',
  cad: 'administration token',
  col: 'owner link',
  ccs: 'client secret',
};
const tokenText = /(?<![A-Za-z0-9])(cat|crt|cac|car|cad|col|ccs)_[A-Za-z0-9_~.-]+/g;
/** Tokens of a dialect that writes their kind before a UUID, cut ones too: they change too seldom to look random. */
const namedUuids: Readonly<Record<string, string>> = {
  access_token: 'access token',
  refresh_token: 'refresh token',
  authorization_code: 'authorization code',
  us: 'login token',
};
const namedUuid = /(?<![A-Za-z0-9])(access_token|refresh_token|authorization_code|us)_[0-9a-f][0-9a-f-]{7,}/gi;
const startsWithNamedUuid = new RegExp(`^${namedUuid.source}`, 'i');
const jwtText = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){1,4}/g;
const schemeText = /\b(bearer|basic|dpop|digest)[\s:=]+"?([A-Za-z0-9._~+/=|%-]{8,})"?/gi;
const schemeWords = /^(?:authentication|authorization|credentials|tokens?|scheme|header|methods?)$/i;
const userinfo = /\/\/[^\s/?#]*@/g;
const looseUserinfo = /[^\s/@?#&"'<>:]{1,128}:[^\s/@?#&"'<>]{1,256}@(?=[^\s@])/g;
const namedValue =
  /([A-Za-z_][\w.%[\]-]{0,127})(["'\\]*\s*[=:]\s*)("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s&<>"']+)/g;
const alreadyReplaced =
  /^\((?:credentials\)@.*|(?:value|JWT),|bearer|basic|dpop|digest|access|refresh|authorization|administration|owner|client|random)$/i;
/** A recovery code: too short to look random, and now and then without a digit. */
const recoveryCode = /(?<![\w-])[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){2}(?![\w-])/gi;
/** Identifiers of this server, which are no secrets. */
const openIdentifier = /^(?:cid_[\w-]{16}|req_[0-9a-z]{18})$/;
const separators = /([\s"'`<>()[\]{},;&?=:#|\\@!*$^]+)/;

/** Names the kind of a whole text, for a value that is not itself shown. */
export function kindOfText(text: string): TextKind {
  const prefix = /^(cat|crt|cac|car|cad|col|ccs)_/.exec(text)?.[1];
  if (prefix !== undefined) return kind(tokenNames[prefix] as string, prefix !== 'cac');
  const word = startsWithNamedUuid.exec(text)?.[1]?.toLowerCase();
  if (word !== undefined) return kind(namedUuids[word] as string, word !== 'authorization_code');
  if (/^eyJ[\w-]+\./.test(text)) return kind('JWT', true);
  const scheme = /^(bearer|basic|dpop|digest)\s/i.exec(text)?.[1];
  if (scheme !== undefined) return kind(`${scheme} credentials`, true);
  if (looksRandom(text)) return kind('random text', false);
  return { name: plainKind(text), secret: false, fingerprinted: false };
}

const kind = (name: string, fingerprinted: boolean): TextKind => ({ name, secret: true, fingerprinted });

function plainKind(text: string): string {
  if (text === '') return 'empty';
  if (/^\d+$/.test(text)) return 'digits';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'address';
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return 'e-mail address';
  if (/^\s*[[{]/.test(text)) return 'JSON';
  return 'text';
}

/** A random text is at least as long as a generated password. */
const shortestRandom = 16;

/**
 * Tells whether a text is too irregular for words: it goes to and fro between digits, capitals and small letters, is
 * long hexadecimal, base32 in capitals, or has more letters in a row than any word. Shorter than 20 characters it has to
 * be so throughout, since a short name with a number in it is common.
 */
export function looksRandom(text: string): boolean {
  if (text.length < shortestRandom) return false;
  const { changes, classes, digits } = alternation(text);
  const rate = changes / text.length;
  const fiveConsonants = /[b-df-hj-np-tv-z]{5}/i.test(text);
  // The secret of an authenticator app, now and then with few digits or none.
  if (/^[A-Z2-7]+=*$/.test(text) && (digits > 0 || fiveConsonants)) return true;
  const irregularLetters = rate >= 0.4 || (rate >= 0.15 && fiveConsonants);
  if (text.length < 20) return digits > 0 ? rate >= (classes === 3 ? 0.2 : 0.25) : irregularLetters;
  if (/^[0-9a-f-]+$/i.test(text) && digits > 0) return true;
  if (/[A-Za-z]{40}/.test(text) || /\d{20}/.test(text)) return true;
  return digits > 0 ? rate >= 0.15 : irregularLetters;
}

/** How often a text changes between digits, capitals and small letters, and how many of the three it has. */
function alternation(text: string): { readonly changes: number; readonly classes: number; readonly digits: number } {
  const kinds = [...text].map(characterClass).filter((one) => one !== undefined);
  return {
    changes: kinds.filter((one, at) => at > 0 && one !== kinds[at - 1]).length,
    classes: new Set(kinds).size,
    digits: kinds.filter((one) => one === 'digit').length,
  };
}

function characterClass(character: string): 'digit' | 'small' | 'capital' | undefined {
  if (character >= '0' && character <= '9') return 'digit';
  if (character >= 'a' && character <= 'z') return 'small';
  return character >= 'A' && character <= 'Z' ? 'capital' : undefined;
}

/** Replaces everything secret that stands in a text; `describe` says what is shown instead of it. */
export function replaceSecrets(text: string, describe: (kind: TextKind, value: string) => string, depth = 0): string {
  const show = (value: string): string => describe(kindOfText(value), value);
  // Before decoding: a space or an ampersand that was encoded is part of the value.
  const named = text
    .replace(userinfo, '//(credentials)@')
    .replace(looseUserinfo, '(credentials)@')
    .replace(schemeText, (all: string, scheme: string, value: string) =>
      schemeWords.test(value) ? all : describe(kind(`${scheme} credentials`, false), value),
    )
    .replace(namedValue, (all: string, name: string, between: string, value: string) =>
      isSecretName(name) && !alreadyReplaced.test(value)
        ? `${name}${between}${describe(kind('value', false), value)}`
        : all,
    );
  const decoded = decodeEscapes(named);
  if (decoded !== named && depth < 4) {
    const replaced = replaceSecrets(decoded, describe, depth + 1);
    if (replaced !== decoded) return replaced;
  }
  return named
    .replace(jwtText, show)
    .replace(tokenText, show)
    .replace(namedUuid, show)
    .replace(recoveryCode, (value) => describe(kind('recovery code', false), value))
    .split(separators)
    .map((piece) => replacePiece(piece, describe, depth))
    .join('');
}

function replacePiece(piece: string, describe: (kind: TextKind, value: string) => string, depth: number): string {
  if (piece.length < 12 || openIdentifier.test(piece)) return piece;
  if (looksRandom(piece) || hidesSecret(piece, depth)) return describe(kind('random text', false), piece);
  const part = (text: string): string => (looksRandom(text) ? describe(kind('random text', false), text) : text);
  return piece
    .split(/([/.])/)
    .map(part)
    .join('');
}

/** Base64 of readable text that holds credentials or another secret. */
function hidesSecret(piece: string, depth: number): boolean {
  if (depth >= 4 || !/^[A-Za-z0-9+/_-]+$/.test(piece)) return false;
  const inner = Buffer.from(piece, 'base64').toString('utf8');
  if (!/^[\x20-\x7e\s]{8,}$/.test(inner)) return false;
  return /^[^\s:]+:\S/.test(inner) || replaceSecrets(inner, () => '', depth + 1) !== inner;
}

/** Undoes one layer of percent-encoding and of JSON's `\u` escapes. */
function decodeEscapes(text: string): string {
  const plain = text.replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return plain.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
