import type { CrossOrigin } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';

const exposed = { 'access-control-expose-headers': 'candor-request-id, www-authenticate, retry-after' } as const;
const refreshInterval = 5_000;
const mostClients = 10_000;

/** Adds the headers that let a browser's script on another origin read the response (Fetch, CORS protocol). */
export async function allowCrossOrigin(
  response: HttpResponse,
  crossOrigin: CrossOrigin,
  request: HttpRequest,
  environment: Environment,
): Promise<HttpResponse> {
  const headers = await crossOriginHeaders(crossOrigin, request, environment);
  return headers ? { ...response, headers: { ...response.headers, ...headers } } : response;
}

/** Answers a preflight request for an endpoint. */
export async function preflight(
  crossOrigin: CrossOrigin,
  methods: readonly string[],
  request: HttpRequest,
  environment: Environment,
): Promise<HttpResponse> {
  const headers = await crossOriginHeaders(crossOrigin, request, environment);
  const allowed = {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  };
  return { status: 204, headers: { allow: methods.join(', '), ...(headers && { ...headers, ...allowed }) }, body: '' };
}

async function crossOriginHeaders(
  crossOrigin: CrossOrigin,
  request: HttpRequest,
  environment: Environment,
): Promise<Record<string, string> | undefined> {
  if (crossOrigin === 'nobody') return undefined;
  if (crossOrigin === 'everybody') return { 'access-control-allow-origin': '*', ...exposed };
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  const isRegistered = (await registeredOrigins(environment)).has(origin);
  // Vary also where it is not allowed: a cache must not give one origin another's answer.
  return isRegistered ? { 'access-control-allow-origin': origin, vary: 'origin', ...exposed } : { vary: 'origin' };
}

const known = new WeakMap<Environment, { readonly at: number; readonly origins: Promise<ReadonlySet<string>> }>();

/** Origins of the redirect URIs of the environment's enabled public clients, read at most every five seconds. */
function registeredOrigins(environment: Environment): Promise<ReadonlySet<string>> {
  const cached = known.get(environment);
  const now = Date.now();
  if (cached && now - cached.at < refreshInterval) return cached.origins;
  const origins = readOrigins(environment);
  known.set(environment, { at: now, origins });
  origins.catch(() => known.delete(environment));
  return origins;
}

async function readOrigins(environment: Environment): Promise<ReadonlySet<string>> {
  const origins = new Set<string>();
  let after: string | undefined;
  for (let read = 0; read < mostClients; ) {
    const page = { limit: 200, ...(after !== undefined && { after }) };
    const { items, next } = await environment.deps.storage.clients(environment.name, page);
    for (const client of items) {
      if (client.authMethod !== 'none' || !client.enabled) continue;
      for (const uri of client.redirectUris) if (/^https?:/.test(uri)) origins.add(new URL(uri).origin);
    }
    read += items.length;
    if (next === undefined) break;
    after = next;
  }
  return origins;
}
