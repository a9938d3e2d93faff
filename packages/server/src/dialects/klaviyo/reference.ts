import { problemIds } from '@candor/protocol';
import type { EndpointName, WireProblem } from '../dialect.ts';
import { policyDefaults, standardOnly } from '../policy-defaults.ts';
import { standardProblemMap } from '../standard/problem-map.ts';
import { collections } from './api/resources.ts';
import { klaviyoAuthorizationOrder, klaviyoRedemptionOrder, klaviyoRefreshOrder } from './check-orders.ts';
import { klaviyoDialect } from './klaviyo.ts';
import { klaviyoWire } from './problem-map.ts';

/** What the documentation page of a provider's dialect is made from. */
export interface DialectReference {
  readonly routes: readonly { readonly path: string; readonly methods: readonly string[]; readonly host: string }[];
  readonly resources: readonly {
    readonly path: string;
    readonly read: string;
    readonly write: string;
    readonly limit: string;
  }[];
  /** Where a problem is spoken otherwise than in the standard dialect; `everywhere` in place of an endpoint's name. */
  readonly texts: readonly ({ readonly problem: string; readonly at: string } & WireProblem)[];
  readonly orders: Readonly<Record<string, readonly string[]>>;
  /** Settings that start otherwise than in the standard dialect. */
  readonly policy: Readonly<Record<string, unknown>>;
  /** Settings that only a provider's dialect may have. */
  readonly providerOnly: readonly string[];
  readonly scopes: readonly string[];
}

const endpoints: readonly EndpointName[] = ['authorization', 'token', 'revocation'];

export function klaviyoReference(): DialectReference {
  const names = (checks: readonly { readonly name: string }[]): readonly string[] => checks.map(({ name }) => name);
  return {
    routes: klaviyoDialect.endpoints
      .filter(({ name, path }) => name !== 'api' || !path.endsWith('/'))
      .map(({ path, methods, host }) => ({ path, methods, host: host ?? 'both' })),
    resources: collections.map(({ type, readScope, writeScope, tier }) => ({
      path: `/api/${type}s`,
      read: readScope,
      write: writeScope ?? '',
      limit: `${tier.burst} a second, ${tier.steady} a minute`,
    })),
    texts: texts(),
    orders: {
      'authorization request, before the redirect URI is proven': names(klaviyoAuthorizationOrder.unproven),
      'authorization request, after it': names(klaviyoAuthorizationOrder.proven),
      'authorization code': names(klaviyoRedemptionOrder),
      'refresh token': [...names(klaviyoRefreshOrder), 'refresh-uses-per-minute'],
    },
    policy: policyDefaults.klaviyo ?? {},
    providerOnly: Object.keys(standardOnly),
    scopes: Object.keys(klaviyoDialect.scopes),
  };
}

function texts(): DialectReference['texts'] {
  return problemIds.flatMap((problem) => {
    const general = klaviyoWire(problem, undefined);
    const rows = isSame(general, standardProblemMap[problem]) ? [] : [{ problem, at: 'everywhere', ...general }];
    const own = endpoints
      .map((at) => ({ problem, at, ...klaviyoWire(problem, at) }))
      .filter((row) => !isSame(row, general));
    return [...rows, ...own];
  });
}

function isSame(one: WireProblem, other: WireProblem): boolean {
  return one.status === other.status && one.error === other.error && one.description === other.description;
}
