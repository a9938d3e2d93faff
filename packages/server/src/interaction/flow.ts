import type { AuthorizationSessionRecord, ClientRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { ValidAuthorizationRequest } from '../operations/authorization-request.ts';
import {
  type AuthorizationProgress,
  answerWithCode,
  authorizationFacts,
  mayGrant,
  nextStep,
  onlyAccount,
  type SignedIn,
} from '../operations/authorize.ts';
import type { Messages } from '../pages/messages/en.ts';
import { messagesFor } from '../pages/messages/languages.ts';
import { type ProvenRedirect, type RefusalFacts, refuse } from '../refusal.ts';
import { type Browser, browserCookies, isSameBrowser } from './browser.ts';
import { seeOther } from './page-response.ts';

/** Writes an authorization response in the environment's dialect. */
export type WriteAuthorizationResponse = (
  redirect: ProvenRedirect,
  parameters: Readonly<Record<string, string>>,
  environment: Environment,
  messages?: Messages,
) => Answer['response'];

/** An authorization request that waits for its user, as its pages see it. */
export interface OpenFlow {
  readonly flowId: string;
  readonly session: AuthorizationSessionRecord;
  readonly progress: AuthorizationProgress;
  readonly browser: Browser;
}

/** Pages of the steps, below the environment's base address. */
export const stepPaths = {
  'sign-in': '/sign-in',
  'second-factor': '/second-factor',
  'choose-account': '/account',
  consent: '/consent',
} as const;

/**
 * Loads the authorization session that a page names, and what is settled for it.
 * @throws Refusal `authorization-session-unknown` (also for another browser's) or `authorization-session-expired`.
 */
export async function loadFlow(
  flowId: string | undefined,
  browser: Browser,
  environment: Environment,
): Promise<OpenFlow> {
  const session = await loadAuthorizationSession(flowId, browser, environment);
  if (session.clientId === '') return refuse('authorization-session-unknown', { seen: 'the way to an own page' });
  return openFlow(session, browser, environment);
}

/** What a browser's authorization session asks for. @throws Refusal as `loadFlow`. */
export async function openFlow(
  session: AuthorizationSessionRecord,
  browser: Browser,
  environment: Environment,
): Promise<OpenFlow> {
  const { storage } = environment.deps;
  const flowId = Buffer.from(session.id).toString('base64url');
  const client = await storage.client(environment.name, session.clientId);
  const known = { client, authenticated: false, flowId };
  refuseEnded(session, known, environment);
  if (!client?.enabled) return refuse('authorization-client-disabled', {}, known);
  const request = JSON.parse(session.request) as ValidAuthorizationRequest;
  const progress = await progressOf({ request, client, browser, session }, environment);
  return { flowId, session, progress, browser };
}

/** @throws Refusal `authorization-session-unknown` or `authorization-session-expired`. */
export function refuseEnded(session: AuthorizationSessionRecord, known: RefusalFacts, { deps }: Environment): void {
  if (session.concludedAt !== undefined) refuse('authorization-session-unknown', { seen: 'answered before' }, known);
  const now = deps.now();
  if (now < session.expiresAt) return;
  const { createdAt: beganAt, expiresAt: expected } = session;
  refuse('authorization-session-expired', { seen: now, expected, beganAt }, known);
}

/** The authorization session of this very browser, ended or not. @throws Refusal `authorization-session-unknown`. */
export async function loadAuthorizationSession(
  flowId: string | undefined,
  browser: Browser,
  { deps, name }: Environment,
): Promise<AuthorizationSessionRecord> {
  const id = flowId !== undefined && /^[A-Za-z0-9_-]{16}$/.test(flowId) ? Buffer.from(flowId, 'base64url') : undefined;
  const session = id && (await deps.storage.authorizationSession(name, id));
  if (session && isSameBrowser(browser, session.browserHash)) return session;
  return refuse('authorization-session-unknown', { seen: session ? 'another browser' : 'no such session' });
}

/** What is settled for a request: by its authorization session, and by what the browser and the user bring along. */
export async function progressOf(
  input: {
    readonly request: ValidAuthorizationRequest;
    readonly client: ClientRecord;
    readonly browser: Browser;
    readonly session: AuthorizationSessionRecord | undefined;
  },
  environment: Environment,
): Promise<AuthorizationProgress> {
  const { request, client, browser, session } = input;
  const { signedIn } = browser;
  const isSignInSettled = signedIn !== undefined && session?.userId === signedIn.user.id;
  const chosen = isSignInSettled ? session?.accountId : undefined;
  const accountId = chosen ?? (signedIn && (await accountWithoutChoice(signedIn, client, request, environment)));
  const grant =
    signedIn && accountId !== undefined
      ? await environment.deps.storage.grant(environment.name, client.clientId, signedIn.user.id, accountId)
      : undefined;
  return {
    request,
    client,
    signedIn,
    isSignInSettled,
    accountId,
    grant,
    now: environment.deps.now(),
  };
}

/** A user with several accounts is not asked again when the app has exactly one of them already. */
async function accountWithoutChoice(
  { user }: SignedIn,
  client: ClientRecord,
  { prompts }: ValidAuthorizationRequest,
  environment: Environment,
): Promise<string | undefined> {
  const only = onlyAccount(user);
  if (only !== undefined || prompts.includes('select_account') || prompts.includes('consent')) return only;
  const filter = { clientId: client.clientId, userId: user.id };
  const { items } = await environment.deps.storage.grants(environment.name, filter, { limit: 50 });
  const live = items.filter((grant) => grant.endedAt === undefined);
  return live.length === 1 ? live[0]?.accountId : undefined;
}

/** Address of a step's page for one flow. */
export function stepAddress(step: keyof typeof stepPaths, flowId: string, environment: Environment): string {
  return `${environment.baseUrl}${stepPaths[step]}?flow=${flowId}`;
}

/**
 * Goes on with a flow: to the page of its next step, or to the app with a code.
 * @throws Refusal `role-not-allowed-to-grant`, redirected, as soon as the account is known.
 */
export async function proceed(
  flow: OpenFlow,
  context: { readonly request: HttpRequest; readonly setCookie?: readonly string[]; readonly consented?: boolean },
  write: WriteAuthorizationResponse,
  environment: Environment,
): Promise<Answer> {
  const { progress, flowId, session } = flow;
  const next = nextStep(progress);
  const step = next === 'consent' && context.consented ? 'answer' : next;
  const setCookie = [...browserCookies(flow.browser, environment), ...(context.setCookie ?? [])];
  const traced = { clientId: progress.client.clientId, flowId };
  if (step === 'sign-in' || step === 'choose-account') {
    return { response: seeOther(stepAddress(step, flowId, environment), setCookie), ...traced };
  }
  const { signedIn, accountId } = progress as { signedIn: SignedIn; accountId: string };
  if (!mayGrant(signedIn.user, accountId, environment)) {
    const role = signedIn.user.accounts.find((held) => held.accountId === accountId)?.role ?? 'none';
    await environment.deps.storage.concludeAuthorizationSession({
      environment: environment.name,
      id: session.id,
      now: progress.now,
    });
    const expected = environment.policy.grantingRoles;
    refuse('role-not-allowed-to-grant', { seen: role, expected }, authorizationFacts(progress, flowId));
  }
  if (step === 'consent') return { response: seeOther(stepAddress(step, flowId, environment), setCookie), ...traced };
  const answer = await answerWithCode(
    { ...progress, signedIn, accountId },
    {
      requestId: context.request.requestId,
      flow: session.id,
      authorizationSessionId: session.id,
      ...(environment.dialect.codeEndsWithSession && { notAfter: session.expiresAt }),
    },
    environment,
  );
  return {
    response: codeResponse(progress.request, answer.code, { setCookie, request: context.request }, write, environment),
    ...traced,
  };
}

/** The authorization response with a code. */
export function codeResponse(
  request: ValidAuthorizationRequest,
  code: string,
  sent: { readonly setCookie: readonly string[]; readonly request: HttpRequest },
  write: WriteAuthorizationResponse,
  environment: Environment,
): Answer['response'] {
  const redirect: ProvenRedirect = {
    redirectUri: request.redirectUri,
    responseMode: request.responseMode,
    state: request.state,
  };
  const response = write(redirect, { code }, environment, messagesFor(sent.request, request.uiLocales));
  const { setCookie } = sent;
  if (setCookie.length === 0) return response;
  return { ...response, headers: { ...response.headers, 'set-cookie': setCookie } };
}
