import type { AuthorizationRecord, AuthorizationStorage } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { type FamilyColumns, familyColumns, familyEnd } from './family.ts';
import { allRows, bytesFrom, firstRow, listFrom, present, RECENT } from './row.ts';

type AuthorizationRow = [
  ...family: FamilyColumns,
  clientId: string,
  userId: string,
  accountId: string,
  grantId: string,
  codeSecretHashHex: string,
  flowId: string,
  redirectUri: string,
  redirectUriSent: number,
  codeChallenge: string,
  scope: string,
  resources: string | null,
  nonce: string | null,
  authenticatedAt: number,
  sessionIdHex: string,
  issuedAt: number,
  codeExpiresAt: number,
  issuedByRequest: string,
  redeemedAt: number | null,
  redeemedByRequest: string | null,
  redeemedFrom: string | null,
  wrongVerifiers: number,
  amr: string | null,
  stateHash: string | null,
  region: string | null,
];

type AuthorizationVerb = 'authorization' | 'recentAuthorizations' | 'countWrongVerifier' | 'revokeAuthorization';

/** So many wrong verifiers end a code. */
export const WRONG_VERIFIERS_ALLOWED = 5;

const source = `authorizations a JOIN clients c ON c.number = a.client AND c.environment = ?2 AND c.deleted = 0
  JOIN grants g ON g.number = a.grant_number WHERE a.id = ?1`;

export function authorizationStorage({
  prepare,
  write,
  snapshot,
}: Engine): Pick<AuthorizationStorage, AuthorizationVerb> {
  const select = prepare(
    `SELECT ${familyColumns}, c.client_id, g.user_id, g.account_id, g.id, hex(a.code_secret_hash), a.flow_id,
       a.redirect_uri, a.redirect_uri_sent, a.code_challenge, a.scope, a.resources, a.nonce, a.authenticated_at,
       hex(a.session_id), a.issued_at, a.code_expires_at, a.issued_by, a.redeemed_at, a.redeemed_by, a.redeemed_from,
       a.wrong_verifiers, a.amr, a.state_hash, a.region
     FROM ${source}`,
  );
  // The newest rows come first by their key alone, so that a client without recent ones costs no longer walk.
  const selectRecent = prepare(
    `SELECT n.flow_id, n.code_challenge, n.issued_at
     FROM (SELECT id, client, flow_id, code_challenge, issued_at FROM authorizations ORDER BY id DESC LIMIT ${RECENT.scanned}) n
     JOIN clients c ON c.number = n.client AND c.environment = ? AND c.client_id = ? AND c.deleted = 0
     ORDER BY n.id DESC LIMIT ${RECENT.given}`,
  );
  const selectVerifiers = prepare(`SELECT a.redeemed_at, a.wrong_verifiers FROM ${source}`);
  const countVerifier = prepare('UPDATE authorizations SET wrong_verifiers = wrong_verifiers + 1 WHERE id = ?');
  const selectFamily = prepare(`SELECT ${familyColumns} FROM ${source}`);
  const revoke = prepare('UPDATE authorizations SET revoked_at = ?, revoked_by = ? WHERE id = ?');

  return {
    async authorization(environment, id) {
      snapshot.open();
      const row = firstRow<AuthorizationRow>(select, id, environment);
      return row && toAuthorization(environment, id, row);
    },

    async recentAuthorizations(environment, clientId) {
      const rows = allRows<[flowId: string, codeChallenge: string, issuedAt: number]>(
        selectRecent,
        environment,
        clientId,
      );
      return rows.map(([flowId, codeChallenge, issuedAt]) => ({ flowId, codeChallenge, issuedAt }));
    },

    countWrongVerifier: ({ environment, id }) =>
      write(() => {
        const row = firstRow<[redeemedAt: number | null, wrongVerifiers: number]>(selectVerifiers, id, environment);
        if (row === undefined || row[0] !== null) return { outcome: 'unknown' };
        if (row[1] >= WRONG_VERIFIERS_ALLOWED) return { outcome: 'burnt', count: row[1] };
        countVerifier.run(id);
        const count = row[1] + 1;
        return { outcome: count >= WRONG_VERIFIERS_ALLOWED ? 'burnt' : 'counted', count };
      }),

    revokeAuthorization: ({ environment, id, now, by }) =>
      write(() => {
        const family = firstRow<FamilyColumns>(selectFamily, id, environment);
        if (family === undefined) return { outcome: 'unknown' };
        if (familyEnd(family) !== undefined) return { outcome: 'already-revoked' };
        revoke.run(now, by, id);
        return { outcome: 'revoked' };
      }),
  };
}

function toAuthorization(environment: string, id: Uint8Array, row: AuthorizationRow): AuthorizationRecord {
  const [a, b, c, d, clientId, userId, accountId, grantId, codeSecret, flowId, redirectUri, redirectUriSent] = row;
  const [, , , , , , , , , , , , codeChallenge, scope, resources, nonce, authenticatedAt, sessionId, issuedAt] = row;
  const [codeExpiresAt, issuedByRequest, redeemedAt, redeemedByRequest, redeemedFrom, wrongVerifiers] = [
    row[19],
    row[20],
    row[21],
    row[22],
    row[23],
    row[24],
  ];
  const [amr, stateHash, region] = [row[25], row[26], row[27]];
  const end = familyEnd([a, b, c, d]);
  return {
    id: new Uint8Array(id),
    codeSecretHash: bytesFrom(codeSecret),
    environment,
    clientId,
    userId,
    accountId,
    grantId,
    flowId,
    redirectUri,
    redirectUriSent: redirectUriSent === 1,
    codeChallenge,
    scope,
    resources: listFrom(resources),
    authenticatedAt,
    sessionId: bytesFrom(sessionId),
    issuedAt,
    codeExpiresAt,
    issuedByRequest,
    wrongVerifiers,
    ...(amr !== null && { amr: listFrom(amr) }),
    ...present({ nonce, stateHash, region, redeemedAt, redeemedByRequest, redeemedFrom }),
    ...(end && { revokedAt: end.at, revokedBy: end.by }),
  };
}
