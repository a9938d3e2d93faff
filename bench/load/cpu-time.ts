import { readFileSync } from 'node:fs';

/** Processor time used so far, in seconds. */
export interface CpuTime {
  /** By everything, on all cores: user, nice and system time, and what the hypervisor took. */
  readonly machine: number;
  readonly server: number;
  /** By the generator and the program that started it. */
  readonly generator: number;
}

/** Linux shows 100 of them a second to programs, whatever its kernel counts. */
const ticksPerSecond = 100;

/** Reads what the machine, the server and this process with its parent have used; undefined where there is no /proc. */
export function readCpuTime(serverPid: number): CpuTime | undefined {
  try {
    const [, user = 0, nice = 0, system = 0, , , , , steal = 0] = firstLine('/proc/stat').split(/ +/).map(Number);
    return {
      machine: (user + nice + system + steal) / ticksPerSecond,
      server: secondsOf(serverPid),
      generator: secondsOf(process.pid) + secondsOf(process.ppid),
    };
  } catch {
    return undefined;
  }
}

/** Processor time that others used between two readings, in seconds. */
export function foreignTime(before: CpuTime, after: CpuTime): number {
  const ours = after.server - before.server + after.generator - before.generator;
  return Math.max(0, after.machine - before.machine - ours);
}

/** User and system time of a process and its threads: fields 14 and 15, after a name that may hold anything. */
function secondsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function firstLine(path: string): string {
  const text = readFileSync(path, 'latin1');
  return text.slice(0, text.indexOf('\n'));
}

const sampleMilliseconds = 300;

/** Waits until others leave the machine alone, for at most so many seconds. */
export async function untilQuiet(serverPid: number, mostForeign: number, patience: number): Promise<void> {
  const end = performance.now() + patience * 1000;
  while (performance.now() < end) {
    const before = readCpuTime(serverPid);
    await new Promise((resolve) => setTimeout(resolve, sampleMilliseconds));
    const after = readCpuTime(serverPid);
    if (!before || !after || foreignTime(before, after) <= (mostForeign * sampleMilliseconds) / 1000) return;
  }
}
