import type { AuthorizationStorage } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { changed, firstRow, listColumn } from './row.ts';

type Input = Parameters<AuthorizationStorage['issueAuthorizationCode']>[0];
type Outcome = Awaited<ReturnType<AuthorizationStorage['issueAuthorizationCode']>>['outcome'];
type LiveGrantRow = [number: number, scopes: string, resources: string];

export function authorizationCodeIssue({
  prepare,
  write,
  clients,
}: Engine): Pick<AuthorizationStorage, 'issueAuthorizationCode'> {
  const selectClientEnabled = prepare('SELECT enabled FROM clients WHERE number = ?');
  const selectUserEnabled = prepare('SELECT enabled FROM users WHERE environment = ? AND id = ?');
  const selectSession = prepare(
    'SELECT concluded_at, expires_at FROM authorization_sessions WHERE id = ? AND environment = ?',
  );
  const concludeSession = prepare('UPDATE authorization_sessions SET concluded_at = ? WHERE id = ?');
  const selectGrant = prepare(
    `SELECT number, scopes, resources FROM grants
     WHERE client = ? AND user_id = ? AND account_id = ? AND ended_at IS NULL`,
  );
  const widenGrant = prepare('UPDATE grants SET scopes = ?, resources = ?, last_used_at = ? WHERE number = ?');
  const insertGrant = prepare(
    `INSERT INTO grants (environment, id, client, user_id, account_id, scopes, resources, created_at, last_used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertAuthorization = prepare(
    `INSERT INTO authorizations (id, client, grant_number, code_secret_hash, code_expires_at, ends_at, flow_id,
       session_id, authenticated_at, scope, resources, nonce, redirect_uri, redirect_uri_sent, code_challenge,
       issued_at, issued_by, amr, state_hash, region)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  function refusal({ authorization, authorizationSessionId, now }: Input, client: number | null): Outcome | undefined {
    const { environment, userId } = authorization;
    if (firstRow<[number]>(selectClientEnabled, client)?.[0] !== 1) return 'client-disabled';
    if (firstRow<[number]>(selectUserEnabled, environment, userId)?.[0] !== 1) return 'user-disabled';
    if (authorizationSessionId === undefined) return undefined;
    const session = firstRow<[concludedAt: number | null, expiresAt: number]>(
      selectSession,
      authorizationSessionId,
      environment,
    );
    if (session === undefined) return 'session-expired';
    if (session[0] !== null) return 'session-concluded';
    return now >= session[1] ? 'session-expired' : undefined;
  }

  function createOrWidenGrant({ grant, now }: Input, client: number): number {
    const live = firstRow<LiveGrantRow>(selectGrant, client, grant.userId, grant.accountId);
    if (live !== undefined) {
      const [number, scopes, resources] = live;
      widenGrant.run(union(scopes, grant.scopes), union(resources, grant.resources), now, number);
      return number;
    }
    const { lastInsertRowid } = insertGrant.run(
      grant.environment,
      grant.id,
      client,
      grant.userId,
      grant.accountId,
      JSON.stringify(grant.scopes),
      JSON.stringify(grant.resources),
      grant.createdAt,
      grant.lastUsedAt,
    );
    return Number(lastInsertRowid);
  }

  return {
    issueAuthorizationCode: (input) =>
      write(() => {
        const { authorization, authorizationSessionId, now } = input;
        const client = clients.currentNumber(authorization.environment, authorization.clientId);
        const outcome = refusal(input, client);
        if (outcome !== undefined || client === null) return { outcome: outcome ?? 'client-disabled' };
        if (authorizationSessionId !== undefined) changed(concludeSession, now, authorizationSessionId);
        insertAuthorization.run(
          authorization.id,
          client,
          createOrWidenGrant(input, client),
          authorization.codeSecretHash,
          authorization.codeExpiresAt,
          authorization.codeExpiresAt,
          authorization.flowId,
          authorization.sessionId,
          authorization.authenticatedAt,
          authorization.scope,
          listColumn(authorization.resources),
          authorization.nonce ?? null,
          authorization.redirectUri,
          Number(authorization.redirectUriSent),
          authorization.codeChallenge,
          authorization.issuedAt,
          authorization.issuedByRequest,
          authorization.amr === undefined ? null : listColumn(authorization.amr),
          authorization.stateHash ?? null,
          authorization.region ?? null,
        );
        return { outcome: 'issued' };
      }),
  };
}

function union(stored: string, added: readonly string[]): string {
  return JSON.stringify([...new Set([...(JSON.parse(stored) as string[]), ...added])]);
}
