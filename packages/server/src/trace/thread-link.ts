import { Worker } from 'node:worker_threads';
import type { Answer, Batch, FromThread, Question, ThreadSettings, ToThread } from './thread-messages.ts';
import { TraceOpenError, TraceUnavailable } from './trace-open-error.ts';

/** The running thread, and its replacement when it dies. */
export interface ThreadLink {
  /** True while a thread is there to be written to. */
  isUp(): boolean;
  post(number: number, batch: Batch): void;
  /** Rejects with `TraceUnavailable` when no thread is left to answer. */
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

export interface ThreadLinkSettings {
  readonly file: URL;
  readonly thread: ThreadSettings;
  /** The batch was written, or the engine failed and nothing of it was kept. */
  readonly onWritten: (number: number, failure: string | undefined) => void;
  /** The thread died: what was posted to it and not reported as written is lost. */
  readonly onDeath: (message: string) => void;
  /** A replacement is up. */
  readonly onUp: () => void;
}

/** Milliseconds before each replacement; after the last, the trace stays down. A quiet hour forgives. */
const restartDelays = [50, 500, 2000, 10_000, 60_000];
const forgivenAfter = 3_600_000;

interface Asked {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the thread. Rejects with `TraceOpenError` when it can't open its file. */
export async function startThread(settings: ThreadLinkSettings): Promise<ThreadLink> {
  const asked = new Map<number, Asked>();
  let questions = 0;
  let worker: Worker | undefined;
  let deaths = 0;
  let lastDeath = 0;
  let closing = false;
  let gone = false;

  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const started = new Worker(settings.file, { workerData: settings.thread, name: 'trace' });
      let failure = 'it ended';
      started.on('message', (message: FromThread) => {
        switch (message.kind) {
          case 'open':
            if (closing) {
              started.postMessage({ kind: 'close' } satisfies ToThread);
              return;
            }
            worker = started;
            if (asked.size === 0) started.unref();
            resolve();
            return;
          case 'unusable':
            failure = message.message;
            reject(new TraceOpenError(message.reason, settings.thread.file, message.message));
            return;
          case 'written':
            settings.onWritten(message.number, message.failure);
            return;
          case 'answer':
            settle(message.number)?.resolve(message.answer);
            return;
          case 'failed':
            settle(message.number)?.reject(new TraceUnavailable(`The trace could not answer: ${message.message}`));
        }
      });
      started.on('error', (error) => {
        failure = String(error);
      });
      started.on('exit', () => {
        reject(new TraceUnavailable(`The trace's thread did not start: ${failure}`));
        if (worker !== started) return;
        worker = undefined;
        if (!closing) died(failure);
      });
    });

  const settle = (number: number): Asked | undefined => {
    const question = asked.get(number);
    asked.delete(number);
    if (asked.size === 0) worker?.unref();
    return question;
  };

  const giveUp = (): void => {
    gone = true;
    for (const { reject } of asked.values()) reject(new TraceUnavailable('The trace has stopped.'));
    asked.clear();
  };

  const died = (failure: string): void => {
    deaths = Date.now() - lastDeath > forgivenAfter ? 1 : deaths + 1;
    lastDeath = Date.now();
    const delay = restartDelays[deaths - 1];
    const next = delay === undefined ? 'It stays down until the server is restarted.' : 'It is started again.';
    settings.onDeath(`The trace's thread died (${failure}). What it had not written is lost and counted. ${next}`);
    if (delay === undefined) {
      giveUp();
      return;
    }
    const timer = setTimeout(() => start().then(restarted, (error) => closing || died(String(error))), delay);
    if (asked.size === 0) timer.unref();
  };

  const restarted = (): void => {
    settings.onUp();
    for (const [number, { question }] of asked) send({ kind: 'question', number, question });
  };

  const send = (message: ToThread, transfer: ArrayBuffer[] = []): void => worker?.postMessage(message, transfer);

  await start();
  return {
    isUp: () => worker !== undefined,
    post(number, batch) {
      const { accepted } = batch;
      const transfer = accepted === undefined ? [] : [accepted.text.buffer, accepted.flows.buffer];
      send({ kind: 'batch', number, batch }, transfer);
    },
    ask(question) {
      if (gone || closing) return Promise.reject(new TraceUnavailable('The trace has stopped.'));
      return new Promise((resolve, reject) => {
        const number = ++questions;
        asked.set(number, { question, resolve, reject });
        worker?.ref();
        send({ kind: 'question', number, question });
      });
    },
    async close() {
      closing = true;
      giveUp();
      const running = worker;
      if (running === undefined) return;
      running.ref();
      const ended = new Promise((resolve) => running.once('exit', resolve));
      send({ kind: 'close' });
      await ended;
    },
  };
}
