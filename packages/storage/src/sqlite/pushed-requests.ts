import { timingSafeEqual } from 'node:crypto';
import type { SessionStorage } from '../contract/sessions.ts';
import type { Engine } from './engine.ts';
import { firstRow } from './row.ts';

type PushedRequestRow = [
  secretHash: Uint8Array,
  clientId: string,
  expiresAt: number,
  takenAt: number | null,
  request: string,
];

type PushedRequestVerb = 'pushAuthorizationRequest' | 'takePushedRequest';

export function pushedRequestStorage({ prepare, write }: Engine): Pick<SessionStorage, PushedRequestVerb> {
  const insert = prepare(
    `INSERT INTO pushed_requests (id, environment, client_id, secret_hash, expires_at, request)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const select = prepare(
    `SELECT secret_hash, client_id, expires_at, taken_at, request FROM pushed_requests
     WHERE id = ? AND environment = ?`,
  );
  const take = prepare(`UPDATE pushed_requests SET taken_at = ?, request = '' WHERE id = ?`);

  return {
    pushAuthorizationRequest: ({ id, environment, clientId, secretHash, expiresAt, request }) =>
      write(() => {
        insert.run(id, environment, clientId, secretHash, expiresAt, request);
      }),

    takePushedRequest: (input) =>
      write(() => {
        const row = firstRow<PushedRequestRow>(select, input.id, input.environment);
        const isRight = sameHash(row?.[0] ?? noHash, input.secretHash);
        if (row === undefined || !isRight) return { outcome: 'unknown' };
        const [, clientId, expiresAt, takenAt, request] = row;
        if (clientId !== input.clientId) return { outcome: 'other-client' };
        if (takenAt !== null) return { outcome: 'used' };
        if (input.now >= expiresAt) return { outcome: 'expired' };
        take.run(input.now, input.id);
        return { outcome: 'taken', request };
      }),
  };
}

/** Compared with where no request was found, so that one costs what the other does. */
const noHash = new Uint8Array(32);

/** Compares two hashes in constant time. */
export function sameHash(stored: Uint8Array, presented: Uint8Array): boolean {
  return stored.byteLength === presented.byteLength && timingSafeEqual(stored, presented);
}
