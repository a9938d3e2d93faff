import { ask, type Found } from '../diagnosis.ts';
import { isBlotted } from '../evidence/blotted.ts';
import { providerNamed } from '../providers/recognise.ts';
import { rulesOfRequests } from '../rules/of-requests.ts';
import { isCompatible, isContradicted, isWithheld, mayBeUnseen } from '../signs/compatible.ts';
import { isBorrowed } from '../signs/pkce/flow-of-code.ts';
import { hasOtherReason } from '../signs/redirect-uri/differs-between-requests.ts';
import { isAboutOther } from '../signs/said-about.ts';
import type { Seen, View } from '../signs/view.ts';
import { isWordForHalf } from '../text/placeholder.ts';
import { heldFor, reasonOf } from './confidence.ts';

/** Rules that rest on what this server accepts, which others do not; the signs look at the same in captures. */
const servers: ReadonlySet<string> = new Set(['token-use/authorization-header-malformed:malformed']);
const otherScheme = 'client-authentication/auth-method-mismatch:other-scheme';
/** Rules whose mistake other servers often let pass. */
const unsure: ReadonlySet<string> = new Set([
  'client-authentication/multiple-methods:multiple-methods',
  otherScheme,
  'transport-endpoint/parameter-unknown:parameter-misspelt',
  'pkce/verifier-format:verifier-length',
  'client-authentication/multiple-methods:two-clients',
  // Answered by other servers as a token that they do not know.
  'token-use/wrong-token-of-flow:other-credential-as-refresh-token',
]);
/** Rules that compare with the authorization request that came last, whichever flow it began. */
const comparing: ReadonlySet<string> = new Set([
  'pkce/verifier-mismatch:verifier-unknown',
  'redirect-uri/differs-between-requests:differs-between-requests',
]);
const inParameters = 'token-use/authorization-header-malformed:token-in-parameters';
/** What Google alone refuses for sure, and a few still serve. */
const outOfBand = 'redirect-uri/oob-retired:oob-retired';

/** Tells whether the name that looks misspelt is one that this provider has beside the standard's. */
function isOwnParameter({ rule, finding }: Found, { provider }: View): boolean {
  const seen = finding.evidence[0]?.seen ?? '';
  return (
    rule.cause === 'transport-endpoint/parameter-unknown' &&
    providerNamed(provider)?.ownParameters?.includes(seen) === true
  );
}

/** What the rules say of a request that was refused, or whose end nobody saved; what was accepted is no mistake. */
export function byRules(view: View, subject: Seen): readonly Found[] {
  const found = ask(rulesOfRequests, view.evidence, view.tools).filter(({ rule }) => isCompatible(rule.cause, subject));
  const meant = found.filter((one) => !isOfOtherFlow(one, view, subject) && !isOwnParameter(one, view));
  return meant.map((one) => besideAnswer(one, view, subject));
}

/** Tells whether the header that is refused has id and secret, as Basic would have them, and nothing else has. */
function isPair({ credential = '', status }: Seen): boolean {
  try {
    return status === 401 && /^[!-~]{4,}:[!-~]{8,}$/.test(atob(credential.split(' ')[1] ?? ''));
  } catch {
    return false;
  }
}

/** Tells whether the rule judged by what other servers accept, or by the start of another flow. */
function isOfOtherFlow(found: Found, view: View, subject: Seen): boolean {
  const name = nameOf(found);
  if (name === outOfBand && view.habits?.showsCode) return true;
  if (servers.has(name) && isOneToken(subject)) return true;
  return comparing.has(name) && view.isOneFlow && view.start !== lastStart(view);
}

/** How sure a rule is that knows this server, in a capture of another one. */
function besideAnswer(found: Found, view: View, subject: Seen): Found {
  const name = nameOf(found);
  const { cause } = found.rule;
  const isBlanked =
    cause === 'client-authentication/credentials-placeholder' &&
    (isWrittenOver(subject) || isReadInside(subject) || isMasked(subject));
  // A + that a server did not encode is a blank in its callback.
  const isAsDelivered =
    cause === 'authorization-code/altered-by-client' &&
    subject.role === 'authorization-response' &&
    subject.sent('code')?.includes(' ') === true;
  const isOfBasic = cause === 'client-authentication/basic-content-wrong';
  const isAbsent = mayBeUnseen(cause, subject) && name !== inParameters && !comparing.has(name);
  if (isBlanked || isAsDelivered || isAbsent || (isOfBasic && isStandIn(subject))) return heldFor(found, 'possible');
  if (isOfBasic && lacksPadding(subject)) return heldFor(found, 'likely');
  if (name === inParameters && subject.areCredentialsUnseen)
    return heldFor(ofTokenInParameters(found, subject), 'likely');
  if (name === inParameters)
    return view.habits?.tokenInQuery ? heldFor(found, 'possible') : ofTokenInParameters(found, subject);
  if (name === otherScheme && isPair(subject)) return found;
  if (unsure.has(name)) return heldFor(found, subject.outcome === 'refused' ? 'likely' : 'possible');
  if (name === outOfBand && view.provider !== 'google') return asLastResort(heldFor(found, 'likely'));
  const isOfUnknownFlow =
    comparing.has(name) &&
    (!view.isOneFlow || hasOtherReason(subject) || (cause === 'pkce/verifier-mismatch' && isBorrowed(view)));
  const isMeant =
    !isAboutOther(view, cause) && !isContradicted(cause, reasonOf(view)) && !isWithheld(cause, view.remarks);
  const isSure = subject.outcome !== 'accepted' && !isOfUnknownFlow && isMeant;
  return isSure ? found : heldFor(found, 'likely');
}

