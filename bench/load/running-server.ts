import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import type { Subject } from './subject.ts';
import type { Target } from './targets.ts';

/** Puts a process on one core; where there is no taskset it runs wherever the system puts it. */
export function pinned(core: number | undefined, program: readonly string[]): [command: string, args: string[]] {
  const whole = [process.execPath, ...program];
  const [command = '', ...args] = core === undefined ? whole : ['taskset', '-c', String(core), ...whole];
  return [command, args];
}

export interface RunningServer {
  readonly subject: Subject;
  /** Milliseconds from the start of the process to its first answer. */
  readonly firstAnswer: number;
  /** Resident memory in MiB, the most so far among it; undefined where the system does not tell. */
  memory(): { readonly now: number; readonly most: number } | undefined;
  /** Asks it to end, and ends it after ten seconds. */
  stop(): Promise<void>;
}

const startPatience = 30_000;
const stopPatience = 10_000;
const betweenTries = 3;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** @param core to run on. @param nodeOptions options of Node itself, e.g. for a profile. */
export async function startServer(
  target: Target,
  folder: string,
  { core, nodeOptions = [] }: { readonly core: number | undefined; readonly nodeOptions?: readonly string[] },
): Promise<RunningServer> {
  const startedAt = performance.now();
  const [command, args] = pinned(core, [...nodeOptions, ...target.program(folder)]);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const line = await firstLine(child).catch((error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`${target.name} did not start: ${error.message}\n${said}`);
  });
  const subject = { ...target.subject(JSON.parse(line)), pid: child.pid as number };
  while (!(await answers(subject.url + target.ready))) {
    if (performance.now() - startedAt > startPatience) {
      child.kill('SIGKILL');
      throw new Error(`${target.name} does not answer at ${target.ready}\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, betweenTries));
  }
  return {
    subject,
    firstAnswer: Math.round(performance.now() - startedAt),
    memory: () => memoryOf(subject.pid),
    stop: () => stop(child),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error('it printed no line in time')), startPatience);
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`it ended with status ${status}`)));
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end === -1) return;
      clearTimeout(timer);
      resolve(text.slice(0, end));
    });
  });
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200));
    }).once('error', () => resolve(false));
  });
}

function memoryOf(pid: number): ReturnType<RunningServer['memory']> {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    const mebibytes = (name: string): number => {
      const kibibytes = Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1]);
      return Math.round(kibibytes / 102.4) / 10;
    };
    return { now: mebibytes('VmRSS'), most: mebibytes('VmHWM') };
  } catch {
    return undefined;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopPatience);
  await ended;
  clearTimeout(timer);
}
