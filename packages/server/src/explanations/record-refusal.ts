import { parseForm } from '@candor/protocol';
import type { Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Log } from '../log.ts';
import type { Refusal } from '../refusal.ts';
import type { Redactor } from '../trace/redact.ts';
import type { RefusedTrace, Trace } from '../trace/trace.ts';
import { withoutForeignFacts } from './foreign-credential.ts';
import { gatherKnownFacts } from './known-facts.ts';
import type { Diagnose, RefusedExchange, SentParameter } from './refused-exchange.ts';
import { runDoctor } from './run-doctor.ts';

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

async function record(answered: Refused, options: RecordRefusalOptions, diagnoseNow: boolean): Promise<void> {
  const { request, environment } = answered;
  const refusal = await withoutForeignFacts(answered.refusal, environment.name, environment.deps.storage);
  const refused = { ...answered, refusal };
  const { client, flowId, authenticated } = refusal.facts;
  const parameters = sentParameters(request);
  const from = environment.deps.fingerprints.address(request.address);
  const error = options.redactor.text(errorOf(refused.response) ?? '');
  const diagnoses = diagnoseNow ? await diagnose(refused, parameters, from, options) : undefined;
  const traced: RefusedTrace = {
    requestId: request.requestId,
    at: environment.deps.now(),
    environment: environment.name,
    endpoint: refused.endpoint?.name ?? 'none',
    method: options.redactor.text(request.method),
    path: options.redactor.text(request.path),
    problem: refusal.problem,
    response: { status: refused.response.status, ...(error !== '' && { error }) },
    ...(client && { clientId: client.clientId, organisationId: client.organisationId }),
    // A public client's id proves nothing: whoever knows it would pass the budget of unauthenticated refusals.
    authenticated: authenticated === true && client?.authMethod !== 'none',
    ...(flowId !== undefined && { flowId }),
    from,
    ...(request.headers['user-agent'] !== undefined && {
      userAgent: options.redactor.headerValue('user-agent', request.headers['user-agent']),
    }),
    parameters: options.redactor.parameters(parameters, { knownClientId: client !== undefined }),
    detail: options.redactor.detail(refusal.detail),
    ...(diagnoses && { diagnoses }),
  };
  options.trace.refused(traced);
}

async function diagnose(
  { refusal, endpoint, request, response, environment }: Refused,
  parameters: readonly SentParameter[],
  from: string,
  options: RecordRefusalOptions,
): Promise<ReturnType<Diagnose> | undefined> {
  const error = errorOf(response);
  const { 'content-type': contentType, authorization, 'user-agent': userAgent } = request.headers;
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
      parameters,
    },
    response: { status: response.status, ...(error !== undefined && { error }) },
    known: await gatherKnownFacts(refusal.facts, from, environment.deps.storage),
    detail: refusal.detail,
  };
  return runDoctor(exchange, options);
}

/** Parameters of query and body; a JSON body's members too, so that a client that sent JSON sees what it sent. */
function sentParameters(request: HttpRequest): readonly SentParameter[] {
  const fromQuery = formParameters(request.query).map((sent) => ({ ...sent, in: 'query' as const }));
  const isJson = request.headers['content-type']?.includes('json') === true;
  const body = isJson ? jsonParameters(request.body) : formParameters(request.body);
  return [...fromQuery, ...body.map((sent) => ({ ...sent, in: 'body' as const }))];
}

function formParameters(text: string): { name: string; value: string }[] {
  const form = parseForm(text);
  if (form.outcome !== 'parsed') return [];
  return [...form.parameters].flatMap(([name, value]) =>
    (form.repeated.get(name) ?? [value]).map((repeated) => ({ name, value: repeated })),
  );
}

function jsonParameters(text: string): { name: string; value: string }[] {
  try {
    const members: unknown = JSON.parse(text);
    if (typeof members !== 'object' || members === null) return [];
    return Object.entries(members)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .slice(0, 100)
      .map(([name, value]) => ({ name, value }));
  } catch {
    return [];
  }
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
