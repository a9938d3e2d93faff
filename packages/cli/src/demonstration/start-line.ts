import type { ServerContext } from '@candor/server';
import type { Demonstration } from './demonstration-file.ts';

type Environment = ServerContext['environments']['byName'] extends ReadonlyMap<string, infer One> ? One : never;

/** The one line that `candor serve --json` prints: what scripts rely on (contract in docs/start-line.md). */
export interface StartLine {
  readonly url: string;
  readonly ownerLink?: string;
  readonly adminToken?: string;
  readonly environments: readonly Record<string, unknown>[];
}

/** Secrets and passwords stand in it for demonstration data only. */
export function startLine(
  server: ServerContext,
  given: { readonly ownerLink: string | undefined; readonly demonstration: Demonstration | undefined },
): StartLine {
  const { ownerLink, demonstration } = given;
  return {
    url: server.url,
    ...(ownerLink !== undefined && { ownerLink }),
    ...(demonstration && { adminToken: demonstration.adminToken }),
    environments: [...server.environments.byName.values()].map((environment) => ({
      name: environment.name,
      dialect: environment.dialect.name,
      stage: environment.stage,
      regions: environment.regions,
      baseUrl: environment.baseUrl,
      issuer: environment.issuer,
      endpoints: endpointsOf(environment),
      ...(environment.separateHosts && { hosts: environment.separateHosts }),
      clients: demonstration?.environments[environment.name]?.clients ?? [],
      users: demonstration?.environments[environment.name]?.users ?? [],
    })),
  };
}

/** The addresses that scripts rely on (ARCHITECTURE section 6). */
function endpointsOf(environment: Environment): Readonly<Record<string, string>> {
  const { authorization, token, revocation, api } = environment.dialect.addresses(environment);
  return { authorization, token, revocation, api };
}
