import type { UserRecord } from '@candor/storage';
import type { Environment } from '../environment.ts';
import type { Messages } from '../pages/messages/en.ts';
import type { RandomBytes } from '../randomness.ts';
import { codeDestination } from './code-destination.ts';
import { countMessage } from './second-factor-limits.ts';

/** Minutes that a code may be used. */
const codeLifetimeMinutes = 5;

/**
 * Sends a new code to the user, to the telephone where there is one and a way to it; the one before is void.
 * @param binding where alone it may be used: the flow, or the session that sets the second factor up.
 * @throws Refusal `message-limit-reached`.
 */
export async function sendOneTimeCode(
  user: UserRecord,
  binding: string,
  messages: Messages,
  environment: Environment,
): Promise<void> {
  const { deps, name, displayName } = environment;
  await countMessage(user.id, environment);
  const code = createDigits(deps.randomBytes);
  const now = deps.now();
  await deps.storage.setOneTimeCode({
    environment: name,
    userId: user.id,
    binding,
    codeHash: hashOf(code, user.id, environment),
    expiresAt: now + codeLifetimeMinutes * 60_000,
  });
  const texts = messages.mail.code;
  deps.mailer?.send({
    environment: name,
    ...codeDestination(user, environment),
    subject: texts.subject(displayName),
    text: texts.text(displayName, code, codeLifetimeMinutes),
    code,
    at: now,
  });
}

/** Redeems the code that was mailed last. */
export async function redeemOneTimeCode(
  code: string,
  user: UserRecord,
  binding: string,
  environment: Environment,
): Promise<'accepted' | 'wrong' | 'ended'> {
  const { deps, name } = environment;
  const { outcome } = await deps.storage.redeemOneTimeCode({
    environment: name,
    userId: user.id,
    binding,
    codeHash: hashOf(code, user.id, environment),
    now: deps.now(),
  });
  if (outcome === 'redeemed') return 'accepted';
  return outcome === 'wrong' ? 'wrong' : 'ended';
}

/** Keyed: a million codes are tried in a second by whoever reads a plain hash. */
function hashOf(code: string, userId: string, { deps, name }: Environment): Uint8Array {
  return Buffer.from(deps.secretMac('one-time-code', `${name} ${userId} ${code.slice(0, 64)}`), 'base64url');
}

/** Six digits, each text equally likely. */
function createDigits(randomBytes: RandomBytes): string {
  for (;;) {
    const bytes = randomBytes(4);
    const value = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    // The numbers beyond the last full million would favour small codes.
    if (value < 4_294_000_000) return String(value % 1_000_000).padStart(6, '0');
  }
}
