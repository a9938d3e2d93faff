import type { NewTokens } from '../contract/authorizations.ts';
import type { Engine } from './engine.ts';
import { listColumn } from './row.ts';

/** Where new tokens hang: the registration, and, unless client_credentials, the family and the tokens replaced. */
export interface TokenParents {
  readonly client: number;
  readonly authorizationId: Uint8Array | null;
  readonly predecessor: Uint8Array | null;
}

/**
 * Prepares the statement that stores tokens while the client is enabled; the function tells whether it did.
 * Runs inside a transaction.
 */
export function insertTokens({ prepare }: Engine): (tokens: NewTokens, parents: TokenParents) => boolean {
  const insert = prepare(
    `INSERT INTO tokens (id, client, authorization_id, scope, audience, access_hash, access_jwt, access_expires_at,
       refresh_hash, refresh_expires_at, refresh_inactive_at, issued_at, issued_by, predecessor)
     SELECT ?, number, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM clients WHERE number = ? AND enabled = 1`,
  );
  return (tokens, { client, authorizationId, predecessor }) => {
    const { refresh } = tokens;
    const { changes } = insert.run(
      tokens.id,
      authorizationId,
      tokens.scope,
      listColumn(tokens.audience),
      tokens.accessSecretHash,
      tokens.accessFormat === 'jwt' ? 1 : 0,
      tokens.accessExpiresAt,
      refresh === undefined ? null : refresh.secretHash,
      refresh === undefined ? null : refresh.expiresAt,
      refresh === undefined ? null : refresh.inactiveAt,
      tokens.issuedAt,
      tokens.issuedByRequest,
      predecessor,
      client,
    );
    return changes !== 0;
  };
}

/** When the last of these tokens ends, Unix milliseconds: the family's record must outlive it. */
export function lastEnd(tokens: NewTokens): number {
  return Math.max(tokens.accessExpiresAt, tokens.refresh?.expiresAt ?? 0);
}
