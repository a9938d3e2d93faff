import type { RawHeader, RawRequest } from './raw-message.ts';
import { filledIn, unseen } from './shell-variables.ts';

/**
 * The request of a curl command as it is pasted: quoted for bash, cmd or PowerShell, on one line or continued. Nothing
 * is executed; `@file` stands for itself, and what a shell fills in is `…`, which nobody saw. Undefined for a text that
 * is no curl command.
 */
export function readCurl(command: string): RawRequest | undefined {
  const words = splitWords(command);
  const start = words.findIndex((word) => /^(?:\$|>|%|#)?(?:.*[\\/])?curl(?:\.exe)?$/i.test(word));
  return start === -1 ? undefined : requestOf(words.slice(start + 1));
}

/** Words of a command line: quotes of three shells, `\`, `^` and a backtick before a line's end continue it. */
export function splitWords(command: string): readonly string[] {
  const joined = command.replace(/[\\^`][ \t]*\r?\n/g, ' ');
  // cmd takes a dollar sign as it is.
  const fillsIn = !/(?:^|\s)\^"/.test(joined);
  const text = fillsIn ? joined : withoutCarets(joined);
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'" || character === '"' || (character === '$' && text.charAt(at + 1) === "'")) {
      const isAnsi = character === '$';
      const read = quoted(text, isAnsi ? at + 1 : at, { isAnsi, fillsIn });
      word = (word ?? '') + read.value;
      at = read.end;
    } else if (fillsIn && filledIn(text, at) > 0) {
      word = `${word ?? ''}${unseen}`;
      at += filledIn(text, at) - 1;
    } else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      word = (word ?? '') + text.charAt(at);
    } else if (character === '^' && /[\^"&|<>%!]/.test(text.charAt(at + 1))) {
      // cmd escapes its own characters.
    } else word = (word ?? '') + character;
    if (words.length > 2000) break;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** What cmd hands on: a caret stands before any character, but in quotes that have none it is itself. */
function withoutCarets(text: string): string {
  let plain = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === '^' && !isQuoted) at += 1;
    else if (text.charAt(at) === '"') isQuoted = !isQuoted;
    plain += text.charAt(at);
  }
  return plain;
}

/** A quoted part: a shell fills variables in between double quotes, and between no others. */
function quoted(
  text: string,
  start: number,
  { isAnsi, fillsIn }: { readonly isAnsi: boolean; readonly fillsIn: boolean },
): { readonly value: string; readonly end: number } {
  const mark = text.charAt(start);
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && mark === '"' && /["\\$`]/.test(text.charAt(at + 1))) {
      at += 1;
      value += text.charAt(at);
    } else if (character === '\\' && isAnsi) {
      at += 1;
      value += ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[text.charAt(at)] ?? text.charAt(at);
    } else if (character === "'" && mark === "'" && text.startsWith(`'\\''`, at)) {
      value += "'";
      at += 3;
    } else if (character === mark && text.charAt(at + 1) === mark && mark === "'" && /\S/.test(text.charAt(at + 2))) {
      // PowerShell doubles a quote inside quotes.
      value += mark;
      at += 1;
    } else if (fillsIn && mark === '"' && filledIn(text, at) > 0) {
      value += unseen;
      at += filledIn(text, at) - 1;
    } else if (character === mark) return { value, end: at };
    else value += character;
  }
  return { value, end: text.length };
}

/** Options that take a value and say nothing about the request. */
const ignored =
  /^(?:-o|--output|-m|--max-time|--connect-timeout|--retry|--cacert|--cert|--key|-E|-x|--proxy|-w|--write-out|--resolve|-c|--cookie-jar|--max-redirs)$/;

function requestOf(words: readonly string[]): RawRequest {
  const found = {
    method: '',
    url: '',
    headers: [] as RawHeader[],
    data: [] as string[],
    form: [] as string[],
    asQuery: false,
  };
  for (let at = 0; at < words.length; at++) {
    const [option = '', inline] = splitOption(words[at] ?? '');
    const value = (): string => {
      if (inline !== undefined) return inline;
      at += 1;
      return words[at] ?? '';
    };
    if (/^[|;]$|^&&$/.test(option)) break;
    if (option === '-X' || option === '--request') found.method = value();
    else if (option === '-H' || option === '--header') found.headers.push(headerOf(value()));
    else if (option === '-u' || option === '--user') found.headers.push(basicOf(value()));
    else if (option === '--oauth2-bearer') found.headers.push({ name: 'Authorization', value: `Bearer ${value()}` });
    else if (option === '-A' || option === '--user-agent') found.headers.push({ name: 'User-Agent', value: value() });
    else if (option === '-e' || option === '--referer') found.headers.push({ name: 'Referer', value: value() });
    else if (option === '-b' || option === '--cookie') found.headers.push({ name: 'Cookie', value: value() });
    else if (option === '--data-urlencode') found.data.push(urlencoded(value()));
    else if (option === '--json') {
      found.data.push(value());
      found.headers.push({ name: 'Content-Type', value: 'application/json' });
    } else if (/^(?:-d|--data(?:-raw|-binary|-ascii)?)$/.test(option)) found.data.push(value());
    else if (option === '-F' || option === '--form' || option === '--form-string') found.form.push(value());
    else if (option === '-G' || option === '--get') found.asQuery = true;
    else if (option === '-I' || option === '--head') found.method = 'HEAD';
    else if (option === '--url') found.url = value();
    else if (ignored.test(option)) value();
    else if (!option.startsWith('-') && found.url === '' && /[./:]/.test(option)) found.url = option;
  }
  return finished(found);
}

/** `-Xvalue`, `-dvalue` and `--name=value` have the value in the same word. */
function splitOption(word: string): readonly [string, string?] {
  const long = /^(--[a-z-]+)=([\s\S]*)$/.exec(word);
  if (long) return [long[1] as string, long[2] as string];
  const short = /^(-[XHudFbAe])([^\s-][\s\S]*)$/.exec(word);
  return short ? [short[1] as string, short[2] as string] : [word];
}

function finished(found: {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly RawHeader[];
  readonly data: readonly string[];
  readonly form: readonly string[];
  readonly asQuery: boolean;
}): RawRequest {
  const data = found.data.join('&');
  const has = (name: string): boolean => found.headers.some((header) => header.name.toLowerCase() === name);
  if (found.asQuery && data !== '') {
    return {
      method: found.method || 'GET',
      url: `${found.url}${found.url.includes('?') ? '&' : '?'}${data}`,
      headers: found.headers,
    };
  }
  if (found.form.length > 0) {
    const body = found.form
      .map((field) => field.replace(/^([^=]*)=/, (_all, name: string) => `${encodeURIComponent(name)}=`))
      .join('&');
    const type = { name: 'Content-Type', value: 'multipart/form-data' };
    return {
      method: found.method || 'POST',
      url: found.url,
      headers: has('content-type') ? found.headers : [...found.headers, type],
      body: `${body}`,
    };
  }
  if (data === '') return { method: found.method || 'GET', url: found.url, headers: found.headers };
  const type = { name: 'Content-Type', value: 'application/x-www-form-urlencoded' };
  return {
    method: found.method || 'POST',
    url: found.url,
    headers: has('content-type') ? found.headers : [...found.headers, type],
    body: data,
  };
}

function headerOf(text: string): RawHeader {
  const colon = text.indexOf(':');
  return colon === -1
    ? { name: text.replace(/;$/, ''), value: '' }
    : { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}

/** The Basic header of `id:secret`. */
export function basicOf(credentials: string): RawHeader {
  if (credentials.includes(unseen)) return { name: 'Authorization', value: `Basic ${unseen}` };
  let encoded = '';
  for (const byte of new TextEncoder().encode(credentials)) encoded += String.fromCharCode(byte);
  return { name: 'Authorization', value: `Basic ${btoa(encoded)}` };
}

function urlencoded(text: string): string {
  const equals = text.indexOf('=');
  if (equals === -1) return encodeURIComponent(text);
  return `${text.slice(0, equals)}${equals === 0 ? '' : '='}${encodeURIComponent(text.slice(equals + 1))}`;
}
