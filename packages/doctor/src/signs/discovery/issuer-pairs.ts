import { addressOf, domainOf, isInternal } from '../../evidence/address.ts';
import type { EvidenceLine } from '../../rules/rule.ts';
import { showPair } from '../../text/value.ts';
import { compares, isAbout, isComplainedOf, quotedValues } from '../said-about.ts';
import { line } from '../sign.ts';
import type { Seen, View } from '../view.ts';

/** Two issuers that should be the same text, where the capture or a message has them. */
export interface IssuerPair {
  /** `issuer` where a message prints both; else what is beside the issuer of the metadata. */
  readonly where:
    | 'issuer'
    | 'issuer of the resource'
    | 'issuer of the metadata'
    | 'address of the metadata'
    | `iss of the ${'callback' | 'ID token' | 'access token' | 'token of the called server'}`;
  readonly seen: string;
  readonly expected: string;
  /** False where a message has both, and says nowhere that they should be the same. */
  readonly isCompared: boolean;
  /** Whether a message says which of the two was expected. */
  readonly isExpectationSaid?: boolean;
}

/** The issuer itself, or who issued a token: codes are issued as well, and certificates have an issuer. */
const complaint =
  /^(?=.*(?:match|differ|invalid|expect|wrong|\bnot\b|n['’]t|unknown|fail|error|trust|issued by)).*(?:\biss(?![a-z])|issuer(?! cert)|\btokens? (?:\w+ ){0,2}issued by\b)/im;

/** Tells whether somebody complains of the issuer: settings and logs name it as well. */
export function complainsOfIssuer({ words }: View): boolean {
  return complaint.test(words);
}

/** How two issuers differ; `issuer` where they are simply two. */
type Difference = 'template' | 'trailing-slash' | 'host' | 'issuer';

/** The pairs of a capture in which something failed: those of the message first. Asked once for the whole capture. */
export function* issuerPairs(view: View): Generator<IssuerPair> {
  if (view.subject !== undefined) return;
  const isTold = isAbout(view, 'issuer');
  const printed = pairIn(`${view.printed}\n${view.words}`);
  // Some programs print the two without the word, and the metadata tell that one of them is an issuer.
  const isNamed = view.all.some((one) => isOneOf(one.got('issuer'), printed));
  if (printed !== undefined && (isTold || isNamed)) yield { where: 'issuer', ...printed };
  yield* pairsWithSetting(view);
  if (isTold && printed === undefined) yield* pairsWithExpected(view);
  const hasFailed = isTold || isComplainedOf(view) || view.all.some((one) => one.outcome === 'refused');
  if (!hasFailed) return;
  for (const metadata of view.all) {
    const issuer = metadata.got('issuer');
    if (metadata.role === 'metadata-request' && issuer !== undefined) yield* pairsWith(issuer, metadata, view);
  }
}

const ofSignIn = /auth|issuer|oidc|openid|sso|log-?in|sign-?in|identity/i;

/** How the two differ; undefined where they are the same, or no issuers at all. */
export function differenceOf({ where, seen, expected }: IssuerPair): Difference | undefined {
  if (seen === expected) return undefined;
  if (/\{[a-z]*tenant[a-z]*\}|%7Btenant/i.test(seen + expected)) return 'template';
  if (seen.replace(/\/+$/, '') === expected.replace(/\/+$/, '')) return 'trailing-slash';
  const [one, other] = [addressOf(seen), addressOf(expected)];
  // A name alone is no issuer (OpenID Connect Core section 2), and stands for no address.
  if (one === undefined || other === undefined) return [seen, expected].some(isBareName) ? 'host' : undefined;
  // What answers under an address with the metadata of another name is one server.
  const isForeign = where !== 'address of the metadata' && domainOf(one.host) !== domainOf(other.host);
  if (isForeign && !isInternal(one.host) && !isInternal(other.host)) return 'issuer';
  const isOtherHost = one.host !== other.host || one.port !== other.port || one.scheme !== other.scheme;
  return isOtherHost ? 'host' : 'issuer';
}

function isBareName(text: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+$/.test(text);
}

/** The two beside each other. */
export function lineOfPair({ where, seen, expected, isExpectationSaid }: IssuerPair): EvidenceLine {
  const [one, other] = showPair(seen, expected);
  const source = isExpectationSaid
    ? 'what the message expected'
    : where.endsWith('server')
      ? 'the address that was called'
      : 'issuer of metadata or settings';
  return line(where, one, where === 'issuer' ? other : `${other}  (${source})`);
}

function* pairsWith(expected: string, metadata: Seen, { all, jwt }: View): Generator<IssuerPair> {
  yield* pair('address of the metadata', /^(.*?)\/\.well-known\//.exec(metadata.url)?.[1], expected);
  const named = all.find((one) => one.index < metadata.index && one.got('authorization_servers') !== undefined);
  yield* pair(
    'issuer of the resource',
    named?.got('authorization_servers')?.match(/https?:[^"',\s\]]+/)?.[0],
    expected,
  );
  // An answer from which the app learns where its users sign in.
  const naming = all.find((one) => one.role === 'other' && one.index < metadata.index && ofSignIn.test(one.path));
  yield* pair('issuer of the resource', naming?.got('issuer'), expected);
  for (const one of all.slice(metadata.index)) {
    if (one.role === 'authorization-response') yield* pair('iss of the callback', one.sent('iss'), expected);
    yield* pair('iss of the ID token', jwt(one.got('id_token'))?.claims.iss, expected);
    if (one.outcome === 'refused') yield* pair('iss of the access token', jwt(one.bearer)?.claims.iss, expected);
  }
}

/** The pair of what was seen somewhere and what it is compared with, where the capture has both. */
function* pair(where: IssuerPair['where'], seen: unknown, expected: string | undefined): Generator<IssuerPair> {
  if (typeof seen === 'string' && expected !== undefined) yield { where, seen, expected, isCompared: true };
}

function isOneOf(issuer: string | undefined, pair: ReturnType<typeof pairIn>): boolean {
  return issuer !== undefined && (issuer === pair?.seen || issuer === pair?.expected);
}

/** The first two issuers that a message about issuers puts beside each other. */
function pairIn(text: string): Omit<IssuerPair, 'where'> | undefined {
  const lines = text.split('\n');
  for (const part of lines.filter((one) => /\biss(?:uer)?s?\b/i.test(one))) {
    const [one, other] = quotedValues(part).filter(looksLikeIssuer);
    if (one !== undefined && other !== undefined) return asTold(part, one, other, compares(part));
  }
  const parts = lines.filter((part) => /\biss(?:uer)?|expected|actual|got|match/i.test(part) && !isOfOthers(part));
  const addresses = parts.flatMap((part) => part.match(/https?:\/\/[^\s"'`<>,;)\]\\]+/g) ?? []);
  // A sentence may end behind an address: each spelling counts, and the stop is left out.
  const meant = [...new Set(addresses)].filter((address) => !isElsewhere.test(address));
  const [one, other, ...more] = meant.map((address) => address.replace(/[.:]+$/, ''));
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  return asTold(text, one, other, parts.some(compares));
}

/** Tells whether a line names something else that is an address and compared: it may have the text of an issuer. */
function isOfOthers(part: string): boolean {
  return ofOthers.test(part) && !/\biss/i.test(part);
}

const ofOthers = /resource|origins?\b|redirect|callback|\baud(?:ience)?s?\b|\bpage\b/i;

/** What was seen and what was expected: the words of the message decide, where it has them. */
function asTold(text: string, one: string, other: string, isCompared: boolean): Omit<IssuerPair, 'where'> {
  const first = text.indexOf(one);
  const second = text.indexOf(other, first + one.length);
  const isExpected =
    /\b(?:expect(?:ed|s|ing)?|should (?:be|have been)|wanted)\b[^\n]{0,40}$|valid_?issuers?["'`]?\s{0,3}[:=]\s{0,3}["'`]?$/i;
  const isFirst = isExpected.test(text.slice(Math.max(0, first - 60), first));
  const isSecond = isExpected.test(text.slice(first + one.length, second));
  const [seen, expected] = isFirst && !isSecond ? [other, one] : [one, other];
  return { seen, expected, isCompared, isExpectationSaid: isFirst !== isSecond };
}

function looksLikeIssuer(text: string): boolean {
  const isAddress = /^(?:https?:\/\/)?[\w.-]+(?::\d+)?(?:\/\S*)?$/.test(text) && /[./]/.test(text);
  return isAddress && !isElsewhere.test(text);
}

/** Addresses of pages that explain, of endpoints, and such that were cut. */
const isElsewhere = /error\?|\.well-known|learn\.microsoft|\/docs?\/|\bdocs\.|documentation|(?:…|\.{3})$/;

const setting = /(?<![a-z])issuer[\w-]{0,12}["']?\s*[:=]\s*["']?(https?:\/\/[^\s"',]+)/gi;
const speaksOfMismatch =
  /\bissuer\b[^\n]{0,40}(?:match|differ|invalid)|(?:match|unexpected|invalid)[^\n]{0,20}\bissuer/i;
const issOf = /\biss["'`]*\s*[:=]\s*["'`]?(https?:\/\/[^\s"'`,]+)/;

/** Tells whether the metadata have this issuer, or a program complains of issuers, beside what it prints of both. */
function isSaidOf({ all, printed }: View, iss: string | undefined): boolean {
  const isOfServer = all.some((one) => one.role === 'metadata-request' && one.got('issuer') === iss);
  return isOfServer || /\biss(?:uer)?\b/i.test(printed.replace(setting, '').replace(issOf, ''));
}

/** `expected: 'https://idp.example/'`, where the message does not print what it got. */
const expectation =
  /\bexpect(?:ed|s|ing)\b(?: (?:issuer|iss|value))?["'`]?\s{0,3}[:=]?\s{0,3}["'`]?(https?:\/\/[^\s"'`,;)}\]]+)/gi;

/** What a message about issuers expected, and what came with iss: the callback, or the token that was refused. */
function* pairsWithExpected({ all, jwt, words }: View): Generator<IssuerPair> {
  const lines = words.split('\n').filter((part) => !ofOthers.test(part));
  const expected = onlyOne(lines.join('\n'), expectation);
  const callback = all.findLast((one) => one.sent('iss') !== undefined);
  const refused = all.findLast((one) => one.outcome === 'refused' && one.bearer !== undefined);
  const answer = all.findLast((one) => one.got('id_token') !== undefined);
  const pairs = [
    ...pair('iss of the callback', callback?.sent('iss'), expected),
    ...pair('iss of the access token', jwt(refused?.bearer)?.claims.iss, expected),
    ...(refused === undefined ? pair('iss of the ID token', jwt(answer?.got('id_token'))?.claims.iss, expected) : []),
  ];
  for (const one of pairs) yield { ...one, isExpectationSaid: true };
}

/** The issuer that a text names in this form: of two, nobody knows which is meant. */
function onlyOne(text: string, form: RegExp): string | undefined {
  const named = new Set([...text.matchAll(form)].map(([, issuer = '']) => issuer));
  return named.size === 1 ? [...named][0] : undefined;
}

/** What came with iss, and the issuer that a setting names. */
function* pairsWithSetting(view: View): Generator<IssuerPair> {
  const { all, jwt, remarks, printed } = view;
  const told = `${remarks}\n${printed}`;
  const expected = onlyOne(told, setting);
  if (isAbout(view, 'issuer'))
    yield* pair(
      'iss of the callback',
      all.findLast((one) => one.role === 'authorization-response')?.sent('iss'),
      expected,
    );
  const metadata = all.findLast((one) => one.role === 'metadata-request' && one.got('issuer') !== undefined);
  if (speaksOfMismatch.test(told)) yield* pair('issuer of the metadata', metadata?.got('issuer'), expected);
  const iss = issOf.exec(told)?.[1];
  for (const one of pair('iss of the ID token', iss, expected)) yield { ...one, isCompared: isSaidOf(view, iss) };
  const refused = all.findLast((one) => one.outcome === 'refused' && one.bearer !== undefined);
  const given = jwt(refused?.bearer)?.claims.iss;
  // Behind an answer that was pasted, what the reader of the token is set to looks like the end of its body.
  yield* pair('iss of the access token', given, expected ?? onlyOne(view.words, setting));
  // The path of the issuer, realm and all, at another host: UserInfo and the like of the server that issued the token.
  const path = addressOf(String(given))?.path.replace(/\/$/, '') ?? '';
  const called = path === '' ? undefined : refused?.url.split(`${path}/`);
  if (called?.length === 2 && refused?.path.startsWith(`${path}/`))
    yield* pair('iss of the token of the called server', given, called[0] + path);
}
