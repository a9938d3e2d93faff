import type { Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { addressOf, callerMark } from '../trace/caller-mark.ts';
import type { Redactor } from '../trace/redact.ts';
import { classOfName } from '../trace/secret-names.ts';
import type { RefusedTrace, Trace } from '../trace/trace.ts';
import { withoutForeignFacts } from './foreign-credential.ts';
import { issuedElsewhere } from './issued-elsewhere.ts';
import { gatherKnownFacts } from './known-facts.ts';
import { findNamedParty, type NamedParty } from './named-party.ts';
import { refusedBefore } from './refused-before.ts';
import type { Diagnose, RefusedExchange, SentParameter } from './refused-exchange.ts';
import { runDoctor } from './run-doctor.ts';
import { sentParameters } from './sent-parameters.ts';
import { recogniseSentToken } from './sent-token.ts';

/** Where a request was refused: in an environment, or outside of all of them, where the name is empty. */
export type RefusalPlace =
  | Environment
  | { readonly name: ''; readonly deps: Pick<Environment['deps'], 'storage' | 'now' | 'fingerprints'> };

/** Records a refused exchange after its answer has left, and has it diagnosed. */
export type RecordRefusal = (refused: {
  readonly refusal: Refusal;
  readonly endpoint: Endpoint | undefined;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly environment: RefusalPlace;
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
    ? await unlessFailing(() => diagnose(recorded, options), undefined, options)
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
      knownClientId: parameters.some(
        ({ name, value }) => classOfName(name) === 'client-id' && value === client?.clientId,
      ),
    }),
    detail: options.redactor.detail(refusal.detail),
    ...(diagnoses && { diagnoses }),
  };
  options.trace.refused(traced);
}

async function complete(refused: Refused, options: RecordRefusalOptions): Promise<Recorded> {
  const { request, environment } = refused;
  const { storage, fingerprints } = environment.deps;
  const headers = 'dialect' in environment ? environment.dialect.parameterHeaders : undefined;
  const parameters = sentParameters(request, headers);
  const from = callerMark(fingerprints, request);
  const owner = (clientId: string) =>
    unlessFailing(() => storage.client(environment.name, clientId), undefined, options);
  const refusal = withoutUnprovenClient(await withoutForeignFacts(refused.refusal, owner));
  if (refusal.facts.client) return { ...refused, refusal, parameters, from, named: undefined };
  if (isOfPeople(refused)) return { ...refused, refusal, parameters, from, named: undefined };
  const sent = { request, parameters };
  const find = () => findNamedParty(sent, environment.name, options.environments.keys(), storage);
  const named = await unlessFailing(find, undefined, options);
  if (!named || !('client' in named)) return { ...refused, refusal, parameters, from, named };
  // Nothing else that the refusal knows goes along: it may be of a token or a flow that is another party's.
  const facts = { client: named.client, authenticated: false };
  return { ...refused, refusal: new Refusal(refusal.problem, refusal.detail, facts), parameters, from, named };
}

/** At the pages nobody is named by what a form says: a stranger could make another's sign-in their own to read. */
function isOfPeople({ endpoint, request }: Refused): boolean {
  if (endpoint !== undefined) return peoplesEndpoints.includes(endpoint.name);
  return /^\/(?:console|demo)(?:\/|$)/.test(request.path);
}

const peoplesEndpoints: readonly string[] = ['page', 'client-page', 'end-session'];

/**
 * A public client has nothing to prove itself with: whoever knows its id may have sent the request, and would pass the
 * budget of unauthenticated refusals.
 */
function withoutUnprovenClient(refusal: Refusal): Refusal {
  const { problem, detail, facts } = refusal;
  if (facts.client?.authMethod !== 'none' || facts.authenticated !== true) return refusal;
  return new Refusal(problem, detail, { ...facts, authenticated: false });
}

/** A refusal is recorded also when the storage, which may be why it was refused, answers nothing more about it. */
async function unlessFailing<Found>(look: () => Promise<Found>, otherwise: Found, { log }: RecordRefusalOptions) {
  try {
    return await look();
  } catch (error) {
    log('error', 'refusal-not-looked-up', { error: error instanceof Error ? error.message : String(error) });
    return otherwise;
  }
}

async function diagnose(
  { refusal, endpoint, request, response, environment, parameters, from, named }: Recorded,
  options: RecordRefusalOptions,
): Promise<ReturnType<Diagnose> | undefined> {
  const error = errorOf(response);
  const { 'content-type': contentType, authorization, 'user-agent': userAgent, accept, date } = request.headers;
  const known = await gatherKnownFacts({ ...refusal, from }, environment.deps.storage);
  const before = await refusedBefore(refusal, parameters, options);
  const sentToken =
    'dialect' in environment
      ? await recogniseSentToken(refusal, { parameters, authorization }, environment)
      : undefined;
  const issuedIn =
    'dialect' in environment
      ? await issuedElsewhere(refusal, { parameters, authorization }, environment, options.environments.keys())
      : undefined;
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
      ...(issuedIn !== undefined && { issuedIn }),
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
  // Otherwise a page, which posts the error to the app where the response mode is form_post.
  const inBody = isJson ? /^\{"error":"([^"]+)"/ : /<input type="hidden" name="error" value="([a-z_]+)">/;
  return inBody.exec(String(response.body))?.[1];
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
