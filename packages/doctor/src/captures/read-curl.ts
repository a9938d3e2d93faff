import { hasHeader, unseenCredentials } from './literal.ts';
import type { RawHeader, RawRequest } from './raw-message.ts';
import { unseen } from './shell-variables.ts';
import { splitWords } from './shell-words.ts';

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

/** Options that take a value and say nothing about the request. */
const ignored =
  /^(?:-[CDKPQUYcmortwxyz]|--(?:output|max-time|retry|proxy|write-out|resolve|cookie-jar|dump-header|max-redirs|pass|config|\w+-(?:timeout|delay|type|user|to)|ca\w+))$/;
/** Options that bring credentials whose value stands elsewhere: a file, a certificate, the user of the machine. */
const elsewhere = /^(?:-n|--(?:netrc(?:-optional)?|negotiate|ntlm))$/;
const elsewhereWithValue = /^(?:-E|--(?:cert|key|netrc-file|aws-sigv4))$/;

/** What the options of a command say of its request. */
interface Options {
  method: string;
  url: string;
  readonly headers: RawHeader[];
  readonly data: string[];
  readonly form: (readonly [name: string, value: string])[];
  asQuery: boolean;
  asJson: boolean;
  /** Somebody is authenticated by what the command does not show. */
  isKnownElsewhere: boolean;
  /** A part of the body stands in a file. */
  isBodyCut: boolean;
}

function requestOf(words: readonly string[]): RawRequest {
  const found: Options = {
    method: '',
    url: '',
    headers: [],
    data: [],
    form: [],
    asQuery: false,
    asJson: false,
    isKnownElsewhere: false,
    isBodyCut: false,
  };
  const rest = words.flatMap(splitOption);
  for (let at = 0; at < rest.length; at++) {
    const { option, inline } = rest[at] as Word;
    if (/^[|;]$|^&&$/.test(option)) break;
    const next = rest[at + 1];
    const takes = takesValue.test(option) || ignored.test(option) || elsewhereWithValue.test(option);
    if (takes && inline === undefined) at += 1;
    take(found, option, inline ?? (next === undefined ? '' : next.word));
  }
  return finished(found);
}

/** Options that take a value and say something about the request. */
const takesValue =
  /^(?:-[AFHTXbdeu]|--(?:request|header|user|oauth2-bearer|user-agent|referer|cookie|data|data-raw|data-binary|data-ascii|data-urlencode|json|form|form-string|url|upload-file))$/;

function take(found: Options, option: string, value: string): void {
  const header = (name: string, text: string): void => void found.headers.push({ name, value: text });
  if (option === '-X' || option === '--request') found.method = value;
  else if (option === '-H' || option === '--header') found.headers.push(headerOf(value));
  else if (option === '-u' || option === '--user') found.headers.push(basicOf(value));
  else if (option === '--oauth2-bearer') header('Authorization', `Bearer ${value}`);
  else if (option === '-A' || option === '--user-agent') header('User-Agent', value);
  else if (option === '-e' || option === '--referer') header('Referer', value);
  else if (option === '-b' || option === '--cookie') header('Cookie', value);
  else if (/^(?:-d|--data.*|--json|-T|--upload-file)$/.test(option)) takeData(found, option, value);
  else if (/^(?:-F|--form|--form-string)$/.test(option)) takeField(found, value, option === '--form-string');
  else if (option === '-G' || option === '--get') found.asQuery = true;
  else if (option === '-I' || option === '--head') found.method = 'HEAD';
  else if (option === '--url') found.url = value;
  else if (elsewhere.test(option) || elsewhereWithValue.test(option)) found.isKnownElsewhere = true;
  else if (!option.startsWith('-') && found.url === '' && /[./:]/.test(option)) found.url = option;
}

/** A piece of the body; `@file` stands for what nobody sees, but not with `--data-raw`. */
function takeData(found: Options, option: string, value: string): void {
  if (option === '--json') found.asJson = true;
  if (option === '-T' || option === '--upload-file') found.method ||= 'PUT';
  const isFile = option === '--data-urlencode' ? /^[^=]{0,200}@/.test(value) : value.startsWith('@');
  if (option === '-T' || option === '--upload-file' || (isFile && option !== '--data-raw')) found.isBodyCut = true;
  else found.data.push(option === '--data-urlencode' ? urlencoded(value) : value);
}

