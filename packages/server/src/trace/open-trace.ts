import type { Diagnosis } from '../explanations/refused-exchange.ts';
import { createAcceptedLines } from './accepted-lines.ts';
import { createRefusalBudget, defaultRefusalBudget, type RefusalBudgetSettings } from './refusal-budget.ts';
import { diagnosesText, refusalRow } from './refusal-row.ts';
import { startThread, type ThreadLink } from './thread-link.ts';
import type { RefusalRow } from './thread-messages.ts';
import type { AcceptedExchange, Dropped, DroppedPeriod, RefusedTrace, Trace } from './trace.ts';
import { createTraceQueue } from './trace-queue.ts';

export interface TraceOptions {
  /** Path of the trace's own SQLite file, or `:memory:`. */
  readonly file: string;
  readonly retentionDays: number;
  /** Unix milliseconds of the machine's clock. */
  readonly now: () => number;
  /** Told once for each death of the thread, and once when writing begins to fail: a sentence for the operator. */
  readonly onFault: (message: string) => void;
  /** The file's bound in bytes: beyond it the oldest accepted lines go first. Default 2 GiB. */
  readonly maxBytes?: number;
  /** How many unauthenticated refusals are kept at most. Default 100 000. */
  readonly maxUnauthenticatedRefusals?: number;
  /** What may wait for the thread. Default 100 000 records, 32 MiB. */
  readonly queue?: { readonly records: number; readonly bytes: number };
  readonly budget?: RefusalBudgetSettings;
  /** The thread's program. */
  readonly thread?: URL;
}

/** Milliseconds that a record waits for others at most. */
const batchEvery = 150;
const removeOlderEvery = 3_600_000;
const day = 86_400_000;
const gibibyte = 1_073_741_824;

/** Opens the trace and starts its thread. Rejects with `TraceOpenError` when the file can't be used. */
export async function openTrace(options: TraceOptions): Promise<Trace> {
  const { now, onFault } = options;
  const lines = createAcceptedLines();
  const queue = createTraceQueue(options.queue ?? { records: 100_000, bytes: 32 * 1024 * 1024 });
  const mayRecord = createRefusalBudget(options.budget ?? defaultRefusalBudget, now);
  let refusals: RefusalRow[] = [];
  let diagnosed: { requestId: string; diagnoses: string }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let failing = false;
  let closed = false;

  const link: ThreadLink = await startThread({
    file: options.thread ?? new URL('./trace-thread.ts', import.meta.url),
    thread: {
      file: options.file,
      maxBytes: options.maxBytes ?? 2 * gibibyte,
      maxUnauthenticatedRefusals: options.maxUnauthenticatedRefusals ?? 100_000,
    },
    onWritten(number, failure) {
      if (failure === undefined) queue.written(number);
      else queue.lost(number);
      if (failure !== undefined && !failing) {
        onFault(`The trace can't be written (${failure}). Requests go on; what is not recorded is counted.`);
      }
      failing = failure !== undefined;
      schedule();
    },
    onDeath(message) {
      queue.allLost();
      onFault(message);
    },
    onUp: () => post(),
  });

  function post(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!link.isUp()) return;
    const hasRecords = lines.count() + refusals.length + diagnosed.length > 0;
    if (!hasRecords && !queue.hasDropped()) return;
    const unauthenticated = refusals.reduce((count, { authenticated }) => (authenticated ? count : count + 1), 0);
    const contents = {
      acceptedLines: lines.count(),
      unauthenticatedRefusals: unauthenticated,
      refusals: refusals.length - unauthenticated,
    };
    const { number, dropped } = queue.post(contents);
    const batch = { at: now(), accepted: lines.take(), refusals, diagnosed, dropped };
    refusals = [];
    diagnosed = [];
    link.post(number, batch);
  }

  function schedule(): void {
    if (timer !== undefined || closed) return;
    if (lines.count() + refusals.length + diagnosed.length === 0 && !queue.hasDropped()) return;
    timer = setTimeout(post, batchEvery).unref();
  }

  function drop(kind: keyof Dropped): void {
    queue.drop(kind);
    schedule();
  }

  const removeOlder = (): void => {
    const before = now() - options.retentionDays * day;
    link.ask({ ask: 'remove-older', before }).catch(() => undefined);
  };
  removeOlder();
  const remover = setInterval(removeOlder, removeOlderEvery).unref();

  function ask(question: Parameters<ThreadLink['ask']>[0]): ReturnType<ThreadLink['ask']> {
    post();
    return link.ask(question);
  }

  return {
    accepted(exchange: AcceptedExchange) {
      if (closed || !queue.hasRoom('acceptedLines')) return drop('acceptedLines');
      let bytes = lines.append(exchange);
      if (bytes === 0) {
        // Full: posted now. While the thread is down the block stays full, and later lines are counted.
        post();
        bytes = lines.append(exchange);
        if (bytes === 0) return drop('acceptedLines');
      }
      queue.add(bytes);
      if (timer === undefined) schedule();
    },
    refused(exchange: RefusedTrace) {
      const kind = exchange.authenticated ? 'refusals' : 'unauthenticatedRefusals';
      if (closed || !queue.hasRoom(kind) || !(exchange.authenticated || mayRecord(exchange))) return drop(kind);
      const row = refusalRow(exchange);
      if (row === undefined) return drop(kind);
      refusals.push(row);
      queue.add(row.body.length + (row.diagnoses?.length ?? 0));
      schedule();
    },
    diagnosed(requestId: string, diagnoses: readonly Diagnosis[]) {
      if (closed || !queue.hasRoom('refusals')) return;
      const text = diagnosesText(diagnoses);
      if (text === null) return;
      diagnosed.push({ requestId, diagnoses: text });
      queue.add(text.length);
      schedule();
    },
    refusal: async (requestId) => (await ask({ ask: 'refusal', requestId })) as RefusedTrace | undefined,
    exchange: async (requestId) =>
      (await ask({ ask: 'exchange', requestId })) as AcceptedExchange | RefusedTrace | undefined,
    exchangesOfFlow: async (flowId) =>
      (await ask({ ask: 'flow', flowId })) as readonly (AcceptedExchange | RefusedTrace)[],
    dropped: queue.dropped,
    droppedSince: async (since) =>
      (await ask({ ask: 'dropped', since: Math.floor(since / 60_000) * 60_000 })) as readonly DroppedPeriod[],
    flush: async () => void (await ask({ ask: 'flush' })),
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(remover);
      await ask({ ask: 'flush' }).catch((error: unknown) => onFault(`The trace was not flushed: ${String(error)}`));
      clearTimeout(timer);
      await link.close();
    },
  };
}
