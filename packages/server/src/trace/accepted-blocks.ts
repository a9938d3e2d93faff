import { Buffer } from 'node:buffer';
import type { DatabaseSync } from 'node:sqlite';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { hashFlowId, parseAcceptedLine } from './accepted-line.ts';
import type { LineBlock } from './accepted-lines.ts';
import type { AcceptedExchange } from './trace.ts';

/** The accepted lines in the trace's file: one row per block of lines, found by request id or flow id. */
export interface AcceptedBlocks {
  write(block: LineBlock): void;
  find(requestId: string): AcceptedExchange | undefined;
  /** Looks at a bounded number of blocks at a time, newest first, so that writing goes on in between. */
  findFlow(flowId: string, limit: number): Promise<AcceptedExchange[]>;
  /** Deletes at most `limit` blocks whose newest line is older than `before`; gives back how many it deleted. */
  removeOlder(before: number, limit: number): number;
  removeOldest(limit: number): number;
}

/**
 * A row of its own for each line measured 2.4 µs, with an index by flow 17 µs. A compressed block costs 0.3 µs a line,
 * for compressing is cheaper than writing four times the pages.
 */
const compression = { params: { [constants.ZSTD_c_compressionLevel]: -5 } };
/** Blocks with fewer lines are joined, 64 to one, so that a quiet server's flows are found as fast as a busy one's. */
const smallBlock = 512;
const joined = 64;
const searchedAtOnce = 500;

interface BlockRow {
  readonly number: number;
  readonly flows: Uint8Array;
  readonly text: Uint8Array;
}

export function createAcceptedBlocks(database: DatabaseSync): AcceptedBlocks {
  const insert = database.prepare(
    'INSERT INTO accepted (first, last, oldest, newest, lines, flows, text) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM accepted WHERE number = ?');
  const read = database.prepare('SELECT * FROM accepted WHERE number = ?');
  const holders = database.prepare(
    'SELECT number FROM accepted WHERE last >= ? AND first <= ? ORDER BY last LIMIT 200',
  );
  const flowsBefore = database.prepare(
    'SELECT number, flows FROM accepted WHERE number < ? ORDER BY number DESC LIMIT ?',
  );
  const removeOlder = database.prepare(
    'DELETE FROM accepted WHERE number IN (SELECT number FROM accepted WHERE newest < ? ORDER BY newest LIMIT ?)',
  );
  const removeOldest = database.prepare(
    'DELETE FROM accepted WHERE number IN (SELECT number FROM accepted ORDER BY number LIMIT ?)',
  );
  let small = lastSmallBlocks(database);

  const linesOf = (number: number): string[] => {
    const row = read.get(number) as BlockRow | undefined;
    return row === undefined ? [] : zstdDecompressSync(row.text).toString('latin1').split('\n');
  };

  const store = (block: LineBlock): number => {
    const flows = new Uint8Array(block.flows.buffer, block.flows.byteOffset, block.flows.byteLength);
    const text = zstdCompressSync(block.text, compression);
    return Number(insert.run(block.first, block.last, block.from, block.to, block.lines, flows, text).lastInsertRowid);
  };

  const join = (): void => {
    const rows = small.map((number) => read.get(number)).filter((row) => row !== undefined);
    small = [];
    if (rows.length < 2) return;
    const flows = Buffer.concat(rows.map((row) => row.flows as Uint8Array));
    for (const row of rows) remove.run(row.number as number);
    store({
      text: new Uint8Array(Buffer.concat(rows.map((row) => zstdDecompressSync(row.text as Uint8Array)))),
      flows: new Int32Array(new Uint8Array(flows).buffer),
      lines: rows.reduce((sum, row) => sum + Number(row.lines), 0),
      first: rows.map((row) => String(row.first)).sort()[0] as string,
      last: rows
        .map((row) => String(row.last))
        .sort()
        .at(-1) as string,
      from: Math.min(...rows.map((row) => Number(row.oldest))),
      to: Math.max(...rows.map((row) => Number(row.newest))),
    });
  };

  return {
    write(block) {
      const number = store(block);
      if (block.lines >= smallBlock) return;
      small.push(number);
      if (small.length === joined) join();
    },
    find(requestId) {
      for (const { number } of holders.all(requestId, requestId)) {
        const line = linesOf(number as number).find((text) => text.startsWith(`${requestId}\t`));
        if (line !== undefined) return parseAcceptedLine(line);
      }
      return undefined;
    },
    async findFlow(flowId, limit) {
      const hash = hashFlowId(flowId);
      const found: AcceptedExchange[] = [];
      let before = Number.MAX_SAFE_INTEGER;
      for (;;) {
        const rows = flowsBefore.all(before, searchedAtOnce) as unknown as BlockRow[];
        for (const { number, flows } of rows) {
          before = number;
          if (!new Int32Array(new Uint8Array(flows).buffer).includes(hash)) continue;
          for (const line of linesOf(number)) {
            const exchange = line.includes(flowId) ? parseAcceptedLine(line) : undefined;
            if (exchange?.flowId === flowId) found.push(exchange);
          }
        }
        if (rows.length < searchedAtOnce || found.length >= limit) return found.slice(0, limit);
        await new Promise(setImmediate);
      }
    },
    removeOlder: (before, limit) => Number(removeOlder.run(before, limit).changes),
    removeOldest: (limit) => Number(removeOldest.run(limit).changes),
  };
}

/** The small blocks at the end of the file, which an earlier run left without joining them. */
function lastSmallBlocks(database: DatabaseSync): number[] {
  const rows = database.prepare('SELECT number, lines FROM accepted ORDER BY number DESC LIMIT ?').all(joined - 1);
  const large = rows.findIndex((row) => Number(row.lines) >= smallBlock);
  return (large === -1 ? rows : rows.slice(0, large)).map((row) => Number(row.number)).reverse();
}
