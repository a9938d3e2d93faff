import type { Measurement } from './measure.ts';
import type { WorkloadName } from './workload.ts';

/** A measurement with its place in the benchmark. */
export interface Row extends Measurement {
  readonly target: string;
  readonly workload: WorkloadName;
  readonly pass: number;
  readonly round: number;
  /** True when others used more of the machine than allowed in every attempt; the least disturbed one is given. */
  readonly disturbed: boolean;
  readonly attempts: number;
}

/** One start of a server. Memory in MiB, time in milliseconds. */
export interface Start {
  readonly target: string;
  readonly pass: number;
  readonly firstAnswer: number;
  readonly idle: number | undefined;
  readonly loaded: number | undefined;
  readonly most: number | undefined;
}

/** The middle of the numbers, the mean of the two middle ones where there is none. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return (low + high) / 2;
}

/** Tables in Markdown: one for each number of connections, medians over the rounds, and one of memory and start. */
export function renderReport(rows: readonly Row[], starts: readonly Start[]): string {
  const connections = [...new Set(rows.map((row) => row.connections))];
  const blocks = connections.map((count) =>
    throughputTable(
      rows.filter((row) => row.connections === count),
      count,
    ),
  );
  return `${[...blocks, startTable(starts), notes(rows)].join('\n\n')}\n`;
}

interface Summary {
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuPerReply: number;
  readonly rounds: number;
  readonly disturbed: boolean;
  readonly errors: number;
}

/** Rounds that nobody disturbed, and that had no error, where there are any. */
function summarize(rows: readonly Row[]): Summary | undefined {
  if (rows.length === 0) return undefined;
  const clean = rows.filter((row) => !row.disturbed && row.errors === 0);
  const counted = clean.length > 0 ? clean : rows;
  return {
    rps: median(counted.map(({ rps }) => rps)),
    p50: median(counted.map(({ p50 }) => p50)),
    p99: median(counted.map(({ p99 }) => p99)),
    cpuPerReply: median(counted.map(({ cpuPerReply = Number.NaN }) => cpuPerReply)),
    rounds: counted.length,
    disturbed: clean.length === 0 && counted.some(({ disturbed }) => disturbed),
    errors: counted.reduce((sum, { errors }) => sum + errors, 0),
  };
}

function throughputTable(rows: readonly Row[], connections: number): string {
  const lines = [
    `### ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
    '',
    '| workload | server | req/s | p50 / p99 ms | CPU µs | of the floor | against oidc-provider | rounds |',
    '|---|---|---:|---:|---:|---:|---:|---:|',
  ];
  const names = [...new Set(rows.map(({ target }) => target))];
  for (const workload of new Set(rows.map((row) => row.workload))) {
    const of = (target: string): Summary | undefined =>
      summarize(rows.filter((row) => row.workload === workload && row.target === target));
    for (const target of names) {
      const summary = of(target);
      const ofFloor = ratio(rows, workload, target, 'floor');
      const ofPeer = ratio(rows, workload, target, 'oidc-provider');
      if (summary) lines.push(throughputLine(workload, target, summary, { ofFloor, ofPeer }));
    }
  }
  return lines.join('\n');
}

/** The middle of the ratios of each round: what slows the machine for a while slows neighbours alike. */
function ratio(rows: readonly Row[], workload: string, target: string, other: string): number | undefined {
  if (target === other) return undefined;
  const of = (name: string): readonly Row[] =>
    rows.filter((row) => row.workload === workload && row.target === name && !row.disturbed);
  const others = of(other);
  const ratios = of(target).flatMap((row) => {
    const same = others.find(({ pass, round }) => pass === row.pass && round === row.round);
    return same ? [row.rps / same.rps] : [];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}

function throughputLine(
  workload: string,
  target: string,
  { rps, p50, p99, cpuPerReply, rounds, disturbed, errors }: Summary,
  { ofFloor, ofPeer }: { readonly ofFloor: number | undefined; readonly ofPeer: number | undefined },
): string {
  const marks = `${disturbed ? ' (disturbed)' : ''}${errors > 0 ? ` (${errors} errors)` : ''}`;
  const cells = [
    workload,
    target,
    `${Math.round(rps)}${marks}`,
    `${p50.toFixed(2)} / ${p99.toFixed(1)}`,
    Number.isNaN(cpuPerReply) ? '' : String(Math.round(cpuPerReply)),
    ofFloor === undefined ? '' : `${Math.round(100 * ofFloor)} %`,
    ofPeer === undefined ? '' : `${ofPeer.toFixed(1)} x`,
    String(rounds),
  ];
  return `| ${cells.join(' | ')} |`;
}

function startTable(starts: readonly Start[]): string {
  const lines = [
    '### Start and memory',
    '',
    '| server | first answer ms | idle MiB | after the load MiB | most MiB |',
    '|---|---:|---:|---:|---:|',
  ];
  for (const target of new Set(starts.map((start) => start.target))) {
    const own = starts.filter((start) => start.target === target);
    const middle = (values: readonly (number | undefined)[]): string => {
      const known = values.filter((value) => value !== undefined);
      return known.length === 0 ? '' : String(Math.round(median(known)));
    };
    const cells = [
      middle(own.map(({ firstAnswer }) => firstAnswer)),
      middle(own.map(({ idle }) => idle)),
      middle(own.map(({ loaded }) => loaded)),
      middle(own.map(({ most }) => most)),
    ];
    lines.push(`| ${target} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

function notes(rows: readonly Row[]): string {
  const disturbed = rows.filter((row) => row.disturbed).length;
  const failed = rows.filter((row) => row.errors > 0).length;
  const busiest = Math.max(0, ...rows.map(({ generatorCpu }) => generatorCpu));
  const unchecked = rows.some(({ foreignCpu }) => foreignCpu === undefined)
    ? ' This system does not tell what other programs used: nothing was checked.'
    : '';
  return (
    `${rows.length} measurements, ${disturbed} disturbed by other programs, ${failed} with errors; ` +
    `the generator used at most ${Math.round(100 * busiest)} % of its core.${unchecked}`
  );
}
