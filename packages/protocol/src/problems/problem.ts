/** Who has to act before the same request can succeed. */
export type WhoseMove = 'app' | 'user' | 'operator' | 'provider';

/**
 * One declared refusal. Declared once; the wire, the log, the public page, the console and the doctor's index are made
 * from it and from the dialect's map.
 */
export interface Problem {
  /** Kebab-case, stable. */
  readonly id: string;
  /** One line, no full stop. */
  readonly title: string;
  /** What it means, in one or two sentences that may be shown to anybody. */
  readonly meaning: string;
  readonly whoseMove: WhoseMove;
  /** The next step, as one or two sentences that may be shown to anybody. */
  readonly fix: string;
  /** True when the very same request may succeed later without any change. */
  readonly retry: boolean;
  /** Specification and section, e.g. `RFC 6749 section 5.2`. */
  readonly spec: string;
  /**
   * The problem whose page and texts the public sees in place of this one, where the finer one would tell a stranger
   * something (ARCHITECTURE 4.6). Absent: this problem is public itself.
   */
  readonly publicAs?: string;
}

/** Declares a group of problems; the keys are the ids, so that a use of an unknown id does not type-check. */
export function defineProblems<const Ids extends string>(
  records: { readonly [Id in Ids]: Omit<Problem, 'id' | 'publicAs'> & { readonly publicAs?: string } },
): { readonly [Id in Ids]: Problem } {
  const problems = {} as { [Id in Ids]: Problem };
  for (const id of Object.keys(records) as Ids[]) problems[id] = Object.freeze({ id, ...records[id] }) as Problem;
  return Object.freeze(problems);
}
