import type { ProblemId } from '@candor/protocol';
import { type RefusalDetail, type RefusalFacts, refuse } from '../refusal.ts';

/** One named condition of an operation, in the specification's words. Pure and synchronous. */
export interface Check<Request, Facts> {
  readonly name: string;
  /** Specification and section. */
  readonly spec: string;
  /** Raised when the condition does not hold. */
  readonly problem: ProblemId;
  holds(request: Request, facts: Facts): boolean;
  /** What was seen and what was expected; made only for a refusal. */
  detail?(request: Request, facts: Facts): RefusalDetail;
}

/** An operation's checks in the order in which they are made. */
export type CheckList<Request, Facts> = readonly Check<Request, Facts>[];

/**
 * Runs the checks in order and refuses at the first that does not hold.
 * @param known what the refusal may be explained with.
 */
export function runChecks<Request, Facts>(
  checks: CheckList<Request, Facts>,
  request: Request,
  facts: Facts,
  known: (facts: Facts) => RefusalFacts,
): void {
  for (const check of checks) {
    if (check.holds(request, facts)) continue;
    refuse(check.problem, { check: check.name, ...check.detail?.(request, facts) }, known(facts));
  }
}

/**
 * The checks in a dialect's own order, given by name.
 * @throws TypeError unless the order is a complete permutation of the checks.
 */
export function inOrder<Request, Facts>(
  checks: CheckList<Request, Facts>,
  order: readonly string[],
): CheckList<Request, Facts> {
  const byName = new Map(checks.map((check) => [check.name, check]));
  const ordered = order.map((name) => byName.get(name));
  if (new Set(order).size !== checks.length || ordered.includes(undefined) || order.length !== checks.length) {
    throw new TypeError(`The order [${order.join(', ')}] is not a permutation of [${[...byName.keys()].join(', ')}]`);
  }
  return Object.freeze(ordered as Check<Request, Facts>[]);
}
