/**
 * Opens the explanation of a refused request for one who may read it. Whoever may not learns nothing: not from the
 * answer, the work or the time whether there is such a refusal.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type ProblemId, publicProblem } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import { refuse } from '../refusal.ts';
import type { ServerContext } from '../server.ts';
import type { RefusedTrace } from '../trace/trace.ts';
import { TraceUnavailable } from '../trace/trace-open-error.ts';
import { diagnoseRecorded, diagnosesOf } from './diagnose-recorded.ts';
import { everything, type MayRead } from './explanation-reader.ts';
import type { Diagnosis } from './refused-exchange.ts';

/** The answer of `GET /api/explanations/{request id}`. */
export interface Explanation {
  readonly version: 1;
  readonly requestId: string;
  readonly flowId?: string;
  /** ISO 8601, by the environment's clock. */
  readonly at: string;
  readonly environment: string;
  readonly clientId?: string;
  readonly clientName?: string;
  /** False: the request only named the client, so that anyone may have sent it (ARCHITECTURE 4.8). */
  readonly authenticated: boolean;
  readonly problem: string;
  /** Redacted. */
  readonly request: { readonly method: string; readonly path: string };
  readonly response: { readonly status: number; readonly error?: string };
  /** Best first. */
  readonly diagnoses: readonly Diagnosis[];
}

/** Milliseconds after which a record that is not there yet, or may not be read, is one that does not exist. */
const patience = 2000;
/** Milliseconds between the looks; what is left of the two seconds follows the last. */
const pauses = [10, 20, 40, 80, 150, 300, 500, 800] as const;
/** Calls that wait side by side; one more is refused, whatever it asked for. */
const mostWaiting = 500;
const attemptsPerMinute = 120;
const minute = 60_000;

/**
 * Counts a call at the door. @param address of the caller, after trusted proxies.
 * @throws Refusal `rate-limited`.
 */
export async function countAtDoor(address: string, server: ServerContext): Promise<void> {
  const now = server.machineNow();
  const key = `explanations from ${server.fingerprints.address(address)}`;
  const counted = await server.storage.countAttempt({ key, now, window: minute, limit: attemptsPerMinute });
  if (counted.outcome === 'exceeded') refuse('rate-limited', {}, { retryAfter: (counted.retryAt - now) / 1000 });
}

/** @throws Refusal `record-unknown` after the same two seconds where there is none and where it may not be read. */
export async function openExplanation(
  requestId: string,
  mayRead: MayRead,
  server: ServerContext,
): Promise<Explanation> {
  const recorded = await findRefusal(requestId, mayRead, server);
  if (!recorded) return refuse('record-unknown');
  const client = await currentClient(recorded, server);
  const told = mayRead === everything ? recorded : withoutPeople(recorded);
  const { flowId, environment, clientId, problem, method, path, response } = told;
  return {
    version: 1,
    requestId,
    ...(flowId !== undefined && { flowId }),
    at: new Date(recorded.at).toISOString(),
    environment,
    ...(clientId !== undefined && { clientId }),
    ...(client && { clientName: client.name }),
    authenticated: recorded.authenticated,
    problem,
    request: { method, path },
    response,
    diagnoses:
      told === recorded
        ? await diagnosesOf(told, client, server)
        : // What the coarse problem says by itself; the record keeps its own diagnoses.
          ((await diagnoseRecorded(told, client, server)) ?? []),
  };
}

/**
 * An app's developer can send anybody's address through the app's own sign-in: whether the person exists, and whether
 * the password was right, is told to supporters only (ARCHITECTURE 4.8).
 */
function withoutPeople(recorded: RefusedTrace): RefusedTrace {
  const { problem, diagnoses: _ofThePrivateOne, ...rest } = recorded;
  const shown = publicProblem(problem as ProblemId).id;
  // Of another region is told: the right region would have signed the person in, so that nothing is given away.
  const isTold = problem === 'sign-in-user-of-other-region';
  const isOfPerson = /^(?:sign-in|second-factor)-/.test(problem) && shown !== problem && !isTold;
  return isOfPerson ? { ...rest, problem: shown, detail: {} } : recorded;
}

const waitingAt = new WeakMap<ServerContext, number>();

async function findRefusal(
  requestId: string,
  mayRead: MayRead,
  server: ServerContext,
): Promise<RefusedTrace | undefined> {
  // The form of a request id is no secret: a text that is none needs no look.
  if (!/^req_[0-9a-z]{18}$/.test(requestId)) return undefined;
  const deadline = performance.now() + patience;
  const look = async (): Promise<RefusedTrace | undefined> => {
    const recorded = await server.trace.refusal(requestId).catch(traceAway);
    return recorded && mayRead(recorded) ? recorded : undefined;
  };
  let readable = await look();
  if (readable) return readable;
  const waiting = waitingAt.get(server) ?? 0;
  if (waiting >= mostWaiting) refuse('overloaded', {}, { retryAfter: 2 });
  waitingAt.set(server, waiting + 1);
  try {
    for (const pause of pauses) {
      await wait(pause);
      readable = await look();
      if (readable) return readable;
    }
    await wait(Math.max(0, deadline - performance.now()));
    return undefined;
  } finally {
    waitingAt.set(server, (waitingAt.get(server) ?? 1) - 1);
  }
}

/** The trace's thread is being started again. */
function traceAway(error: unknown): never {
  if (error instanceof TraceUnavailable) return refuse('overloaded', {}, { retryAfter: 5 });
  throw error;
}

/** The client as it is today, unless its id belongs to another organisation by now. */
async function currentClient(
  { environment, clientId, organisationId }: RefusedTrace,
  { storage }: ServerContext,
): Promise<ClientRecord | undefined> {
  const client = clientId === undefined ? undefined : await storage.client(environment, clientId);
  return client?.organisationId === organisationId ? client : undefined;
}
