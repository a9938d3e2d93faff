/**
 * Proves a user's second factor, after the password. Attempts are counted before the code is looked at; every code is
 * accepted once, on however many nodes.
 */
import type { UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import { refuse } from '../refusal.ts';
import { redeemOneTimeCode } from './one-time-code.ts';
import { recoveryCodeHash } from './recovery-codes.ts';
import { countSecondFactor } from './second-factor-limits.ts';
import { useTotpCode } from './totp.ts';

export interface SecondFactorAttempt {
  readonly user: UserRecord;
  /** What was typed: a code of the user's second factor, or a recovery code. */
  readonly kind: 'factor' | 'recovery';
  readonly code: string;
  /** Where a mailed code may be used. */
  readonly binding: string;
  readonly isKnownBrowser: boolean;
}

/** How a sign-in with a password alone is named (RFC 8176). */
export const passwordOnly: readonly string[] = Object.freeze(['pwd']);

/**
 * @returns how the user proved who they are (`amr`, RFC 8176 section 2).
 * @throws Refusal `sign-in-throttled`, `sign-in-paused`, `second-factor-wrong`, `second-factor-used`, `second-factor-code-ended`.
 */
export async function proveSecondFactor(
  attempt: SecondFactorAttempt,
  environment: Environment,
): Promise<readonly string[]> {
  const { user, kind } = attempt;
  const code = attempt.code.trim();
  const keys = await countSecondFactor(user.id, attempt.isKnownBrowser, environment);
  const outcome =
    kind === 'recovery' ? await useRecoveryCode(code, user, environment) : await useFactor(code, attempt, environment);
  if (outcome === 'wrong') return refuse('second-factor-wrong', { expected: expectedOf(attempt) });
  if (outcome === 'used') return refuse('second-factor-used', { expected: expectedOf(attempt) });
  if (outcome === 'ended') return refuse('second-factor-code-ended', { expected: expectedOf(attempt) });
  for (const key of keys) await environment.deps.storage.forgiveAttempt(key);
  return kind === 'recovery' ? ['pwd', 'mfa'] : ['pwd', 'otp', 'mfa'];
}

type Outcome = 'accepted' | 'wrong' | 'used' | 'ended';

async function useFactor(
  code: string,
  { user, binding }: SecondFactorAttempt,
  environment: Environment,
): Promise<Outcome> {
  const digits = code.replaceAll(/\s/g, '');
  return user.secondFactor === 'totp'
    ? useTotpCode(digits, user, environment)
    : redeemOneTimeCode(digits, user, binding, environment);
}

async function useRecoveryCode(code: string, user: UserRecord, environment: Environment): Promise<Outcome> {
  const { deps, name } = environment;
  const codeHash = recoveryCodeHash(code, user.id, environment);
  const used = { environment: name, userId: user.id, codeHash, now: deps.now() };
  const { outcome } = await deps.storage.useRecoveryCode(used);
  if (outcome === 'used') return 'accepted';
  return outcome === 'replayed' ? 'used' : 'wrong';
}

function expectedOf({ kind, user }: SecondFactorAttempt): string {
  return kind === 'recovery' ? 'a recovery code' : `a code by ${user.secondFactor}`;
}
