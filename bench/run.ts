/** `npm run bench`: measures the targets beside each other, in interleaved rounds. See README.md. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Job, JobResult } from './generate.ts';
import { type Row, renderReport, type Start } from './load/report.ts';
import { pinned, type RunningServer, startServer } from './load/running-server.ts';
import type { Subject } from './load/subject.ts';
import { type Target, targets } from './load/targets.ts';
import { type WorkloadName, workloads } from './load/workload.ts';

const root = resolve(import.meta.dirname, '..');
const generator = join(import.meta.dirname, 'generate.ts');
/** Milliseconds that a server gets after its first answer before its memory counts as idle. */
const settling = 700;
/** Milliseconds after which a generator that has not ended is ended. */
const generatorPatience = 300_000;

interface Settings {
  readonly rounds: number;
  readonly targets: readonly Target[];
  readonly workloads: readonly WorkloadName[];
  readonly measuring: Omit<Job, 'subject' | 'workload'>;
  readonly cores: { readonly server: number | undefined; readonly generator: number | undefined };
  /** Folder for profiles of the servers. */
  readonly profiles: string | undefined;
  readonly keepsResults: boolean;
}

function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      targets: { type: 'string', default: targets.map(({ name }) => name).join(',') },
      workloads: { type: 'string', default: Object.keys(workloads).join(',') },
      connections: { type: 'string', default: '64,1' },
      seconds: { type: 'string', default: '2' },
      warmup: { type: 'string', default: '3' },
      foreign: { type: 'string', default: '0.1' },
      patience: { type: 'string', default: '60' },
      repeats: { type: 'string', default: '2' },
      profile: { type: 'string' },
      'no-results': { type: 'boolean', default: false },
    },
  });
  const isPinned = process.platform === 'linux' && availableParallelism() > 1;
  return {
    rounds: bounded('rounds', values.rounds, 1, 50),
    targets: values.targets.split(',').map((name) =>
      known(
        'targets',
        name,
        targets.find((one) => one.name === name),
      ),
    ),
    workloads: values.workloads
      .split(',')
      .map((name) => known('workloads', name, name in workloads ? (name as WorkloadName) : undefined)),
    measuring: {
      connections: values.connections.split(',').map((count) => bounded('connections', count, 1, 256)),
      seconds: bounded('seconds', values.seconds, 0.2, 30),
      warmup: bounded('warmup', values.warmup, 0.2, 30),
      warmConnections: 64,
      mostForeign: bounded('foreign', values.foreign, 0, 64),
      patience: bounded('patience', values.patience, 0, 120),
      repeats: bounded('repeats', values.repeats, 0, 5),
    },
    cores: { server: isPinned ? 0 : undefined, generator: isPinned ? 1 : undefined },
    profiles: values.profile,
    keepsResults: !values['no-results'],
  };
}

function bounded(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && value >= least && value <= most) return value;
  throw new RangeError(`--${option} is a number from ${least} to ${most}, and "${text}" is none.`);
}

function known<Value>(option: string, name: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new RangeError(`--${option} knows no "${name}".`);
}

/** Starts one target on an empty folder, measures every workload, and stops it. */
async function measureTarget(
  target: Target,
  round: number,
  settings: Settings,
): Promise<{ readonly rows: readonly Row[]; readonly start: Start }> {
  // Not the system's folder for temporary files, which may be in memory and commit for nothing.
  const data = join(root, '.candor');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'bench-'));
  let server: RunningServer | undefined;
  try {
    const core = settings.cores.server;
    if (target.startsTwice) await (await startServer(target, folder, { core })).stop();
    const nodeOptions = settings.profiles ? ['--cpu-prof', `--cpu-prof-dir=${settings.profiles}`] : [];
    server = await startServer(target, folder, { core, nodeOptions });
    await new Promise((resolve) => setTimeout(resolve, settling));
    const idle = server.memory();
    const rows: Row[] = [];
    for (const workload of settings.workloads) {
      for (const result of await generate(server.subject, workload, settings)) {
        rows.push({ target: target.name, workload, round, ...result });
        process.stderr.write(`${progress(rows.at(-1) as Row)}\n`);
      }
    }
    const loaded = server.memory();
    const start = { target: target.name, round, firstAnswer: server.firstAnswer };
    return { rows, start: { ...start, idle: idle?.now, loaded: loaded?.now, most: loaded?.most } };
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the generator for one workload. */
function generate(subject: Subject, workload: WorkloadName, settings: Settings): Promise<JobResult[]> {
  const job: Job = { subject, workload, ...settings.measuring };
  const [command, args] = pinned(settings.cores.generator, [generator, JSON.stringify(job)]);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: generatorPatience });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status !== 0) reject(new Error(`The generator ended with status ${status} at ${workload}.`));
      else
        resolve(
          printed
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as JobResult),
        );
    });
  });
}

function progress({ round, target, workload, connections, rps, p50, p99, disturbed, errors, firstError }: Row): string {
  const marks = `${disturbed ? '  disturbed' : ''}${errors > 0 ? `  ${errors} errors: ${firstError}` : ''}`;
  return `round ${round}  ${target}  ${workload}  ${connections}  ${rps} req/s  ${p50} / ${p99} ms${marks}`;
}

function machine(): Record<string, unknown> {
  const [first] = cpus();
  return { processor: first?.model, cores: availableParallelism(), platform: process.platform, ...process.versions };
}

async function main(): Promise<void> {
  const settings = readSettings();
  const at = new Date().toISOString();
  const rows: Row[] = [];
  const starts: Start[] = [];
  for (let round = 1; round <= settings.rounds; round++) {
    // Every other round in reverse, so that no target always comes after the same one.
    const order = round % 2 === 1 ? settings.targets : settings.targets.toReversed();
    for (const target of order) {
      const measured = await measureTarget(target, round, settings);
      rows.push(...measured.rows);
      starts.push(measured.start);
    }
  }
  process.stdout.write(renderReport(rows, starts));
  if (!settings.keepsResults) return;
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const { measuring, rounds, cores } = settings;
  const record = { at, machine: machine(), settings: { rounds, cores, ...measuring }, starts, rows };
  writeFileSync(join(results, `${at.slice(0, 16).replace(':', '')}.json`), `${JSON.stringify(record, undefined, 1)}\n`);
}

// Ending by a signal as well leaves nothing running: the servers are ended when this process exits.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
await main();
