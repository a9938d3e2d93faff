import type { Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { addressOf, callerMark } from '../trace/caller-mark.ts';
import type { Redactor } from '../trace/redact.ts';
import type { RefusedTrace, Trace } from '../trace/trace.ts';
import { withoutForeignFacts } from './foreign-credential.ts';
import { gatherKnownFacts } from './known-facts.ts';
import { findNamedParty, type NamedParty } from './named-party.ts';
import { refusedBefore } from './refused-before.ts';
import type { Diagnose, RefusedExchange, SentParameter } from './refused-exchange.ts';
import { runDoctor } from './run-doctor.ts';
import { sentParameters } from './sent-parameters.ts';
import { recogniseSentToken } from './sent-token.ts';

/** Records a refused exchange after its answer has left, and has it diagnosed. */
export type RecordRefusal = (refused: {
  readonly refusal: Refusal;
  readonly endpoint: Endpoint | undefined;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly environment: Environment;
}) => void;

export interface RecordRefusalOptions {
  readonly trace: Trace;
  readonly redactor: Redactor;
  readonly diagnose: Diagnose;
  readonly log: Log;
  /** Refusals diagnosed in one second; more are diagnosed when they are opened (ARCHITECTURE 4.7). */
  readonly diagnosesPerSecond: number;
  readonly machineNow: () => number;
  /** Names of all environments. */
  readonly environments: { keys(): Iterable<string> };
}

export function createRecordRefusal(options: RecordRefusalOptions): RecordRefusal {
  const mayDiagnose = createBudget(options.diagnosesPerSecond, options.machineNow);
  return (refused) => {
    // Not in the turn that answers: explaining costs the good path nothing.
    setImmediate(() => {
      record(refused, options, mayDiagnose()).catch((error: unknown) => {
        options.log('error', 'refusal-not-recorded', { error: error instanceof Error ? error.message : String(error) });
      });
    });
  };
}

type Refused = Parameters<RecordRefusal>[0];

/** A refusal with all that recording and explaining it need. */
interface Recorded extends Refused {
  readonly parameters: readonly SentParameter[];
  /** `callerMark` of the caller. */
  readonly from: string;
  /** Whom the request names, when it was refused before its client was found. */
  readonly named: NamedParty;
}

async function record(refused: Refused, options: RecordRefusalOptions, diagnoseNow: boolean): Promise<void> {
  const recorded = await complete(refused, options);
  const { refusal, request, response, environment, parameters, from, named } = recorded;
  const { client, flowId, authenticated } = refusal.facts;
  const organisationId = named && 'organisationId' in named ? named.organisationId : client?.organisationId;
  const error = options.redactor.text(errorOf(response) ?? '');
  const diagnoses = diagnoseNow
    ? await diagnose(recorded, options).catch((error: unknown) => noteUnread(error, options))
    : undefined;
  const traced: RefusedTrace = {
    requestId: request.requestId,
    at: environment.deps.now(),
    environment: environment.name,
    endpoint: recorded.endpoint?.name ?? 'none',
    method: options.redactor.text(request.method),
    path: options.redactor.text(request.path),
    problem: refusal.problem,
    response: { status: response.status, ...(error !== '' && { error }) },
    ...(client && { clientId: client.clientId }),
    ...(organisationId !== undefined && { organisationId }),
    authenticated: authenticated === true,
    ...(flowId !== undefined && { flowId }),
    from: addressOf(from),
    ...(request.headers['user-agent'] !== undefined && {
      userAgent: options.redactor.headerValue('user-agent', request.headers['user-agent']),
    }),
    // A client that was found elsewhere in the request says nothing about what stands in client_id.
    parameters: options.redactor.parameters(parameters, {
      knownClientId: parameters.some(({ name, value }) => name === 'client_id' && value === client?.clientId),
    }),
    detail: options.redactor.detail(refusal.detail),
    ...(diagnoses && { diagnoses }),
  };
  options.trace.refused(traced);
}

function noteUnread(error: unknown, { log }: RecordRefusalOptions): undefined {
  log('error', 'refusal-not-explained', { error: error instanceof Error ? error.message : String(error) });
}

async function complete(refused: Refused, options: RecordRefusalOptions): Promise<Recorded> {
  const { request, environment } = refused;
  const { storage, fingerprints } = environment.deps;
  const parameters = sentParameters(request);
  const from = callerMark(fingerprints, request);
  const refusal = await withoutForeignFacts(refused.refusal, environment.name, storage);
  if (refusal.facts.client) return { ...refused, refusal, parameters, from, named: undefined };
  const sent = { request, parameters };
  // A store that can't be read may be why the request was refused: it is recorded all the same, without its party.
  const named = await findNamedParty(sent, environment.name, options.environments.keys(), storage).catch(
    (error: unknown) => noteUnread(error, options),
  );
  const facts =
    named && 'client' in named ? { ...refusal.facts, client: named.client, authenticated: false } : refusal.facts;
  return { ...refused, refusal: new Refusal(refusal.problem, refusal.detail, facts), parameters, from, named };
}

async function diagnose(
  { refusal, endpoint, request, response, environment, parameters, from, named }: Recorded,
  options: RecordRefusalOptions,
): Promise<ReturnType<Diagnose> | undefined> {
  const error = errorOf(response);
  const { 'content-type': contentType, authorization, 'user-agent': userAgent, accept, date } = request.headers;
  const known = await gatherKnownFacts({ ...refusal, from }, environment.deps.storage);
  const before = await refusedBefore(refusal, parameters, options);
  const sentToken = await recogniseSentToken(refusal, { parameters, authorization }, environment);
  const exchange: RefusedExchange = {
    requestId: request.requestId,
    at: environment.deps.now(),
    environment: environment.name,
    problem: refusal.problem,
    endpoint: endpoint?.name ?? 'none',
    request: {
      method: request.method,
      path: request.path,
      ...(contentType !== undefined && { contentType }),
      ...(authorization !== undefined && { authorization }),
      ...(userAgent !== undefined && { userAgent }),
      ...(accept !== undefined && { accept }),
      ...(date !== undefined && { date }),
      parameters,
    },
    response: { status: response.status, ...(error !== undefined && { error }) },
    known: {
      ...known,
      ...(known.refreshToken &&
        before !== undefined && { refreshToken: { ...known.refreshToken, refusedBefore: before } }),
      ...(named && 'registeredIn' in named && { registeredIn: named.registeredIn }),
      ...(sentToken && { sentToken }),
    },
    detail: refusal.detail,
  };
  return runDoctor(exchange, options);
}

/** The `error` code as it stands in the answer: in a JSON body or in the query of a redirect. */
function errorOf(response: HttpResponse): string | undefined {
  const { location } = response.headers;
  if (typeof location === 'string' && URL.canParse(location)) {
    return new URL(location).searchParams.get('error') ?? undefined;
  }
  const isJson = String(response.headers['content-type'] ?? '').startsWith('application/json');
  return isJson ? /^\{"error":"([^"]+)"/.exec(String(response.body))?.[1] : undefined;
}

function createBudget(perSecond: number, now: () => number): () => boolean {
  let second = 0;
  let used = 0;
  return () => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      used = 0;
    }
    used += 1;
    return used <= perSecond;
  };
}
