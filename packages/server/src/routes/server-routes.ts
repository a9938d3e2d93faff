import { publicProblem } from '@candor/protocol';
import { standardProblemMap } from '../dialects/standard/problem-map.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { pageResponse } from '../interaction/page-response.ts';
import { errorPage, refusalPage } from '../pages/refusal.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import { publicRoutes, showAsset } from './public-routes.ts';
import { findRoute, type ServerRoute } from './route-table.ts';

/** Answers everything outside the environments. */
export interface ServerRoutes {
  /** @throws Refusal, to be written by `writeRefusal`. */
  answer(request: HttpRequest): Promise<HttpResponse>;
  /** `application/problem+json` under `/api/` (RFC 9457), a page elsewhere. */
  writeRefusal(refusal: Refusal, request: HttpRequest): HttpResponse;
}

const routes: readonly ServerRoute[] = [...publicRoutes];

export function createServerRoutes(server: ServerContext): ServerRoutes {
  return {
    async answer(request) {
      if (request.path.startsWith('/assets/')) return showAsset(request.path);
      const found = findRoute(routes, request.method, request.path);
      if (found.outcome === 'found') return found.route.handle(request, found.parameters, server);
      if (found.outcome === 'unknown') return refuse('endpoint-unknown', { seen: request.path });
      return refuse('method-not-allowed', { seen: request.method, expected: found.allowed });
    },
    writeRefusal(refusal, request) {
      const isApi = request.path.startsWith('/api/');
      return isApi ? writeProblemJson(refusal, request, server) : writePage(refusal, request, server);
    },
  };
}

function writeProblemJson(refusal: Refusal, request: HttpRequest, server: ServerContext): HttpResponse {
  const problem = publicProblem(refusal.problem);
  const { status } = standardProblemMap[refusal.problem];
  const { errors } = refusal.detail;
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer realm="Candor administration"' } : {};
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...challenge,
      ...retryAfter(refusal),
    },
    body: JSON.stringify({
      type: `${server.url}/problems/${problem.id}`,
      title: problem.title,
      status,
      detail: problem.meaning,
      instance: request.requestId,
      // What is wrong with a record is the caller's own input: it may be told in full.
      ...(refusal.problem === 'record-invalid' && Array.isArray(errors) && { errors }),
    }),
  };
}

const plainErrors = [404, 405, 421, 500, 503] as const;

function writePage(refusal: Refusal, request: HttpRequest, server: ServerContext): HttpResponse {
  const { status } = standardProblemMap[refusal.problem];
  const problem = publicProblem(refusal.problem);
  const { requestId } = request;
  const plain = plainErrors.find((known) => known === status);
  const page = plain
    ? errorPage({ status: plain, requestId })
    : refusalPage({
        title: problem.title,
        whatHappened: problem.meaning,
        whoseMove: problem.whoseMove,
        whatToDo: problem.fix,
        requestId,
        developerHref: `${server.url}/problems/${problem.id}?request=${requestId}`,
      });
  return pageResponse(page, { formAction: "'none'", status, headers: retryAfter(refusal) });
}

function retryAfter({ facts }: Refusal): Record<string, string> {
  return facts.retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(facts.retryAfter)) };
}
