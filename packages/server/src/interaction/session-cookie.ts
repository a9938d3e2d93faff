import { hash, timingSafeEqual } from 'node:crypto';
import type { SessionRecord, Storage } from '@candor/storage';
import type { Identifiers } from '../identifiers.ts';
import type { RandomBytes } from '../randomness.ts';

const idLength = 12;
const secretLength = 32;

/**
 * The live session that a cookie's text names and proves.
 * @param environment empty for a member's console session. @param deps the clock that the session lives by.
 */
export async function findSession(
  cookie: string | undefined,
  environment: string,
  { storage, now }: { readonly storage: Storage; readonly now: () => number },
): Promise<SessionRecord | undefined> {
  if (cookie === undefined) return undefined;
  const bytes = Buffer.from(cookie, 'base64url');
  if (bytes.length !== idLength + secretLength) return undefined;
  const session = await storage.session(bytes.subarray(0, idLength));
  if (!session || session.environment !== environment) return undefined;
  const secretHash = hash('sha256', bytes.subarray(idLength), 'buffer');
  if (!timingSafeEqual(secretHash, session.secretHash)) return undefined;
  return session.endedAt === undefined && now() < session.expiresAt ? session : undefined;
}

/**
 * Stores a new session of somebody who just proved who they are. @param lifetime seconds.
 * @returns the cookie's text, which leaves the server only here.
 */
export async function createSession(
  of: Pick<SessionRecord, 'environment' | 'userId' | 'amr' | 'usedFrom' | 'agent'>,
  lifetime: number,
  deps: {
    readonly storage: Storage;
    readonly now: () => number;
    readonly randomBytes: RandomBytes;
    readonly identifiers: Identifiers;
  },
): Promise<{ readonly session: SessionRecord; readonly text: string }> {
  const now = deps.now();
  const secret = deps.randomBytes(secretLength);
  const session = {
    ...of,
    id: deps.identifiers.next(),
    secretHash: hash('sha256', secret, 'buffer'),
    authenticatedAt: now,
    createdAt: now,
    expiresAt: now + lifetime * 1000,
  };
  await deps.storage.createSession(session);
  return { session, text: Buffer.concat([session.id, secret]).toString('base64url') };
}
