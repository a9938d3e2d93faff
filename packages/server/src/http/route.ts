import type { Endpoint } from '../dialects/dialect.ts';
import { atSeparateHosts, type Environment } from '../environment.ts';

/** Where a request leads. */
export type Route =
  | { readonly kind: 'endpoint'; readonly environment: Environment; readonly endpoint: Endpoint }
  /** Inside an environment, to no endpoint. */
  | { readonly kind: 'environment'; readonly environment: Environment }
  /** Everything outside the environments: the server's own pages and interfaces. */
  | { readonly kind: 'server' }
  /** The console's paths where the console isn't. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'host-unknown' };

export type Router = (host: string | undefined, path: string) => Route;

const wellKnown = /^\/\.well-known\/(openid-configuration|oauth-authorization-server)\/([a-z][a-z0-9-]{0,30})$/;
/** Probes come by address, not by name. */
const anyHost = new Set(['/healthz', '/readyz']);

/** Host names, with their ports where they aren't the scheme's own, in lower case. */
export interface ServerHosts {
  /** Port that a Host header may name or leave out: 443 or 80. */
  readonly defaultPort: number;
  readonly server: string;
  /** The same as `server`, unless the console has an origin of its own; then no environment is there. */
  readonly console: string;
}

/**
 * Finds environment and endpoint by host and path. An environment lives under `/{name}` of the server's address and at
 * the root of each host of its own, under its name there too where browsers and apps have a host each; metadata also
 * with the issuer's path as suffix (RFC 8414 section 3.1).
 */
export function createRouter(serverHosts: ServerHosts, environments: ReadonlyMap<string, Environment>): Router {
  const endpoints = new Map<Environment, ReadonlyMap<string, Endpoint>>();
  const hosts = new Map<string, Environment>();
  for (const environment of environments.values()) {
    const { separateHosts, dialect } = environment;
    const seen = separateHosts ? atSeparateHosts(environment, separateHosts) : environment;
    const byPath = new Map(dialect.endpoints.map((endpoint) => [endpoint.path, endpoint]));
    for (const each of [environment, seen]) endpoints.set(each, byPath);
    for (const host of environment.hosts) hosts.set(host, seen);
  }
  const within = (environment: Environment, path: string): Route => {
    const endpoint = endpoints.get(environment)?.get(path);
    return endpoint ? { kind: 'endpoint', environment, endpoint } : { kind: 'environment', environment };
  };
  const defaultPort = `:${serverHosts.defaultPort}`;
  return (sentHost, path) => {
    let host = sentHost;
    if (host !== undefined && host !== serverHosts.server) {
      host = host.toLowerCase();
      if (host.endsWith(defaultPort)) host = host.slice(0, -defaultPort.length);
    }
    if (host !== serverHosts.server) {
      if (host === serverHosts.console) return { kind: 'server' };
      const ownHost = host === undefined ? undefined : hosts.get(host.replace(/:\d+$/, ''));
      // The pages of an environment bring their styles and scripts along to each of its hosts.
      if (ownHost && path.startsWith('/assets/')) return { kind: 'server' };
      if (ownHost?.isAtSeparateHosts) return within(ownHost, withoutName(path, ownHost.name));
      if (ownHost) return within(ownHost, path);
      return anyHost.has(path) ? { kind: 'server' } : { kind: 'host-unknown' };
    }
    const end = path.indexOf('/', 1);
    const segment = end === -1 ? path.slice(1) : path.slice(1, end);
    if (segment === 'console' && serverHosts.console !== serverHosts.server) return { kind: 'nowhere' };
    const environment = environments.get(segment);
    if (environment) return within(environment, end === -1 ? '/' : path.slice(end));
    const suffixed = wellKnown.exec(path);
    const named = suffixed && environments.get(suffixed[2] as string);
    if (named) return within(named, `/.well-known/${suffixed[1]}`);
    return { kind: 'server' };
  };
}

/** A caller that changes the Host header alone leaves the environment's name in the path. */
function withoutName(path: string, name: string): string {
  return path.startsWith(`/${name}/`) ? path.slice(name.length + 1) : path;
}