function asLastResort({ rule, finding }: Found): Found {
  return { rule: { ...rule, specificity: 1 }, finding };
}

/** Tells whether somebody blotted out a half of what a Basic header was made of. */
function isMasked({ credentials }: Seen): boolean {
  return [credentials?.id, credentials?.secret].some((half) => half !== undefined && isBlotted(half));
}

/** Tells whether a reporter put names in the place of values: `password=PASSWORD` comes from no setting. */
function isWrittenOver({ parameters }: Seen): boolean {
  return parameters.some(
    ({ name, value }) =>
      /^(?:username|password|code|refresh_token)$/.test(name) &&
      value.toLowerCase().replace(/^your[-_ ]?/, '') === name,
  );
}

/** Id and secret in Base64, of some length and not in words. */
const encodedPair = /^(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[^\s<>${}()[\]…*]{20,}/;
/** Id and secret as they are. */
const plainPair = /^([^\s<>${}()[\]…*:]{2,}):([^\s<>${}()[\]…*:]{2,})$/;
/** Tells whether something shorter, or a word, stands in the place of the pair that was sent. */
function isStandIn({ credential = '' }: Seen): boolean {
  const pair = credential.replace(/^basic +/i, '');
  const [, ...halves] = plainPair.exec(pair) ?? [];
  if (halves.length === 0) return !encodedPair.test(pair);
  return halves.some(isWordForHalf);
}

/** Tells whether the signs of equality are missing at the end of Base64, which some servers read all the same. */
function lacksPadding({ credential = '' }: Seen): boolean {
  const sent = /^basic +([A-Za-z0-9+/]+)$/i.exec(credential)?.[1] ?? '';
  return sent.length % 4 !== 0 && isText(sent);
}

function isText(base64: string): boolean {
  try {
    return /^[ -~]+$/.test(atob(base64));
  } catch {
    return false;
  }
}

/** Tells whether the server read the id that stands between braces, which are then no template's: it repeats it without. */
function isReadInside({ clientId = '', text }: Seen): boolean {
  const inside = /^[{[<](\w[\w-]{8,})[}\]>]$/.exec(clientId)?.[1];
  return inside !== undefined && text.includes(inside) && !text.includes(clientId);
}

function nameOf({ rule }: Found): string {
  return `${rule.cause}:${rule.variant}`;
}

function lastStart({ before }: View): Seen | undefined {
  return before.findLast((one) => one.isOf('authorization-request', 'pushed-authorization-request'));
}

const saysNoToken =
  /\bno (?:access |bearer |auth(?:entication|orization)? ?)?(?:token|header|credentials)|(?:token|header|credentials|authentication|authorization)\b[^\n]{0,40}(?:missing|not (?:found|present|provided|supplied|sent|given|set)|required|absent|empty)|(?:missing|requires?|without|provide|must (?:be|have|contain|include))\b[^\n]{0,40}(?:token|header|credentials|authentication|authorization)|unauthenticated|not (?:authenticated|logged in)/i;
const saysOfToken =
  /expired?|invalid|revoked|malformed|inactive|not (?:valid|active|authori[sz]ed)|cannot parse|could not be (?:parsed|decoded)|signature|scope|permission/i;

/**
 * A token in the address or the body, which some servers read: certain where the answer says that none came, or is the
 * bare challenge of RFC 6750 section 3; one of several where it says what is wrong with the token.
 */
function ofTokenInParameters(one: Found, subject: Seen): Found {
  const challenge = subject.answered('www-authenticate');
  const said = `${subject.code ?? ''}\n${subject.text}\n${challenge ?? ''}`;
  const isBare = subject.status === 401 && challenge !== undefined && !/error/i.test(said);
  if (isBare || saysNoToken.test(said)) return one;
  return heldFor(one, saysOfToken.test(said) ? 'possible' : 'likely');
}

/** Tells whether the header has the form of RFC 6750 section 2.1, or of what other servers accept: their words, a key. */
function isOneToken(subject: Seen): boolean {
  return /^(?:(?:bearer|token|zoho-oauthtoken|oauth|dpop) +[^\s"'(),]+|basic .*|[\w.~+/=-]{20,})$/i.test(
    subject.credential ?? '',
  );
}
