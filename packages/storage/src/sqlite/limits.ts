import type { LimitStorage } from '../contract/limits.ts';
import type { Engine } from './engine.ts';
import { changed, firstRow } from './row.ts';

export function limitStorage({ prepare, write }: Engine): LimitStorage {
  const select = prepare('SELECT count, ends_at FROM attempts WHERE key = ?');
  const start = prepare(
    `INSERT INTO attempts (environment, key, count, ends_at) VALUES (?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET environment = excluded.environment, count = 1, ends_at = excluded.ends_at`,
  );
  const count = prepare('UPDATE attempts SET count = count + 1 WHERE key = ?');
  const pause = prepare('UPDATE attempts SET ends_at = ? WHERE key = ?');
  const forgive = prepare('UPDATE attempts SET count = count - 1 WHERE key = ? AND count > 0');
  const reserve = prepare(
    `INSERT INTO assertions (environment, client_id, jti_hash, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at WHERE assertions.expires_at <= ?`,
  );

  return {
    countAttempt: ({ environment, key, now, window, limit, pauseAtLimit }) =>
      write(() => {
        const row = firstRow<[count: number, endsAt: number]>(select, key);
        const running = row !== undefined && now < row[1];
        const before = running ? row[0] : 0;
        if (before >= limit) return { outcome: 'exceeded', retryAt: running ? row[1] : now + window };
        if (running) count.run(key);
        else start.run(environment ?? '', key, now + window);
        if (pauseAtLimit !== undefined && before + 1 === limit) pause.run(now + pauseAtLimit, key);
        return { outcome: 'counted', count: before + 1 };
      }),

    async attempts(key) {
      const row = firstRow<[count: number, endsAt: number]>(select, key);
      return row && { count: row[0], endsAt: row[1] };
    },

    forgiveAttempt: (key) =>
      write(() => {
        forgive.run(key);
      }),

    reserveAssertion: ({ environment, clientId, jtiHash, now, expiresAt }) =>
      write(() => ({
        outcome: changed(reserve, environment, clientId, jtiHash, expiresAt, now) ? 'reserved' : 'replayed',
      })),
  };
}
