import type { UserRecord } from '../contract/people.ts';
import type { ResetLinkRecord, ResetPurpose, SecondFactorStorage } from '../contract/second-factors.ts';
import type { Engine } from './engine.ts';
import { sameHash } from './pushed-requests.ts';
import { firstRow, present } from './row.ts';
import { recoveryCodes } from './second-factors.ts';
import { userUpdate } from './user-update.ts';

type Verb = 'changePassword' | 'createResetLink' | 'resetLink' | 'resetPassword' | 'resetSecondFactor';

type LinkRow = [
  userId: string,
  purpose: ResetPurpose,
  secretHash: Uint8Array,
  expiresAt: number,
  usedAt: number | null,
];

type Input = Parameters<SecondFactorStorage['resetSecondFactor']>[0];
type Refused = { readonly outcome: 'used' | 'expired' | 'unknown' };

export function resetLinkStorage(engine: Engine): Pick<SecondFactorStorage, Verb> {
  const { prepare, write } = engine;
  const update = userUpdate(engine);
  const recovery = recoveryCodes(engine);
  const insert = prepare(
    `INSERT INTO reset_links (id, environment, user_id, purpose, secret_hash, expires_at, used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = prepare(
    'SELECT user_id, purpose, secret_hash, expires_at, used_at FROM reset_links WHERE id = ? AND environment = ?',
  );
  const useAll = prepare(
    'UPDATE reset_links SET used_at = ? WHERE environment = ? AND user_id = ? AND used_at IS NULL',
  );
  const endSessions = prepare(
    'UPDATE sessions SET ended_at = ? WHERE environment = ? AND user_id = ? AND ended_at IS NULL AND id IS NOT ?',
  );
  const removeCode = prepare('DELETE FROM one_time_codes WHERE environment = ? AND user_id = ?');
  const selectUser = prepare('SELECT record FROM users WHERE environment = ? AND id = ? AND enabled = 1');

  /** The user whom a usable link is for. */
  function redeem(
    { environment, id, secretHash, now }: Omit<Input, 'userVersion'>,
    purpose: ResetPurpose,
  ): UserRecord | Refused {
    const row = firstRow<LinkRow>(select, id, environment);
    if (row === undefined || row[1] !== purpose || !sameHash(row[2], secretHash)) return { outcome: 'unknown' };
    if (row[4] !== null) return { outcome: 'used' };
    if (now >= row[3]) return { outcome: 'expired' };
    const user = firstRow<[record: string]>(selectUser, environment, row[0]);
    return user === undefined ? { outcome: 'unknown' } : (JSON.parse(user[0]) as UserRecord);
  }

  /** Whoever knew what was replaced is signed out, and neither a link nor a code stays open. */
  function shutOut({ environment, id }: UserRecord, now: number, except: Uint8Array | null): void {
    useAll.run(now, environment, id);
    endSessions.run(now, environment, id, except);
    removeCode.run(environment, id);
  }

  function conclude(user: UserRecord, now: number): UserRecord {
    const after = { ...user, version: user.version + 1, updatedAt: now };
    if (update(after) !== 'updated') throw new Error('A user changed inside the transaction that read it.');
    shutOut(user, now, null);
    return after;
  }

  return {
    createResetLink: ({ id, environment, userId, purpose, secretHash, expiresAt, usedAt }) =>
      write(() => {
        insert.run(id, environment, userId, purpose, secretHash, expiresAt, usedAt ?? null);
      }),

    async resetLink(environment, id) {
      const row = firstRow<LinkRow>(select, id, environment);
      if (row === undefined) return undefined;
      const [userId, purpose, secretHash, expiresAt, usedAt] = row;
      const link: ResetLinkRecord = { id: Uint8Array.from(id), environment, userId, purpose, secretHash, expiresAt };
      return { ...link, ...present({ usedAt }) };
    },

    changePassword: ({ user, except, now }) =>
      write(() => {
        const outcome = update(user);
        if (outcome !== 'updated') return { outcome };
        shutOut(user, now, except);
        return { outcome: 'changed' };
      }),

    resetPassword: ({ passwordHash, ...input }) =>
      write(() => {
        const found = redeem(input, 'password');
        if ('outcome' in found) return found;
        return { outcome: 'reset', user: conclude({ ...found, passwordHash, passwordResetAt: input.now }, input.now) };
      }),

    resetSecondFactor: ({ userVersion, ...input }) =>
      write(() => {
        const found = redeem(input, 'second-factor');
        if ('outcome' in found) return found;
        if (found.version !== userVersion) return { outcome: 'changed' };
        const { totpSecretSealed: _removed, ...rest } = found;
        recovery.replace(found.environment, found.id, []);
        return { outcome: 'reset', user: conclude({ ...rest, secondFactor: 'none' }, input.now) };
      }),
  };
}
