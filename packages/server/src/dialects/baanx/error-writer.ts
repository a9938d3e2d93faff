import type { Environment } from '../../environment.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { errorResponsePage } from '../../interaction/error-page.ts';
import type { Refusal } from '../../refusal.ts';
import type { Endpoint, EndpointName, WireProblem } from '../dialect.ts';
import { writeAuthorizationResponse } from './authorization-response.ts';
import { baanxProblemMap } from './problem-map.ts';

/** Endpoints that answer as RFC 6749 has it; the others say everything as a message. */
const ofOAuth: readonly EndpointName[] = ['authorization', 'authorization-grant', 'token'];

/** Writes a refusal on the wire: the only place of this dialect that does (ARCHITECTURE 4.6). */
export function writeRefusal(
  refusal: Refusal,
  endpoint: Endpoint | undefined,
  request: HttpRequest,
  environment: Environment,
): HttpResponse {
  const { problem, facts } = refusal;
  const wire = baanxProblemMap[problem];
  // A denial and nothing else is told at the app; other ends of a hosted page are shown where they happen.
  if (facts.redirect && problem === 'access-denied' && wire.error) {
    return writeAuthorizationResponse(facts.redirect, { error: wire.error });
  }
  if (wire.status === 404) return notFoundPage(request);
  if (endpoint?.name === 'page') return errorResponsePage(refusal, wire, request, environment);
  return writeJson(refusal, wire, endpoint);
}

function writeJson(refusal: Refusal, wire: WireProblem, endpoint: Endpoint | undefined): HttpResponse {
  const { retryAfter } = refusal.facts;
  const description = withWords(wire.description ?? '', refusal.detail);
  const isOAuth = wire.error !== undefined && endpoint !== undefined && ofOAuth.includes(endpoint.name);
  const body = isOAuth ? { error: wire.error, error_description: description } : { message: description };
  return {
    status: wire.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...wire.headers,
      ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
    body: JSON.stringify(body),
  };
}

/** The caller's own words in a text that repeats them, bounded. */
function withWords(description: string, detail: Refusal['detail']): string {
  return description.replaceAll(/\{(seen|expected)\}/g, (_mark, name: string) => {
    const word = detail[name];
    return String(Array.isArray(word) ? word[0] : word).slice(0, 128);
  });
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A wrong path or method is answered by the provider's framework, not by its code. */
function notFoundPage({ method, path }: HttpRequest): HttpResponse {
  const shown = `Cannot ${method.slice(0, 16)} ${path.slice(0, 512)}`.replaceAll(
    /[&<>"']/g,
    (one) => entities[one] ?? '',
  );
  const body = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${shown}</pre>\n</body>\n</html>\n`;
  return {
    status: 404,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body,
  };
}
