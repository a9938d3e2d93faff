import type { SessionRecord, SessionStorage } from '../contract/sessions.ts';
import type { Engine } from './engine.ts';
import { allRows, changed, firstRow, listColumn, listFrom, present } from './row.ts';

type SessionRow = [
  id: Uint8Array,
  environment: string,
  userId: string,
  secretHash: Uint8Array,
  authenticatedAt: number,
  createdAt: number,
  expiresAt: number,
  endedAt: number | null,
  amr: string | null,
  lastUsedAt: number | null,
  usedFrom: string | null,
  agent: string | null,
  clientId: string | null,
];

const columns = `id, environment, user_id, secret_hash, authenticated_at, created_at, expires_at, ended_at,
  amr, last_used_at, used_from, agent, client_id`;

function toSession(row: SessionRow): SessionRecord {
  const [id, environment, userId, secretHash, authenticatedAt, createdAt, expiresAt] = row;
  const [, , , , , , , endedAt, amr, lastUsedAt, usedFrom, agent, clientId] = row;
  const record = { id, environment, userId, secretHash, authenticatedAt, createdAt, expiresAt };
  return {
    ...record,
    ...present({ endedAt, lastUsedAt, usedFrom, agent, clientId }),
    ...(amr !== null && { amr: listFrom(amr) }),
  };
}

type SessionVerb =
  | 'createSession'
  | 'session'
  | 'renewSession'
  | 'noteSessionUse'
  | 'endSession'
  | 'endSessionsOfUser'
  | 'sessionsOfUser';

export function sessionStorage({ prepare, write }: Engine): Pick<SessionStorage, SessionVerb> {
  const insert = prepare(`INSERT INTO sessions (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = prepare(`SELECT ${columns} FROM sessions WHERE id = ?`);
  const selectOfUser = prepare(
    `SELECT ${columns} FROM sessions WHERE environment = ? AND user_id = ? AND ended_at IS NULL ORDER BY id DESC`,
  );
  const renew = prepare('UPDATE sessions SET authenticated_at = ?1 WHERE id = ?2 AND authenticated_at < ?1');
  const note = prepare('UPDATE sessions SET last_used_at = ?, used_from = ? WHERE id = ?');
  const endOthers = prepare(
    `UPDATE sessions SET ended_at = ?1
     WHERE environment = ?2 AND user_id = ?3 AND ended_at IS NULL AND expires_at > ?1 AND id IS NOT ?4`,
  );
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
          session.amr === undefined ? null : listColumn(session.amr),
          session.lastUsedAt ?? null,
          session.usedFrom ?? null,
          session.agent ?? null,
          session.clientId ?? null,
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

    noteSessionUse: ({ id, now, from }) =>
      write(() => {
        note.run(now, from, id);
      }),

    endSessionsOfUser: ({ environment, userId, now, except }) =>
      write(() => ({ ended: Number(endOthers.run(now, environment, userId, except ?? null).changes) })),

    endSession: (id, endedAt) => write(() => ({ outcome: changed(end, endedAt, id) ? 'ended' : 'unknown' })),

    async sessionsOfUser(environment, userId) {
      return allRows<SessionRow>(selectOfUser, environment, userId).map(toSession);
    },
  };
}
