/** `npm run bench`: measures the targets beside each other, in interleaved rounds. See README.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { untilQuiet } from './load/cpu-time.ts';
import { type Generator, startGenerator } from './load/generator.ts';
import { type Row, renderReport, type Start } from './load/report.ts';
import { type RunningServer, startServer } from './load/running-server.ts';
import { readSettings, type Settings } from './load/settings.ts';
import type { Target } from './load/targets.ts';
import type { WorkloadName } from './load/workload.ts';

const root = resolve(import.meta.dirname, '..');
/** Milliseconds that a server gets after its first answer before its memory counts as idle. */
const settling = 700;
const warmConnections = 64;

interface Running {
  readonly target: Target;
  readonly server: RunningServer;
  readonly folder: string;
}

interface Result {
  readonly rows: Row[];
  readonly starts: Start[];
}

/** Starts every target anew, measures every workload in turns, and stops them. */
async function measurePass(pass: number, settings: Settings): Promise<Result> {
  const running: Running[] = [];
  try {
    const starts: Start[] = [];
    for (const target of settings.targets) {
      const { one, start } = await startMeasured(target, pass, settings);
      running.push(one);
      starts.push(start);
    }
    const rows: Row[] = [];
    for (const workload of settings.workloads) rows.push(...(await measureWorkload(workload, running, pass, settings)));
    const loaded = (name: string) => running.find(({ target }) => target.name === name)?.server.memory();
    return {
      rows,
      starts: starts.map((start) => {
        const memory = loaded(start.target);
        return { ...start, loaded: memory?.now, most: memory?.most };
      }),
    };
  } finally {
    for (const { server, folder } of running) {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Starts one target on an empty folder, with the time to its first answer and its memory before any load. */
async function startMeasured(
  target: Target,
  pass: number,
  settings: Settings,
): Promise<{ readonly one: Running; readonly start: Start }> {
  // Not the system's folder for temporary files, which may be in memory and commit for nothing.
  const data = join(root, '.candor');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'bench-'));
  const core = settings.cores.server;
  try {
    if (target.startsTwice) await (await startServer(target, folder, { core })).stop();
    const nodeOptions = settings.profiles ? ['--cpu-prof', `--cpu-prof-dir=${settings.profiles}`] : [];
    const server = await startServer(target, folder, { core, nodeOptions });
    await new Promise((done) => setTimeout(done, settling));
    const start = { target: target.name, pass, firstAnswer: server.firstAnswer, idle: server.memory()?.now };
    return { one: { target, server, folder }, start: { ...start, loaded: undefined, most: undefined } };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Warms every server up, then measures them one after the other, round after round. */
async function measureWorkload(
  workload: WorkloadName,
  running: readonly Running[],
  pass: number,
  settings: Settings,
): Promise<Row[]> {
  const generators = new Map<Running, Generator>();
  const rows: Row[] = [];
  try {
    const connections = Math.max(warmConnections, ...settings.connections);
    for (const one of running) {
      const job = { subject: one.server.subject, workload, connections };
      const generator = await startGenerator(job, settings.cores.generator);
      generators.set(one, generator);
      await warmUp(generator, settings.warmup);
    }
    for (const count of settings.connections) {
      for (let round = 1; round <= settings.rounds; round++) {
        // Every other round in reverse, so that no target always comes after the same one.
        const order = round % 2 === 1 ? running : running.toReversed();
        for (const one of order) {
          const run = await runQuietly(one, generators.get(one) as Generator, count, settings);
          const row = { target: one.target.name, workload, pass, round, ...run };
          rows.push(row);
          process.stderr.write(`${progress(row)}\n`);
        }
      }
    }
    return rows;
  } finally {
    for (const generator of generators.values()) generator.stop();
  }
}

/** Uncounted load; runs that end early because their supply is used up are followed by more. */
async function warmUp(generator: Generator, seconds: number): Promise<void> {
  for (let left = seconds; left > 0.05; ) {
    const run = await generator.run({ connections: warmConnections, seconds: left });
    if (run.replies === 0) throw new Error(`The server does not answer: ${run.firstError ?? 'no reply in time'}`);
    left -= run.seconds;
  }
}

/** Waits for quiet, runs, and runs again when others used the machine meanwhile; gives the least disturbed run. */
async function runQuietly(
  { server }: Running,
  generator: Generator,
  connections: number,
  settings: Settings,
): Promise<Pick<Row, 'disturbed' | 'attempts'> & Awaited<ReturnType<Generator['run']>>> {
  let best: Awaited<ReturnType<Generator['run']>> | undefined;
  for (let attempts = 1; ; attempts++) {
    await untilQuiet(server.subject.pid, settings.mostForeign, settings.patience);
    const run = await generator.run({ connections, seconds: settings.seconds });
    if (best === undefined || (run.foreignCpu ?? 0) < (best.foreignCpu ?? 0)) best = run;
    const disturbed = (best.foreignCpu ?? 0) > settings.mostForeign;
    if (!disturbed || attempts > settings.repeats) return { ...best, disturbed, attempts };
  }
}

function progress(row: Row): string {
  const { pass, round, target, workload, connections, rps, p50, p99, cpuPerReply } = row;
  const marks = `${row.disturbed ? '  disturbed' : ''}${row.errors > 0 ? `  ${row.errors} errors: ${row.firstError}` : ''}`;
  return `${pass}.${round}  ${target}  ${workload}  ${connections}  ${rps} req/s  ${p50} / ${p99} ms  ${cpuPerReply} µs${marks}`;
}

function machine(): Record<string, unknown> {
  const [first] = cpus();
  return { processor: first?.model, cores: availableParallelism(), platform: process.platform, ...process.versions };
}

async function main(): Promise<void> {
  const settings = readSettings();
  const at = new Date().toISOString();
  const result: Result = { rows: [], starts: [] };
  for (let pass = 1; pass <= settings.passes; pass++) {
    const { rows, starts } = await measurePass(pass, settings);
    result.rows.push(...rows);
    result.starts.push(...starts);
  }
  process.stdout.write(renderReport(result.rows, result.starts));
  if (!settings.keepsResults) return;
  const results = join(import.meta.dirname, 'results');
  mkdirSync(results, { recursive: true });
  const record = { at, machine: machine(), settings: { ...settings, targets: undefined }, ...result };
  writeFileSync(join(results, `${at.slice(0, 16).replace(':', '')}.json`), `${JSON.stringify(record, undefined, 1)}\n`);
}

// Ending by a signal as well leaves nothing running: the servers are ended when this process exits.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
await main();
