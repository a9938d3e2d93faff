import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';

const quarterHour = 15 * 60_000;
const day = 24 * 60 * 60_000;
const halfMinute = 30_000;
const tenMinutes = 10 * 60_000;

/**
 * Counts an attempt at a second factor before it is looked at. A browser that the user signed in with before is counted
 * apart, so that whoever has the password alone locks nobody out.
 * @returns the keys under which it was counted, to be forgiven when it turns out well.
 * @throws Refusal `sign-in-throttled`.
 */
export async function countSecondFactor(
  userId: string,
  isKnownBrowser: boolean,
  { deps, policy, name }: Environment,
): Promise<readonly string[]> {
  const now = deps.now();
  const key = `${name} second-factor ${userId} ${isKnownBrowser ? 'known' : 'unknown'}`;
  const limits = [
    { key, window: quarterHour, limit: policy.secondFactorAttempts },
    { key: `${key} day`, window: day, limit: policy.secondFactorAttempts * 10 },
  ];
  for (const limit of limits) {
    const counted = await deps.storage.countAttempt({ ...limit, environment: name, now });
    if (counted.outcome === 'exceeded') {
      const retryAfter = (counted.retryAt - now) / 1000;
      refuse('sign-in-throttled', { seen: 'codes of the second factor' }, { retryAfter });
    }
  }
  return limits.map((limit) => limit.key);
}

/** Messages to one user: one in 30 seconds, five in 10 minutes. @throws Refusal `message-limit-reached`. */
export async function countMessage(userId: string, { deps, name }: Environment): Promise<void> {
  const now = deps.now();
  const limits = [
    { key: `${name} message ${userId}`, window: halfMinute, limit: 1 },
    { key: `${name} messages ${userId}`, window: tenMinutes, limit: 5 },
  ];
  for (const limit of limits) {
    const counted = await deps.storage.countAttempt({ ...limit, environment: name, now });
    if (counted.outcome === 'exceeded') {
      refuse('message-limit-reached', {}, { retryAfter: Math.ceil((counted.retryAt - now) / 1000) });
    }
  }
}
