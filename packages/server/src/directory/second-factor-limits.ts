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
  if (policy.secondFactorPause > 0) return [await countTowardsPause(userId, environment)];
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

/** Counts an attempt by the hour. @returns its key. @throws Refusal `sign-in-paused`. */
async function countTowardsPause(userId: string, environment: Environment): Promise<string> {
  const { deps, policy, name } = environment;
  await refusePaused(userId, environment);
  const key = `${name} codes-by-the-hour ${userId}`;
  const now = deps.now();
  const counted = await deps.storage.countAttempt({
    key,
    environment: name,
    now,
    window: hour,
    limit: policy.secondFactorAttempts,
  });
  if (counted.outcome === 'exceeded') {
    await beginPause(userId, environment);
    await refusePaused(userId, environment);
  }
  return key;
}

/**
 * To be called after a wrong code: when that was as many as the policy allows in an hour, signing in pauses. Only who
 * has the password gets so far, so that no stranger can pause anybody's.
 */
export async function pauseAfterWrongCode(userId: string, environment: Environment): Promise<void> {
  const { deps, policy, name } = environment;
  if (policy.secondFactorPause === 0) return;
  const counted = await deps.storage.attempts(`${name} codes-by-the-hour ${userId}`);
  if (counted && counted.count >= policy.secondFactorAttempts) await beginPause(userId, environment);
}

async function beginPause(userId: string, { deps, policy, name }: Environment): Promise<void> {
  const window = policy.secondFactorPause * 1000;
  await deps.storage.countAttempt({
    key: pauseKey(userId, name),
    environment: name,
    now: deps.now(),
    window,
    limit: 1,
  });
}

/** @throws Refusal `sign-in-paused` while signing in pauses after many wrong codes. */
export async function refusePaused(userId: string, { deps, policy, name }: Environment): Promise<void> {
  if (policy.secondFactorPause === 0) return;
  const pause = await deps.storage.attempts(pauseKey(userId, name));
  const now = deps.now();
  if (pause && now < pause.endsAt) {
    refuse('sign-in-paused', { expected: pause.endsAt }, { retryAfter: Math.ceil((pause.endsAt - now) / 1000) });
  }
}

const pauseKey = (userId: string, environment: string): string => `${environment} pause ${userId}`;

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
