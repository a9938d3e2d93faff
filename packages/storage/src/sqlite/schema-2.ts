/** Version 2: texts that are found by their hash, sign-ins through an app's own form, and regions. */
export const schema2 = `
CREATE TABLE text_names (
  environment TEXT NOT NULL, hash BLOB NOT NULL, id BLOB NOT NULL, ends_at INTEGER NOT NULL,
  PRIMARY KEY (environment, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE password_proofs (
  environment TEXT NOT NULL, user_id TEXT NOT NULL, client_id TEXT NOT NULL, user_version INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (environment, user_id, client_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE sessions ADD COLUMN client_id TEXT;
ALTER TABLE authorizations ADD COLUMN region TEXT;
`;
