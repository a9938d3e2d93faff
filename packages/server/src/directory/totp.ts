import type { UserRecord } from '@candor/storage';
import { Secret, TOTP } from 'otpauth';
import type { Environment } from '../environment.ts';
import type { RandomBytes } from '../randomness.ts';
import { openTotpSecret } from './second-factor-secret.ts';

/** Seconds of one time step, and how many before and after the present one are accepted (RFC 6238 section 5.2). */
const period = 30;
const window = 1;

/** A new secret for an authenticator app: 160 bits, the length of the hash (RFC 4226 section 4). */
export function createTotpSecret(randomBytes: RandomBytes): Uint8Array {
  return randomBytes(20);
}

/** The secret as people type it: base32 without padding. */
export function totpSecretText(secret: Uint8Array): string {
  return secretOf(secret).base32;
}

/** The address that authenticator apps read from the QR code. */
export function totpAddress(secret: Uint8Array, issuer: string, account: string): string {
  return authenticator(secret, { issuer, label: account }).toString();
}

/**
 * The time step whose code was typed, by the machine's clock; undefined for a code of none of the accepted steps.
 * @param machineNow Unix milliseconds.
 */
export function totpStepOf(code: string, secret: Uint8Array, machineNow: number): number | undefined {
  const delta = authenticator(secret).validate({ token: code, timestamp: machineNow, window });
  return delta === null ? undefined : Math.floor(machineNow / 1000 / period) + delta;
}

/**
 * Uses a code of the user's authenticator app: each time step once.
 * @returns `wrong` for another code, `used` when the step, or a later one, was used before.
 */
export async function useTotpCode(
  code: string,
  user: UserRecord,
  environment: Environment,
): Promise<'accepted' | 'wrong' | 'used'> {
  const { deps, name } = environment;
  const sealed = user.totpSecretSealed ?? '';
  const secret = openTotpSecret(sealed, { environment: name, userId: user.id }, deps.secondFactorKey);
  const step = secret && totpStepOf(code, secret, deps.machineNow());
  if (step === undefined) return 'wrong';
  return useTotpStep(step, sealed, user.id, environment);
}

/** @param sealed names the secret, so that the steps of one are not those of the next. */
export async function useTotpStep(
  step: number,
  sealed: string,
  userId: string,
  { deps, name }: Environment,
): Promise<'accepted' | 'used'> {
  const secretId = sealed.slice(0, 22);
  const { outcome } = await deps.storage.useTotpStep({ environment: name, userId, secretId, step });
  return outcome === 'used' ? 'accepted' : 'used';
}

function authenticator(secret: Uint8Array, names: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: secretOf(secret), algorithm: 'SHA1', digits: 6, period });
}

function secretOf(secret: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(secret).buffer });
}
