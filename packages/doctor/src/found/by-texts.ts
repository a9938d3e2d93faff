import type { Found } from '../diagnosis.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { textFindings } from '../said/text-findings.ts';
import { isOfClient, lacksCredentials } from '../signs/client-authentication/request-of-client.ts';
import { isCompatible } from '../signs/compatible.ts';
import { saysNew } from '../signs/phrases.ts';
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

/** What the texts say; a cause that the exchange which failed can't have counts less. */
export function byTexts(evidence: Evidence, subject: Seen | undefined): readonly Found[] {
  const remarks = (evidence.notes ?? []).flatMap(({ kind, text }) => (kind === 'remark' ? [text] : [])).join('\n');
  return textFindings(evidence).map((said) => {
    const text: Found = { ...ofVerifier(said, subject), isSaid: true };
    const isGeneral = general.has(text.rule.cause) && text.finding.confidence !== 'certain';
    const one = isGeneral ? { ...text, rule: { ...text.rule, specificity: 1 as const } } : text;
    const isUnlikely = one.finding.confidence === 'likely' ? isUnfit(one, subject) : isConsequence(one, subject);
    const isOfOther = one.finding.evidence.some(({ where, seen }) => where === 'description' && ofOther.test(seen));
    if (isUnlikely || isOfOther || isOfEarlierTry(one, subject) || isUnread(one, subject))
      return heldFor(one, 'possible');
    const { cause } = one.rule;
    const isOpen =
      (cause === 'token-use/access-token-expired' && saysNew.test(remarks)) ||
      (cause === 'client-authentication/secret-wrong' && mayArriveChanged(subject));
    return isOpen ? heldFor(one, 'likely') : one;
  });
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

/** Tells whether what the text means can't lie behind the answer to this exchange. */
function isUnfit({ rule: { cause } }: Found, subject: Seen | undefined): boolean {
  if (cause === 'client-authentication/secret-wrong' && hasNoSecret(subject)) return true;
  if (cause === 'redirect-uri/scheme-mismatch' && !/^(?:http|[^:]*$)/i.test(subject?.sent('redirect_uri') ?? ''))
    return true;
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

/** Tells whether the request is known, and has no secret that could be wrong. */
function hasNoSecret(subject: Seen | undefined): boolean {
  if (subject?.has('client_assertion') === true) return !subject.has('client_secret');
  return subject?.role === 'token-request' && subject.parameters.length > 0 && lacksCredentials(subject);
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
