/** A password that people choose, and its change by somebody who is signed in. */
import type { SessionRecord, UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { longestPassword } from './sign-in.ts';

/** @throws Refusal `new-password-refused`. */
export function checkNewPassword(password: string, { policy }: Environment): void {
  const length = [...password].length;
  if (length < policy.passwordMinimumLength || length > longestPassword) {
    refuse('new-password-refused', { seen: length, expected: policy.passwordMinimumLength });
  }
}

/**
 * Changes the password of a user whose present one was proved just now. All other sessions end.
 * @param session the one that goes on. @returns false when somebody changed the user in between.
 * @throws Refusal `new-password-refused`.
 */
export async function changePassword(
  password: string,
  { user, session }: { readonly user: UserRecord; readonly session: SessionRecord },
  environment: Environment,
): Promise<boolean> {
  const { storage, passwords, now } = environment.deps;
  checkNewPassword(password, environment);
  const passwordHash = await passwords.hash(password);
  const { passwordResetAt: _byMail, ...rest } = user;
  const changed = { ...rest, passwordHash, version: user.version + 1, updatedAt: now() };
  const { outcome } = await storage.changePassword({ user: changed, except: session.id, now: now() });
  return outcome === 'changed';
}
