import type { Capture } from './captures/capture.ts';
import { ask, bestOf, type Diagnosis, type Found } from './diagnose.ts';
import type { Evidence, SentRequest } from './evidence/evidence.ts';
import { flowNumbers } from './evidence/flow-numbers.ts';
import { gather } from './evidence/gathered.ts';
import type { Examination, ExchangeSummary } from './examination.ts';
import { rules } from './rules/registry.ts';
import type { Confidence } from './rules/rule.ts';
import { causeAdvice } from './said/cause-advice.ts';
import { textFindings } from './said/text-findings.ts';
import { askFor } from './signs/ask-for.ts';
import { lacksCredentials } from './signs/client-authentication/request-of-client.ts';
import { isCompatible, isContradicted, isHidden } from './signs/compatible.ts';
import { searches } from './signs/registry.ts';
import { isAboutOther } from './signs/said-about.ts';
import type { Sign } from './signs/sign.ts';
import { isOrdinary, settledIn, subjectsOf } from './signs/subjects.ts';
import { type Seen, seenIn, type View, viewOf } from './signs/view.ts';
import { scrubber } from './text/scrub.ts';
import type { Tools } from './tools.ts';

/** Rules that rest on what this server accepts, which others do not; the signs look at the same in captures. */
const servers: ReadonlySet<string> = new Set(['token-use/authorization-header-malformed:malformed']);
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
/** What looks missing where its name is misspelt. */
const missing: ReadonlySet<string> = new Set([
  'scope-consent/scope-missing',
  'transport-endpoint/parameter-missing',
  'pkce/required-not-sent',
  'pkce/only-one-half-sent',
]);
/** Rules whose mistake other servers often let pass. */
const unsure: ReadonlySet<string> = new Set([
  'client-authentication/multiple-methods:multiple-methods',
  'client-authentication/auth-method-mismatch:other-scheme',
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
/** What one provider alone refuses. */
const ofProvider: Readonly<Record<string, string>> = { 'redirect-uri/oob-retired:oob-retired': 'google' };

/**
 * Examines a capture: names what went wrong in it, best first, with the exchanges as a timeline. Each exchange that
 * failed is asked about, the last one first, and then the texts alone. No secret of the capture is in what is returned.
 */
export function examine(capture: Capture, tools: Tools): Examination {
  const gathered = gather(capture);
  const { evidence } = gathered;
  const all = seenIn(evidence);
  const subjects = subjectsOf(all);
  const found: Found[] = [];
  for (const subject of [...subjects, undefined]) {
    const asked: Evidence = subject === undefined ? evidence : { ...evidence, subject: subject.index };
    const view = viewOf(asked, all, tools);
    if (subject !== undefined && subject.outcome !== 'accepted') found.push(...byRules(view, subject));
    found.push(...bySigns(view, subjects[0]));
  }
  // Texts are read once: with the exchange that failed last, or alone.
  const [last] = subjects;
  const heard = withoutSettled(evidence, settledIn(all, capture.notes.length > 0));
  found.push(...byTexts(last === undefined ? heard : { ...heard, subject: last.index }, last));
  const diagnoses = oneCertain(bestOf(found, evidence));
  const question = capture.isBrokenOff && diagnoses.length === 0 ? wholeCapture : askFor(diagnoses, all, evidence);
  const named = evidence.provider === undefined ? {} : { provider: evidence.provider };
  return {
    version: 1,
    diagnoses,
    exchanges: summaries(
      all.filter(({ index }) => !gathered.derived.has(index)),
      evidence,
    ),
    ...named,
    ...(question === undefined ? {} : { ask: question }),
    ...(capture.isBrokenOff && { incomplete: true as const }),
    redacted: true,
  };
}

const wholeCapture = 'Save the recording again and send the whole file: it breaks off before its end.';

/** Takes the answers out that were made good: their texts are no complaint. */
function withoutSettled(evidence: Evidence, settled: ReadonlySet<number>): Evidence {
  if (settled.size === 0) return evidence;
  const exchanges = evidence.exchanges.map((one, at) => {
    if (!settled.has(at)) return one;
    const { response: _, request, ...rest } = one;
    return request === undefined ? rest : { ...rest, request: withoutError(request) };
  });
  return { ...evidence, exchanges };
}

function withoutError(request: SentRequest): SentRequest {
  return { ...request, parameters: request.parameters.filter(({ name }) => !/^error/.test(name)) };
}

/** One root cause is proven at most: what else looks proven is its consequence, or stands beside it. */
function oneCertain(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  return diagnoses.map((one, at) => (at === 0 ? one : { ...one, confidence: noMoreThanLikely(one.confidence) }));
}

/** What the texts say; a cause that the exchange which failed can't have counts less. */
function byTexts(evidence: Evidence, subject: Seen | undefined): readonly Found[] {
  return textFindings(evidence).map((said) => {
    const text = ofVerifier(said, subject);
    const isGeneral = general.has(text.rule.cause) && text.finding.confidence !== 'certain';
    const one = isGeneral ? { ...text, rule: { ...text.rule, specificity: 1 as const } } : text;
    const isOfSecretUnsent = one.rule.cause === 'client-authentication/secret-wrong' && hasNoSecret(subject);
    if (one.finding.confidence === 'likely' && isOfSecretUnsent)
      return { ...one, finding: { ...one.finding, confidence: 'possible' } };
    if (one.finding.confidence !== 'likely' || subject === undefined || isCompatible(one.rule.cause, subject))
      return one;
    if (goesOnUnseen(subject)) return one;
    return { ...one, finding: { ...one.finding, confidence: 'possible' } };
  });
}

/** Tells whether the request is known, and has no secret that could be wrong. */
function hasNoSecret(subject: Seen | undefined): boolean {
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

/** Behind a callback the app's own server goes on, and what it prints is about the step that nobody saved. */
function goesOnUnseen({ role, code }: Seen): boolean {
  return role === 'authorization-response' && code === undefined;
}

/** What the rules say of a request that was refused, or whose end nobody saved; what was accepted is no mistake. */
function byRules(view: View, subject: Seen): readonly Found[] {
  const { evidence, tools } = view;
  const found = ask(rules, evidence, tools).filter(({ rule }) => isCompatible(rule.cause, subject));
  return found.flatMap((one) => {
    const name = `${one.rule.cause}:${one.rule.variant}`;
    if (servers.has(name) && isOneToken(subject)) return [];
    if (comparing.has(name) && view.isOneFlow && view.start !== lastStart(view)) return [];
    if (isHidden(one.rule.cause, subject))
      return [{ ...one, finding: { ...one.finding, confidence: 'possible' as const } }];
    if (name === 'token-use/authorization-header-malformed:token-in-parameters')
      return ofTokenInParameters(one, subject);
    const isOfOthers =
      Object.hasOwn(ofProvider, name) && view.provider !== undefined && ofProvider[name] !== view.provider;
    const isSure =
      subject.outcome !== 'accepted' &&
      !unsure.has(name) &&
      (view.isOneFlow || !comparing.has(name)) &&
      !isOfOthers &&
      !isAboutOther(view, one.rule.cause) &&
      !isContradicted(one.rule.cause, reasonOf(view));
    if (unsure.has(name) && subject.outcome !== 'refused')
      return [{ ...one, finding: { ...one.finding, confidence: 'possible' as const } }];
    return isSure
      ? [one]
      : [{ ...one, finding: { ...one.finding, confidence: noMoreThanLikely(one.finding.confidence) } }];
  });
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
function ofTokenInParameters(one: Found, subject: Seen): readonly Found[] {
  const challenge = subject.answered('www-authenticate');
  const said = `${subject.code ?? ''}\n${subject.text}\n${challenge ?? ''}`;
  const isBare = subject.status === 401 && challenge !== undefined && !/error/i.test(said);
  if (isBare || saysNoToken.test(said)) return [one];
  const confidence = saysOfToken.test(said) ? 'possible' : 'likely';
  return [{ ...one, finding: { ...one.finding, confidence } }];
}

/** What the signs say of one exchange, or of the texts alone; `last` is the exchange that the texts speak of. */
function bySigns(view: View, last: Seen | undefined): readonly Found[] {
  const { tools } = view;
  const found: Found[] = [];
  for (const { name, look } of searches) {
    try {
      for (const sign of look(view)) {
        if (view.subject !== undefined && !isCompatible(sign.cause, view.subject)) continue;
        found.push(foundOf({ ...sign, confidence: sureness(sign, view, last) }));
      }
    } catch (error) {
      tools.onFault?.({ rule: name, error });
    }
  }
  return found;
}

/** How sure a sign is beside what was answered, and beside what the capture does not show. */
function sureness({ cause, variant, confidence }: Sign, view: View, last: Seen | undefined): Confidence {
  const isSaid = variant === 'said';
  const isAside = isSaid && last !== undefined && !isCompatible(cause, last) && !goesOnUnseen(last);
  if (isAside || (!isSaid && isHidden(cause, view.subject))) return 'possible';
  return isContradicted(cause, reasonOf(view)) ? noMoreThanLikely(confidence) : confidence;
}

/** The words in which the answer, or else the program, gives its reason. */
function reasonOf({ subject, printed }: View): string {
  return subject?.text || printed;
}

function foundOf({ cause, variant, confidence, specificity = 2, lines, ...words }: Sign): Found {
  const advice = causeAdvice[cause];
  return {
    rule: {
      cause,
      variant,
      retry: advice.retry ?? false,
      whoseMove: advice.whoseMove ?? 'app',
      noiseWhen: missing.has(cause) ? ['transport-endpoint/parameter-unknown'] : [],
      specificity,
    },
    finding: {
      confidence,
      evidence: lines,
      what: words.what ?? advice.what,
      why: words.why ?? advice.why,
      fix: words.fix ?? advice.fix,
    },
  };
}

/** Tells whether the header has the form of RFC 6750 section 2.1, or of what other servers accept: their words, a key. */
function isOneToken(subject: Seen): boolean {
  return /^(?:(?:bearer|token|zoho-oauthtoken|oauth|dpop) +[^\s"'(),]+|basic .*|[\w.~+/=-]{20,})$/i.test(
    subject.credential ?? '',
  );
}

function noMoreThanLikely(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

function summaries(all: readonly Seen[], evidence: Evidence): readonly ExchangeSummary[] {
  const scrub = scrubber(evidence);
  const flows = flowNumbers(all);
  return all.map((seen) => {
    const { exchange, role, at, code, status, outcome } = seen;
    const flow = flows.get(seen.index);
    const where = exchange.source.from === 'capture' ? exchange.source.at : 'server';
    return {
      role,
      where,
      ...(at === undefined || Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }),
      ...(exchange.request === undefined ? {} : { method: seen.method, target: scrub(`${seen.host}${seen.path}`) }),
      ...(exchange.response === undefined ? {} : { status: status ?? 0 }),
      ...(code === undefined ? {} : { error: scrub(code) }),
      outcome,
      ...(isOrdinary(seen, all) ? { ordinary: true as const } : {}),
      ...(flow === undefined ? {} : { flow }),
    };
  });
}
