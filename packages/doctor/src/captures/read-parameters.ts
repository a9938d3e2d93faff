import { evidenceLimits, type Parameter } from '../evidence/evidence.ts';

type Place = Parameter['in'];

/** The pairs of a query, a form or a fragment, in their order, each decoded once; what can't be decoded stays as it is. */
export function pairsOf(text: string, place: Place): readonly Parameter[] {
  return text
    .split('&')
    .slice(0, evidenceLimits.parameters)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return parameterOf(decoded(name), equals === -1 ? '' : decoded(pair.slice(equals + 1)), place);
    });
}

/** The members of a body, whatever its form: JSON one level deep, a form, or the fields of a multipart body. */
export function bodyParameters(body: string, contentType = ''): readonly Parameter[] {
  const text = body.trim();
  if (text === '') return [];
  if (text.startsWith('{')) return jsonParameters(text);
  if (contentType.includes('multipart/') || /^--[^\s]{2,80}\r?\n/.test(text)) return multipartParameters(text);
  const isForm = contentType.includes('x-www-form-urlencoded');
  const listed = listedParameters(text, isForm);
  if (listed.length > 0) return listed;
  return looksLikeForm(text) || isForm ? pairsOf(text, 'body') : [];
}

/** `name: value` or `name=value` line by line, as developer tools show a form; empty for anything else. */
function listedParameters(text: string, isSent: boolean): readonly Parameter[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) =>
    /^\s*&?"?([A-Za-z][\w.[\]-]{0,63})"?\s{0,4}(?::(?!\/\/)|=|\t)\s?(.*?)&?$/.exec(line),
  );
  const isForm = pairs.some(
    (pair) =>
      /^(?:grant_?type|client_?id|refresh_token|code|token)$/i.test(pair?.[1] ?? '') ||
      (pair?.[1] === 'error' && /^[a-z]+(?:_[a-z]+)+$/.test(pair[2] ?? '')),
  );
  if (!isForm || pairs.includes(null) || lines.some((line) => /\S&[\w.[\]-]{1,64}=/.test(line))) return [];
  const isEncoded = (isSent || lines.length > 1) && lines.every((line) => /^\s*&?[\w.[\]-]+=[\w.~%+*-]*&?$/.test(line));
  return pairs.slice(0, evidenceLimits.parameters).map((pair) => {
    const value = pair?.[2]?.replace(/^"(.*)",?$/, '$1') ?? '';
    return parameterOf(pair?.[1] ?? '', isEncoded ? decoded(value) : value, 'body');
  });
}

/** True for `a=b` and `a=b&c=d`: names without spaces, and no sentence; a variable that nobody filled in may be a value. */
export function looksLikeForm(text: string): boolean {
  const filled = text.replace(/\$\{\w{1,60}\}/g, '');
  return (
    filled.length < 65_536 && /^[\w.[\]%~-]{1,64}=[^\n]*$/.test(filled) && !/[<>{}"]|\s[\w,]+\s[\w,]+\s/.test(filled)
  );
}

/** The members of a JSON object; those of an object or list inside are named `outer.inner`. Empty for anything else. */
export function jsonParameters(text: string): readonly Parameter[] {
  const value = parseLenient(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .flatMap(([name, member]) => [[name, member] as const, ...innerOf(name, member)])
    .slice(0, evidenceLimits.parameters)
    .map(([name, member]) => parameterOf(name, textOf(member), 'body'));
}

function innerOf(name: string, member: unknown): readonly (readonly [string, unknown])[] {
  if (typeof member !== 'object' || member === null) return [];
  const entries = Object.entries(Array.isArray(member) ? { ...member.slice(0, 3) } : member).slice(0, 40);
  return entries.flatMap(([inner, value]) => {
    const key = Array.isArray(member) ? name : `${name}.${inner}`;
    if (typeof value !== 'object' || value === null) return [[key, value] as const];
    return Array.isArray(member)
      ? Object.entries(value)
          .slice(0, 20)
          .map(([deep, text]) => [`${name}.${deep}`, text] as const)
      : [];
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Tells whether a line begins with the mark of a logger, `[Name] words`, which is no list of JSON. */
function isMarked(line: string): boolean {
  return /^\s{0,80}\[(?!["\d-]|(?:true|false|null)\])[^\][{}",\s]{1,60}\][ \t]{1,8}[^\s,\]]/.test(line);
}

/** JSON, also where its end is missing or a comma is too many; undefined for what is none. */
export function parseLenient(text: string): unknown {
  if (isMarked(text)) return undefined;
  for (const attempt of [
    text,
    text.replace(/,(\s*[}\]])/g, '$1'),
    `${text.replace(/(?<![,\s])[,\s]+$/, '')}}`,
    `${text}"}`,
  ]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt.
    }
  }
  return undefined;
}

function multipartParameters(text: string): readonly Parameter[] {
  const field =
    /content-disposition: *form-data; *name="([^"\r\n]{1,100})"[^\r\n]{0,200}\r?\n(?:[^\r\n]{1,200}\r?\n){0,5}\r?\n([^\r\n]{0,8192})/gi;
  return [...text.matchAll(field)]
    .slice(0, evidenceLimits.parameters)
    .map(([, name = '', value = '']) => parameterOf(name, value, 'body'));
}

/** A parameter within the limits; one whose value was taken out, or cut, by whoever made the capture is marked as cut. */
export function parameterOf(name: string, value: string, place: Place): Parameter {
  const isLong = value.length > evidenceLimits.valueCharacters;
  const kept = isLong ? value.slice(0, evidenceLimits.valueCharacters) : value;
  const shortName = name.slice(0, 200);
  return isLong || isTakenOut(value)
    ? { name: shortName, value: kept, in: place, cut: true }
    : { name: shortName, value: kept, in: place };
}

/** Marks of redaction: stars, dots at the end, a word for it in brackets. A placeholder that an app sent is none. */
const takenOut =
  /^(?:[*•xX█]{3,}|\[?\(?(?:redacted|removed|hidden|masked|filtered|snip(?:ped)?|censored|omitted|truncated)\)?\]?|<(?:redacted|removed|hidden|masked|omitted)[^>]{0,20}>)$/i;
/** What a report of the doctor has in place of a secret. */
const shownBySize = /^\[[a-z][a-z ]{1,40} of \d{1,6} characters?(?:, fingerprint \w{1,20})?\]$/;

function isTakenOut(value: string): boolean {
  const text = value.trim();
  return (
    takenOut.test(text) ||
    shownBySize.test(text) ||
    /(?:\.{3}|…|\*{3,})$/.test(text) ||
    /\[redacted\]|\*{4,}/i.test(text)
  );
}

/** Form-decoded: + is a space, %XX a byte; malformed escapes stay. */
function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes);
      } catch {
        return bytes;
      }
    });
  }
}
