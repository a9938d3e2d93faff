/**
 * Finds values that stand under the name of a secret, in whatever notation a paste has them: a setting, a program, JSON in
 * JSON, XML, a table, a command, an address, a sentence.
 */
import { isPlaceholder } from './placeholder.ts';

/** A value and where it stands, as offsets in UTF-16 units. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly start: number;
}

/** Names that always mean a secret, also as part of a longer one: `ida:ClientSecret`, `aws_secret_access_key`. */
const strong =
  'secret|passw(?:or)?d|passphrase|pwd|passwort|kennwort|geheimnis|mot de passe|contraseña|(?<![a-z])pass(?![a-z])|(?:api|access|private|subscription)[_-]?key|(?:account|signing|encryption|master|function)[_-]?key(?![a-z])|(?:refresh|access|id|auth|oauth|subject|actor|session|bearer|csrf|device)[_-]?token|token[_-]?hint|code[_-]?verifier|device[_-]?code|authorization[_-]?code|assertion|samlresponse|session[_-]?(?:id|key|state)|phpsessid|jsessionid|sessionid';
/** Names that mean one when they stand alone: their values are often something else. */
const weak = 'code|token|session|otp|totp|verifier|key|bearer|pin';
/** `key="NAME" value="…"` and `"key": "NAME", "value": "…"` have their name elsewhere. */
const notAnEntry = '(?!["\']?\\s{0,4}[=:]\\s{0,4}["\'][^"\']{0,80}["\'][\\s,]{1,8}["\']?value)';
const name = `(?<![A-Za-z0-9])(?<name>[\\w.:-]{0,48}?(?:${strong})(?:[_-]?[a-z0-9]{1,24}){0,3}|(?<!/)(?:${weak})${notAnEntry})`;
const strongName = new RegExp(strong, 'i');
const ends = '\\\\{0,3}["\'`]?\\]?';
/** What may stand between a name and its value. */
const between = [
  // name: value, name = value, name => "value", also with the value in the next line
  `${ends}[ \\t]{0,8}(?:=>|:=|->|[:=])\\s{0,40}(?:[>|][-+]?\\s{1,40})?`,
  // "name","value" and {"name": "name", "value": "value"}, name="name" value="value"
  `${ends}\\s{0,8}[,;]?\\s{0,8}\\\\{0,3}["']?value\\\\{0,3}["']?\\s{0,4}[:=]\\s{0,4}`,
  `\\\\{0,3}["']\\s{0,4},\\s{0,4}(?=\\\\{0,3}["'])`,
  // A column of a table, the content of an element, a part of a form
  '[`*]{0,2}\\s{0,8}\\|\\s{0,8}[`*]{0,2}',
  '(?:\\s[^<>]{0,200})?>\\s{0,8}',
  '["\']?\\r?\\n\\r?\\n',
  // Percent-encoded once
  '%3[dD]',
].join('|');
const value =
  '(?:[bru@$]{0,1}(?<quote>\\\\{0,3}["\'`])(?<quoted>[^\\r\\n]{1,4096}?)\\k<quote>|(?<bare>[^\\s"\'`&,;<>|(){}\\[\\]\\\\]{1,4096}))';
