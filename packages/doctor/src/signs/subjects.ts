import type { Evidence, Note, SentRequest } from '../evidence/evidence.ts';
import { anyOf } from './phrases.ts';
import type { Seen } from './view.ts';

const mostSubjects = 8;

/**
 * The exchanges that are asked about, the likeliest first: those that were refused and not made good later, the last
 * one first; where none was, those whose end nobody saved. A challenge that was answered with a token is no failure.
 */
export function subjectsOf(all: readonly Seen[]): readonly Seen[] {
  const refused = all
    .filter((one) => one.outcome === 'refused' && !isMadeGood(one, all) && !isOrdinary(one, all))
    .reverse();
  const open = all.filter((one) => one.outcome === 'unknown' && !isPassed(one, all)).reverse();
  // Behind a refusal that is only a consequence, an earlier request may be the one that nobody answered.
  const chosen = refused.length > 0 ? [...refused, ...open] : open;
  if (chosen.length > 0) return chosen.slice(0, mostSubjects);
  // Nothing was refused: what went wrong may show in what was accepted last.
  return all.filter(({ role }) => role !== 'other').slice(-1);
}

/**
 * Indexes of refusals that say nothing about what is wrong: the same was asked again and accepted. Where somebody
 * complains and nothing else was refused, it is just these that are meant.
 */
export function settledIn(all: readonly Seen[], isComplained: boolean): ReadonlySet<number> {
  const refused = all.filter((one) => one.outcome === 'refused');
  const settled = refused.filter((one) => isMadeGood(one, all) || isOrdinary(one, all));
  if (isComplained && settled.length === refused.length)
    return new Set(settled.filter((one) => isFile(one) || isRound(one, all)).map(({ index }) => index));
  return new Set(settled.map(({ index }) => index));
}

/** The codes of rounds that ended well, where no other request was refused: who names one of them tells of no failure. */
export function codesOfRounds(all: readonly Seen[]): readonly string[] {
  const refused = all.filter((one) => one.outcome === 'refused');
  return refused.every((one) => isRound(one, all)) ? refused.flatMap(({ code }) => code ?? []) : [];
}

/** The evidence without the answers that are settled: their texts are no complaint. */
export function withoutSettled(evidence: Evidence, all: readonly Seen[]): Evidence {
  const settled = settledIn(all, (evidence.notes ?? []).length > 0);
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

/**
 * Tells whether a refusal is part of what works: a file that has nothing to do with OAuth, a challenge that was answered
 * with a token, a poll of a device before the tokens came, or a silent login that was followed by one that the user saw
 * (OpenID Connect Core section 3.1.2.6).
 */
export function isOrdinary(seen: Seen, all: readonly Seen[]): boolean {
  if (seen.outcome !== 'refused') return false;
  return isFile(seen) || isRound(seen, all) || isAnsweredChallenge(seen, all) || isSilentLogin(seen, all);
}

/** What browsers ask for beside a page. */
function isFile({ role, method, path, credential, parameters }: Seen): boolean {
  return (
    role === 'other' &&
    /^(?:GET|HEAD)$/.test(method) &&
    credential === undefined &&
    parameters.every(({ name }) => /^(?:v|ver|version|t|hash|_)$/.test(name)) &&
    /\.(?:ico|png|jpe?g|gif|svg|webp|avif|css|m?js|map|woff2?|ttf|otf|eot|webmanifest|mp4|txt)$/i.test(path)
  );
}

/**
 * A round that the protocol has before the one that brings the tokens: a poll of a device (RFC 8628 section 3.5), or a proof
 * of possession without the nonce that the answer gives (RFC 9449 section 8).
 */
function isRound(seen: Seen, all: readonly Seen[]): boolean {
  return /^(?:authorization_pending|slow_down|use_dpop_nonce)$/.test(seen.code ?? '') && isMadeGood(seen, all);
}

function isAnsweredChallenge(seen: Seen, all: readonly Seen[]): boolean {
  return (
    seen.status === 401 &&
    all.some(
      (other) =>
        other.index > seen.index &&
        other.outcome === 'accepted' &&
        other.host === seen.host &&
        other.path === seen.path &&
        (other.header('authorization') !== undefined || other.areCredentialsUnseen),
    )
  );
}

function isSilentLogin(seen: Seen, all: readonly Seen[]): boolean {
  if (!/^(?:login|interaction|consent|account_selection)_required$/.test(seen.code ?? '')) return false;
  const state = seen.sent('state');
  const start = all.find(
    (one) =>
      one.role === 'authorization-request' && (one === seen || (state !== undefined && one.sent('state') === state)),
  );
  return (
    start?.sent('prompt') === 'none' &&
    all.some((one) => one.index > seen.index && one.outcome === 'accepted' && one.role === 'token-request')
  );
}

/**
 * An authorization request that was followed by a callback with a code had no fault that the server minds, and neither
 * had a callback whose code was redeemed, or a start behind which the token is in use already.
 */
export function isPassed(seen: Seen, all: readonly Seen[]): boolean {
  if (seen.outcome === 'unknown' && seen.role === 'authorization-response') return isRedeemed(seen.sent('code'), all);
  return (
    seen.isOf('authorization-request', 'pushed-authorization-request') &&
    all.some(
      (other) =>
        other.index > seen.index &&
        ((other.role === 'authorization-response' && other.has('code')) ||
          (other.role === 'resource-request' && /^bearer ./i.test(other.credential ?? ''))),
    )
  );
}

function isRedeemed(code: string | undefined, all: readonly Seen[]): boolean {
  return (
    code !== undefined &&
    all.some((one) => one.role === 'token-request' && one.outcome === 'accepted' && one.sent('code') === code)
  );
}

/** Tells whether the same was asked again later and accepted. */
function isMadeGood(seen: Seen, all: readonly Seen[]): boolean {
  return all.some(
    (other) =>
      other.index > seen.index &&
      other.outcome === 'accepted' &&
      other.role === seen.role &&
      other.host === seen.host &&
      other.path === seen.path &&
      other.sent('grant_type') === seen.sent('grant_type'),
  );
}

/**
 * Tells whether somebody complains, or something was refused that was not made good: a request that nobody answered may
 * yet succeed, and where the flow went on to its end, what was refused on the way was no failure.
 */
export function hasUnsettledFailure(all: readonly Seen[], { notes = [] }: Evidence): boolean {
  if (notes.some(isComplaint)) return true;
  const isAtEnd = all.findLast(({ role }) => role !== 'other')?.outcome === 'accepted';
  return !isAtEnd && all.some((one) => one.outcome === 'refused' && !isOrdinary(one, all) && !isMadeGood(one, all));
}

const complains = anyOf(
  /\b(?:err\w*|exceptions?|fail\w*|can(?:not|['’]t)|unable|refus\w+|den(?:y|ied)|invalid|wrong|broken|(?:does|is|do|did)(?: not|n['’]t)|loop\w*|stuck|why|help|problem|issue|[45]\d\d)\b/,
  /\b(?:nicht|fehl\w*|ne [\w']+ pas|falh\w+|fall[aoi]\w*|não|non|niet)\b/,
  /échou|エラー|失敗|失[败敗]|[错錯][误誤]|[无無]法|不[能了]|오류|실패/,
);

/** Tells whether a text is about a failure, and not a line of a log in which all is well. */
function isComplaint({ kind, text, isMadeGood }: Note): boolean {
  if (isMadeGood) return false;
  return kind === 'client-error' || complains.test(text);
}
