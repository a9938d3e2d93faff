import { problemIds } from '@candor/protocol';
import type { EndpointName } from '../dialect.ts';
import { type DialectReference, isSameWire } from '../dialect-reference.ts';
import { policyDefaults, standardOnly } from '../policy-defaults.ts';
import { standardProblemMap } from '../standard/problem-map.ts';
import { collections } from './api/resources.ts';
import { klaviyoAuthorizationOrder, klaviyoRedemptionOrder, klaviyoRefreshOrder } from './check-orders.ts';
import { klaviyoDialect } from './klaviyo.ts';
import { klaviyoWire } from './problem-map.ts';

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
    const rows = isSameWire(general, standardProblemMap[problem]) ? [] : [{ problem, at: 'everywhere', ...general }];
    const own = endpoints
      .map((at) => ({ problem, at, ...klaviyoWire(problem, at) }))
      .filter((row) => !isSameWire(row, general));
    return [...rows, ...own];
  });
}
