import type { ProblemId } from '@candor/protocol';
import type { Environment } from '../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { errorResponsePage } from '../../interaction/error-page.ts';
import type { Refusal } from '../../refusal.ts';
import type { Endpoint, EndpointName, WireProblem } from '../dialect.ts';
import { writeApiRefusal } from './api/error-writer.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { blockedPage } from './blocked-page.ts';
import { klaviyoPaths } from './paths.ts';
import { klaviyoWire } from './problem-map.ts';

/** Told to the browser where the request was made, although the redirect URI is proven. */
const answeredHere: readonly ProblemId[] = ['response-type-unsupported', 'role-not-allowed-to-grant', 'maintenance'];

/** Told with a status alone, unless the policy has a page for people. */
const toldByStatus: readonly ProblemId[] = ['role-not-allowed-to-grant', 'page-not-for-role'];

const forApps: readonly EndpointName[] = ['token', 'revocation'];

/** Writes a refusal on the wire: the only place of this dialect that does (ARCHITECTURE 4.6). */
export function writeRefusal(
  refusal: Refusal,
  endpoint: Endpoint | undefined,
  request: HttpRequest,
  environment: Environment,
): HttpResponse {
  const { problem, facts } = refusal;
  const wire = klaviyoWire(problem, endpoint?.name);
  if (wire.status === 503) return { status: 503, headers: {}, body: '' };
  if (problem === 'endpoint-on-wrong-host') {
    return endpoint && forApps.includes(endpoint.name) ? blockedPage(request.requestId) : empty(wire);
  }
  if (isApi(endpoint, request)) return writeApiRefusal(refusal, wire, environment);
  if (facts.redirect && !answeredHere.includes(problem)) {
    return writeAuthorizationResponse(facts.redirect, parametersOf(refusal, wire));
  }
  if (toldByStatus.includes(problem)) {
    return environment.policy.browserRefusals === 'empty'
      ? empty(wire)
      : errorResponsePage(refusal, wire, request, environment);
  }
  if (endpoint === undefined) return empty(wire);
  if (endpoint.name === 'page' || endpoint.name === 'client-page') {
    return errorResponsePage(refusal, wire, request, environment);
  }
  return writeJsonRefusal(refusal, wire, endpoint);
}

function isApi(endpoint: Endpoint | undefined, request: HttpRequest): boolean {
  return endpoint === undefined ? request.path.includes(`${klaviyoPaths.api}/`) : endpoint.name === 'api';
}

function empty({ status }: WireProblem): HttpResponse {
  return { status, headers: { 'cache-control': 'no-store' }, body: '' };
}

function parametersOf({ detail }: Refusal, wire: WireProblem): Record<string, string> {
  return {
    error: wire.error ?? 'invalid_request',
    ...(wire.description !== undefined && { error_description: withWords(wire.description, detail) }),
  };
}

/** The caller's own words in a text that repeats them, bounded. */
function withWords(description: string, detail: Refusal['detail']): string {
  return description.replaceAll(/\{(seen|expected)\}/g, (_mark, name: string) => {
    const word = detail[name];
    return (Array.isArray(word) ? String(word[0]) : String(word)).slice(0, 512);
  });
}

function writeJsonRefusal(refusal: Refusal, wire: WireProblem, endpoint: Endpoint): HttpResponse {
  const { retryAfter } = refusal.facts;
  const isChallenge = wire.status === 401 && wire.error === 'invalid_client';
  return {
    status: wire.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      ...(isChallenge && { 'www-authenticate': 'Basic error="invalid_client", error_description=""' }),
      ...(refusal.problem === 'method-not-allowed' && { allow: endpoint.methods.join(', ') }),
      ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
    body: JSON.stringify(bodyOf(refusal, wire, endpoint)),
  };
}

function bodyOf(refusal: Refusal, wire: WireProblem, endpoint: Endpoint): Record<string, string> {
  // The library names the grant in the code's flow, and says no more than the code in a refresh.
  if (refusal.problem === 'grant-type-not-allowed' && endpoint.name === 'token') {
    if (refusal.detail.seen !== 'authorization_code') return { error: 'unauthorized_client' };
    const description = 'The client is not authorized to use "grant_type=authorization_code"';
    return { error: 'unauthorized_client', error_description: description };
  }
  return parametersOf(refusal, wire);
}
