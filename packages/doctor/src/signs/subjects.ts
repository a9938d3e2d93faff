import type { Seen } from './view.ts';

const mostSubjects = 8;

/**
 * The exchanges that are asked about, the likeliest first: those that were refused and not made good later, the last
 * one first; where none was, those whose end nobody saved. A challenge that was answered with a token is no failure.
 */
export function subjectsOf(all: readonly Seen[]): readonly Seen[] {
  const refused = all.filter((one) => one.outcome === 'refused' && !isMadeGood(one, all)).reverse();
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
  const settled = refused.filter((one) => isMadeGood(one, all));
  if (isComplained && settled.length === refused.length) return new Set();
  return new Set(settled.map(({ index }) => index));
}

/** An authorization request that was followed by a callback with a code had no fault that the server minds. */
function isPassed(seen: Seen, all: readonly Seen[]): boolean {
  return (
    seen.isOf('authorization-request', 'pushed-authorization-request') &&
    all.some((other) => other.index > seen.index && other.role === 'authorization-response' && other.has('code'))
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
