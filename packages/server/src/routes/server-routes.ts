import { publicProblem } from '@candor/protocol';
import { answerAdministration, openApiRoute } from '../admin/administration-routes.ts';
import { ownerRoutes } from '../console/owner.ts';
import { requestRoutes } from '../console/requests.ts';
import { signInRoutes } from '../console/sign-in.ts';
import { demoRoutes } from '../demo/routes.ts';
import { standardProblemMap } from '../dialects/standard/problem-map.ts';
import { explanationRoute } from '../explanations/door.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { pageResponse } from '../interaction/page-response.ts';
import { type OwnerLinkRefusedModel, ownerLinkRefusedPage } from '../pages/owner.ts';
import { errorPage, refusalPage } from '../pages/refusal.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import { misspelt } from './misspelt.ts';
import { publicRoutes, showAsset } from './public-routes.ts';
import { findRoute, type ServerAnswer, type ServerRoute } from './route-table.ts';

/** Answers everything outside the environments. */
export interface ServerRoutes {
  /** @throws Refusal, to be written by `writeRefusal`. */
  answer(request: HttpRequest): Promise<ServerAnswer>;
  /** `application/problem+json` under `/api/` (RFC 9457), a page elsewhere. */
  writeRefusal(refusal: Refusal, request: HttpRequest): HttpResponse;
}

const routes: readonly ServerRoute[] = [
  ...publicRoutes,
  openApiRoute,
  explanationRoute,
  ...ownerRoutes,
  ...signInRoutes,
  ...requestRoutes,
];
const withDemo: readonly ServerRoute[] = [...routes, ...demoRoutes];

export function createServerRoutes(server: ServerContext): ServerRoutes {
  return {
    async answer(request) {
      if (request.path.startsWith('/assets/')) return showAsset(request.path);
      const found = findRoute(server.demoApp() ? withDemo : routes, request.method, request.path);
      if (found.outcome === 'found') return found.route.handle(request, found.parameters, server);
      if (found.outcome === 'unknown' && isApi(request)) return answerAdministration(request, server);
      if (found.outcome === 'unknown') return refuseUnknown(request.path, server);
      return refuse('method-not-allowed', { seen: request.method, expected: found.allowed });
    },
    writeRefusal(refusal, request) {
      if (isApi(request)) return writeProblemJson(refusal, request, server);
      const isLost = lostProblems.includes(refusal.problem) && !wantsPage(request);
      return isLost ? writeOAuthError(refusal, request, server) : writePage(refusal, request, server);
    },
  };
}

/** An address that an environment would answer, below a name that none has: the name is misspelt. */
function refuseUnknown(path: string, { environments }: ServerContext): never {
  const [, name = '', ...rest] = path.split('/');
  const below = `/${rest.join('/')}`;
  const leadsToOAuth = [...environments.byName.values()].some(({ dialect }) =>
    dialect.endpoints.some((endpoint) => endpoint.path === below),
  );
  if (!leadsToOAuth) return refuse('endpoint-unknown');
  return refuse('environment-unknown', misspelt(name, [...environments.byName.keys()]));
}

/** What an app meets that has lost its way to an environment. */
const lostProblems: readonly string[] = ['environment-unknown', 'endpoint-unknown', 'host-unknown'];

/** A browser asks for HTML; an app that is lost here reads errors as OAuth has them. */
function wantsPage({ method, headers: { accept } }: HttpRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return accept?.includes('text/html') === true;
  return accept === undefined || !accept.includes('json') || accept.includes('text/html');
}

function isApi({ path }: HttpRequest): boolean {
  return path.startsWith('/api/');
}

/** Problems whose errors are the caller's own input, or their own records: they may be told in full. */
const toldInFull: readonly string[] = ['record-invalid', 'record-conflict'];

function writeProblemJson(refusal: Refusal, request: HttpRequest, server: ServerContext): HttpResponse {
  const problem = publicProblem(refusal.problem);
  const { status } = standardProblemMap[refusal.problem];
  const { errors } = refusal.detail;
  const wrong = refusal.problem === 'administration-token-not-accepted' ? ', error="invalid_token"' : '';
  const challenge = status === 401 ? { 'www-authenticate': `Bearer realm="Candor administration"${wrong}` } : {};
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...challenge,
      ...allow(refusal),
      ...retryAfter(refusal),
    },
    body: JSON.stringify({
      type: `${server.url}/problems/${problem.id}`,
      title: problem.title,
      status,
      detail: problem.meaning,
      instance: request.requestId,
      ...(toldInFull.includes(refusal.problem) && Array.isArray(errors) && { errors }),
    }),
  };
}

/** RFC 6749 section 5.2, as the environment would have answered. */
function writeOAuthError(refusal: Refusal, { requestId }: HttpRequest, server: ServerContext): HttpResponse {
  const { status, error, description } = standardProblemMap[refusal.problem];
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...allow(refusal),
      ...retryAfter(refusal),
    },
    body: JSON.stringify({
      error: error ?? 'invalid_request',
      ...(description !== undefined && { error_description: description }),
      error_uri: `${server.url}/problems/${publicProblem(refusal.problem).id}?request=${requestId}`,
    }),
  };
}

const plainErrors = [404, 405, 421, 500, 503] as const;

function writePage(refusal: Refusal, request: HttpRequest, server: ServerContext): HttpResponse {
  const { status } = standardProblemMap[refusal.problem];
  if (refusal.problem === 'owner-link-not-accepted') {
    const reason = refusal.detail.reason as OwnerLinkRefusedModel['reason'];
    return pageResponse(ownerLinkRefusedPage({ reason }), { formAction: "'none'", status });
  }
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
  return pageResponse(page, { formAction: "'none'", status, headers: { ...allow(refusal), ...retryAfter(refusal) } });
}

/** RFC 9110 section 15.5.6: a 405 says what is allowed. */
function allow({ problem, detail }: Refusal): Record<string, string> {
  const { expected } = detail;
  return problem === 'method-not-allowed' && Array.isArray(expected) ? { allow: expected.join(', ') } : {};
}

function retryAfter({ facts }: Refusal): Record<string, string> {
  return facts.retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(facts.retryAfter)) };
}
