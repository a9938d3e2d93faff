import type { SecondFactorStorage } from '../contract/second-factors.ts';
import type { Engine } from './engine.ts';
import { sameHash } from './pushed-requests.ts';
import { changed, firstRow } from './row.ts';
import { userUpdate } from './user-update.ts';

type Verb =
  | 'useTotpStep'
  | 'setOneTimeCode'
  | 'redeemOneTimeCode'
  | 'keepPasswordProof'
  | 'passwordProof'
  | 'replaceRecoveryCodes'
  | 'useRecoveryCode'
  | 'recoveryCodesLeft'
  | 'changeSecondFactor';

type OneTimeCodeRow = [binding: string, codeHash: Uint8Array, expiresAt: number, wrong: number];

/** So many wrong codes void the one that was sent. */
const WRONG_CODES_ALLOWED = 5;

export function secondFactorStorage(engine: Engine): Pick<SecondFactorStorage, Verb> {
  const { prepare, write } = engine;
  const update = userUpdate(engine);
  const recovery = recoveryCodes(engine);
  const useStep = prepare(
    `INSERT INTO totp_steps (environment, user_id, secret_id, step) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET secret_id = excluded.secret_id, step = excluded.step
       WHERE secret_id <> excluded.secret_id OR step < excluded.step`,
  );
  const setCode = prepare(
    `INSERT INTO one_time_codes (environment, user_id, binding, code_hash, expires_at, wrong) VALUES (?, ?, ?, ?, ?, 0)
     ON CONFLICT DO UPDATE SET binding = excluded.binding, code_hash = excluded.code_hash,
       expires_at = excluded.expires_at, wrong = 0`,
  );
  const selectCode = prepare(
    'SELECT binding, code_hash, expires_at, wrong FROM one_time_codes WHERE environment = ? AND user_id = ?',
  );
  const countWrong = prepare('UPDATE one_time_codes SET wrong = wrong + 1 WHERE environment = ? AND user_id = ?');
  const keepProof = prepare(
    `INSERT INTO password_proofs (environment, user_id, client_id, user_version, expires_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET user_version = excluded.user_version, expires_at = excluded.expires_at`,
  );
  const selectProof = prepare(
    `SELECT user_version, expires_at FROM password_proofs WHERE environment = ? AND user_id = ? AND client_id = ?`,
  );
  const removeCode = prepare('DELETE FROM one_time_codes WHERE environment = ? AND user_id = ?');

  return {
    useTotpStep: ({ environment, userId, secretId, step }) =>
      write(() => ({ outcome: changed(useStep, environment, userId, secretId, step) ? 'used' : 'replayed' })),

    setOneTimeCode: ({ environment, userId, binding, codeHash, expiresAt }) =>
      write(() => {
        setCode.run(environment, userId, binding, codeHash, expiresAt);
      }),

    redeemOneTimeCode: ({ environment, userId, binding, codeHash, now }) =>
      write(() => {
        const row = firstRow<OneTimeCodeRow>(selectCode, environment, userId);
        if (row === undefined || row[0] !== binding) return { outcome: 'unknown' };
        if (now >= row[2]) return { outcome: 'expired' };
        if (row[3] >= WRONG_CODES_ALLOWED) return { outcome: 'void' };
        if (!sameHash(row[1], codeHash)) {
          countWrong.run(environment, userId);
          return { outcome: row[3] + 1 >= WRONG_CODES_ALLOWED ? 'void' : 'wrong' };
        }
        removeCode.run(environment, userId);
        return { outcome: 'redeemed' };
      }),

    keepPasswordProof: ({ environment, userId, clientId, userVersion, expiresAt }) =>
      write(() => {
        keepProof.run(environment, userId, clientId, userVersion, expiresAt);
      }),

    async passwordProof(environment, userId, clientId) {
      const row = firstRow<[userVersion: number, expiresAt: number]>(selectProof, environment, userId, clientId);
      return row && { userVersion: row[0], expiresAt: row[1] };
    },

    replaceRecoveryCodes: ({ environment, userId, codeHashes }) =>
      write(() => recovery.replace(environment, userId, codeHashes)),

    useRecoveryCode: ({ environment, userId, codeHash, now }) =>
      write(() => recovery.use(environment, userId, codeHash, now)),

    recoveryCodesLeft: async (environment, userId) => recovery.left(environment, userId),

    changeSecondFactor: ({ user, recoveryCodeHashes }) =>
      write(() => {
        const outcome = update(user);
        if (outcome !== 'updated') return { outcome };
        recovery.replace(user.environment, user.id, recoveryCodeHashes);
        removeCode.run(user.environment, user.id);
        return { outcome: 'changed' };
      }),
  };
}

interface RecoveryCodes {
  replace(environment: string, userId: string, hashes: readonly Uint8Array[]): void;
  use(environment: string, userId: string, hash: Uint8Array, now: number): { outcome: 'used' | 'replayed' | 'unknown' };
  left(environment: string, userId: string): number;
}

/** Statements on recovery codes, to be run inside a transaction. */
export function recoveryCodes({ prepare }: Engine): RecoveryCodes {
  const remove = prepare('DELETE FROM recovery_codes WHERE environment = ? AND user_id = ?');
  const insert = prepare('INSERT INTO recovery_codes (environment, user_id, code_hash) VALUES (?, ?, ?)');
  const of = 'environment = ? AND user_id = ? AND code_hash = ?';
  const use = prepare(`UPDATE recovery_codes SET used_at = ? WHERE ${of} AND used_at IS NULL`);
  const select = prepare(`SELECT used_at FROM recovery_codes WHERE ${of}`);
  const count = prepare(
    'SELECT count(*) FROM recovery_codes WHERE environment = ? AND user_id = ? AND used_at IS NULL',
  );
  return {
    replace(environment, userId, hashes) {
      remove.run(environment, userId);
      for (const hash of hashes) insert.run(environment, userId, hash);
    },
    use(environment, userId, hash, now) {
      if (changed(use, now, environment, userId, hash)) return { outcome: 'used' };
      return { outcome: firstRow(select, environment, userId, hash) === undefined ? 'unknown' : 'replayed' };
    },
    left: (environment, userId) => firstRow<[number]>(count, environment, userId)?.[0] ?? 0,
  };
}
