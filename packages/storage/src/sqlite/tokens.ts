import type { AuthorizationStorage, TokenRecord } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { familyColumns, familyEnd } from './family.ts';
import { insertTokens } from './new-tokens.ts';
import { changed, firstRow, listFrom } from './row.ts';

type TokenVerb = 'issueTokens' | 'tokens' | 'recordAccessTokenUse' | 'revokeAccessToken';

type TokenRow = [
  clientId: string,
  authorizationId: Uint8Array | null,
  scope: string,
  audience: string | null,
  accessHash: Uint8Array,
  accessJwt: number,
  accessExpiresAt: number,
  refreshHash: Uint8Array | null,
  refreshExpiresAt: number,
  refreshInactiveAt: number,
  issuedAt: number,
  issuedBy: string,
  predecessor: Uint8Array | null,
  accessRevokedAt: number | null,
  accessUsedAt: number | null,
  rotatedAt: number | null,
  rotatedBy: string,
  rotatedFrom: string,
  successor: Uint8Array,
];

type FamilyRow = [
  revokedAt: number | null,
  revokedBy: string | null,
  grantEndedAt: number | null,
  grantEndedBy: string | null,
  userId: string,
  accountId: string,
  grantId: string,
  flowId: string,
  authenticatedAt: number,
  sessionId: Uint8Array,
  nonce: string | null,
  scope: string,
  resources: string | null,
];

type Writable<Record> = { -readonly [Field in keyof Record]: Record[Field] };

export function tokenStorage(engine: Engine): Pick<AuthorizationStorage, TokenVerb> {
  const { prepare, write, clients, snapshot } = engine;
  const insert = insertTokens(engine);
  const select = prepare(
    `SELECT c.client_id, t.authorization_id, t.scope, t.audience, t.access_hash, t.access_jwt, t.access_expires_at,
       t.refresh_hash, t.refresh_expires_at, t.refresh_inactive_at, t.issued_at, t.issued_by, t.predecessor,
       t.access_revoked_at, t.access_used_at, t.rotated_at, t.rotated_by, t.rotated_from, t.successor
     FROM tokens t JOIN clients c ON c.number = t.client AND c.environment = ?2 AND c.deleted = 0 WHERE t.id = ?1`,
  );
  const selectFamily = prepare(
    `SELECT ${familyColumns}, g.user_id, g.account_id, g.id, a.flow_id, a.authenticated_at, a.session_id, a.nonce,
       a.scope, a.resources
     FROM authorizations a JOIN grants g ON g.number = a.grant_number WHERE a.id = ?`,
  );
  const inEnvironment =
    'EXISTS (SELECT 1 FROM clients WHERE number = tokens.client AND environment = ?3 AND deleted = 0)';
  const use = prepare(
    `UPDATE tokens SET access_used_at = ?1
     WHERE id = ?2 AND access_used_at IS NULL AND predecessor IS NOT NULL AND ${inEnvironment}`,
  );
  const revoke = prepare(
    `UPDATE tokens SET access_revoked_at = ?1 WHERE id = ?2 AND access_revoked_at IS NULL AND ${inEnvironment}`,
  );

  return {
    issueTokens: (tokens) =>
      write(() => {
        const { environment, clientId } = tokens;
        const issuedUnder = (client: number | null): boolean =>
          client !== null && insert(tokens, { client, authorizationId: null, predecessor: null });
        const issued =
          issuedUnder(clients.number(environment, clientId)) ||
          issuedUnder(clients.currentNumber(environment, clientId));
        return { outcome: issued ? 'issued' : 'client-disabled' };
      }),

    async tokens(environment, id) {
      snapshot.open();
      const row = select.get(id, environment) as unknown as TokenRow | undefined;
      if (row === undefined) return undefined;
      const authorizationId = row[1];
      if (authorizationId === null) return toTokens(environment, id, row);
      const family = selectFamily.get(authorizationId) as unknown as FamilyRow | undefined;
      return family && toTokens(environment, id, row, family);
    },

    recordAccessTokenUse: (environment, id, now) =>
      write(() => {
        use.run(now, id, environment);
      }),

    revokeAccessToken: ({ environment, id, now }) =>
      write(() => {
        if (changed(revoke, now, id, environment)) return { outcome: 'revoked' };
        return { outcome: firstRow(select, id, environment) === undefined ? 'unknown' : 'already-revoked' };
      }),
  };
}

/** Fields are set one by one, not spread: this runs once per introspection. */
function toTokens(environment: string, id: Uint8Array, row: TokenRow, family?: FamilyRow): TokenRecord {
  const record: Writable<TokenRecord> = {
    id: Uint8Array.from(id),
    environment,
    clientId: row[0],
    scope: row[2],
    audience: listFrom(row[3]),
    accessSecretHash: row[4],
    accessFormat: row[5] === 1 ? 'jwt' : 'opaque',
    accessExpiresAt: row[6],
    issuedAt: row[10],
    issuedByRequest: row[11],
  };
  if (row[7] !== null) record.refresh = { secretHash: row[7], expiresAt: row[8], inactiveAt: row[9] };
  if (row[12] !== null) record.predecessorId = row[12];
  if (row[13] !== null) record.accessRevokedAt = row[13];
  if (row[14] !== null) record.accessUsedAt = row[14];
  if (row[15] !== null) {
    record.refreshRotatedAt = row[15];
    record.refreshRotatedByRequest = row[16];
    record.refreshRotatedFrom = row[17];
    record.successorId = row[18];
  }
  if (row[1] !== null && family !== undefined) {
    record.authorizationId = row[1];
    record.authorization = toFamily(family);
  }
  return record;
}

function toFamily(row: FamilyRow): NonNullable<TokenRecord['authorization']> {
  const family: Writable<NonNullable<TokenRecord['authorization']>> = {
    userId: row[4],
    accountId: row[5],
    grantId: row[6],
    flowId: row[7],
    authenticatedAt: row[8],
    sessionId: row[9],
    scope: row[11],
    resources: listFrom(row[12]),
  };
  if (row[10] !== null) family.nonce = row[10];
  const end = familyEnd([row[0], row[1], row[2], row[3]]);
  if (end !== undefined) {
    family.revokedAt = end.at;
    family.revokedBy = end.by;
  }
  return family;
}
