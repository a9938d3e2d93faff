import type { ClientRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';

/** Scope names of a request, without repetition, in the order sent. */
export function splitScope(scope: string | undefined): readonly string[] {
  if (!scope) return [];
  return [...new Set(scope.split(' ').filter((name) => name !== ''))];
}

/** The first scope that the environment does not know. */
export function unknownScope(scopes: readonly string[], environment: Environment): string | undefined {
  return scopes.find((name) => !environment.scopes.has(name));
}

/** The first scope that the client is not registered for. */
export function scopeNotAllowed(scopes: readonly string[], client: ClientRecord): string | undefined {
  return scopes.find((name) => !client.scopes.includes(name));
}

/**
 * The scopes that a request without `scope` asks for (RFC 6749 section 3.3): the environment's default ones that the
 * client has, or all of the client's where there are none.
 */
export function defaultScopes(
  client: ClientRecord,
  environment: Environment,
  kinds: 'all' | 'without-identity',
): readonly string[] {
  const usable = client.scopes.filter((name) => kinds === 'all' || environment.scopes.get(name)?.kind !== 'identity');
  const byDefault = usable.filter((name) => environment.scopes.get(name)?.default);
  return byDefault.length > 0 ? byDefault : usable;
}

/** The first resource that the environment does not have, or the client may not ask for (RFC 8707 section 2). */
export function resourceNotAccepted(
  resources: readonly string[],
  client: ClientRecord,
  environment: Environment,
): string | undefined {
  return resources.find((uri) => !Object.hasOwn(environment.resources, uri) || !client.resources.includes(uri));
}
