import type { Answer, Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import { createRecordRefusal, type RecordRefusal, type RefusalPlace } from '../explanations/record-refusal.ts';
import { Refusal, refuse } from '../refusal.ts';
import { misspelt } from '../routes/misspelt.ts';
import { createServerRoutes, type ServerRoutes } from '../routes/server-routes.ts';
import type { ServerContext } from '../server.ts';
import { allowCrossOrigin, preflight } from './cross-origin.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { acceptForwarded, forwardRegion, isAboutForwarding, withForwardingRefused } from './forward-region.ts';
import type { ReadFault } from './listen.ts';
import { createRouter, type Route } from './route.ts';

/** Answers requests: finds the endpoint, has it answer, writes what it refuses, and records both. Never rejects. */
export interface RequestHandler {
  answer(request: HttpRequest): Promise<HttpResponse>;
  /** Answers a request whose body was not read. */
  answerFault(fault: ReadFault, request: HttpRequest): Promise<HttpResponse>;
}

export function createHandler(server: ServerContext): RequestHandler {
  const { host, protocol } = new URL(server.url);
  const hosts = {
    server: host,
    console: new URL(server.consoleUrl).host,
    defaultPort: protocol === 'https:' ? 443 : 80,
  };
  const route = createRouter(hosts, server.environments.byName);
  const serverRoutes = createServerRoutes(server);
  const recordRefusal = createRecordRefusal({
    trace: server.trace,
    redactor: server.redactor,
    diagnose: server.diagnose,
    log: server.log,
    diagnosesPerSecond: server.configuration.trace.diagnosesPerSecond,
    machineNow: server.machineNow,
    environments: server.environments.byName,
  });
  const { storage, fingerprints, machineNow: now } = server;
  const outside = { name: '', deps: { storage, fingerprints, now } } as const;
  const context = { server, serverRoutes, recordRefusal, outside };
  return {
    answer(request) {
      const found = route(request.headers.host, request.path);
      if ('environment' in found && isAboutForwarding(request, found.environment)) {
        return answerAmongRegions(found, request, context);
      }
      return answerHere(found, request, context);
    },
    async answerFault(fault, request) {
      const found = route(request.headers.host, request.path);
      const refusal = new Refusal(fault, {}, fault === 'overloaded' ? { retryAfter: 1 } : {});
      if (found.kind === 'endpoint') {
        const { endpoint, environment } = found;
        const response = environment.dialect.writeRefusal(refusal, endpoint, request, environment);
        // A shed request costs no more than its answer.
        if (fault === 'overloaded') return response;
        recordRefusal({ refusal, endpoint, request, response, environment });
        return allowCrossOrigin(response, endpoint.crossOrigin, request, environment).catch(() => response);
      }
      const response = serverRoutes.writeRefusal(refusal, request);
      if (fault !== 'overloaded') recordOutside(refusal, request, response, context);
      return response;
    },
  };
}

interface HandlerContext {
  readonly server: ServerContext;
  readonly serverRoutes: ServerRoutes;
  readonly recordRefusal: RecordRefusal;
  /** Where requests are refused that lead into no environment. */
  readonly outside: RefusalPlace;
}

function answerHere(found: Route, request: HttpRequest, context: HandlerContext): Promise<HttpResponse> {
  return found.kind === 'endpoint' ? answerEndpoint(found, request, context) : answerElsewhere(found, request, context);
}

/** Answers what may belong to another server's region, or may come from another server. */
async function answerAmongRegions(
  found: Extract<Route, { environment: Environment }>,
  received: HttpRequest,
  context: HandlerContext,
): Promise<HttpResponse> {
  const { environment } = found;
  const endpoint = found.kind === 'endpoint' ? found.endpoint : undefined;
  const path = pathBelow(environment, received.path);
  let request = received;
  const startedAt = performance.now();
  try {
    request = acceptForwarded(received, environment);
    const response = await forwardRegion(request, path, environment);
    if (!response) return { ...(await answerHere(found, request, context)), requestId: request.requestId };
    context.server.trace.accepted({
      requestId: request.requestId,
      at: request.receivedAt,
      environment: environment.name,
      endpoint: endpoint?.name ?? 'none',
      status: response.status,
      clientId: undefined,
      flowId: undefined,
      duration: Math.round((performance.now() - startedAt) * 1000),
    });
    return response;
  } catch (error) {
    const refusal = asRefusal(error, context.server, request);
    const response = environment.dialect.writeRefusal(refusal, endpoint, request, environment);
    context.recordRefusal({ refusal, endpoint, request, response, environment });
    if (refusal.problem !== 'forwarding-not-proved') return response;
    context.server.log('warning', 'forwarding-not-proved', {
      environment: environment.name,
      seen: String(refusal.detail.seen),
    });
    return withForwardingRefused(response);
  }
}

async function answerEndpoint(
  { endpoint, environment }: Extract<Route, { kind: 'endpoint' }>,
  request: HttpRequest,
  context: HandlerContext,
): Promise<HttpResponse> {
  const { server } = context;
  const startedAt = performance.now();
  let answer: Answer;
  try {
    if (request.method === 'OPTIONS') {
      return await preflight(endpoint.crossOrigin, endpoint.methods, request, environment);
    }
    answer = await run(endpoint, request, environment);
  } catch (error) {
    const refusal = asRefusal(error, server, request);
    const response = environment.dialect.writeRefusal(refusal, endpoint, request, environment);
    answer = { response, refusal };
  }
  const { response, refusal } = answer;
  if (refusal) context.recordRefusal({ refusal, endpoint, request, response, environment });
  else {
    server.trace.accepted({
      requestId: request.requestId,
      at: request.receivedAt,
      environment: environment.name,
      endpoint: endpoint.name,
      status: response.status,
      clientId: answer.clientId,
      flowId: answer.flowId,
      duration: Math.round((performance.now() - startedAt) * 1000),
    });
  }
  const dated = withDate(response, environment, server);
  if (endpoint.crossOrigin !== 'everybody' && request.headers.origin === undefined) return dated;
  try {
    return await allowCrossOrigin(dated, endpoint.crossOrigin, request, environment);
  } catch (error) {
    // What was done is done and durable: the answer goes out, to a browser of this server's own origin at least.
    asRefusal(error, server, request);
    return dated;
  }
}

async function run(endpoint: Endpoint, request: HttpRequest, environment: Environment): Promise<Answer> {
  const { separateHosts, isAtSeparateHosts } = environment;
  if (endpoint.host && separateHosts && isAtSeparateHosts) refuseOtherHost(endpoint.host, request, separateHosts);
  if (environment.dialect.admit) await environment.dialect.admit(request, endpoint, environment);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (!(endpoint.methods as readonly string[]).includes(method)) {
    refuse('method-not-allowed', { seen: request.method, expected: endpoint.methods });
  }
  if (endpoint.pausable && environment.inMaintenance()) refuse('maintenance', {}, { retryAfter: 60 });
  return endpoint.handle(request, environment);
}

/** An environment with a host for browsers and one for apps answers each side on its own; elsewhere both. */
function refuseOtherHost(
  side: 'browser' | 'api',
  request: HttpRequest,
  hosts: NonNullable<Environment['separateHosts']>,
): void {
  const host = request.headers.host?.replace(/:\d+$/, '');
  if (host !== hosts[side]) refuse('endpoint-on-wrong-host', { seen: host, expected: hosts[side] });
}

/** Requests that lead to no endpoint: the server's own routes, or a refusal. */
async function answerElsewhere(
  found: Exclude<Route, { kind: 'endpoint' }>,
  request: HttpRequest,
  context: HandlerContext,
): Promise<HttpResponse> {
  const { serverRoutes, server } = context;
  try {
    if (found.kind === 'host-unknown') {
      refuse('host-unknown', { seen: request.headers.host, expected: new URL(server.url).host });
    }
    if (found.kind === 'server') {
      const { refusal, ...response } = await serverRoutes.answer(request);
      if (refusal) recordOutside(refusal, request, response, context);
      return response;
    }
    if (found.kind === 'nowhere') return refuse('endpoint-unknown', { seen: request.path });
    await found.environment.dialect.admit?.(request, undefined, found.environment);
    return refuse('endpoint-unknown', misspelt(pathBelow(found.environment, request.path), pathsOf(found.environment)));
  } catch (error) {
    const refusal = asRefusal(error, server, request);
    if (found.kind !== 'environment') {
      const response = serverRoutes.writeRefusal(refusal, request);
      recordOutside(refusal, request, response, context);
      return response;
    }
    const { environment } = found;
    const response = environment.dialect.writeRefusal(refusal, undefined, request, environment);
    context.recordRefusal({ refusal, endpoint: undefined, request, response, environment });
    return response;
  }
}

/** At the explanations' door nothing is recorded: a look must cost the same whether or not it finds something. */
function recordOutside(
  refusal: Refusal,
  request: HttpRequest,
  response: HttpResponse,
  { recordRefusal, outside }: HandlerContext,
): void {
  if (request.path.startsWith('/api/explanations/')) return;
  recordRefusal({ refusal, endpoint: undefined, request, response, environment: outside });
}

function pathsOf({ dialect }: Environment): readonly string[] {
  return dialect.endpoints.map((endpoint) => endpoint.path);
}

function pathBelow({ name }: Environment, path: string): string {
  return path.startsWith(`/${name}/`) ? path.slice(name.length + 1) : path;
}

/** A fault of ours is a refusal as well: its cause is in the log under the request id, and nowhere else. */
function asRefusal(error: unknown, { log }: ServerContext, request: HttpRequest): Refusal {
  if (error instanceof Refusal) return error;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log('error', 'fault', { requestId: request.requestId, error: name, message, stack });
  return new Refusal('server-fault', {}, {});
}

/** The `Date` of an environment whose clock was moved is its own. */
function withDate(response: HttpResponse, environment: Environment, server: ServerContext): HttpResponse {
  if (server.environments.clockOffset(environment.name) === 0) return response;
  return { ...response, headers: { ...response.headers, date: new Date(environment.deps.now()).toUTCString() } };
}
