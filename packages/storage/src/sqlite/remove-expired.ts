import type { StatementSync } from 'node:sqlite';
import type { Storage } from '../contract/storage.ts';
import type { Engine } from './engine.ts';
import { allRows } from './row.ts';

/** A key's columns, then whether the row has ended. */
type ScannedRow = [...key: (string | Uint8Array)[], ended: number];
type Key = readonly (string | Uint8Array)[];

/** A table whose expired rows are found by walking its primary key from where the last walk stopped. */
interface Walk {
  readonly scan: StatementSync;
  readonly remove: StatementSync;
  /** Before every key. */
  readonly start: Key;
  /** Whether the first part of the key is a time-ordered identifier. */
  readonly timeOrdered: boolean;
  /** Milliseconds that a row is kept after its end, but never longer than the retention asked for. */
  readonly keptFor: number;
}

/** Whoever comes late to a sign-in is told that it ran out, and not that there never was one. */
const HOUR = 3_600_000;

/** Rows looked at for each row that may be deleted, so that living ones among them don't make a call endless. */
const SCANNED_PER_DELETED = 4;

const zero = new Uint8Array(0);

/**
 * Deletes expired rows without any index on their end: a walk over the primary key, a bounded piece in each call,
 * around in circles. Identifiers are time-ordered, so the walk turns back where rows are too young to have ended; what
 * has ended is decided by the row's own times alone.
 */
export function expiredRemoval(engine: Engine): Pick<Storage, 'removeExpired'> {
  const { write } = engine;
  const walks = [...shortLivedWalks(engine), ...retainedWalks(engine)];
  const removeAnswers = engine.prepare(
    `DELETE FROM sealed_answers WHERE environment = ?1 AND successor IN
       (SELECT successor FROM (SELECT successor, ends_at FROM sealed_answers WHERE environment = ?1
          ORDER BY successor LIMIT ?2) WHERE ends_at <= ?3)`,
  );
  const positions = new Map<string, Key>();

  /** Walks one piece of a table; gives back how many rows it deleted and where to go on (undefined: at the start). */
  function piece(walk: Walk, from: Key, environment: string, cutoff: number, limit: number): [number, Key | undefined] {
    const scanned = limit * SCANNED_PER_DELETED;
    let deleted = 0;
    let last: Key = from;
    const rows = allRows<ScannedRow>(walk.scan, environment, cutoff, ...from, scanned);
    for (const row of rows) {
      const key = row.slice(0, -1) as Key;
      if (walk.timeOrdered && issuedAfter(key[0], cutoff)) return [deleted, undefined];
      if (row.at(-1) === 1) {
        if (deleted === limit) return [deleted, last];
        walk.remove.run(...key);
        deleted++;
      }
      last = key;
    }
    return [deleted, rows.length < scanned ? undefined : last];
  }

  function advance(index: number, walk: Walk, environment: string, cutoff: number, limit: number): number {
    const name = `${index} ${environment}`;
    const from = positions.get(name);
    let [deleted, next] = piece(walk, from ?? walk.start, environment, cutoff, limit);
    if (next === undefined && from !== undefined && deleted < limit) {
      const [more, position] = piece(walk, walk.start, environment, cutoff, limit - deleted);
      deleted += more;
      next = position;
    }
    if (next === undefined) positions.delete(name);
    else positions.set(name, next);
    return deleted;
  }

  return {
    removeExpired: ({ environment, now, retention, limit }) =>
      write(() => {
        let deleted = Number(removeAnswers.run(environment, limit, now).changes);
        for (const [index, walk] of walks.entries()) {
          if (deleted >= limit) break;
          const cutoff = now - Math.min(retention, walk.keptFor);
          deleted += advance(index, walk, environment, cutoff, limit - deleted);
        }
        return deleted;
      }),
  };
}

/** A walk over a table by its time-ordered identifiers. @param more narrows what may be deleted. */
function walkById({ prepare }: Engine, table: string, keptFor: number, more = ''): Walk {
  return {
    scan: prepare(
      `SELECT id, environment = ?1 AND expires_at <= ?2${more} FROM ${table} WHERE id > ?3 ORDER BY id LIMIT ?4`,
    ),
    remove: prepare(`DELETE FROM ${table} WHERE id = ?`),
    start: [zero],
    timeOrdered: true,
    keptFor,
  };
}

