import type { ProblemId } from '@candor/protocol';
import type { ClientRecord } from '@candor/storage';
import type { ServerContext } from '../server.ts';
import { classOfName } from '../trace/secret-names.ts';
import type { RefusedTrace } from '../trace/trace.ts';
import { gatherKnownFacts } from './known-facts.ts';
import type { Diagnosis, RefusedExchange, SentParameter } from './refused-exchange.ts';
import { runDoctor } from './run-doctor.ts';

/**
 * The diagnoses of a recorded refusal. One that was recorded without them, because too many came at once, is diagnosed
 * now, from what the trace kept and what is known today, and the diagnoses are kept with it (ARCHITECTURE 4.7).
 * @param client the refused client's current record, of the same organisation as then.
 */
export async function diagnosesOf(
  recorded: RefusedTrace,
  client: ClientRecord | undefined,
  server: ServerContext,
): Promise<readonly Diagnosis[]> {
  if (recorded.diagnoses) return recorded.diagnoses;
  const diagnoses = await diagnoseRecorded(recorded, client, server);
  if (diagnoses) server.trace.diagnosed(recorded.requestId, diagnoses);
  return diagnoses ?? [];
}

/** The diagnoses of a recorded refusal from what the trace kept and what is known today; nothing is kept of them. */
export async function diagnoseRecorded(
  recorded: RefusedTrace,
  client: ClientRecord | undefined,
  server: ServerContext,
): Promise<readonly Diagnosis[] | undefined> {
  const facts = { ...(client && { client, authenticated: recorded.authenticated }) };
  const known = await gatherKnownFacts(
    { problem: recorded.problem as ProblemId, facts, from: recorded.from },
    server.storage,
  );
  return runDoctor(exchangeOf(recorded, known), server);
}

function exchangeOf(recorded: RefusedTrace, known: RefusedExchange['known']): RefusedExchange {
  const { requestId, at, environment, problem, endpoint, method, path, userAgent, response, detail } = recorded;
  return {
    requestId,
    at,
    environment,
    problem,
    endpoint,
    request: {
      method,
      path,
      ...(userAgent !== undefined && { userAgent }),
      parameters: recorded.parameters.map((parameter) => recordedParameter(parameter, recorded.clientId)),
    },
    response,
    known,
    detail,
  };
}

function recordedParameter(
  { name, value, in: place }: RefusedTrace['parameters'][number],
  clientId: string | undefined,
): SentParameter {
  const parameter = { name, value, in: placeOf(place) };
  return isAsSent(name, value, clientId) ? parameter : { ...parameter, redacted: true };
}

function placeOf(place: string): SentParameter['in'] {
  return place === 'query' || place === 'header' ? place : 'body';
}

/** What the redactor writes in the place of a value, or at the end of one that it cut. */
const replaced = /\(\d+ characters|, \d+ characters[,)]|…|\(unreadable\)/;

function isAsSent(name: string, value: string, clientId: string | undefined): boolean {
  switch (classOfName(name)) {
    case 'client-id':
      return value === clientId;
    case 'address':
    case 'vocabulary':
      return !replaced.test(value);
    default:
      return false;
  }
}
