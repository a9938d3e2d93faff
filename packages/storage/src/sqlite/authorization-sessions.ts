import type { AuthorizationSessionRecord, SessionStorage } from '../contract/sessions.ts';
import type { Engine } from './engine.ts';
import { allRows, changed, firstRow, present, RECENT } from './row.ts';

type AuthorizationSessionRow = [
  clientId: string,
  browserHash: Uint8Array,
  createdAt: number,
  expiresAt: number,
  userId: string | null,
  accountId: string | null,
  authenticatedAt: number | null,
  concludedAt: number | null,
  provenUserId: string | null,
  provenVersion: number | null,
  request: string,
];

type StateRow = [concludedAt: number | null];

type AuthorizationSessionVerb =
  | 'beginAuthorizationSession'
  | 'authorizationSession'
  | 'recentAuthorizationSessions'
  | 'claimAuthorizationSession'
  | 'recordPasswordProof'
  | 'continueAuthorizationSession'
  | 'concludeAuthorizationSession';

export function authorizationSessionStorage({
  prepare,
  write,
}: Engine): Pick<SessionStorage, AuthorizationSessionVerb> {
  const insert = prepare(
    `INSERT INTO authorization_sessions (id, environment, client_id, browser_hash, created_at, expires_at, user_id,
       account_id, authenticated_at, concluded_at, proven_user_id, proven_version, request)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = prepare(
    `SELECT client_id, browser_hash, created_at, expires_at, user_id, account_id, authenticated_at, concluded_at,
       proven_user_id, proven_version, request
     FROM authorization_sessions WHERE id = ? AND environment = ?`,
  );
  const selectRecent = prepare(
    `SELECT id, request, created_at
     FROM (SELECT id, environment, client_id, request, created_at FROM authorization_sessions
           ORDER BY id DESC LIMIT ${RECENT.scanned})
     WHERE environment = ? AND client_id = ? ORDER BY id DESC LIMIT ${RECENT.given}`,
  );
  const selectState = prepare('SELECT concluded_at FROM authorization_sessions WHERE id = ? AND environment = ?');
  const progress = prepare(
    `UPDATE authorization_sessions SET user_id = ?, authenticated_at = ?, account_id = ?, proven_user_id = NULL,
       proven_version = NULL
     WHERE id = ? AND environment = ? AND concluded_at IS NULL AND expires_at > ?`,
  );
  const claim = prepare(
    `UPDATE authorization_sessions SET browser_hash = ?1
     WHERE id = ?2 AND environment = ?3 AND (browser_hash = x'' OR browser_hash = ?1) AND concluded_at IS NULL
       AND expires_at > ?4`,
  );
  const selectClaim = prepare(
    'SELECT concluded_at, expires_at FROM authorization_sessions WHERE id = ? AND environment = ?',
  );
  const prove = prepare(
    `UPDATE authorization_sessions SET proven_user_id = ?, proven_version = ?
     WHERE id = ? AND environment = ? AND concluded_at IS NULL AND expires_at > ?`,
  );
  const conclude = prepare(
    `UPDATE authorization_sessions SET concluded_at = ?1
     WHERE id = ?2 AND environment = ?3 AND concluded_at IS NULL AND expires_at > ?1`,
  );

  /** Why an update found no open session. */
  function closedState(environment: string, id: Uint8Array): 'concluded' | 'expired' | 'unknown' {
    const row = firstRow<StateRow>(selectState, id, environment);
    if (row === undefined) return 'unknown';
    return row[0] === null ? 'expired' : 'concluded';
  }

  return {
    beginAuthorizationSession: (session) =>
      write(() => {
        insert.run(
          session.id,
          session.environment,
          session.clientId,
          session.browserHash,
          session.createdAt,
          session.expiresAt,
          session.userId ?? null,
          session.accountId ?? null,
          session.authenticatedAt ?? null,
          session.concludedAt ?? null,
          session.passwordProof?.userId ?? null,
          session.passwordProof?.userVersion ?? null,
          session.request,
        );
      }),

    async authorizationSession(environment, id) {
      const row = firstRow<AuthorizationSessionRow>(select, id, environment);
      return row && toAuthorizationSession(environment, id, row);
    },

    async recentAuthorizationSessions(environment, clientId) {
      const rows = allRows<[id: Uint8Array, request: string, createdAt: number]>(selectRecent, environment, clientId);
      return rows.map(([id, request, createdAt]) => ({ id, request, createdAt }));
    },

    claimAuthorizationSession: ({ environment, id, browserHash, now }) =>
      write(() => {
        if (changed(claim, browserHash, id, environment, now)) return { outcome: 'claimed' };
        const row = firstRow<[concludedAt: number | null, expiresAt: number]>(selectClaim, id, environment);
        if (row === undefined) return { outcome: 'unknown' };
        if (row[0] !== null) return { outcome: 'concluded' };
        return { outcome: now >= row[1] ? 'expired' : 'taken' };
      }),

    recordPasswordProof: ({ environment, id, now, userId, userVersion }) =>
      write(() => {
        const recorded = changed(prove, userId, userVersion, id, environment, now);
        return { outcome: recorded ? 'recorded' : closedState(environment, id) };
      }),

    continueAuthorizationSession: ({ environment, id, now, userId, authenticatedAt, accountId }) =>
      write(() => {
        const continued = changed(progress, userId, authenticatedAt, accountId ?? null, id, environment, now);
        return { outcome: continued ? 'continued' : closedState(environment, id) };
      }),

    concludeAuthorizationSession: ({ environment, id, now }) =>
      write(() => {
        if (changed(conclude, now, id, environment)) return { outcome: 'concluded' };
        const state = closedState(environment, id);
        return { outcome: state === 'concluded' ? 'already-concluded' : state };
      }),
  };
}

function toAuthorizationSession(
  environment: string,
  id: Uint8Array,
  row: AuthorizationSessionRow,
): AuthorizationSessionRecord {
  const [clientId, browserHash, createdAt, expiresAt, userId, accountId, authenticatedAt, concludedAt] = row;
  const [, , , , , , , , provenUserId, provenVersion, request] = row;
  return {
    id: Uint8Array.from(id),
    environment,
    clientId,
    request,
    browserHash,
    createdAt,
    expiresAt,
    ...present({ userId, accountId, authenticatedAt, concludedAt }),
    ...(provenUserId !== null &&
      provenVersion !== null && { passwordProof: { userId: provenUserId, userVersion: provenVersion } }),
  };
}
