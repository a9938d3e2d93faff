/**
 * The load generator, a process of its own so that it can have a core of its own. Takes a job as JSON in its one
 * argument and prints one line of JSON for each measurement.
 */
import { untilQuiet } from './load/cpu-time.ts';
import { type Measurement, measure } from './load/measure.ts';
import type { Subject } from './load/subject.ts';
import { type Workload, type WorkloadName, workloads } from './load/workload.ts';

/** What to measure. Times in seconds. */
export interface Job {
  readonly subject: Subject;
  readonly workload: WorkloadName;
  /** Numbers of connections, one measurement each. */
  readonly connections: readonly number[];
  readonly seconds: number;
  /** Uncounted load before, at `warmConnections`. */
  readonly warmup: number;
  readonly warmConnections: number;
  /** Share of a core that others may use in a counted run. */
  readonly mostForeign: number;
  /** How long to wait for that before each run, and how often to repeat a run that was disturbed. */
  readonly patience: number;
  readonly repeats: number;
}

/** A measurement as it is printed. */
export interface JobResult extends Measurement {
  /** True when others used more than `mostForeign` in every attempt; the least disturbed one is given. */
  readonly disturbed: boolean;
  readonly attempts: number;
}

/** So many requests are made ready at first; then as many as the rate seen so far needs. */
const firstRefill = 400;
const mostRefill = 60_000;

async function run(job: Job): Promise<void> {
  const most = Math.max(job.warmConnections, ...job.connections);
  const workload = await workloads[job.workload](job.subject, most);
  const rate = await warmUp(workload, job);
  for (const connections of job.connections) {
    const result = await measureQuietly(workload, connections, rate, job);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}

/** Loads the server for `warmup` seconds. @returns its last rate, in replies per second. */
async function warmUp(workload: Workload, job: Job): Promise<number> {
  let rate = firstRefill / job.warmup;
  let left = job.warmup;
  while (left > 0.05) {
    await refill(workload, rate, left);
    const warm = await measureOnce(workload, job.warmConnections, left, job.subject);
    if (warm.replies === 0) throw new Error(`The server does not answer: ${warm.firstError ?? 'no reply in time'}`);
    rate = warm.rps;
    left -= warm.seconds;
  }
  return rate;
}

async function measureQuietly(workload: Workload, connections: number, rate: number, job: Job): Promise<JobResult> {
  let best: Measurement | undefined;
  for (let attempt = 1; ; attempt++) {
    await untilQuiet(job.subject.pid, job.mostForeign, job.patience);
    await refill(workload, connections === 1 ? rate / 2 : rate, job.seconds);
    const measured = await measureOnce(workload, connections, job.seconds, job.subject);
    if (best === undefined || (measured.foreignCpu ?? 0) < (best.foreignCpu ?? 0)) best = measured;
    const disturbed = (best.foreignCpu ?? 0) > job.mostForeign;
    if (!disturbed || attempt > job.repeats) return { ...best, disturbed, attempts: attempt };
  }
}

function measureOnce(
  workload: Workload,
  connections: number,
  seconds: number,
  { url, pid }: Subject,
): Promise<Measurement> {
  return measure(workload, { url, connections, seconds, serverPid: pid });
}

/** A tenth more than the rate needs, so that the time ends the run and not the supply. */
async function refill(workload: Workload, rate: number, seconds: number): Promise<void> {
  await workload.refill?.(Math.min(mostRefill, Math.max(firstRefill, Math.ceil(rate * seconds * 1.1))));
}

if (import.meta.main) await run(JSON.parse(process.argv[2] ?? '') as Job);
