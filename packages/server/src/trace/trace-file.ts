import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { createAcceptedBlocks } from './accepted-blocks.ts';
import type { Batch, RefusalRow, ThreadSettings } from './thread-messages.ts';
import type { AcceptedExchange, DroppedPeriod, RefusedTrace } from './trace.ts';
import { openTraceDatabase } from './trace-schema.ts';

/** The trace's file, as its thread uses it. Writing is one transaction a batch. */
export interface TraceFile {
  /** Throws when the engine failed; then nothing of the batch is kept. */
  write(batch: Batch): void;
  refusal(requestId: string): RefusedTrace | undefined;
  exchange(requestId: string): AcceptedExchange | RefusedTrace | undefined;
  exchangesOfFlow(flowId: string): Promise<(AcceptedExchange | RefusedTrace)[]>;
  droppedSince(since: number): DroppedPeriod[];
  /** Everything written is on disk when this returns. */
  synchronize(): void;
  /** Deletes what is older than `before` in bounded steps; gives back how many rows it deleted. */
  removeOlder(before: number): Promise<number>;
  close(): void;
}

const step = { refusals: 500, blocks: 50 } as const;
const longestAnswer = 1000;

/** Opens the trace's file. Throws `TraceOpenError`. */
export function openTraceFile(settings: ThreadSettings): TraceFile {
  const database = openTraceDatabase(settings.file);
  const blocks = createAcceptedBlocks(database);
  const refusals = createRefusals(database);
  const countDropped = database.prepare(`
    INSERT INTO dropped (at, unauthenticated_refusals, accepted_lines, refusals) VALUES (?, ?, ?, ?)
    ON CONFLICT (at) DO UPDATE SET unauthenticated_refusals = unauthenticated_refusals + excluded.unauthenticated_refusals,
      accepted_lines = accepted_lines + excluded.accepted_lines, refusals = refusals + excluded.refusals`);
  const droppedSince = database.prepare(`
    SELECT at, unauthenticated_refusals AS unauthenticatedRefusals, accepted_lines AS acceptedLines, refusals
    FROM dropped WHERE at >= ? ORDER BY at LIMIT ${longestAnswer}`);
  const removeDropped = database.prepare('DELETE FROM dropped WHERE at < ?');
  const pages = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size');
  const free = database.prepare(
    'SELECT freelist_count * page_size AS bytes FROM pragma_freelist_count, pragma_page_size',
  );
  const isFull = (): boolean => Number(pages.get()?.bytes) - Number(free.get()?.bytes) > settings.maxBytes;

  /** A bounded file: the oldest accepted lines go first, then the oldest refusals. */
  const makeRoom = (): void => {
    if (isFull() && blocks.removeOldest(step.blocks) === 0) refusals.removeOldest(step.refusals);
    refusals.boundUnauthenticated(settings.maxUnauthenticatedRefusals);
  };

  return {
    write(batch) {
      database.exec('BEGIN IMMEDIATE');
      try {
        if (batch.accepted !== undefined) blocks.write(batch.accepted);
        for (const refusal of batch.refusals) refusals.write(refusal);
        for (const { requestId, diagnoses } of batch.diagnosed) refusals.diagnosed(requestId, diagnoses);
        const { unauthenticatedRefusals, acceptedLines, refusals: lost } = batch.dropped;
        if (unauthenticatedRefusals + acceptedLines + lost > 0) {
          countDropped.run(Math.floor(batch.at / 60_000) * 60_000, unauthenticatedRefusals, acceptedLines, lost);
        }
        makeRoom();
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    refusal: refusals.find,
    exchange: (requestId) => refusals.find(requestId) ?? blocks.find(requestId),
    async exchangesOfFlow(flowId) {
      const accepted = await blocks.findFlow(flowId, longestAnswer);
      const all = [...accepted, ...refusals.ofFlow(flowId)];
      return all.sort((a, b) => a.at - b.at || (a.requestId < b.requestId ? -1 : 1)).slice(0, longestAnswer);
    },
    droppedSince: (since) => droppedSince.all(since).map((row) => ({ ...row }) as unknown as DroppedPeriod),
    synchronize() {
      // At synchronous=NORMAL a commit is not synchronized; a checkpoint synchronizes the log and then the file.
      database.exec('PRAGMA wal_checkpoint(FULL)');
    },
    async removeOlder(before) {
      let removed = Number(removeDropped.run(before).changes);
      for (;;) {
        const deleted = refusals.removeOlder(before, step.refusals) + blocks.removeOlder(before, step.blocks);
        removed += deleted;
        if (deleted === 0) return removed;
        await new Promise(setImmediate);
      }
    },
    close: () => database.close(),
  };
}

function createRefusals(database: DatabaseSync) {
  const insert = database.prepare(`
    INSERT INTO refusal (request, at, environment, problem, client, flow, authenticated, body, diagnoses)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request) DO NOTHING`);
  const update = database.prepare('UPDATE refusal SET diagnoses = ? WHERE request = ?');
  const byRequest = database.prepare('SELECT body, diagnoses FROM refusal WHERE request = ?');
  const byFlow = database.prepare(`
    SELECT body, diagnoses FROM refusal WHERE flow = ? ORDER BY number LIMIT ${longestAnswer}`);
  const remove = (condition: string, order: string) =>
    database.prepare(
      `DELETE FROM refusal WHERE number IN (SELECT number FROM refusal ${condition} ORDER BY ${order} LIMIT ?)`,
    );
  const removeOlder = remove('WHERE at < ?', 'at');
  const removeOldest = remove('', 'number');
  const removeUnauthenticated = remove('WHERE authenticated = 0', 'number');
  const changes = (result: { changes: number | bigint }): number => Number(result.changes);
  const count = database.prepare('SELECT count(*) AS count FROM refusal WHERE authenticated = 0');
  /** At least as many as there are; counted anew when it reaches the bound, because other deletions don't lower it. */
  let unauthenticated = Number(count.get()?.count);
  return {
    write(row: RefusalRow): void {
      const { requestId, at, environment, problem, clientId, flowId, authenticated, body, diagnoses } = row;
      const columns: SQLInputValue[] = [requestId, at, environment, problem, clientId, flowId];
      insert.run(...columns, authenticated ? 1 : 0, body, diagnoses);
      if (!authenticated) unauthenticated++;
    },
    diagnosed: (requestId: string, diagnoses: string): void => void update.run(diagnoses, requestId),
    find: (requestId: string): RefusedTrace | undefined => readRefusal(byRequest.get(requestId)),
    ofFlow: (flowId: string): RefusedTrace[] => byFlow.all(flowId).flatMap((row) => readRefusal(row) ?? []),
    removeOlder: (before: number, limit: number): number => changes(removeOlder.run(before, limit)),
    removeOldest: (limit: number): number => changes(removeOldest.run(limit)),
    boundUnauthenticated(limit: number): void {
      if (unauthenticated <= limit) return;
      unauthenticated = Number(count.get()?.count);
      if (unauthenticated <= limit) return;
      unauthenticated -= changes(removeUnauthenticated.run(Math.min(step.refusals, unauthenticated - limit)));
    },
  };
}

function readRefusal(row: Record<string, unknown> | undefined): RefusedTrace | undefined {
  if (row === undefined) return undefined;
  const body = JSON.parse(String(row.body)) as RefusedTrace;
  return row.diagnoses === null ? body : { ...body, diagnoses: JSON.parse(String(row.diagnoses)) };
}
