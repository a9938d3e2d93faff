/**
 * Proves a user's password. An unknown user costs what a wrong password costs and is answered alike. Attempts are
 * counted before the hash is made: by address, by user and address, and by user over all unknown browsers, so that
 * neither one address nor many can try on, and a browser that the user signed in with before is never locked out.
 */
import type { UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { emailKey } from './email-key.ts';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  /** True when the browser has proof of an earlier sign-in of this user. */
  isKnownBrowser(userId: string): boolean;
}

const quarterHour = 15 * 60_000;
const hour = 60 * 60_000;
/** Longer ones are refused unread: hashing must not cost a stranger's choice of time. */
export const longestPassword = 1024;

/** @throws Refusal `sign-in-throttled`, `sign-in-user-unknown`, `sign-in-password-wrong`, `sign-in-user-disabled`. */
export async function signIn(attempt: SignInAttempt, environment: Environment): Promise<UserRecord> {
  const { storage, passwords } = environment.deps;
  const user = await storage.userByEmail(environment.name, attempt.email);
  const keys = await countAttempt(attempt, user, environment);
  const isRight = await passwords.verify(attempt.password.slice(0, longestPassword), user?.passwordHash);
  if (!user) return refuse('sign-in-user-unknown');
  if (!isRight) return refuse('sign-in-password-wrong');
  if (!user.enabled) return refuse('sign-in-user-disabled');
  for (const key of keys) await storage.forgiveAttempt(key);
  return user;
}

async function countAttempt(
  attempt: SignInAttempt,
  user: UserRecord | undefined,
  environment: Environment,
): Promise<readonly string[]> {
  const { deps, policy, name } = environment;
  const now = deps.now();
  const address = deps.fingerprints.address(attempt.address);
  const person = deps.mac('sign-in-limit', emailKey(attempt.email));
  const limits = [
    { key: `${name} sign-in from ${address}`, window: quarterHour, limit: policy.passwordAttemptsPerAddress },
    { key: `${name} sign-in ${person} from ${address}`, window: quarterHour, limit: policy.passwordAttemptsPerAccount },
  ];
  if (user === undefined || !attempt.isKnownBrowser(user.id)) {
    limits.push({ key: `${name} sign-in ${person}`, window: hour, limit: policy.passwordAttemptsPerUser });
  }
  for (const limit of limits) {
    const counted = await deps.storage.countAttempt({ ...limit, now });
    if (counted.outcome === 'exceeded') {
      refuse(
        'sign-in-throttled',
        { seen: limit.key.split(' ').length },
        { retryAfter: (counted.retryAt - now) / 1000 },
      );
    }
  }
  return limits.map(({ key }) => key);
}
