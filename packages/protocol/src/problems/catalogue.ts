import { administrationProblems } from './administration.ts';
import { authorizationProblems } from './authorization.ts';
import { bearerProblems } from './bearer.ts';
import { clientAuthenticationProblems } from './client-authentication.ts';
import { peopleProblems } from './people.ts';
import type { Problem } from './problem.ts';
import { tokenProblems } from './token.ts';
import { transportProblems } from './transport.ts';

/** Every problem that exists, by id. */
export const problems = Object.freeze({
  ...transportProblems,
  ...clientAuthenticationProblems,
  ...authorizationProblems,
  ...tokenProblems,
  ...bearerProblems,
  ...peopleProblems,
  ...administrationProblems,
});

/** The id of a declared problem. */
export type ProblemId = keyof typeof problems;

/** The ids of all problems, in the catalogue's order. */
export const problemIds: readonly ProblemId[] = Object.freeze(Object.keys(problems) as ProblemId[]);

/** Tells whether a text, such as a path segment, is the id of a declared problem. */
export function isProblemId(text: string): text is ProblemId {
  return Object.hasOwn(problems, text);
}

/** The problem that the public sees in place of `id`: itself, or the umbrella that it is declared to hide behind. */
export function publicProblem(id: ProblemId): Problem {
  const problem: Problem = problems[id];
  return problem.publicAs === undefined ? problem : problems[problem.publicAs as ProblemId];
}
