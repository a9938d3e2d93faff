/**
 * Proves a user's password. An unknown user costs what a wrong password costs and is answered alike. Attempts are
 * counted before the hash is made: by address, by user and address, and by user over all unknown browsers, so that
 * neither one address nor many can try on, and a browser that the user signed in with before is never locked out.
 */
import type { UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { countSignIn } from './sign-in-limits.ts';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  /** The region whose users are meant, where the environment has more than one. */
  readonly region?: string | undefined;
  /** True when the browser has proof of an earlier sign-in of this user. */
  isKnownBrowser(userId: string): boolean | Promise<boolean>;
}

/** Characters; a longer one is wrong, and hashed no further: hashing must not cost a stranger's choice of time. */
export const longestPassword = 1024;

/**
 * A user with a second factor is not signed in yet: the caller asks for it.
 * @throws Refusal `sign-in-throttled`, `sign-in-user-unknown`, `sign-in-password-wrong`, `sign-in-user-of-other-region`,
 * `sign-in-user-disabled`.
 */
export async function signIn(attempt: SignInAttempt, environment: Environment): Promise<UserRecord> {
  const { deps, policy, name } = environment;
  const { storage, passwords } = deps;
  const user = await storage.userByEmail(name, attempt.email);
  const keys = await countSignIn(
    {
      scope: name,
      address: attempt.address,
      email: attempt.email,
      isKnownBrowser: user !== undefined && (await attempt.isKnownBrowser(user.id)),
      limits: policy,
    },
    deps,
  );
  const { password } = attempt;
  const expected = password.length > longestPassword ? undefined : user?.passwordHash;
  const isRight = await passwords.verify(password.slice(0, longestPassword), expected);
  if (!user) return refuse('sign-in-user-unknown');
  if (!isRight) return refuse('sign-in-password-wrong');
  if (attempt.region !== undefined && user.region !== attempt.region) {
    // Told to nobody who has not the password: answered like a wrong one, with its work.
    return refuse('sign-in-user-of-other-region', { seen: attempt.region, expected: user.region });
  }
  if (!user.enabled) return refuse('sign-in-user-disabled');
  for (const key of keys) await storage.forgiveAttempt(key);
  return user;
}
