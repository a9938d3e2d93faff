import type { SessionRecord, SessionStorage } from '../contract/sessions.ts';
import type { Engine } from './engine.ts';
import { allRows, changed, firstRow } from './row.ts';

type SessionRow = [
  id: Uint8Array,
  environment: string,
  userId: string,
  secretHash: Uint8Array,
  authenticatedAt: number,
  createdAt: number,
  expiresAt: number,
  endedAt: number | null,
];

const columns = 'id, environment, user_id, secret_hash, authenticated_at, created_at, expires_at, ended_at';

function toSession([id, environment, userId, secretHash, authenticatedAt, createdAt, expiresAt, endedAt]: SessionRow) {
  const record: SessionRecord = { id, environment, userId, secretHash, authenticatedAt, createdAt, expiresAt };
  return endedAt === null ? record : { ...record, endedAt };
}

type SessionVerb = 'createSession' | 'session' | 'renewSession' | 'endSession' | 'sessionsOfUser';

export function sessionStorage({ prepare, write }: Engine): Pick<SessionStorage, SessionVerb> {
  const insert = prepare(`INSERT INTO sessions (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = prepare(`SELECT ${columns} FROM sessions WHERE id = ?`);
  const selectOfUser = prepare(
    `SELECT ${columns} FROM sessions WHERE environment = ? AND user_id = ? AND ended_at IS NULL ORDER BY id DESC`,
  );
  const renew = prepare('UPDATE sessions SET authenticated_at = ?1 WHERE id = ?2 AND authenticated_at < ?1');
  const end = prepare('UPDATE sessions SET ended_at = coalesce(ended_at, ?) WHERE id = ?');

  return {
    createSession: (session) =>
      write(() => {
        insert.run(
          session.id,
          session.environment,
          session.userId,
          session.secretHash,
          session.authenticatedAt,
          session.createdAt,
          session.expiresAt,
          session.endedAt ?? null,
        );
      }),

    async session(id) {
      const row = firstRow<SessionRow>(select, id);
      return row && toSession(row);
    },

    renewSession: (id, authenticatedAt) =>
      write(() => {
        renew.run(authenticatedAt, id);
      }),

    endSession: (id, endedAt) => write(() => ({ outcome: changed(end, endedAt, id) ? 'ended' : 'unknown' })),

    async sessionsOfUser(environment, userId) {
      return allRows<SessionRow>(selectOfUser, environment, userId).map(toSession);
    },
  };
}
