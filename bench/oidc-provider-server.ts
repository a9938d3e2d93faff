/**
 * The npm package oidc-provider as it comes, with an SQLite adapter at synchronous=FULL. Its adapter interface is one
 * call for each record, so each call is one commit.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { Provider } from 'oidc-provider';

const clientId = 'bench';
const clientSecret = 'bench-secret';
const redirectUri = 'http://127.0.0.1:8400/callback';

interface Payload {
  readonly grantId?: string;
  readonly uid?: string;
}

interface Row {
  readonly payload: string;
  readonly consumed: number | null;
  readonly expiresAt: number | null;
}

const database = new DatabaseSync(process.argv[2] ?? ':memory:');
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -65536;
  CREATE TABLE records (
    key TEXT PRIMARY KEY, payload TEXT NOT NULL, grant_id TEXT, uid TEXT, expires_at INTEGER, consumed INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX records_by_grant ON records (grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX records_by_uid ON records (uid) WHERE uid IS NOT NULL;
`);
const upsert = database.prepare(
  `INSERT INTO records (key, payload, grant_id, uid, expires_at) VALUES (?, ?, ?, ?, ?)
   ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
);
const columns = 'payload, consumed, expires_at AS expiresAt';
const select = database.prepare(`SELECT ${columns} FROM records WHERE key = ?`);
const selectByUid = database.prepare(`SELECT ${columns} FROM records WHERE uid = ? AND key LIKE 'Session:%'`);
const consume = database.prepare('UPDATE records SET consumed = ? WHERE key = ?');
const remove = database.prepare('DELETE FROM records WHERE key = ?');
const removeGrant = database.prepare('DELETE FROM records WHERE grant_id = ?');

const now = (): number => Math.floor(Date.now() / 1000);

function payloadOf(row: Row | undefined): Record<string, unknown> | undefined {
  if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now())) return undefined;
  const payload = JSON.parse(row.payload) as Record<string, unknown>;
  return row.consumed === null ? payload : { ...payload, consumed: row.consumed };
}

class SqliteAdapter {
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  async upsert(id: string, payload: Payload, lifetime: number | undefined): Promise<void> {
    const expiresAt = lifetime === undefined ? null : now() + lifetime;
    upsert.run(this.#key(id), JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, expiresAt);
  }

  async find(id: string): Promise<Record<string, unknown> | undefined> {
    return payloadOf(select.get(this.#key(id)) as Row | undefined);
  }

  async findByUid(uid: string): Promise<Record<string, unknown> | undefined> {
    return payloadOf(selectByUid.get(uid) as Row | undefined);
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    consume.run(now(), this.#key(id));
  }

  async destroy(id: string): Promise<void> {
    remove.run(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    removeGrant.run(grantId);
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }
}

function createProvider(url: string): Provider {
  const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(url, {
    adapter: SqliteAdapter,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...signingKey, use: 'sig', alg: 'ES256', kid: 'bench' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    scopes: ['openid', 'offline_access', 'read'],
    features: {
      // Its own sign-in form checks no password: only requests after signing in are measured.
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: { enabled: false },
    },
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    rotateRefreshToken: () => true,
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 600,
      ClientCredentials: 3600,
      Grant: 1_209_600,
      Interaction: 3600,
      RefreshToken: 1_209_600,
      Session: 1_209_600,
    },
  });
  provider.on('server_error', (_context, error) => process.stderr.write(`${error.stack}\n`));
  return provider;
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', createProvider(url).callback());
  process.stdout.write(`${JSON.stringify({ url, clientId, clientSecret })}\n`);
});
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => database.close());
});
