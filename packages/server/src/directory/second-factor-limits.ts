import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';

const quarterHour = 15 * 60_000;
const hour = 60 * 60_000;
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
  environment: Environment,
): Promise<readonly string[]> {
  const { deps, policy, name } = environment;
  const now = deps.now();
  const pausing = policy.secondFactorPause > 0 ? [await countTowardsPause(userId, environment)] : [];
  const key = `${name} second-factor ${userId} ${isKnownBrowser ? 'known' : 'unknown'}`;
  const ofDay = { key: `${key} day`, window: day, limit: policy.secondFactorAttempts * 10 };
  const limits =
    pausing.length > 0 ? [ofDay] : [{ key, window: quarterHour, limit: policy.secondFactorAttempts }, ofDay];
  for (const limit of limits) {
    const counted = await deps.storage.countAttempt({ ...limit, environment: name, now });
    if (counted.outcome === 'exceeded') {
      const retryAfter = (counted.retryAt - now) / 1000;
      refuse('sign-in-throttled', { seen: 'codes of the second factor' }, { retryAfter });
    }
  }
  return [...pausing, ...limits.map((limit) => limit.key)];
}

/**
 * Counts an attempt by the hour. The one that reaches the limit pauses signing in, unless it turns out well. Only who has
 * the password gets so far, so that no stranger can pause anybody's.
 * @returns its key. @throws Refusal `sign-in-paused`.
 */
async function countTowardsPause(userId: string, { deps, policy, name }: Environment): Promise<string> {
  const key = pauseKey(userId, name);
  const now = deps.now();
  const counted = await deps.storage.countAttempt({
    key,
    environment: name,
    now,
    window: hour,
    limit: policy.secondFactorAttempts,
    pauseAtLimit: policy.secondFactorPause * 1000,
  });
  return counted.outcome === 'counted' ? key : refuseUntil(counted.retryAt, now);
}

/** @throws Refusal `sign-in-paused` while signing in pauses after many wrong codes. */
export async function refusePaused(userId: string, { deps, policy, name }: Environment): Promise<void> {
  if (policy.secondFactorPause === 0) return;
  const counted = await deps.storage.attempts(pauseKey(userId, name));
  const now = deps.now();
  if (counted && counted.count >= policy.secondFactorAttempts && now < counted.endsAt) refuseUntil(counted.endsAt, now);
}

function refuseUntil(end: number, now: number): never {
  return refuse('sign-in-paused', { expected: end }, { retryAfter: Math.ceil((end - now) / 1000) });
}

const pauseKey = (userId: string, environment: string): string => `${environment} codes-by-the-hour ${userId}`;

/** Messages to one user: one in 30 seconds, five in 10 minutes. @throws Refusal `message-limit-reached`. */
export async function countMessage(userId: string, { deps, name }: Environment): Promise<void> {
  const now = deps.now();
  const limits = [
    { key: `${name} message ${userId}`, window: halfMinute, limit: 1 },
    { key: `${name} messages ${userId}`, window: tenMinutes, limit: 5 },
  ];
  const keys: string[] = [];
  for (const limit of limits) {
    const counted = await deps.storage.countAttempt({ ...limit, environment: name, now });
    if (counted.outcome === 'exceeded') {
      // Nothing is sent: what was counted before must not put the next message off.
      for (const key of keys) await deps.storage.forgiveAttempt(key);
      refuse('message-limit-reached', {}, { retryAfter: Math.ceil((counted.retryAt - now) / 1000) });
    }
    keys.push(limit.key);
  }
}
