/** How many refusals may be recorded: `burst` at once, then `perSecond`. */
export interface Budget {
  readonly burst: number;
  readonly perSecond: number;
}

export interface RefusalBudgetSettings {
  /** Of one caller's address. Smaller than a client's, so that one stranger can't use up what a client has. */
  readonly perSource: Budget;
  readonly perClient: Budget;
  /** Of all strangers together, because a stranger may have any number of addresses. */
  readonly overall: Budget;
  /** How many sources, and how many clients, are remembered; the one unseen for longest is forgotten. */
  readonly remembered: number;
}

export const defaultRefusalBudget: RefusalBudgetSettings = Object.freeze({
  perSource: { burst: 30, perSecond: 1 },
  perClient: { burst: 200, perSecond: 5 },
  overall: { burst: 1000, perSecond: 50 },
  remembered: 4096,
});

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Tells whether one more unauthenticated refusal may be recorded, and takes it from the budgets. */
export type RefusalBudget = (refusal: {
  readonly from: string;
  readonly environment: string;
  readonly clientId?: string | undefined;
}) => boolean;

/**
 * Token buckets for the refusals of callers who proved nothing (ARCHITECTURE 4.9).
 * @param now Unix milliseconds of the machine's clock; a clock that goes back refills nothing.
 */
export function createRefusalBudget(settings: RefusalBudgetSettings, now: () => number): RefusalBudget {
  const sources = new Map<string, Bucket>();
  const clients = new Map<string, Bucket>();
  const everybody: Bucket = { tokens: settings.overall.burst, filledAt: now() };
  const bucketOf = (buckets: Map<string, Bucket>, key: string, budget: Budget, at: number): Bucket => {
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { tokens: budget.burst, filledAt: at };
      if (buckets.size >= settings.remembered) buckets.delete(buckets.keys().next().value as string);
    } else {
      buckets.delete(key);
    }
    buckets.set(key, bucket);
    return bucket;
  };
  return ({ from, environment, clientId }) => {
    const at = now();
    if (!take(bucketOf(sources, from, settings.perSource, at), settings.perSource, at)) return false;
    if (clientId !== undefined) {
      const key = `${environment}\n${clientId}`;
      if (!take(bucketOf(clients, key, settings.perClient, at), settings.perClient, at)) return false;
    }
    return take(everybody, settings.overall, at);
  };
}

function take(bucket: Bucket, budget: Budget, at: number): boolean {
  if (at > bucket.filledAt) {
    bucket.tokens = Math.min(budget.burst, bucket.tokens + ((at - bucket.filledAt) / 1000) * budget.perSecond);
    bucket.filledAt = at;
  }
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
