import { Connection } from './connection.ts';
import { type CpuTime, foreignTime, readCpuTime } from './cpu-time.ts';
import type { Workload } from './workload.ts';

/** What one counted run showed. Times in milliseconds. */
export interface Measurement {
  readonly connections: number;
  readonly seconds: number;
  readonly replies: number;
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly errors: number;
  readonly firstError?: string;
  /** Share of a core that the generator used: near 1, it is the generator that was measured. */
  readonly generatorCpu: number;
  /** Processor time that the server used for each reply, in microseconds; absent where the system does not tell. */
  readonly cpuPerReply?: number;
  /** Share of a core that programs other than server and generator used; absent where the system does not tell. */
  readonly foreignCpu?: number;
}

export interface MeasureOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly serverPid: number;
}

/**
 * Sends in a closed loop: each connection sends its next request when it has the reply to the last. Ends after the
 * given seconds, or as soon as the workload has nothing left to send; replies after that moment are not counted.
 */
export async function measure(workload: Workload, options: MeasureOptions): Promise<Measurement> {
  const { hostname, port } = new URL(options.url);
  const connections = await Promise.all(
    Array.from({ length: options.connections }, () => Connection.open(hostname, Number(port))),
  );
  const run = new Run(options);
  await Promise.all(connections.map((connection, index) => run.drive(connection, index, workload)));
  for (const connection of connections) connection.close();
  return run.result();
}

interface RunEnd {
  readonly at: number;
  readonly cpu: CpuTime | undefined;
  /** Seconds of processor time that the generator used. */
  readonly own: number;
}

class Run {
  readonly #options: MeasureOptions;
  readonly #latencies = new Latencies();
  readonly #startedAt = performance.now();
  readonly #deadline: number;
  readonly #cpuBefore: CpuTime | undefined;
  readonly #ownBefore = process.cpuUsage();
  #ended: RunEnd | undefined;
  #errors = 0;
  #firstError: string | undefined;

  constructor(options: MeasureOptions) {
    this.#options = options;
    this.#deadline = this.#startedAt + options.seconds * 1000;
    this.#cpuBefore = readCpuTime(options.serverPid);
  }

  /** Resolves when this connection has sent its last request and got the reply. */
  drive(connection: Connection, index: number, workload: Workload): Promise<void> {
    return new Promise((resolve) => {
      const sendNext = (): void => {
        const request = this.#ended ? undefined : workload.next(index);
        if (request === undefined) {
          this.#end(performance.now());
          resolve();
          return;
        }
        const sentAt = performance.now();
        connection.send(request, (reply) => {
          const at = performance.now();
          const fault = workload.fault(index, reply);
          if (at >= this.#deadline) this.#end(this.#deadline);
          if (!this.#ended) this.#latencies.add(at - sentAt);
          if (fault !== undefined) {
            this.#errors += 1;
            this.#firstError ??= `${fault}: status ${reply.status}, ${reply.body.slice(0, 200)}`;
          }
          if (reply.status === 0) {
            this.#end(at);
            resolve();
          } else sendNext();
        });
      };
      sendNext();
    });
  }

  result(): Measurement {
    const { at, cpu, own } = this.#ended as RunEnd;
    const seconds = (at - this.#startedAt) / 1000;
    const replies = this.#latencies.count;
    const sorted = this.#latencies.sorted();
    const quantile = (share: number): number => round(sorted[Math.min(replies - 1, Math.floor(replies * share))] ?? 0);
    return {
      connections: this.#options.connections,
      seconds: round(seconds),
      replies,
      rps: Math.round(replies / seconds),
      p50: quantile(0.5),
      p99: quantile(0.99),
      max: quantile(1),
      errors: this.#errors,
      ...(this.#firstError !== undefined && { firstError: this.#firstError }),
      generatorCpu: round(own / seconds),
      ...(this.#cpuBefore &&
        cpu && {
          cpuPerReply: round(((cpu.server - this.#cpuBefore.server) / replies) * 1e6),
          foreignCpu: round(foreignTime(this.#cpuBefore, cpu) / seconds),
        }),
    };
  }

  #end(at: number): void {
    if (this.#ended) return;
    const { user, system } = process.cpuUsage(this.#ownBefore);
    this.#ended = { at, cpu: readCpuTime(this.#options.serverPid), own: (user + system) / 1e6 };
  }
}

/** Numbers without a bound on their count, 8 bytes each. */
class Latencies {
  count = 0;
  #values = new Float64Array(65_536);

  add(milliseconds: number): void {
    if (this.count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.count++] = milliseconds;
  }

  sorted(): Float64Array {
    return this.#values.subarray(0, this.count).sort();
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
