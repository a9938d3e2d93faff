import type { Storage } from '../contract/storage.ts';
import { authorizationSessionStorage } from './authorization-sessions.ts';
import { authorizationStorage } from './authorizations.ts';
import { clientStorage } from './clients.ts';
import { createEngine } from './engine.ts';
import { grantStorage } from './grants.ts';
import { installationStorage, signingKeyStorage } from './installation.ts';
import { authorizationCodeIssue } from './issue-authorization-code.ts';
import { limitStorage } from './limits.ts';
import { openDatabase, type SqliteOptions } from './open.ts';
import { peopleStorage } from './people.ts';
import { pushedRequestStorage } from './pushed-requests.ts';
import { authorizationCodeRedemption } from './redeem-authorization-code.ts';
import { expiredRemoval } from './remove-expired.ts';
import { resetLinkStorage } from './reset-links.ts';
import { refreshTokenRotation } from './rotate-refresh-token.ts';
import { secondFactorStorage } from './second-factors.ts';
import { ownerStorage } from './server-wide.ts';
import { sessionStorage } from './sessions.ts';
import { textNameStorage } from './text-names.ts';
import { tokenStorage } from './tokens.ts';

export type { SqliteOptions } from './open.ts';
export { StorageOpenError, type StorageOpenReason } from './storage-open-error.ts';

/**
 * Opens the embedded store: one file, one connection, writes of the same turn of the event loop committed together.
 * Rejects with `StorageOpenError` when the file can't be written, was written by a newer version, is corrupt or locked.
 */
export async function openSqlite(options: SqliteOptions): Promise<Storage> {
  const engine = createEngine(openDatabase(options));
  return {
    ...clientStorage(engine),
    ...peopleStorage(engine),
    ...sessionStorage(engine),
    ...authorizationSessionStorage(engine),
    ...pushedRequestStorage(engine),
    ...grantStorage(engine),
    ...authorizationStorage(engine),
    ...authorizationCodeIssue(engine),
    ...authorizationCodeRedemption(engine),
    ...refreshTokenRotation(engine),
    ...tokenStorage(engine),
    ...limitStorage(engine),
    ...secondFactorStorage(engine),
    ...resetLinkStorage(engine),
    ...textNameStorage(engine),
    ...ownerStorage(engine),
    ...signingKeyStorage(engine),
    ...installationStorage(engine),
    ...expiredRemoval(engine),
    async close() {
      engine.close();
    },
  };
}
