import type { Dropped } from './trace.ts';

/** Counts what waits for the trace's thread, and what was dropped. */
export interface TraceQueue {
  /** Unauthenticated refusals have room in the first half, accepted lines in four fifths, other refusals in all of it. */
  hasRoom(kind: keyof Dropped): boolean;
  /** One more record waits. */
  add(bytes: number): void;
  drop(kind: keyof Dropped): void;
  /** Everything that waits is now a batch on its way; gives back its number and what was dropped since the last. */
  post(contents: Dropped): { readonly number: number; readonly dropped: Dropped };
  written(number: number): void;
  /** The batch was not written: what it held counts as dropped. */
  lost(number: number): void;
  allLost(): void;
  dropped(): Dropped;
  /** True when something was dropped that no batch has reported. */
  hasDropped(): boolean;
}

const share: Readonly<Record<keyof Dropped, number>> = {
  unauthenticatedRefusals: 0.5,
  acceptedLines: 0.8,
  refusals: 1,
};
const kinds = Object.keys(share) as (keyof Dropped)[];
const nothing = (): Record<keyof Dropped, number> => ({ unauthenticatedRefusals: 0, acceptedLines: 0, refusals: 0 });

/** @param bound what may wait at most: `records`, and `bytes` of text. */
export function createTraceQueue(bound: { readonly records: number; readonly bytes: number }): TraceQueue {
  const batches = new Map<number, { records: number; bytes: number; contents: Dropped; reported: Dropped }>();
  const total = nothing();
  let unreported = nothing();
  let [records, bytes, collectedRecords, collectedBytes, posted] = [0, 0, 0, 0, 0];
  const count = (kind: keyof Dropped, amount: number): void => {
    total[kind] += amount;
    unreported[kind] += amount;
  };
  const leave = (number: number) => {
    const batch = batches.get(number);
    if (batch === undefined) return undefined;
    batches.delete(number);
    records -= batch.records;
    bytes -= batch.bytes;
    return batch;
  };
  const lost = (number: number): void => {
    const batch = leave(number);
    if (batch === undefined) return;
    for (const kind of kinds) {
      count(kind, batch.contents[kind]);
      unreported[kind] += batch.reported[kind];
    }
  };
  return {
    hasRoom: (kind) => records < bound.records * share[kind] && bytes < bound.bytes * share[kind],
    add(size) {
      records++;
      bytes += size;
      collectedRecords++;
      collectedBytes += size;
    },
    drop: (kind) => count(kind, 1),
    post(contents) {
      const dropped = unreported;
      unreported = nothing();
      batches.set(++posted, { records: collectedRecords, bytes: collectedBytes, contents, reported: dropped });
      collectedRecords = collectedBytes = 0;
      return { number: posted, dropped };
    },
    written: (number) => void leave(number),
    lost,
    allLost: () => [...batches.keys()].forEach(lost),
    dropped: () => ({ ...total }),
    hasDropped: () => kinds.some((kind) => unreported[kind] > 0),
  };
}
