import type { AuthorizationStorage } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { type FamilyColumns, familyColumns, familyEnd } from './family.ts';
import { insertTokens, lastEnd } from './new-tokens.ts';
import { sameHash } from './pushed-requests.ts';
import { firstRow } from './row.ts';

type Input = Parameters<AuthorizationStorage['rotateRefreshToken']>[0];
type Result = Awaited<ReturnType<AuthorizationStorage['rotateRefreshToken']>>;

type StateRow = [
  ...family: FamilyColumns,
  authorizationId: Uint8Array,
  enabled: number,
  rotatedAt: number | null,
  rotatedBy: string | null,
  rotatedFrom: string | null,
  expiresAt: number,
  inactiveAt: number,
  successorUsed: number | null,
  parametersHash: Uint8Array | null,
  answer: Uint8Array | null,
];

/** Milliseconds; a grant's `lastUsedAt` is no finer, so that most rotations leave its row alone. */
const LAST_USED_GRAIN = 300_000;

type UseInput = Parameters<AuthorizationStorage['useRefreshToken']>[0];
type UseResult = Awaited<ReturnType<AuthorizationStorage['useRefreshToken']>>;

export function refreshTokenRotation(
  engine: Engine,
): Pick<AuthorizationStorage, 'rotateRefreshToken' | 'useRefreshToken'> {
  const { prepare, write, clients } = engine;
  const insert = insertTokens(engine);
  const whileAlive = `WHERE id = ? AND client = ? AND authorization_id = ? AND rotated_at IS NULL
       AND refresh_expires_at > ? AND refresh_inactive_at > ?
       AND EXISTS (SELECT 1 FROM clients WHERE number = tokens.client AND enabled = 1)
       AND EXISTS (SELECT 1 FROM authorizations a JOIN grants g ON g.number = a.grant_number
                   WHERE a.id = tokens.authorization_id AND a.revoked_at IS NULL AND g.ended_at IS NULL)`;
  const rotate = prepare(
    `UPDATE tokens SET rotated_at = ?, rotated_by = ?, rotated_from = ?, successor = ? ${whileAlive}`,
  );
  const prolong = prepare(`UPDATE tokens SET refresh_inactive_at = max(refresh_inactive_at, ?) ${whileAlive}`);
  const insertAnswer = prepare(
    'INSERT INTO sealed_answers (environment, successor, parameters_hash, answer, ends_at) VALUES (?, ?, ?, ?, ?)',
  );
  const prolongFamily = prepare('UPDATE authorizations SET ends_at = ?1 WHERE id = ?2 AND ends_at < ?1');
  const touchGrant = prepare(
    `UPDATE grants SET last_used_at = ?
     WHERE number = (SELECT grant_number FROM authorizations WHERE id = ?) AND last_used_at <= ?`,
  );
  const selectState = prepare(
    `SELECT ${familyColumns}, a.id, c.enabled, t.rotated_at, t.rotated_by, t.rotated_from, t.refresh_expires_at,
       t.refresh_inactive_at,
       coalesce(s.rotated_at, s.access_used_at, s.access_revoked_at), q.parameters_hash, q.answer
     FROM tokens t JOIN authorizations a ON a.id = t.authorization_id JOIN grants g ON g.number = a.grant_number
       JOIN clients c ON c.number = t.client LEFT JOIN tokens s ON s.id = t.successor
       LEFT JOIN sealed_answers q ON q.environment = c.environment AND q.successor = t.successor
     WHERE t.id = ? AND t.client = ? AND t.refresh_hash IS NOT NULL`,
  );
  const revokeFamily = prepare(
    `UPDATE authorizations SET revoked_at = ?, revoked_by = 'reuse' WHERE id = ? AND revoked_at IS NULL`,
  );

  function rotateFor(input: Input, family: Uint8Array, client: number | null): boolean {
    const { environment, id, now, requestId, from, window, successor } = input;
    if (client === null) return false;
    if (rotate.run(now, requestId, from, successor.id, id, client, family, now, now).changes === 0) return false;
    insert(successor, { client, authorizationId: family, predecessor: id });
    if (window > 0) {
      insertAnswer.run(environment, successor.id, input.parametersHash, input.sealedAnswer, now + window);
    }
    // The code's redemption reckoned with the family's absolute end; only what outlives that moves it.
    const end = lastEnd(successor);
    if (end !== successor.refresh?.expiresAt) prolongFamily.run(end, family);
    touchGrant.run(now, family, now - LAST_USED_GRAIN);
    return true;
  }

  function useFor(input: UseInput, family: Uint8Array, client: number | null): boolean {
    const { id, now, inactiveAt, tokens } = input;
    if (client === null || prolong.run(inactiveAt, id, client, family, now, now).changes === 0) return false;
    insert(tokens, { client, authorizationId: family, predecessor: null });
    prolongFamily.run(lastEnd(tokens), family);
    touchGrant.run(now, family, now - LAST_USED_GRAIN);
    return true;
  }

  /** Names the condition that did not hold; a retry gets the first answer; reuse revokes the family. */
  function refusal(
    input: Pick<Input, 'id' | 'now'> & Partial<Pick<Input, 'window' | 'parametersHash'>>,
    client: number | null,
  ): Exclude<Result, { readonly outcome: 'rotated' }> {
    const { id, now, window = 0, parametersHash } = input;
    const row = firstRow<StateRow>(selectState, id, client);
    if (row === undefined) return { outcome: 'unknown' };
    const [revokedAt, revokedBy, grantEndedAt, grantEndedBy, family, enabled, rotatedAt, by, from] = row;
    const [expiresAt, inactiveAt, successorUsed, storedHash, answer] = [row[9], row[10], row[11], row[12], row[13]];
    if (enabled !== 1) return { outcome: 'client-disabled' };
    const end = familyEnd([revokedAt, revokedBy, grantEndedAt, grantEndedBy]);
    if (end !== undefined && (rotatedAt === null || end.by !== 'reuse')) {
      return { outcome: 'revoked', revokedAt: end.at, revokedBy: end.by };
    }
    if (rotatedAt !== null) {
      const retry =
        end === undefined &&
        now < rotatedAt + window &&
        successorUsed === null &&
        answer !== null &&
        storedHash !== null &&
        parametersHash !== undefined;
      if (retry && sameHash(storedHash, parametersHash)) return { outcome: 'retried', sealedAnswer: answer, rotatedAt };
      revokeFamily.run(now, family);
      return { outcome: 'reused', rotatedAt, rotatedByRequest: by ?? '', rotatedFrom: from ?? '' };
    }
    if (now >= expiresAt) return { outcome: 'expired', endedAt: expiresAt };
    if (now >= inactiveAt) return { outcome: 'inactive', endedAt: inactiveAt };
    throw new Error('A refresh token was neither rotated nor refused: does its successor name the same authorization?');
  }

  return {
    rotateRefreshToken: (input) =>
      write(() => {
        const { environment, clientId, successor } = input;
        const family = successor.authorizationId;
        if (family === undefined) throw new TypeError('The successor of a refresh token names no authorization.');
        if (rotateFor(input, family, clients.number(environment, clientId))) return { outcome: 'rotated' };
        const client = clients.currentNumber(environment, clientId);
        return rotateFor(input, family, client) ? { outcome: 'rotated' } : refusal(input, client);
      }),

    useRefreshToken: (input) =>
      write((): UseResult => {
        const { environment, clientId, id, now, tokens } = input;
        const family = tokens.authorizationId;
        if (family === undefined) throw new TypeError('The tokens of a refresh name no authorization.');
        if (useFor(input, family, clients.number(environment, clientId))) return { outcome: 'issued' };
        const client = clients.currentNumber(environment, clientId);
        if (useFor(input, family, client)) return { outcome: 'issued' };
        const refused = refusal({ id, now }, client);
        if (refused.outcome === 'retried') throw new Error('A refresh without a window was answered as a retry.');
        return refused;
      }),
  };
}
