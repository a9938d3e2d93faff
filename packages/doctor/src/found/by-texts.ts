import type { Found } from '../diagnosis.ts';
import type { Evidence, Note } from '../evidence/evidence.ts';
import { providerNamed } from '../providers/recognise.ts';
import { earlierInLog } from '../said/heard.ts';
import { hearers } from '../said/hearers.ts';
import { isOfClient } from '../signs/client-authentication/request-of-client.ts';
import { isCompatible, isContradicted } from '../signs/compatible.ts';
import { checksIdToken, saysNew } from '../signs/phrases.ts';
import type { Seen } from '../signs/view.ts';
import { goesOnUnseen, heldFor } from './confidence.ts';

/** Causes that a text names when it knows no better: what a comparison shows says more. */
const general: ReadonlySet<string> = new Set([
  'redirect-uri/not-registered',
  'client-authentication/secret-wrong',
  'client-identification/client-unknown',
  'state-session/cookie-not-stored',
  'state-session/state-mismatch',
  'refresh/revoked',
  'authorization-code/redeemed-twice',
  'token-use/access-token-expired',
]);

/** Before what is answered otherwise: `With another client_id it says …`, `a wrong secret gives …`. */
const ofOther =
  /\b(?:(?:an)?other|different|wrong|random)\b[^"'`.\n]{0,30}\b(?:says?|said|answers?|get|got|returns?|gives?)\b[^.\n]{0,12}["'`]/i;

/**
 * Tells whether the provider that is known says so itself, and there is no request with which to compare anything. Of a
 * secret it says so, too, where the id or the way of authenticating is wrong.
 */
function isAlone({ rule: { cause, specificity } }: Found, { exchanges }: Evidence): boolean {
  const isOwn = specificity === 3 && cause !== 'client-authentication/secret-wrong';
  return isOwn && !exchanges.some(({ request }) => request !== undefined);
}

/**
 * What the texts say; a cause that the exchange which failed can't have counts less.
 * @param stated is what else was found: a fact that is stated counts for more than what a bare code may mean.
 */
export function byTexts(
  evidence: Evidence,
  subject: Seen | undefined,
  stated: readonly Found[] = [],
): readonly Found[] {
  const remarks = (evidence.notes ?? []).flatMap(({ kind, text }) => (kind === 'remark' ? [text] : [])).join('\n');
  const isOfIdToken = (evidence.notes ?? []).some(({ text }) => checksIdToken.test(text));
  return hearers
    .flatMap((hear) => hear(evidence))
    .map((said) => {
      const text: Found = { ...ofVerifier(said, subject), isSaid: true };
      const isGeneral =
        general.has(text.rule.cause) && text.finding.confidence !== 'certain' && !isAlone(text, evidence);
      const one = isGeneral ? { ...text, rule: { ...text.rule, specificity: 1 as const } } : text;
      const isUnlikely = one.finding.confidence === 'likely' ? isUnfit(one, subject) : isConsequence(one, subject);
      const isEarlier = one.finding.evidence.some(({ where }) => where === earlierInLog);
      const isOfOther = one.finding.evidence.some(({ where, seen }) => where === 'description' && ofOther.test(seen));
      const isThere = isSent(one, subject) || isInProgram(one, subject, remarks);
      const isOld = isEarlier || isOfEarlierTry(one, subject) || isBehindStated(one, stated);
      const isVain = isUnread(one, subject) || isOfAssertion(one, subject);
      if (isUnlikely || isOfOther || isOld || isVain || isThere) return heldFor(one, 'possible');
      const { cause } = one.rule;
      const isOpen =
        (cause === 'token-use/authorization-header-malformed' && subject?.bearer !== undefined) ||
        isBeside(one, subject, evidence.notes ?? []) ||
        (cause === 'token-use/access-token-expired' && (isOfIdToken || saysNew.test(remarks))) ||
        (cause === 'client-authentication/secret-wrong' && mayArriveChanged(subject)) ||
        (cause.startsWith('redirect-uri/') && isJsonUnread(subject, evidence)) ||
        isOfReporter(one, subject);
      return isOpen ? heldFor(one, 'likely') : one;
    });
}

/** Tells whether a bare `invalid_token` stands for a token that ended, while something else about the token is stated. */
function isBehindStated({ rule: { cause }, finding }: Found, stated: readonly Found[]): boolean {
  const [line] = finding.evidence;
  if (cause !== 'token-use/access-token-expired' || line === undefined || /expir|active|stale/i.test(line.seen))
    return false;
  return stated.some(
    ({ rule, finding: { confidence }, isSaid }) =>
      isSaid && confidence === 'likely' && rule.specificity === 3 && rule.cause.startsWith('token-use/'),
  );
}

/** Tells whether the reporter alone says so, in words of a person, where the answer is there and has other words. */
function isOfReporter({ finding: { evidence } }: Found, subject: Seen | undefined): boolean {
  const [line] = evidence;
  const isTold = line?.where === 'description' && /\b(?:I|we|my|our)\b/.test(line.seen.slice(0, 42));
  return isTold && subject?.outcome === 'refused' && subject.text !== '';
}

/** The level of a line that goes on, and of one that ends. */
const warning = /\b(?:WARN(?:ING)?|INFO|DEBUG)\b|\blevel["']?[=:]\s?["']?(?:warn|info|debug)/;
const ending = /\b(?:err(?:or)?|fatal|critical|\w+(?:Error|Exception))\b/i;

/**
 * Tells whether a text stands beside the failure: a reporter tells it while the answer has another reason, or a log goes
 * on behind it to what ends it.
 */
function isBeside({ rule: { cause }, finding }: Found, subject: Seen | undefined, notes: readonly Note[]): boolean {
  const [{ where, seen } = { where: '', seen: '' }] = finding.evidence;
  if (where.includes('answer') || where === 'callback') return false;
  const isOther = subject !== undefined && (!isCompatible(cause, subject) || isContradicted(cause, subject.text));
  if (where === 'description') return isOther && subject?.outcome === 'refused' && !goesOnUnseen(subject);
  if (!warning.test(seen) || ending.test(seen)) return false;
  return notes.some(({ kind, text }) => kind !== 'remark' && text.split('\n').some((one) => ending.test(one)));
}

/**
 * Tells whether somebody speaks of a connection that did not come about, while the request that failed last was
 * answered with an error of OAuth: that one has reached the server.
 */
function isOfEarlierTry({ rule: { cause }, finding }: Found, subject: Seen | undefined): boolean {
  const isAnswered = subject !== undefined && isOfClient(subject) && /^[a-z]+(?:_[a-z]+)+$/.test(subject.code ?? '');
  const isBeside = !finding.evidence.some(({ where }) => where.includes('answer'));
  return cause === 'availability/provider-unreachable' && isAnswered && isBeside;
}

/** Tells whether the credentials that a server misses are in the request: it does not read them where they stand. */
function isUnread({ rule: { cause } }: Found, subject: Seen | undefined): boolean {
  return cause === 'client-authentication/credentials-missing' && subject?.credentials?.secret !== undefined;
}

const lacking = /^(?:transport-endpoint\/parameter-missing|pkce\/only-one-half-sent|pkce\/required-not-sent)$/;

/** Tells whether it is the audience of an assertion that was refused: a token request brings no other token. RFC 7523. */
function isOfAssertion({ rule: { cause } }: Found, subject: Seen | undefined): boolean {
  const isSent = subject?.has('client_assertion') || subject?.has('assertion');
  return cause === 'token-use/audience-mismatch' && subject?.role === 'token-request' && isSent === true;
}

/** Tells whether a server that is not known to read JSON was sent it: what it misses, it may not have read. */
function isJsonUnread(subject: Seen | undefined, { provider }: Evidence): boolean {
  const isJson = subject?.header('content-type')?.includes('json') === true;
  return subject?.role === 'token-request' && isJson && providerNamed(provider)?.habits?.tokenBody === undefined;
}

/** Tells whether the parameters that a server misses, by names with a line in them, are in the request. */
function isSent({ rule: { cause }, finding: { evidence } }: Found, subject: Seen | undefined): boolean {
  const [line] = evidence;
  if (line === undefined || !lacking.test(cause)) return false;
  // Of a setting that somebody shows, a verifier tells that it is kept.
  const half = line.where === 'description' ? 'code_verifier' : 'code_challenge';
  if (cause === 'pkce/required-not-sent' && (subject?.sent('code_challenge') || subject?.sent(half))) return true;
  const named = line.seen.match(/\b(?:grant_type|client_id|redirect_uri|refresh_token|response_type|code_verifier)\b/g);
  return /miss|require|not (?:sent|included)/i.test(line.seen) && !!named?.every((name) => subject?.sent(name));
}

/** A parameter that a program gives to what it calls, and its name. */
const given =
  /\b(grant_type|client_id|redirect_uri|refresh_token|response_type|code_verifier)\\?["']?\s?(?:=>|[:=])\s?\\?["']\w/g;

/** Tells whether nobody shows the request, and the program that is shown in its place gives what the server misses. */
function isInProgram({ rule: { cause }, finding }: Found, subject: Seen | undefined, remarks: string): boolean {
  const seen = finding.evidence[0]?.seen ?? '';
  if (cause !== 'transport-endpoint/parameter-missing' || subject?.exchange.request !== undefined) return false;
  return [...remarks.matchAll(given)].some(([, name = '']) => seen.includes(name));
}

/** Tells whether what the text means can't lie behind the answer to this exchange. */
function isUnfit({ rule: { cause } }: Found, subject: Seen | undefined): boolean {
  return subject !== undefined && !isCompatible(cause, subject) && !goesOnUnseen(subject);
}

/** Tells whether the callback brought a refusal, and the program complains that it misses what a good one brings. */
function isConsequence({ rule: { cause } }: Found, subject: Seen | undefined): boolean {
  // Of two addresses that differ only the token endpoint knows.
  if (cause === 'redirect-uri/differs-between-requests' && subject?.role === 'authorization-request') return true;
  if (subject?.role !== 'authorization-response' || subject.code === undefined) return false;
  return cause === 'transport-endpoint/parameter-missing' && !/missing|param/i.test(refusalOf(subject));
}

/** What the callback itself brings as its reason, without the page behind it. */
function refusalOf(callback: Seen): string {
  return `${callback.sent('error') ?? ''} ${callback.sent('error_description') ?? ''}`;
}

/** Tells whether the secret has characters in a Basic header that one side may encode and the other not. */
function mayArriveChanged(subject: Seen | undefined): boolean {
  const { secret = '', in: place } = subject?.credentials ?? {};
  return place === 'header' && /[+%]/.test(secret);
}

const saysMismatch =
  /\bverifier\b["'`]?(?: value)? (?:do(?:es)?|did)(?: not|n['’]t) (?:match|correspond)|\bchallenge\b["'`]? (?:do(?:es)?|did)(?: not|n['’]t) (?:match|correspond)[^\n]{0,20}verifier|verifier[_ ]mismatch/i;

/**
 * A verifier that does not match is certain where the token endpoint says so, in these words; what a comparison shows
 * goes before them, because it tells why.
 */
function ofVerifier({ rule, finding }: Found, subject: Seen | undefined): Found {
  const isSaid = subject?.role === 'token-request' && saysMismatch.test(subject.text.replaceAll('code_', ''));
  if (rule.cause !== 'pkce/verifier-mismatch' || finding.confidence === 'possible' || !isSaid) return { rule, finding };
  return { rule: { ...rule, specificity: 1 }, finding: { ...finding, confidence: 'certain' } };
}
