import { readFileSync } from 'node:fs';

/** What the machine and some of its processes have used, in ticks of 10 milliseconds. */
export interface CpuTime {
  /** All cores together: user, nice and system time, and what the hypervisor took. */
  readonly machine: number;
  readonly processes: number;
}

/** Ticks in a second: Linux shows 100 to programs, whatever its kernel counts. */
const ticksPerSecond = 100;

/** Reads both; undefined where there is no /proc. @param pids processes that are ours. */
export function readCpuTime(pids: readonly number[]): CpuTime | undefined {
  try {
    const [, user = 0, nice = 0, system = 0, , , , , steal = 0] = firstLine('/proc/stat').split(/ +/).map(Number);
    return { machine: user + nice + system + steal, processes: pids.reduce((sum, pid) => sum + ticksOf(pid), 0) };
  } catch {
    return undefined;
  }
}

/** How much of a core was used by others between two readings: 0.05 is a twentieth of one core. */
export function foreignShare(before: CpuTime, after: CpuTime, seconds: number): number {
  const foreign = after.machine - before.machine - (after.processes - before.processes);
  return Math.max(0, foreign) / ticksPerSecond / seconds;
}

/** User and system time of a process and its threads: fields 14 and 15, after a name that may hold anything. */
function ticksOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function firstLine(path: string): string {
  const text = readFileSync(path, 'latin1');
  return text.slice(0, text.indexOf('\n'));
}

const sampleMilliseconds = 300;

/** Waits until others leave the machine alone, for at most so many seconds. */
export async function untilQuiet(pids: readonly number[], mostForeign: number, patience: number): Promise<void> {
  const end = performance.now() + patience * 1000;
  while (performance.now() < end) {
    const before = readCpuTime(pids);
    await new Promise((resolve) => setTimeout(resolve, sampleMilliseconds));
    const after = readCpuTime(pids);
    if (!before || !after || foreignShare(before, after, sampleMilliseconds / 1000) <= mostForeign) return;
  }
}
