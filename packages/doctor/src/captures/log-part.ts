/** What one line of a log has of an exchange: an address, a body, a status, headers, by whatever names it has them. */

import { messagesIn, methodAnswered } from './described-message.ts';
import { knownHeader } from './line-forms.ts';
import { headersOf, isMembers, jsonOf, type Literal, type Members, formOf as writtenForm } from './literal.ts';
import { mentionedAddress } from './mentioned-address.ts';
import type { RawHeader } from './raw-message.ts';
import { printedAt } from './read-literal.ts';
import { parseLenient } from './read-parameters.ts';

/** What a line shows; what it does not show is unseen. */
export interface LogPart {
  method?: string | undefined;
  url?: string;
  host?: string;
  /** The body of the request. */
  sent?: string;
  status?: number;
  /** The body of the answer. */
  given?: string;
  readonly headers: RawHeader[];
  readonly answeredHeaders: RawHeader[];
  /** Set where the log chose what it shows of the body. */
  isSentPart?: true;
  /** Set where the log would show a body. */
  showsBodies?: true;
  /** The error of a client that the line has among its fields, as the client prints it. */
  error?: string;
  /** What is left of the line: its words. */
  rest: string;
}

const methods = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
const requests: readonly RegExp[] = [
  new RegExp(
    `(?<error>)\\b(?<method>${methods}) (?<url>https?://[^\\s\`]{1,8000})\` resulted in a \`(?<status>[45]\\d\\d)[^\`\n]{0,60}\` response:`,
  ),
  /(?<error>)\b(?<status>[45]\d\d) (?:Client|Server) Error: [^\n]{0,80}? for url: (?<url>https?:\/\/\S{1,8000})/,
  new RegExp(String.raw`(?<host>https?://[\w.:-]{1,260}) "(?<method>${methods}) (?<url>/\S{0,8000}) HTTP/[\d.]{1,3}"`),
  new RegExp(
    String.raw`(?<![\w-])(?<method>${methods})[ \t]{1,4}"?(?<url>(?:https?://|/)[^\s"]{0,8000})"?(?:[ \t]HTTP/[\d.]{1,3}\b)?"?`,
  ),
  new RegExp(String.raw`\burl (?<url>https?://\S{1,8000}) using method (?<method>${methods})\b`),
];
const statuses: readonly RegExp[] = [
  /"?HTTP\/[\d.]{1,3}"?[ \t]{1,4}([1-5]\d\d)\b/,
  /\b(?:status(?:[ _]?code)?|response|answer|reply|returned|answered|replied|responded|completed|result)\b[^\w\n]{0,4}(?:(?:with|status|code|http)[ :=]{1,3}){0,2}([1-5]\d\d)(?!\w|\.\d|\s?ms)/i,
  /(?:^|\s)([1-5]\d\d) (?:[1-5]\d\d|-) \d{1,12} \d{1,12}(?=\s)/,
  /\s-\s([1-5]\d\d)(?=\s|$)/,
  /^[\s:>=-]{0,12}([1-5]\d\d)(?=\s{0,4}(?:$|[A-Z][A-Za-z]|[:({-]))/,
];
/** Parameters that only a request has, and members that only an answer has. */
const ofRequest = /^(?:grant_type|response_type|client_secret|code_verifier|client_assertion|device_code)$/;
const ofAnswer = /^(?:access_token|error|error_description|errorCode|id_token)$/;
const ofOAuth =
  /^(?:grant_type|code|redirect_uri|client_id|client_secret|client_assertion(?:_type)?|code_verifier|refresh_token|device_code|scope|audience|resource|username|password|assertion|state|nonce|code_challenge(?:_method)?)$/;
const ofCredentials = /^(?:grant_type|code|refresh_token|client_secret|code_verifier|device_code)$/;
/** A header that a line has beside its request. */
const credentials = /\bauthorization: ((?:Bearer|Basic|DPoP) [^\s"',]{1,8000})/gi;
const form =
  /(?<![\w.%&?/=-])[A-Za-z_][\w.]{0,40}=[^\s"'&{}]{0,8000}(?:&[^\s"'&=]{1,64}=(?:\$\{\w{1,60}\}|[^\s"'&{}]){0,8000}){1,40}/g;
/** The names of fields in which a program speaks. */
const ofWords = /^@?(?:msg|message|err|error|error_message|errorMessage|reason|exception|detail|stack)$/i;
const quotedPair = /(?<![\w.])([\w.@-]{1,60})=("(?:[^"\\\n]|\\.){0,16000}")/g;
/** A value ends where the next name begins, whatever stands between them. */
const plainPair =
  /(?<![\w.&?/-])([\w.@-]{1,60})=((?:[^\s"'{}(),;|/]|[,;|](?![\w.-]{1,60}[=:])|\/(?![\w.-]{1,60}=)){1,8000})/g;

/** The part that the message of a line shows. */
export function partOfMessage(message: string): LogPart {
  const part: LogPart = { headers: [], answeredHeaders: [], rest: message };
  const [, name = '', value = ''] = /^([\w-]{2,40}):[ \t]{1,4}(\S.{0,16000})$/.exec(message) ?? [];
  if (knownHeader.test(name)) {
    part.headers.push({ name, value: value.replace(/^"(.*)"$/, '$1') });
    part.rest = '';
    return part;
  }
  const pairs: [string, string][] = [];
  const said: string[] = [];
  takeOut(part, quotedPair, ([, key = '', text = '']) => {
    pairs.push([key, unquoted(text)]);
    if (ofWords.test(key)) said.push(unquoted(text));
  });
  takeObjects(part);
  takeOut(part, credentials, ([, value = '']) => part.headers.push({ name: 'Authorization', value }));
  takeRequest(part, message);
  takeOut(part, form, ([text]) => takeForm(part, text));
  takeOut(part, plainPair, ([, key = '', text = '']) => pairs.push([key, text.replace(/[,;]$/, '')]));
  if (pairs.length > 0) takeFields(part, new Map(pairs));
  takeStatus(part);
  part.rest = [part.rest, ...said].join(' ');
  return part;
}

/** The part that the fields of a structured line show. */
export function partOfFields(fields: Members): LogPart {
  const words = [...fields].filter(([name, value]) => ofWords.test(name) && /\s/.test(String(value)));
  const part: LogPart = { headers: [], answeredHeaders: [], rest: words.map(([, value]) => String(value)).join(' ') };
  takeFields(part, takeError(part, fields));
  const said = ['msg', 'message', '@message', 'log', 'textPayload', 'MESSAGE'].map((name) => fields.get(name));
  const text = said.find((value) => typeof value === 'string');
  if (typeof text !== 'string') return part;
  const inside = partOfMessage(text.trim());
  const login = mentionedAddress(text)?.url;
  if (login !== undefined && inside.url === undefined) inside.url = login;
  part.headers.push(...inside.headers);
  return { ...inside, ...part, rest: `${part.rest.replace(text, '')} ${inside.rest}` };
}

/** Takes the error that a logger has among the fields, with the request and the answer in it. @returns the other fields. */
function takeError(part: LogPart, fields: Members): Members {
  const [name, error] = [...fields].find(([own, value]) => /^err(?:or)?$/.test(own) && isMembers(value)) ?? [];
  const found = isMembers(error) ? messagesIn(error) : [];
  if (!isMembers(error) || found.length === 0) return fields;
  for (const one of found) {
    if ('status' in one) {
      part.status ??= one.status;
      if (one.body !== undefined) part.given ??= one.body;
      part.answeredHeaders.push(...one.headers);
    } else {
      if (one.method !== undefined) part.method ??= one.method;
      if (one.url !== undefined) part.url ??= one.url;
      if (one.body !== undefined) part.sent ??= one.body;
      part.headers.push(...one.headers);
    }
  }
  const [kind = 'Error', message = ''] = [error.get('name') ?? error.get('type'), error.get('message')];
  part.error = `${kind}: ${message}`;
  return new Map([...fields].filter(([own]) => own !== name));
}

function takeOut(part: LogPart, pattern: RegExp, take: (found: RegExpExecArray) => void): void {
  for (const found of part.rest.matchAll(pattern)) take(found);
  part.rest = part.rest.replace(pattern, ' ');
}

function takeObjects(part: LogPart): void {
  let from = 0;
  for (let count = 0; count < 6; count++) {
    const at = part.rest.indexOf('{', from);
    if (at === -1) return;
    const found = printedAt(part.rest, at);
    from = at + 1;
    if (found === undefined) continue;
    const before = part.rest.slice(0, at);
    const key = /((?:[\w.-]{1,40} )?[\w.-]{1,40})(?: (?:were|was|is))?\W{0,6}$/.exec(before.slice(-90))?.[1] ?? '';
    takeMembers(part, [key], found.members, part.rest.slice(at, found.end));
    part.rest = `${before} ${part.rest.slice(found.end)}`;
  }
}

function takeRequest(part: LogPart, message: string): void {
  for (const pattern of requests) {
    const found = pattern.exec(part.rest);
    if (found?.groups === undefined) continue;
    const { method, url = '', host = '', status: refused, error } = found.groups;
    if (method !== undefined) part.method = method;
    if (error !== undefined) {
      part.error = message;
      part.status = Number(refused);
      part.method ??= methodAnswered(url, part.status);
    }
    if (ofSpring.test(part.rest.slice(0, found.index))) part.showsBodies = true;
    part.url = `${host.replace(/:443$/, '')}${url}`.replace(/^(https:\/\/[^/]{1,260}):443\//, '$1/');
    const behind = part.rest.slice(found.index + found[0].length);
    const status = /^[ \t]{1,4}"?(?:HTTP\/[\d.]{1,3} )?([1-5]\d\d)\b/.exec(behind);
    if (status !== null) part.status = Number(status[1]);
    part.rest = `${part.rest.slice(0, found.index)} ${behind.slice(status?.[0].length ?? 0)}`;
    return;
  }
}

/** The clients of Spring print what they write in a line of its own. */
const ofSpring = /(?:^|\s)HTTP $/;

function takeStatus(part: LogPart): void {
  for (const pattern of statuses) {
    const status = pattern.exec(part.rest)?.[1];
    if (status === undefined) continue;
    part.status ??= Number(status);
    part.rest = part.rest.replace(pattern, ' ');
    return;
  }
  const last = part.method === undefined ? null : /\s([1-5]\d\d)\s{0,4}$/.exec(part.rest);
  if (last !== null) {
    part.status ??= Number(last[1]);
    part.rest = part.rest.slice(0, last.index);
  }
}

function takeForm(part: LogPart, text: string): void {
  const plain = text.replace(/^(?:body|data|form|payload|params|request)=(?=\w{1,40}=)/, '');
  const names = plain.split('&').map((pair) => pair.replace(/=.*$/s, ''));
  if (names.some((name) => ofRequest.test(name)) || names.filter((name) => ofOAuth.test(name)).length > 1)
    part.sent ??= plain;
  else if (names.some((name) => ofAnswer.test(name))) part.given ??= plain;
}

/** Takes the fields of a line; parameters that stand among them are what was sent. */
function takeFields(part: LogPart, fields: Members): void {
  for (const [name, value] of fields) takeValue(part, [name], value);
  // An event of a server names the grant as well, beside its own type.
  const isRequest = part.method !== undefined && part.url !== undefined && !fields.has('type');
  if (part.sent === undefined && [...fields.keys()].some((name) => isRequest && ofCredentials.test(name))) {
    part.sent = formOf(fields);
    if (!fields.has('grant_type')) part.isSentPart = true;
  } else if (fields.has('grant_type') && [...fields.keys()].every((name) => ofOAuth.test(name)))
    part.sent ??= formOf(fields);
  const error = fields.get('error');
  if (typeof error === 'string' && /^[a-z]+(?:_[a-z]+)+$/.test(error) && part.status !== undefined)
    part.given ??= jsonOf(new Map([...fields].filter(([name]) => /^error(?:_description)?$/.test(name))));
}

function takeValue(part: LogPart, path: readonly string[], value: Literal): void {
  if (isMembers(value)) takeMembers(part, path, value);
  else if (typeof value === 'string') takeText(part, path, value);
}

function takeMembers(part: LogPart, path: readonly string[], members: Members, raw = ''): void {
  const names = [...members.keys()];
  if (names.some((name) => ofRequest.test(name))) {
    part.sent ??= formOf(members);
    // A server that lists no code has kept it back.
    if (/grant_type=authorization_code/.test(part.sent) && !names.some((name) => /code$/.test(name)))
      part.isSentPart = true;
  } else if (names.some((name) => ofAnswer.test(name)) && typeof (members.get('error') ?? '') === 'string')
    part.given ??= parseLenient(raw) === undefined ? jsonOf(members) : raw;
  else if (names.some((name) => knownHeader.test(name) && name.length > 4) || isHeaders.test(path.at(-1) ?? ''))
    sideOf(part, path).push(...headersOf(firstOfLists(members)));
  else if (path.length < 6) for (const name of names) takeValue(part, [...path, name], members.get(name) ?? '');
}

const isHeaders = /headers?$/i;
const ofAnswerPath = /(?:response|res|resp|reply|answer)(?:$|\.|body|data|headers)/;

function sideOf(part: LogPart, path: readonly string[]): RawHeader[] {
  return ofAnswerPath.test(spelling(path)) ? part.answeredHeaders : part.headers;
}

/** Members whose values servers list, since there may be several. */
function firstOfLists(members: Members): Members {
  return new Map([...members].map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]));
}

/** The names on the way to a value in one spelling: `http.request.body_content`, `HttpRequestMethod`. */
function spelling(path: readonly string[]): string {
  return path.join('.').replace(/[_ -]/g, '').toLowerCase();
}

function takeText(part: LogPart, path: readonly string[], value: string): void {
  const name = spelling(path);
  if (/(?:^|\.|request|http)(?:method|verb)$/.test(name)) {
    if (new RegExp(`^(?:${methods})$`, 'i').test(value)) part.method ??= value.toUpperCase();
  } else if (/(?:^|\.|response|http|downstream|reply)(?:status|statuscode|responsecode)$/.test(name)) {
    if (/^[1-5]\d\d$/.test(value)) part.status ??= Number(value);
  } else if (/(?:^|\.|request)(?:host|authority)$/.test(name)) part.host ??= value;
  else if (isAddressOfLogin(value) || isAddress(name, value)) part.url ??= value;
  else if (/^\s*\{/.test(value)) takeJson(part, path, value.trim());
  else if (/^[\w.]{1,60}=\S*$/.test(value)) takeForm(part, value);
}

function isAddressOfLogin(value: string): boolean {
  return /^https?:\/\/\S{1,8000}$/.test(value) && /[?&]client_id=/.test(value) && /[?&]response_type=/.test(value);
}

function isAddress(name: string, value: string): boolean {
  const isMeant = /(?:^|\.|request|http|token|full|original)(?:url|uri|path|endpoint|target|full)$/.test(name);
  return isMeant && /^(?:https?:\/\/|\/)\S{0,8000}$/.test(value);
}

function takeJson(part: LogPart, path: readonly string[], value: string): void {
  const members = printedAt(value, 0)?.members;
  if (members === undefined) return;
  if ([...members.keys()].some((name) => ofRequest.test(name))) part.sent ??= value;
  else takeMembers(part, path, members, value);
}

/** What OAuth knows of the members, as a form. */
function formOf(members: Members): string {
  return writtenForm(
    new Map([...firstOfLists(members)].filter(([name]) => ofOAuth.test(name) || ofRequest.test(name))),
  );
}

function unquoted(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