/** A field of a multipart body: what `@` and `<` take from a file is not seen. */
function takeField(found: Options, field: string, isPlain: boolean): void {
  const equals = field.indexOf('=');
  const [name, value] = equals === -1 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)];
  const shown = isPlain ? value : value.replace(/;(?:type|filename)=[\s\S]*$/, '').replace(/^"(.*)"$/, '$1');
  found.form.push([name, !isPlain && /^[@<]/.test(value) ? unseen : shown]);
}

interface Word {
  readonly word: string;
  readonly option: string;
  readonly inline?: string;
}

/** Letters of options without a value, of which several stand in one word. */
const flags = '#0-9BGIJLMNOSVafgijklnpqsvZ';
const cluster = new RegExp(`^-([${flags}]+)([A-Za-z]?)([\\s\\S]*)$`);

/** `-sS`, `-sXPOST`, `-Xvalue` and `--name=value` are several options, or have the value in the same word. */
function splitOption(word: string): readonly Word[] {
  const long = /^(--[a-z0-9-]+)=([\s\S]*)$/.exec(word);
  if (long) return [{ word, option: long[1] as string, inline: long[2] as string }];
  const short = /^(-[AEFHTXbdeu])([^\s-][\s\S]*)$/.exec(word);
  if (short) return [{ word, option: short[1] as string, inline: short[2] as string }];
  const [, letters = '', last = '', rest = ''] = /^-[A-Za-z0-9#]{2}/.test(word) ? (cluster.exec(word) ?? []) : [];
  if (letters === '') return [{ word, option: word }];
  const many = [...letters].map((letter) => ({ word: `-${letter}`, option: `-${letter}` }));
  if (last === '') return many;
  return [...many, { word: `-${last}`, option: `-${last}`, ...(rest !== '' && { inline: rest }) }];
}

function finished(found: Options): RawRequest {
  const data = found.data.join('&');
  const isWithHeader = found.isKnownElsewhere && !hasHeader(found.headers, 'authorization');
  const headers = isWithHeader ? [...found.headers, unseenCredentials] : found.headers;
  const query = found.asQuery ? data : '';
  const url = query === '' ? found.url : `${found.url}${found.url.includes('?') ? '&' : '?'}${query}`;
  const typed = (value: string): readonly RawHeader[] =>
    hasHeader(headers, 'content-type') ? headers : [...headers, { name: 'Content-Type', value }];
  const cut = found.isBodyCut ? { isBodyCut: true as const } : {};
  if (found.form.length > 0)
    return {
      method: found.method || 'POST',
      url,
      headers: typed(`multipart/form-data; boundary=${boundary}`),
      body: multipartOf(found.form),
      ...cut,
    };
  if (found.asQuery || (found.data.length === 0 && !found.isBodyCut))
    return { method: found.method || 'GET', url, headers };
  const type = found.asJson ? 'application/json' : 'application/x-www-form-urlencoded';
  return { method: found.method || 'POST', url, headers: typed(type), ...(data !== '' && { body: data }), ...cut };
}

/** As good as any that curl draws. */
const boundary = 'form-of-curl';

function multipartOf(fields: Options['form']): string {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\nContent-Disposition: form-data; name="${name}"\n\n${value}`,
  );
  return [...parts, `--${boundary}--`].join('\n');
}

function headerOf(text: string): RawHeader {
  const colon = text.indexOf(':');
  return colon === -1
    ? { name: text.replace(/;$/, ''), value: '' }
    : { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}

/** The Basic header of `id:secret`; without a colon the program asks for the secret, which nobody saw. */
export function basicOf(credentials: string): RawHeader {
  if (credentials.includes(unseen) || !credentials.includes(':'))
    return { name: 'Authorization', value: `Basic ${unseen}` };
  let encoded = '';
  for (const byte of new TextEncoder().encode(credentials)) encoded += String.fromCharCode(byte);
  return { name: 'Authorization', value: `Basic ${btoa(encoded)}` };
}

function urlencoded(text: string): string {
  const equals = text.indexOf('=');
  if (equals === -1) return encodeURIComponent(text);
  return `${text.slice(0, equals)}${equals === 0 ? '' : '='}${encodeURIComponent(text.slice(equals + 1))}`;
}
