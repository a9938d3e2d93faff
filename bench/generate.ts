/**
 * The load generator, a process of its own so that it can have a core of its own. Takes its job as JSON in its one
 * argument, prepares the workload, and then runs what its parent asks for, one run after the other.
 */
import { type Measurement, measure } from './load/measure.ts';
import type { Subject } from './load/subject.ts';
import { type Workload, type WorkloadName, workloads } from './load/workload.ts';

export interface Job {
  readonly subject: Subject;
  readonly workload: WorkloadName;
  /** The most connections that a run will ask for. */
  readonly connections: number;
}

/** One run: so many connections for so many seconds. */
export interface RunRequest {
  readonly connections: number;
  readonly seconds: number;
}

export type FromGenerator = { readonly kind: 'ready' } | { readonly kind: 'measured'; readonly measured: Measurement };

/** So many requests are made ready at first; then as many as the rate seen so far needs. */
const firstSupply = 400;
const mostSupply = 60_000;

async function main(job: Job): Promise<void> {
  const { url, pid } = job.subject;
  const workload = await workloads[job.workload](job.subject, job.connections);
  const rates = new Map<number, number>();
  const tell = (message: FromGenerator): void => void process.send?.(message);
  process.on('message', async ({ connections, seconds }: RunRequest) => {
    await refill(workload, rates.get(connections), seconds);
    const measured = await measure(workload, { url, connections, seconds, serverPid: pid });
    rates.set(connections, measured.rps);
    tell({ kind: 'measured', measured });
  });
  process.once('disconnect', () => process.exit(0));
  tell({ kind: 'ready' });
}

/** A quarter more than the last rate needs, so that the time ends the run and not the supply. */
async function refill(workload: Workload, rate: number | undefined, seconds: number): Promise<void> {
  const needed = rate === undefined ? firstSupply : Math.ceil(rate * seconds * 1.25);
  await workload.refill?.(Math.min(mostSupply, Math.max(firstSupply, needed)));
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? '') as Job);