const assigned = new RegExp(`${name}(?:${between})${value}`, 'gi');
/** `--client-secret VALUE`, `-p VALUE` after a user, `password VALUE` of a netrc. */
const option =
  /(?:--[\w-]{0,24}(?:secret|password|token|key|code)|\s-u\s{1,4}\S{1,100}\s{1,4}-p|\blogin\s{1,4}\S{1,100}\s{1,4}password)(?:\s{1,4}|=)["']?([^\s"']{1,4096})/g;
/** `curl -u ID:VALUE`, `http -a ID:VALUE`; neither an address nor a port. */
const userPair =
  /\s(?:-a|-u|-U|--user|--auth|--proxy-user)(?:\s{1,4}|=)["']?[^\s:"'/]{1,200}:(?!\/\/|\d{1,5}(?:[\s"'/]|$))([^\s"']{1,4096})/g;
/** `Digest username="…", …, response="VALUE"`. */
const digest = /\bdigest\s[^\r\n]{0,2000}?\bresponse\\{0,3}=\\{0,3}["']?([^\s"',\\]{4,512})/gi;
/** `the password for bob: VALUE`. */
const ofSomebody =
  /\b(secret|passw(?:or)?d|passphrase|passwort|kennwort|mot de passe|pin)\s{1,4}(?:for|of|to|von|für|de|pour)\s{1,4}[^\r\n:=]{1,60}[:=]\s{0,4}["'`]?([^\s"'`,;]{4,4096})/gi;
/** Words of a person: `the secret we use is VALUE`. */
const sentence =
  /\b(secret|password|passwort|kennwort|geheimnis|mot de passe|verifier|token|code|pin)\b[^\r\n.:=]{0,30}?\s(?:is|was|are|ist|war|lautet|est|es|called)[ \t]{1,4}["'`]?([^\s"'`]{4,4096})/gi;
/** `Authorization: Token VALUE`, `Code VALUE was already used`, `client secret VALUE does not match`; no end of a path. */
const presented =
  /(?:\bauthorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?[A-Za-z]{2,16}|(?<![\w/])(?<!\berror[ _-])(code|token|verifier|secret|passw(?:or)?d|passwort|kennwort|(?:user)?session))\s{1,4}["'`]?([^\s"'`,;]{6,4096})/gi;
/** `new Client('id', 'VALUE', …)`: the second text that a client is made from. */
const constructed =
  /\b(?:new\s{1,4})?\w{0,40}(?:OAuth2?|Client|Credentials?|Auth)\w{0,40}\(\s{0,40}(["'`])[^"'`\r\n]{1,200}\1\s{0,4},\s{0,40}(["'`])([^"'`\s]{4,4096})\2/g;
const inAddress = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>]{0,200}:([^\s/@"'<>]{1,400})@/gi;
/** `state=VALUE`, and on a line that speaks of the state what it quotes: `expected state "VALUE", got "VALUE"`. */
const states = /(?<![A-Za-z0-9])(?:state|nonce)\\{0,3}["'`]?\s{0,3}[:=]\s{0,3}\\{0,3}["'`]?([\w.~%+/-]{8,512})/gi;
const lineOfState = /^[^\n]{0,2000}\bstate\b[^\n]{0,2000}$/gim;
const quotedState =
  /\b(?:state|expected|got|received|actual|stored|saved|returned|sent)\b[^\n"'`]{0,16}["'`]([\w.~%+/-]{8,512})["'`]/gi;
const cookies = /\bcookie\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?([^\r\n"']{1,8192})/gi;

/** Words that a message says of a secret, and no secret's value. */
const said =
  /^(?:is|are|was|were|not|no|the|a|an|and|or|has|have|had|must|should|cannot|can|missing|invalid|required|wrong|expired|incorrect|mismatch(?:ed)?|unknown|empty|undefined|null|none|nil|true|false|yes|ok|error|failed|failure|revoked|denied|redacted|hidden|string|bearer|basic|post|get|value|too|already|still|correct|right|valid|present|set|unset|sent|used|fine|opaque|jwt|ein|eine|nicht|falsch|ungültig|abgelaufen|abgelehnt|richtig|client_secret|client_secret_(?:basic|post|jwt)|authorization_code|refresh_token|access_token|id_token|code|token)[.!?:,]?$/i;

/** More of them, which a password might be and a token is not; no token has a blank in it either. */
const saidOfToken =
  /^(?:(?:malformed|forbidden|inactive|rejected|refused|disabled|absent|corrupt(?:ed)?|unreadable|replaced|rotated|refreshed|issued|unauthori[sz]ed)[.!?:,]?|[a-z]{1,20}(?: [a-z]{1,20}){1,8}[.!?]?)$/i;
const nameOfToken = /token|code|verifier|assertion|session/i;
const nameOfOther = /secret|pass|pwd|kennwort|geheimnis|contraseña|key/i;

/** True for the name of a setting, header or parameter whose value is a secret wherever it stands. */
export function isSecretName(name: string): boolean {
  return strongName.test(name) && !isAddressOrSetting(name, '');
}

/** @param text at most some megabytes: each pattern reads it once. @returns in the order of their places. */
export function namedValues(text: string): readonly NamedValue[] {
  const found: NamedValue[] = [];
  const add = (name: string, value: string, start: number, isSure: boolean): void => {
    if (isPlaceholder(value) || said.test(value) || /^\[[^\]]{0,80}\]?$|^[*.…xX<[{$%]{3,}/.test(value)) return;
    if (!isSure && !looksLikeSecret(value)) return;
    if (nameOfToken.test(name) && !nameOfOther.test(name) && saidOfToken.test(value)) return;
    found.push({ name, value, start });
  };
  for (const match of text.matchAll(assigned)) {
    const { name: called = '', quoted, bare } = match.groups ?? {};
    const inner = quoted ?? bare ?? '';
    const trailing = match[0].length - match[0].lastIndexOf(inner);
    const isStrong = !new RegExp(`^(?:${weak})$`, 'i').test(called) && !isAddressOrSetting(called, inner);
    add(called, inner, match.index + match[0].length - trailing, isStrong);
  }
  for (const match of text.matchAll(option)) add('secret', match[1] ?? '', endOf(match, match[1]), true);
  for (const match of text.matchAll(constructed)) add('secret', match[3] ?? '', endOf(match, match[3], 1), false);
  for (const match of text.matchAll(inAddress)) add('password', match[1] ?? '', endOf(match, match[1], 1), true);
  for (const match of text.matchAll(userPair)) add('client_secret', match[1] ?? '', endOf(match, match[1]), true);
  for (const match of text.matchAll(digest)) add('response', match[1] ?? '', endOf(match, match[1]), true);
  for (const match of text.matchAll(presented)) {
    add(match[1] ?? 'credentials', match[2] ?? '', endOf(match, match[2]), false);
  }
  for (const match of text.matchAll(ofSomebody)) add(match[1] ?? '', match[2] ?? '', endOf(match, match[2]), false);
  for (const match of text.matchAll(sentence)) {
    const start = endOf(match, match[2]);
    add(match[1] ?? '', (match[2] ?? '').replace(/[.,;:?)]+$/, ''), start, false);
  }
  for (const match of text.matchAll(states)) add('state', match[1] ?? '', endOf(match, match[1]), false);
  for (const line of text.matchAll(lineOfState)) {
    for (const match of line[0].matchAll(quotedState))
      add('state', match[1] ?? '', line.index + endOf(match, match[1], 1), false);
  }
  for (const match of text.matchAll(cookies)) addCookies(match[1] ?? '', endOf(match, match[1]), add);
  return found.sort((a, b) => a.start - b.start || b.value.length - a.value.length);
}

/** A text in which what stands under the name of a secret is replaced. */
export function withoutNamedValues(text: string, replace: (value: string, name: string) => string): string {
  let clean = '';
  let at = 0;
  for (const { name, value, start } of namedValues(text)) {
    if (start < at) continue;
    clean += text.slice(at, start) + replace(value, name);
    at = start + value.length;
  }
  return clean + text.slice(at);
}

/** The place of a part at the end of a match, with so many characters behind it. */
function endOf(match: RegExpExecArray, part: string | undefined, behind = 0): number {
  return match.index + match[0].length - behind - (part ?? '').length;
}

function addCookies(
  text: string,
  at: number,
  add: (name: string, value: string, start: number, isSure: boolean) => void,
): void {
  for (const pair of text.matchAll(/([\w.%!-]{1,128})=([^;\s]{3,4096})/g)) {
    const isAttribute = /^(?:path|domain|expires|max-age|samesite|priority)$/i.test(pair[1] ?? '');
    if (!isAttribute) add('cookie', pair[2] ?? '', at + endOf(pair, pair[2]), true);
  }
}

/** Settings about secrets: addresses, numbers, kinds. */
function isAddressOrSetting(name: string, value: string): boolean {
  return (
    /(?:endpoint|uri|url|type|hint|method|alg|expir\w*|lifetime|ttl|length|count|format|name|supported|_at|_in|_id)$/i.test(
      name,
    ) || /^(?:https?:\/\/|\d{1,6}(?:\D|$)|process\.env|os\.|env\(|getenv)/i.test(value)
  );
}

/** True for what is no word: it has a digit, a capital inside, or a sign that words don't have. */
function looksLikeSecret(value: string): boolean {
  const bare = value.replace(/[.,;:!?)]+$/, '');
  if (bare.length < 6 || /^(?:https?:|[A-Z_]{3,}$|[a-z]+[_-][a-z_-]+$|\d{1,5}$|\d{4}-\d\d)/.test(bare)) return false;
  return /\d/.test(bare) || /[a-z][A-Z]/.test(bare) || /[!@#$%^]/.test(bare);
}
