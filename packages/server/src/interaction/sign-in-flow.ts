import type { AuthorizationSessionRecord, ClientRecord, UserRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { authorizationFacts } from '../operations/authorize.ts';
import type { Messages } from '../pages/messages/en.ts';
import { type RefusalFacts, refuse } from '../refusal.ts';
import { type Browser, beginSession, browserCookies, browserHash } from './browser.ts';
import {
  loadAuthorizationSession,
  type OpenFlow,
  openFlow,
  proceed,
  progressOf,
  refuseEnded,
  stepAddress,
  type WriteAuthorizationResponse,
} from './flow.ts';
import type { FormAction } from './page-response.ts';
import { seeOther } from './page-response.ts';

/** Where a user goes who signs in without an app. */
interface OwnDestination {
  /** One of `ownPaths`. */
  readonly returnTo: string;
  /** True when a signed-in user has to prove it again. */
  readonly again: boolean;
  readonly email?: string;
}

/** A sign-in that is under way, for an app's request or on the way to one of the user's own pages. */
export interface SignInFlow {
  readonly flowId: string;
  readonly session: AuthorizationSessionRecord;
  readonly browser: Browser;
  readonly now: number;
  readonly app: OpenFlow | undefined;
  readonly own: OwnDestination | undefined;
}

/** What the handlers of sign-in and second factor get. */
export interface SignInContext {
  readonly request: HttpRequest;
  readonly flow: SignInFlow;
  readonly environment: Environment;
  readonly messages: Messages;
  readonly write: WriteAuthorizationResponse;
}

/** @throws Refusal `authorization-session-unknown` or `authorization-session-expired`. */
export async function loadSignInFlow(
  flowId: string | undefined,
  browser: Browser,
  environment: Environment,
): Promise<SignInFlow> {
  const session = await loadAuthorizationSession(flowId, browser, environment);
  const common = { flowId: flowId as string, session, browser, now: environment.deps.now() };
  if (session.clientId !== '') return { ...common, app: await openFlow(session, browser, environment), own: undefined };
  refuseEnded(session, {}, environment);
  return { ...common, app: undefined, own: JSON.parse(session.request) as OwnDestination };
}

/** Sends somebody to the sign-in page who wants one of their own pages. */
export async function beginOwnSignIn(
  browser: Browser,
  destination: Omit<OwnDestination, 'email'>,
  environment: Environment,
): Promise<Answer> {
  const { deps, policy, name } = environment;
  const now = deps.now();
  const id = deps.identifiers.next();
  const email = browser.signedIn?.user.email;
  await deps.storage.beginAuthorizationSession({
    id,
    environment: name,
    clientId: '',
    request: JSON.stringify({ ...destination, ...(email !== undefined && { email }) }),
    browserHash: browserHash(browser),
    createdAt: now,
    expiresAt: now + policy.authorizationSessionLifetime * 1000,
  });
  const flowId = Buffer.from(id).toString('base64url');
  return { response: seeOther(stepAddress('sign-in', flowId, environment), browserCookies(browser, environment)) };
}

/**
 * The user has proved everything that is asked for: begins the session, ends the browser's session before, and goes on.
 * @param amr how (RFC 8176).
 */
export async function completeSignIn(
  context: SignInContext,
  user: UserRecord,
  amr: readonly string[],
): Promise<Answer> {
  const { request, flow, environment } = context;
  const { storage } = environment.deps;
  if (flow.app) await refuseOtherUser(user.id, flow.app, environment);
  const { session, setCookie } = await beginSession({ userId: user.id, amr }, request, environment);
  // What was proved may have been replaced while it was proved: whoever ends all sessions then ends this one too.
  const current = await storage.user(environment.name, user.id);
  if (current?.version !== user.version || !current.enabled) {
    await storage.endSession(session.id, flow.now);
    return { response: seeOther(stepAddress('sign-in', flow.flowId, environment)) };
  }
  const before = flow.browser.signedIn?.session;
  if (before) await storage.endSession(before.id, flow.now);
  const at = { environment: environment.name, id: flow.session.id, now: flow.now };
  const proof = { userId: user.id, authenticatedAt: session.authenticatedAt };
  if (flow.app === undefined) {
    await storage.concludeAuthorizationSession(at);
    return { response: seeOther(environment.baseUrl + (flow.own?.returnTo ?? ''), setCookie) };
  }
  await storage.continueAuthorizationSession({ ...at, ...proof });
  const browser = { ...flow.browser, signedIn: { user, session } };
  const { accountId: _chosenBefore, passwordProof: _whole, ...rest } = flow.session;
  const settled = { ...rest, ...proof };
  const { request: asked, client } = flow.app.progress;
  const progress = await progressOf({ request: asked, client, browser, session: settled }, environment);
  const next = { ...flow.app, browser, progress, session: settled };
  return proceed(next, { request, setCookie }, context.write, environment);
}

/**
 * An app that names the user by `id_token_hint` is never given another one (OpenID Connect Core section 3.1.2.1).
 * @throws Refusal `login-required`, redirected.
 */
async function refuseOtherUser(
  userId: string,
  { flowId, session, progress }: OpenFlow,
  environment: Environment,
): Promise<void> {
  const { hintedSubject } = progress.request;
  if (hintedSubject === undefined || hintedSubject === userId) return;
  await environment.deps.storage.concludeAuthorizationSession({
    environment: environment.name,
    id: session.id,
    now: progress.now,
  });
  const seen = 'another user than id_token_hint names';
  refuse('login-required', { seen }, authorizationFacts(progress, flowId));
}

/** The app that asks, on whose behalf refusals are explained. */
export function clientOf({ app }: SignInFlow): ClientRecord | undefined {
  return app?.progress.client;
}

/** What the trace's line says of a sign-in. */
export function tracedSignIn({ flow }: SignInContext): Pick<Answer, 'clientId' | 'flowId'> {
  return { clientId: clientOf(flow)?.clientId, flowId: flow.flowId };
}

export function signInFacts({ flow }: SignInContext): RefusalFacts {
  return { client: clientOf(flow), flowId: flow.flowId };
}

/** Where the forms of a sign-in may end: at the app, or at this server. */
export function formActionOf({ app }: SignInFlow): FormAction {
  return app ? { redirectUri: app.progress.request.redirectUri } : "'self'";
}
