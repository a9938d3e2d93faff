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
  /** How many sources, and how many clients, are remembered at most; those unseen for longest are forgotten. */
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
  const sourceBucket = rememberBuckets(settings.perSource, settings.remembered);
  const clientBucket = rememberBuckets(settings.perClient, settings.remembered);
  const everybody: Bucket = { tokens: settings.overall.burst, filledAt: now() };
  return ({ from, environment, clientId }) => {
    const at = now();
    // Looked at first, so that a flood from everywhere costs no look-up.
    fill(everybody, settings.overall, at);
    if (everybody.tokens < 1) return false;
    if (!take(sourceBucket(from, at), settings.perSource, at)) return false;
    if (clientId !== undefined && !take(clientBucket(`${environment}\n${clientId}`, at), settings.perClient, at)) {
      return false;
    }
    everybody.tokens -= 1;
    return true;
  };
}

/**
 * Remembers between half of `remembered` and all of it, in two generations: deleting the first key of one map each time
 * measured several microseconds, because the map keeps its deleted places until it is rebuilt.
 */
function rememberBuckets(budget: Budget, remembered: number): (key: string, at: number) => Bucket {
  let young = new Map<string, Bucket>();
  let old = new Map<string, Bucket>();
  return (key, at) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const bucket = old.get(key) ?? { tokens: budget.burst, filledAt: at };
    if (young.size >= remembered / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, bucket);
    return bucket;
  };
}

function take(bucket: Bucket, budget: Budget, at: number): boolean {
  fill(bucket, budget, at);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

function fill(bucket: Bucket, budget: Budget, at: number): void {
  if (at <= bucket.filledAt) return;
  bucket.tokens = Math.min(budget.burst, bucket.tokens + ((at - bucket.filledAt) / 1000) * budget.perSecond);
  bucket.filledAt = at;
}
