import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Target, targets } from './targets.ts';
import { type WorkloadName, workloads } from './workload.ts';

/** What is measured, how long and how carefully. Times in seconds. */
export interface Settings {
  /** How often the servers are started anew. */
  readonly passes: number;
  /** Runs of each target, workload and number of connections in a pass. */
  readonly rounds: number;
  readonly targets: readonly Target[];
  readonly workloads: readonly WorkloadName[];
  readonly connections: readonly number[];
  readonly seconds: number;
  /** Uncounted load before the rounds of a workload. */
  readonly warmup: number;
  /** Share of a core that other programs may use in a counted run. */
  readonly mostForeign: number;
  /** How long to wait for that before each run, and how often to repeat a run that was disturbed. */
  readonly patience: number;
  readonly repeats: number;
  readonly cores: { readonly server: number | undefined; readonly generator: number | undefined };
  /** Folder for profiles of the servers. */
  readonly profiles: string | undefined;
  readonly keepsResults: boolean;
}

/** Reads the command line. @throws RangeError for a value out of its bounds or a name that is not known. */
export function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      passes: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      targets: { type: 'string', default: targets.map(({ name }) => name).join(',') },
      workloads: { type: 'string', default: Object.keys(workloads).join(',') },
      connections: { type: 'string', default: '64,1' },
      seconds: { type: 'string', default: '2' },
      warmup: { type: 'string', default: '4' },
      foreign: { type: 'string', default: '0.1' },
      patience: { type: 'string', default: '30' },
      repeats: { type: 'string', default: '2' },
      profile: { type: 'string' },
      'no-results': { type: 'boolean', default: false },
    },
  });
  const isPinned = process.platform === 'linux' && availableParallelism() > 1;
  return {
    passes: bounded('passes', values.passes, 1, 20),
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
    connections: values.connections.split(',').map((count) => bounded('connections', count, 1, 256)),
    seconds: bounded('seconds', values.seconds, 0.2, 30),
    warmup: bounded('warmup', values.warmup, 0.2, 30),
    mostForeign: bounded('foreign', values.foreign, 0, 64),
    patience: bounded('patience', values.patience, 0, 120),
    repeats: bounded('repeats', values.repeats, 0, 5),
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
