import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Refusal } from '../refusal.ts';
import type { ServerContext } from '../server.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One of the server's own addresses, outside the environments. */
export interface ServerRoute {
  readonly method: Method;
  /** Segments; one that begins with a colon is a parameter: `/api/environments/:name/clients`. */
  readonly pattern: string;
  handle(
    request: HttpRequest,
    parameters: RouteParameters,
    server: ServerContext,
  ): Promise<ServerAnswer> | ServerAnswer;
}

/** A page that is shown again with what was wrong carries the refusal along, to be recorded. */
export type ServerAnswer = HttpResponse & { readonly refusal?: Refusal };

/** Values of a pattern's parameters, percent-decoded. */
export type RouteParameters = Readonly<Record<string, string>>;

/** What a route is found by. */
type Addressed = Pick<ServerRoute, 'method' | 'pattern'>;

export type FoundRoute<Route extends Addressed> =
  | { readonly outcome: 'found'; readonly route: Route; readonly parameters: RouteParameters }
  | { readonly outcome: 'method-not-allowed'; readonly allowed: readonly Method[] }
  | { readonly outcome: 'unknown' };

/** Finds the route of a method and path; HEAD counts as GET. */
export function findRoute<Route extends Addressed>(
  routes: readonly Route[],
  method: string,
  path: string,
): FoundRoute<Route> {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const allowed: Method[] = [];
  for (const route of routes) {
    const parameters = match(route.pattern, path);
    if (!parameters) continue;
    if (route.method === wanted) return { outcome: 'found', route, parameters };
    allowed.push(route.method);
  }
  return allowed.length > 0 ? { outcome: 'method-not-allowed', allowed } : { outcome: 'unknown' };
}

function match(pattern: string, path: string): RouteParameters | undefined {
  const wanted = pattern.split('/');
  const sent = path.split('/');
  if (wanted.length !== sent.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = sent[index] as string;
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
      continue;
    }
    const decoded = decodeSegment(value);
    if (!decoded) return undefined;
    parameters[segment.slice(1)] = decoded;
  }
  return parameters;
}

function decodeSegment(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
