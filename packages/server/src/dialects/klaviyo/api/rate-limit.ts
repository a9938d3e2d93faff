import type { Environment } from '../../../environment.ts';
import type { ReachedResource } from '../../../operations/reach-resource.ts';
import { refuse } from '../../../refusal.ts';
import type { Collection } from './resources.ts';

/** Seconds of the two fixed windows. */
const windows = { burst: 1, steady: 60 } as const;

/**
 * Counts a request of an app for an account against both windows of the collection.
 * @returns the headers that every counted answer carries. @throws Refusal `rate-limited`.
 */
export async function countRequest(
  { type, tier }: Collection,
  { client, accountId, tokens, flowId }: ReachedResource,
  environment: Environment,
): Promise<Readonly<Record<string, string>>> {
  if (!environment.policy.apiRateLimits) return {};
  const { storage, now } = environment.deps;
  let remaining = Number.POSITIVE_INFINITY;
  for (const window of ['burst', 'steady'] as const) {
    const counted = await storage.countAttempt({
      key: `api ${environment.name} ${client.clientId} ${accountId} ${type} ${window}`,
      environment: environment.name,
      now: now(),
      window: windows[window] * 1000,
      limit: tier[window],
    });
    if (counted.outcome === 'exceeded') {
      refuse(
        'rate-limited',
        { seen: `more than ${tier[window]} requests`, expected: `${tier[window]} in ${windows[window]} s` },
        {
          client,
          authenticated: true,
          tokens,
          retryAfter: Math.max(1, Math.ceil((counted.retryAt - now()) / 1000)),
          ...(flowId !== undefined && { flowId }),
        },
      );
    } else remaining = Math.min(remaining, tier[window] - counted.count);
  }
  return {
    'ratelimit-limit': `${tier.burst}, ${tier.burst};w=${windows.burst}, ${tier.steady};w=${windows.steady}`,
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(windows.burst),
  };
}
