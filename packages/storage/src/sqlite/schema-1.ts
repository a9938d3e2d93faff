/**
 * Version 1 of the data. Tables of the token path are keyed by their time-ordered identifier and have no other index,
 * so that a commit touches the few pages at their end. Rows under a client hold its `number`, which belongs to one
 * registration for ever: a client deleted and registered again under the same `client_id` inherits nothing.
 */
export const schema1 = `
CREATE TABLE clients (
  number INTEGER PRIMARY KEY, environment TEXT NOT NULL, client_id TEXT NOT NULL, enabled INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL, organisation_id TEXT NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX clients_by_client_id ON clients (environment, client_id) WHERE deleted = 0;
CREATE INDEX clients_by_environment ON clients (environment) WHERE deleted = 0;
CREATE INDEX clients_by_organisation ON clients (organisation_id) WHERE deleted = 0;

CREATE TABLE users (
  number INTEGER PRIMARY KEY, environment TEXT NOT NULL, id TEXT NOT NULL, email_key TEXT NOT NULL,
  enabled INTEGER NOT NULL, version INTEGER NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_by_id ON users (environment, id);
CREATE UNIQUE INDEX users_by_email ON users (environment, email_key);
CREATE INDEX users_by_environment ON users (environment);

CREATE TABLE accounts (
  environment TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (environment, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_by_name ON accounts (environment, name);

CREATE TABLE sessions (
  id BLOB PRIMARY KEY, environment TEXT NOT NULL, user_id TEXT NOT NULL, secret_hash BLOB NOT NULL,
  authenticated_at INTEGER NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended_at INTEGER,
  amr TEXT, last_used_at INTEGER, used_from TEXT, agent TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (environment, user_id);

CREATE TABLE authorization_sessions (
  id BLOB PRIMARY KEY, environment TEXT NOT NULL, client_id TEXT NOT NULL, browser_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, user_id TEXT, account_id TEXT, authenticated_at INTEGER,
  concluded_at INTEGER, proven_user_id TEXT, proven_version INTEGER, request TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pushed_requests (
  id BLOB PRIMARY KEY, environment TEXT NOT NULL, client_id TEXT NOT NULL, secret_hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL, taken_at INTEGER, request TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE grants (
  number INTEGER PRIMARY KEY, environment TEXT NOT NULL, id TEXT NOT NULL, client INTEGER NOT NULL,
  user_id TEXT NOT NULL, account_id TEXT NOT NULL, scopes TEXT NOT NULL, resources TEXT NOT NULL,
  created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT
) STRICT;
CREATE UNIQUE INDEX grants_by_id ON grants (environment, id);
CREATE UNIQUE INDEX grants_alive ON grants (client, user_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX grants_by_client ON grants (client);
CREATE INDEX grants_by_user ON grants (environment, user_id);

CREATE TABLE authorizations (
  id BLOB PRIMARY KEY, client INTEGER NOT NULL, grant_number INTEGER NOT NULL, code_secret_hash BLOB NOT NULL,
  code_expires_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, redeemed_at INTEGER, revoked_at INTEGER, revoked_by TEXT,
  wrong_verifiers INTEGER NOT NULL DEFAULT 0, flow_id TEXT NOT NULL, session_id BLOB NOT NULL,
  authenticated_at INTEGER NOT NULL, scope TEXT NOT NULL, resources TEXT, nonce TEXT, redirect_uri TEXT NOT NULL,
  redirect_uri_sent INTEGER NOT NULL, code_challenge TEXT NOT NULL, issued_at INTEGER NOT NULL, issued_by TEXT NOT NULL,
  redeemed_by TEXT, redeemed_from TEXT, amr TEXT, state_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  id BLOB PRIMARY KEY, client INTEGER NOT NULL, authorization_id BLOB, scope TEXT NOT NULL, audience TEXT,
  access_hash BLOB NOT NULL, access_jwt INTEGER NOT NULL, access_expires_at INTEGER NOT NULL,
  refresh_hash BLOB, refresh_expires_at INTEGER, refresh_inactive_at INTEGER,
  issued_at INTEGER NOT NULL, issued_by TEXT NOT NULL, predecessor BLOB,
  access_revoked_at INTEGER, access_used_at INTEGER, rotated_at INTEGER, rotated_by TEXT, rotated_from TEXT,
  successor BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_answers (
  environment TEXT NOT NULL, successor BLOB NOT NULL, parameters_hash BLOB NOT NULL, answer BLOB NOT NULL,
  ends_at INTEGER NOT NULL,
  PRIMARY KEY (environment, successor)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
  environment TEXT NOT NULL, key TEXT NOT NULL, count INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  PRIMARY KEY (key)
) STRICT, WITHOUT ROWID;

CREATE TABLE assertions (
  environment TEXT NOT NULL, client_id TEXT NOT NULL, jti_hash BLOB NOT NULL, expires_at INTEGER NOT NULL,
  PRIMARY KEY (environment, client_id, jti_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE totp_steps (
  environment TEXT NOT NULL, user_id TEXT NOT NULL, secret_id TEXT NOT NULL, step INTEGER NOT NULL,
  PRIMARY KEY (environment, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_codes (
  environment TEXT NOT NULL, user_id TEXT NOT NULL, binding TEXT NOT NULL, code_hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL, wrong INTEGER NOT NULL,
  PRIMARY KEY (environment, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
  environment TEXT NOT NULL, user_id TEXT NOT NULL, code_hash BLOB NOT NULL, used_at INTEGER,
  PRIMARY KEY (environment, user_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE reset_links (
  id BLOB PRIMARY KEY, environment TEXT NOT NULL, user_id TEXT NOT NULL, purpose TEXT NOT NULL,
  secret_hash BLOB NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX reset_links_by_user ON reset_links (environment, user_id);

CREATE TABLE organisations (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, email_key TEXT NOT NULL UNIQUE, record TEXT NOT NULL
) STRICT;

CREATE TABLE administration_tokens (
  id BLOB PRIMARY KEY, secret_hash BLOB NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE owner_links (
  id BLOB PRIMARY KEY, secret_hash BLOB NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE signing_keys (
  number INTEGER PRIMARY KEY, environment TEXT NOT NULL, key_id TEXT NOT NULL, algorithm TEXT NOT NULL,
  public_jwk TEXT NOT NULL, sealed_private_key BLOB NOT NULL, created_at INTEGER NOT NULL, active_at INTEGER NOT NULL,
  retires_at INTEGER
) STRICT;
CREATE UNIQUE INDEX signing_keys_by_id ON signing_keys (environment, key_id);

CREATE TABLE environment_states (
  environment TEXT PRIMARY KEY, clock_offset INTEGER NOT NULL DEFAULT 0, maintenance INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
