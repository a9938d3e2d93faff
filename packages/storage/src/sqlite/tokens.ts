import type { AuthorizationStorage, TokenRecord } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { familyColumns, familyEnd } from './family.ts';
import { insertTokens } from './new-tokens.ts';
import { bytesFrom, changed, firstRow, listFrom } from './row.ts';

type TokenVerb = 'issueTokens' | 'tokens' | 'recordAccessTokenUse' | 'revokeAccessToken';

type TokenRow = [
  clientId: string,
  authorizationIdHex: string,
  scope: string,
  audience: string | null,
  accessHashHex: string,
  accessJwt: number,
  accessExpiresAt: number,
  issuedAt: number,
  issuedBy: string,
  accessRevokedAt: number | null,
];

/** What only tokens under an authorization have, and their family. */
type FamilyRow = [
  refreshHashHex: string,
  refreshExpiresAt: number,
  refreshInactiveAt: number,
  predecessorHex: string,
  accessUsedAt: number | null,
  rotatedAt: number | null,
  rotatedBy: string,
  rotatedFrom: string,
  successorHex: string,
  revokedAt: number | null,
  revokedBy: string | null,
  grantEndedAt: number | null,
  grantEndedBy: string | null,
  userId: string,
  accountId: string,
  grantId: string,
  flowId: string,
  authenticatedAt: number,
  sessionIdHex: string,
  nonce: string | null,
  scope: string,
  resources: string | null,
  region: string | null,
];

type Writable<Record> = { -readonly [Field in keyof Record]: Record[Field] };

export function tokenStorage(engine: Engine): Pick<AuthorizationStorage, TokenVerb> {
  const { prepare, write, clients, snapshot } = engine;
  const insert = insertTokens(engine);
  const select = prepare(
    `SELECT c.client_id, hex(t.authorization_id), t.scope, t.audience, hex(t.access_hash), t.access_jwt,
       t.access_expires_at, t.issued_at, t.issued_by, t.access_revoked_at
     FROM tokens t JOIN clients c ON c.number = t.client AND c.environment = ?2 AND c.deleted = 0 WHERE t.id = ?1`,
  );
  const selectFamily = prepare(
    `SELECT hex(t.refresh_hash), t.refresh_expires_at, t.refresh_inactive_at, hex(t.predecessor), t.access_used_at,
       t.rotated_at, t.rotated_by, t.rotated_from, hex(t.successor), ${familyColumns}, g.user_id, g.account_id, g.id,
       a.flow_id, a.authenticated_at, hex(a.session_id), a.nonce, a.scope, a.resources, a.region
     FROM tokens t JOIN authorizations a ON a.id = t.authorization_id JOIN grants g ON g.number = a.grant_number
     WHERE t.id = ?`,
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
      if (authorizationId === '') return toTokens(environment, id, row);
      const family = selectFamily.get(id) as unknown as FamilyRow | undefined;
      return family && toFamilyTokens(toTokens(environment, id, row), bytesFrom(authorizationId), family);
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
function toTokens(environment: string, id: Uint8Array, row: TokenRow): Writable<TokenRecord> {
  const record: Writable<TokenRecord> = {
    id: new Uint8Array(id),
    environment,
    clientId: row[0],
    scope: row[2],
    audience: listFrom(row[3]),
    accessSecretHash: bytesFrom(row[4]),
    accessFormat: row[5] === 1 ? 'jwt' : 'opaque',
    accessExpiresAt: row[6],
    issuedAt: row[7],
    issuedByRequest: row[8],
  };
  if (row[9] !== null) record.accessRevokedAt = row[9];
  return record;
}

function toFamilyTokens(record: Writable<TokenRecord>, authorizationId: Uint8Array, row: FamilyRow): TokenRecord {
  record.authorizationId = authorizationId;
  if (row[0] !== '') record.refresh = { secretHash: bytesFrom(row[0]), expiresAt: row[1], inactiveAt: row[2] };
  if (row[3] !== '') record.predecessorId = bytesFrom(row[3]);
  if (row[4] !== null) record.accessUsedAt = row[4];
  if (row[5] !== null) {
    record.refreshRotatedAt = row[5];
    record.refreshRotatedByRequest = row[6];
    record.refreshRotatedFrom = row[7];
    record.successorId = bytesFrom(row[8]);
  }
  record.authorization = toFamily(row);
  return record;
}

function toFamily(row: FamilyRow): NonNullable<TokenRecord['authorization']> {
  const family: Writable<NonNullable<TokenRecord['authorization']>> = {
    userId: row[13],
    accountId: row[14],
    grantId: row[15],
    flowId: row[16],
    authenticatedAt: row[17],
    sessionId: bytesFrom(row[18]),
    scope: row[20],
    resources: listFrom(row[21]),
  };
  if (row[19] !== null) family.nonce = row[19];
  if (row[22] !== null) family.region = row[22];
  const end = familyEnd([row[9], row[10], row[11], row[12]]);
  if (end !== undefined) {
    family.revokedAt = end.at;
    family.revokedBy = end.by;
  }
  return family;
}
