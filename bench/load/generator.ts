import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FromGenerator, Job, RunRequest } from '../generate.ts';
import type { Measurement } from './measure.ts';
import { pinned } from './running-server.ts';

/** A generator's process, ready to load one server with one workload. */
export interface Generator {
  run(request: RunRequest): Promise<Measurement>;
  stop(): void;
}

const program = join(import.meta.dirname, '../generate.ts');
/** Milliseconds that preparing or a run may take; then the generator is ended. */
const patience = 120_000;

/** Starts a generator and waits until its workload is prepared. @param core to run on. */
export async function startGenerator(job: Job, core: number | undefined): Promise<Generator> {
  const [command, args] = pinned(core, [program, JSON.stringify(job)]);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await nextMessage(child, job);
  return {
    async run(request) {
      const answer = nextMessage(child, job);
      child.send(request);
      const message = await answer;
      if (message.kind !== 'measured') throw new TypeError('The generator answered a run with something else.');
      return message.measured;
    },
    stop: () => void (child.connected && child.disconnect()),
  };
}

function nextMessage(child: ChildProcess, job: Job): Promise<FromGenerator> {
  return new Promise((resolve, reject) => {
    const ended = (status: number | null): void => {
      clearTimeout(timer);
      reject(new Error(`The generator of ${job.workload} ended with status ${status}.`));
    };
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.once('exit', ended);
    child.once('message', (message) => {
      clearTimeout(timer);
      child.off('exit', ended);
      resolve(message as FromGenerator);
    });
  });
}
