import { type ProblemId, publicProblem } from '@candor/protocol';
import type { Environment } from '../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { errorResponsePage } from '../../interaction/error-page.ts';
import { messagesFor } from '../../pages/messages/languages.ts';
import type { Refusal } from '../../refusal.ts';
import type { Endpoint, WireProblem } from '../dialect.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { standardProblemMap } from './problem-map.ts';

/** Writes a refusal on the wire: the only place of the standard dialect that does (ARCHITECTURE 4.6). */
export function writeRefusal(
  refusal: Refusal,
  endpoint: Endpoint | undefined,
  request: HttpRequest,
  environment: Environment,
): HttpResponse {
  const wire = wireProblem(refusal, endpoint);
  const { redirect } = refusal.facts;
  if (redirect) {
    return writeAuthorizationResponse(
      redirect,
      errorParameters(refusal.problem, wire, request, environment),
      environment,
      messagesFor(request),
    );
  }
  if (endpoint?.name === 'userinfo') return writeBearerRefusal(refusal, wire, request, environment);
  if (isPage(endpoint)) return errorResponsePage(refusal, wire, request, environment);
  return writeJsonRefusal(refusal, wire, request, environment);
}

/** RFC 9110 section 15.5.6: who used a method that is not allowed is told the allowed ones. */
function wireProblem({ problem }: Refusal, endpoint: Endpoint | undefined): WireProblem {
  const wire = standardProblemMap[problem];
  if (problem !== 'method-not-allowed' || !endpoint) return wire;
  return { ...wire, headers: { ...wire.headers, allow: endpoint.methods.join(', ') } };
}

/** The public page of a problem, which leads the app's developer to the explanation of this request. */
function errorUri(problem: ProblemId, requestId: string, environment: Environment): string {
  return `${environment.serverUrl}/problems/${publicProblem(problem).id}?request=${requestId}`;
}

function isPage(endpoint: Endpoint | undefined): boolean {
  return endpoint?.name === 'authorization' || endpoint?.name === 'page' || endpoint?.name === 'end-session';
}

function errorParameters(
  problem: ProblemId,
  wire: WireProblem,
  request: HttpRequest,
  environment: Environment,
): Record<string, string> {
  return {
    error: wire.error ?? 'invalid_request',
    ...(wire.description !== undefined && { error_description: wire.description }),
    error_uri: errorUri(problem, request.requestId, environment),
  };
}

function writeJsonRefusal(
  refusal: Refusal,
  wire: WireProblem,
  request: HttpRequest,
  environment: Environment,
): HttpResponse {
  return {
    status: wire.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...wire.headers,
      ...retryAfter(refusal),
      ...(wire.error === 'invalid_client' && challenge(request, environment)),
    },
    body: JSON.stringify(errorParameters(refusal.problem, wire, request, environment)),
  };
}

/** RFC 6749 section 5.2: a client that used the Authorization header is told the scheme to use. */
function challenge(request: HttpRequest, environment: Environment): Record<string, string> {
  if (request.headers.authorization === undefined) return {};
  return { 'www-authenticate': `Basic realm="${environment.issuer}", charset="UTF-8"` };
}

/** RFC 6750 section 3: the challenge says why, and a request without a token is told no error code. */
function writeBearerRefusal(
  refusal: Refusal,
  wire: WireProblem,
  request: HttpRequest,
  environment: Environment,
): HttpResponse {
  if (wire.status >= 500 || refusal.problem === 'method-not-allowed') {
    return writeJsonRefusal(refusal, wire, request, environment);
  }
  const parameters = wire.error === undefined ? {} : errorParameters(refusal.problem, wire, request, environment);
  const scope = refusal.problem === 'scope-insufficient' ? { scope: 'openid' } : {};
  const attributes = Object.entries({ realm: environment.issuer, ...parameters, ...scope });
  return {
    status: wire.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'www-authenticate': `Bearer ${attributes.map(([name, value]) => `${name}="${value}"`).join(', ')}`,
    },
    body: JSON.stringify(parameters),
  };
}

function retryAfter({ facts }: Refusal): Record<string, string> {
  return facts.retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(facts.retryAfter)) };
}
