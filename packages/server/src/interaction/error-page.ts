import { type ProblemId, publicProblem } from '@candor/protocol';
import type { WireProblem } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { messagesFor } from '../pages/messages/languages.ts';
import { expiredPage, refusalPage } from '../pages/refusal.ts';
import type { Refusal } from '../refusal.ts';
import { brandingOf, pageResponse } from './page-response.ts';

/** Shows a refusal to the person at the browser: what happened, whose move it is, what to do, and the request id. */
export function errorResponsePage(
  refusal: Refusal,
  wire: WireProblem,
  request: HttpRequest,
  environment: Environment,
): HttpResponse {
  const branding = brandingOf(environment);
  const messages = messagesFor(request);
  const problem = publicProblem(refusal.problem);
  const texts = messages.problems[problem.id as ProblemId] ?? problem;
  const { client, retryAfter } = refusal.facts;
  const page =
    refusal.problem === 'authorization-session-expired'
      ? expiredPage(
          {
            branding,
            lifetimeMinutes: Math.round(environment.policy.authorizationSessionLifetime / 60),
            ...(client && {
              app: { name: client.name, ...(client.homeUri !== undefined && { home: client.homeUri }) },
            }),
          },
          messages,
        )
      : refusalPage(
          {
            branding,
            title: texts.title,
            whatHappened: texts.meaning,
            whoseMove: problem.whoseMove,
            whatToDo: texts.fix,
            requestId: request.requestId,
            developerHref: `${environment.serverUrl}/problems/${problem.id}?request=${request.requestId}`,
          },
          messages,
        );
  return pageResponse(page, {
    formAction: "'none'",
    status: wire.status,
    headers: { ...wire.headers, ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }) },
  });
}
