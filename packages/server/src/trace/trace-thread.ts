import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, FromThread, Question, ThreadSettings, ToThread } from './thread-messages.ts';
import { openTraceFile, type TraceFile } from './trace-file.ts';
import { TraceOpenError } from './trace-open-error.ts';

/** The trace's thread: opens the file, then writes batches and answers questions in the order in which they came. */
function run(port: NonNullable<typeof parentPort>, settings: ThreadSettings): void {
  const tell = (message: FromThread): void => port.postMessage(message);
  let file: TraceFile;
  try {
    file = openTraceFile(settings);
  } catch (error) {
    if (!(error instanceof TraceOpenError)) throw error;
    tell({ kind: 'unusable', reason: error.reason, message: error.message });
    port.close();
    return;
  }
  port.on('message', (message: ToThread) => {
    switch (message.kind) {
      case 'batch': {
        let failure: string | undefined;
        try {
          file.write(message.batch);
        } catch (error) {
          failure = String(error);
        }
        tell({ kind: 'written', number: message.number, failure });
        return;
      }
      case 'question':
        answer(file, message.question).then(
          (answered) => tell({ kind: 'answer', number: message.number, answer: answered }),
          (error: unknown) => tell({ kind: 'failed', number: message.number, message: String(error) }),
        );
        return;
      case 'close':
        file.close();
        port.close();
    }
  });
  tell({ kind: 'open' });
}

async function answer(file: TraceFile, question: Question): Promise<Answer> {
  switch (question.ask) {
    case 'refusal':
      return file.refusal(question.requestId);
    case 'exchange':
      return file.exchange(question.requestId);
    case 'flow':
      return file.exchangesOfFlow(question.flowId);
    case 'dropped':
      return file.droppedSince(question.since);
    case 'flush':
      return file.synchronize() as undefined;
    case 'remove-older':
      return file.removeOlder(question.before);
  }
}

if (parentPort !== null) run(parentPort, workerData as ThreadSettings);