function shortLivedWalks(engine: Engine): Walk[] {
  const { prepare } = engine;
  return [
    walkById(engine, 'authorization_sessions', HOUR),
    walkById(engine, 'pushed_requests', HOUR),
    walkById(engine, 'sessions', 0, ' AND client_id IS NULL'),
    walkById(engine, 'reset_links', 0),
    {
      scan: prepare(
        `SELECT environment, user_id, environment = ?1 AND expires_at <= ?2 FROM one_time_codes
         WHERE (environment, user_id) > (?3, ?4) ORDER BY environment, user_id LIMIT ?5`,
      ),
      remove: prepare('DELETE FROM one_time_codes WHERE environment = ? AND user_id = ?'),
      start: ['', ''],
      timeOrdered: false,
      keptFor: 0,
    },
    {
      scan: prepare(
        `SELECT environment, user_id, client_id, environment = ?1 AND expires_at <= ?2 FROM password_proofs
         WHERE (environment, user_id, client_id) > (?3, ?4, ?5) ORDER BY environment, user_id, client_id LIMIT ?6`,
      ),
      remove: prepare('DELETE FROM password_proofs WHERE environment = ? AND user_id = ? AND client_id = ?'),
      start: ['', '', ''],
      timeOrdered: false,
      keptFor: 0,
    },
    {
      scan: prepare(
        'SELECT key, environment = ?1 AND ends_at <= ?2 FROM attempts WHERE key > ?3 ORDER BY key LIMIT ?4',
      ),
      remove: prepare('DELETE FROM attempts WHERE key = ?'),
      start: [''],
      timeOrdered: false,
      keptFor: 0,
    },
    {
      scan: prepare(
        `SELECT environment, client_id, jti_hash, environment = ?1 AND expires_at <= ?2 FROM assertions
         WHERE (environment, client_id, jti_hash) > (?3, ?4, ?5) ORDER BY environment, client_id, jti_hash LIMIT ?6`,
      ),
      remove: prepare('DELETE FROM assertions WHERE environment = ? AND client_id = ? AND jti_hash = ?'),
      start: ['', '', zero],
      timeOrdered: false,
      keptFor: 0,
    },
  ];
}

function retainedWalks(engine: Engine): Walk[] {
  const { prepare } = engine;
  return [
    // The sign-in of an app is a token: who sends it late is told that it has expired.
    walkById(engine, 'sessions', Number.POSITIVE_INFINITY, ' AND client_id IS NOT NULL'),
    {
      // A rotated refresh token is kept until its family's absolute end: until then its reuse must be recognised.
      scan: prepare(
        `SELECT t.id, c.environment = ?1 AND t.access_expires_at <= ?2 AND (t.refresh_hash IS NULL
             OR t.refresh_expires_at <= ?2 OR (t.rotated_at IS NULL AND t.refresh_inactive_at <= ?2))
         FROM tokens t JOIN clients c ON c.number = t.client WHERE t.id > ?3 ORDER BY t.id LIMIT ?4`,
      ),
      remove: prepare('DELETE FROM tokens WHERE id = ?'),
      start: [zero],
      timeOrdered: true,
      keptFor: Number.POSITIVE_INFINITY,
    },
    {
      scan: prepare(
        `SELECT environment, hash, environment = ?1 AND ends_at <= ?2 FROM text_names
         WHERE (environment, hash) > (?3, ?4) ORDER BY environment, hash LIMIT ?5`,
      ),
      remove: prepare('DELETE FROM text_names WHERE environment = ? AND hash = ?'),
      start: ['', zero],
      timeOrdered: false,
      keptFor: Number.POSITIVE_INFINITY,
    },
    {
      scan: prepare(
        `SELECT a.id, c.environment = ?1 AND a.ends_at <= ?2
         FROM authorizations a JOIN clients c ON c.number = a.client WHERE a.id > ?3 ORDER BY a.id LIMIT ?4`,
      ),
      remove: prepare('DELETE FROM authorizations WHERE id = ?'),
      start: [zero],
      timeOrdered: true,
      keptFor: Number.POSITIVE_INFINITY,
    },
  ];
}

/** Whether a time-ordered identifier (first 48 bits: Unix milliseconds) is younger than `cutoff`. */
function issuedAfter(id: string | Uint8Array | undefined, cutoff: number): boolean {
  if (!(id instanceof Uint8Array) || id.byteLength < 6) return false;
  const view = new DataView(id.buffer, id.byteOffset, 6);
  return view.getUint16(0) * 0x1_0000_0000 + view.getUint32(2) > cutoff;
}
