import { problemIds } from '@candor/protocol';
import { type DialectReference, isSameWire } from '../dialect-reference.ts';
import { policyDefaults, stagePolicyDefaults, standardOnly } from '../policy-defaults.ts';
import { standardProblemMap } from '../standard/problem-map.ts';
import { baanxDialect } from './baanx.ts';
import { baanxAuthorizationOrder, baanxRedemptionOrder, baanxRefreshOrder } from './check-orders.ts';
import { baanxProblemMap } from './problem-map.ts';

/** What docs/dialects/baanx.md is made from. */
export function baanxReference(): DialectReference {
  const names = (checks: readonly { readonly name: string }[]): readonly string[] => checks.map(({ name }) => name);
  return {
    routes: baanxDialect.endpoints.map(({ path, methods, host }) => ({ path, methods, host: host ?? 'both' })),
    resources: [],
    texts: problemIds
      .map((problem) => ({ problem, at: 'everywhere', ...baanxProblemMap[problem] }))
      .filter(({ problem, ...wire }) => !isSameWire(wire, standardProblemMap[problem])),
    orders: {
      'authorization request': names(baanxAuthorizationOrder.unproven),
      'authorization code': names(baanxRedemptionOrder),
      'refresh token': names(baanxRefreshOrder),
    },
    policy: { ...policyDefaults.baanx, ...stagePolicyDefaults.baanx?.production },
    providerOnly: Object.keys(standardOnly),
    scopes: Object.keys(baanxDialect.scopes),
  };
}
