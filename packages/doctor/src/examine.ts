import type { Capture } from './captures/capture.ts';
import { diagnosesOf, type Found, ranked } from './diagnosis.ts';
import type { Evidence, SentRequest } from './evidence/evidence.ts';
import { flowNumbers } from './evidence/flow-numbers.ts';
import { gather } from './evidence/gathered.ts';
import { withoutStrangers } from './evidence/strangers.ts';
import type { Examination, ExchangeSummary } from './examination.ts';
import { byAnswer } from './found/by-answer.ts';
import { byRules } from './found/by-rules.ts';
import { bySigns } from './found/by-signs.ts';
import { byTexts } from './found/by-texts.ts';
import { heldFor } from './found/confidence.ts';
import { behindItsCause } from './found/consequence.ts';
import { withoutDenied } from './found/denied.ts';
import { nextTry, saidOfMended, withoutMended } from './found/mended.ts';
import { withoutForeign } from './found/of-oauth.ts';
import { behindProof, type Refuted, refutedIn, withoutRefuted } from './found/refuted.ts';
import { adviceFor } from './said/advice-for.ts';
import { askFor } from './signs/ask-for.ts';
import { hasUnsettledFailure, isOrdinary, settledIn, subjectsOf } from './signs/subjects.ts';
import { type Seen, seenIn, type View, viewOf } from './signs/view.ts';
import { scrubber } from './text/scrub.ts';
import type { Tools } from './tools.ts';

/**
 * Examines a capture: names what went wrong in it, best first, with the exchanges as a timeline. No secret of the capture
 * is in what is returned.
 */
export function examine(capture: Capture, tools: Tools): Examination {
  const gathered = gather(capture);
  const { evidence } = gathered;
  const all = seenIn(evidence);
  const refuted = refutedIn(evidence, all, tools);
  const found = findIn(evidence, all, tools, refuted);
  const isOpen = found[0]?.finding.confidence !== 'certain' && hasUnsettledFailure(all, evidence);
  const weigh = isOpen ? tools.likeness?.() : undefined;
  const weighed = weigh === undefined ? found : weigh(found, evidence, all, { refuted, adviceFor });
  const diagnoses = diagnosesOf(weighed, evidence);
  const question = capture.isBrokenOff && diagnoses.length === 0 ? wholeCapture : askFor(diagnoses, all, evidence);
  const [{ provider } = evidence] = withoutStrangers(evidence, all);
  return {
    version: 1,
    diagnoses,
    exchanges: summaries(
      all.filter(({ index }) => !gathered.derived.has(index)),
      evidence,
    ),
    ...(provider === undefined ? {} : { provider }),
    ...(question === undefined ? {} : { ask: question }),
    ...(capture.isBrokenOff && { incomplete: true as const }),
    redacted: true,
  };
}

/**
 * What rules, signs and texts find, each cause once, the best first. What is of different providers and clients, and
 * linked by nothing, is asked about apart.
 */
export function findIn(
  evidence: Evidence,
  all: readonly Seen[],
  tools: Tools,
  refuted = refutedIn(evidence, all, tools),
): readonly Found[] {
  const parts = withoutStrangers(evidence, all);
  if (parts[0] === evidence) return findInOne(evidence, all, tools, refuted);
  const found = parts.flatMap((part) => {
    const own = seenIn(part);
    return findInOne(part, own, tools, refutedIn(part, own, tools));
  });
  return oneCertain(ranked(found));
}

/** What is found where all may belong together. Each exchange that failed is asked about, the last one first, and then the texts alone. */
function findInOne(evidence: Evidence, all: readonly Seen[], tools: Tools, refuted: Refuted): readonly Found[] {
  const subjects = subjectsOf(all);
  const found: Found[] = [];
  const bySubject = new Map<Seen, readonly Found[]>();
  for (const subject of [...subjects, undefined]) {
    const asked: Evidence = subject === undefined ? evidence : { ...evidence, subject: subject.index };
    const view = viewOf(asked, all, tools);
    const shown = subject !== undefined && subject.outcome !== 'accepted' ? byRules(view, subject) : [];
    const seen = [...shown, ...bySigns(view, subjects[0], subject === undefined && found.some(isProved))];
    const meant = restsOnMention(view) ? seen.map((one) => heldFor(one, 'likely')) : seen;
    const next = subject === undefined ? undefined : nextTry(subject, subjects);
    found.push(...(next === undefined ? meant : withoutMended(meant, bySubject.get(next) ?? [])));
    if (subject !== undefined) bySubject.set(subject, meant);
  }
  // Texts are read once: with the exchange that failed last, or alone.
  const [last] = subjects;
  const heard = withoutSettled(evidence, settledIn(all, (evidence.notes ?? []).length > 0));
  const said = byTexts(last === undefined ? heard : { ...heard, subject: last.index }, last, found);
  found.push(...saidOfMended(said, found));
  const left = withoutDenied(withoutRefuted(found, refuted), evidence);
  const meant = withoutForeign(behindItsCause(left, evidence), evidence);
  return behindProof(byAnswer(oneCertain(ranked(meant)), evidence, all, last), refuted);
}

/** Tells whether a request of the flow stands in a sentence alone, which tells of what somebody opens or sees elsewhere. */
function restsOnMention({ subject, start, callback }: View): boolean {
  return [subject, start, callback].some((one) => one?.exchange.request?.isMentioned === true);
}

/** Tells whether an exchange itself proves it: words that all servers have in common add nothing beside. */
function isProved({ rule, finding }: Found): boolean {
  return finding.confidence === 'certain' && rule.specificity === 3;
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
function oneCertain([first, ...others]: readonly Found[]): readonly Found[] {
  return first === undefined ? [] : [first, ...others.map((one) => heldFor(one, 'likely'))];
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
