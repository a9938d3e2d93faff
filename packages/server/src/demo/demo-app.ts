/**
 * The demonstration app ("Sign in with Candor"): a client like any other. It talks to the server over HTTP, knows its own
 * registration and nothing else, and keeps one transcript for each browser. Exists with `--demo` only.
 */
import { prepareAuthorization } from './authorization-leg.ts';
import type { DemoClient } from './demo-client.ts';
import { readMetadata, type ServerMetadata } from './metadata.ts';
import type { Mistake } from './mistakes.ts';
import { createRuns, type Run } from './run.ts';
import { type Place, receiveInto, step } from './steps.ts';

export interface DemoApp {
  /** By the name of the environment. */
  readonly clients: ReadonlyMap<string, DemoClient>;
  /** The run of a browser, by the secret of its cookie. */
  find(browser: string): Run | undefined;
  /** Begins a run and prepares its authorization request. */
  begin(browser: string, environment: string, mistake: Mistake | undefined): Promise<Run>;
  /** Takes the authorization response. @returns undefined where this browser waits for none. */
  receive(browser: string, parameters: URLSearchParams): Promise<Run | undefined>;
  /**
   * Does the next step. @param seen number of legs that the reader saw when asking: a step that was asked for twice is
   * done once. @returns the address to send the browser to, where the step is the browser's.
   */
  advance(browser: string, seen: number): Promise<string | undefined>;
}

/** @param url the server's own address. @param now Unix milliseconds. */
export function createDemoApp(url: string, clients: readonly DemoClient[], now: () => number): DemoApp {
  const byEnvironment = new Map(clients.map((client) => [client.environment, client]));
  const runs = createRuns(now);
  const known = new Map<string, ServerMetadata>();
  const underWay = new WeakMap<Run, Promise<unknown>>();

  const at = async (environment: string): Promise<Place> => {
    const client = byEnvironment.get(environment);
    if (!client) throw new TypeError(`The demonstration app is not registered in ${environment}`);
    const metadata = known.get(environment) ?? (await readMetadata(client.issuer));
    known.set(environment, metadata);
    return { client, metadata, url };
  };
  /** One step of a run at a time. */
  const inTurn = async <Result>(run: Run, work: () => Promise<Result>): Promise<Result> => {
    const turn = (underWay.get(run) ?? Promise.resolve()).then(work, work);
    underWay.set(run, turn);
    return turn;
  };

  return {
    clients: byEnvironment,
    find: runs.find,
    async begin(browser, environment, mistake) {
      const { client, metadata } = await at(environment);
      const { pending, leg } = prepareAuthorization(client, metadata, mistake);
      const next =
        mistake?.id === 'trailing-slash'
          ? ({ kind: 'try-authorization' } as const)
          : ({ kind: 'sign-in', href: pending.url } as const);
      const run: Run = { environment, mistake, legs: [leg], pending, tokens: undefined, next, signedInAt: 0 };
      runs.keep(browser, run);
      return run;
    },
    async receive(browser, parameters) {
      const run = runs.find(browser);
      if (!run) return undefined;
      return inTurn(run, async () => {
        const { pending } = run;
        if (!pending) return undefined;
        run.signedInAt = now();
        await receiveInto(run, parameters, pending, await at(run.environment));
        return run;
      });
    },
    async advance(browser, seen) {
      const run = runs.find(browser);
      if (!run) return undefined;
      return inTurn(run, async () => {
        if (run.legs.length !== seen || !run.next) return undefined;
        return step(run, await at(run.environment), now);
      });
    },
  };
}
