import type { Environment } from '../../environment.ts';
import type { HttpRequest } from '../../http/exchange.ts';

/**
 * The region that a request selects: `us` by the header `x-us-env: true` (in any case, or `1`) or `region=us` in the query, otherwise the
 * environment's first. Undefined where the environment has one region only, which every request means.
 */
export function regionOf(request: HttpRequest, { regions }: Environment): string | undefined {
  if (regions.length < 2) return undefined;
  const asksForUs =
    /^(?:true|1)$/i.test(String(request.headers['x-us-env'] ?? '')) ||
    new URLSearchParams(request.query).get('region') === 'us';
  return asksForUs && regions.includes('us') ? 'us' : regions[0];
}
