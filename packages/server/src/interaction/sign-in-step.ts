import type { Answer } from '../dialects/dialect.ts';
import { signIn } from '../directory/sign-in.ts';
import { authorizationFacts } from '../operations/authorize.ts';
import { type SignInRefusal, signInPage } from '../pages/sign-in.ts';
import { Refusal, refuse } from '../refusal.ts';
import { beginSession, csrfToken, isKnownBrowser } from './browser.ts';
import { deny } from './denial.ts';
import { proceed, progressOf, stepAddress } from './flow.ts';
import type { StepContext } from './page-endpoints.ts';
import type { ReadForm } from './page-form.ts';
import { appOf, deadlineOf } from './page-models.ts';
import { brandingOf, pageResponse } from './page-response.ts';

export async function showSignIn(context: StepContext): Promise<Answer> {
  const { flow } = context;
  return { ...traced(context), response: signInResponse(context, { email: flow.progress.request.loginHint }) };
}

export async function submitSignIn(context: StepContext, form: ReadForm): Promise<Answer> {
  const { request, flow, environment } = context;
  if (form.get('decision') === 'deny') return deny(context);
  const email = form.get('email') ?? '';
  try {
    const user = await signIn(
      {
        email,
        password: form.get('password') ?? '',
        address: request.address,
        isKnownBrowser: (userId) => isKnownBrowser(request, userId, environment),
      },
      environment,
    );
    await refuseOtherUser(user.id, context);
    const { session, setCookie } = await beginSession(user.id, environment);
    const before = flow.browser.signedIn?.session;
    if (before) await environment.deps.storage.endSession(before.id, flow.progress.now);
    await environment.deps.storage.continueAuthorizationSession({
      environment: environment.name,
      id: flow.session.id,
      now: flow.progress.now,
      userId: user.id,
      authenticatedAt: session.authenticatedAt,
    });
    const browser = { ...flow.browser, signedIn: { user, session } };
    const { accountId: _chosenBefore, ...withoutAccount } = flow.session;
    const settled = { ...withoutAccount, userId: user.id, authenticatedAt: session.authenticatedAt };
    const { request: asked, client } = flow.progress;
    const progress = await progressOf({ request: asked, client, browser, session: settled }, environment);
    return proceed(
      { ...flow, browser, progress, session: settled },
      { request, setCookie },
      context.write,
      environment,
    );
  } catch (error) {
    if (!(error instanceof Refusal) || !error.problem.startsWith('sign-in-')) throw error;
    return refused(context, error, email);
  }
}

/** An app that names the user by `id_token_hint` is never given another one (OpenID Connect Core section 3.1.2.1). */
async function refuseOtherUser(userId: string, { flow, environment }: StepContext): Promise<void> {
  const { hintedSubject } = flow.progress.request;
  if (hintedSubject === undefined || hintedSubject === userId) return;
  await environment.deps.storage.concludeAuthorizationSession({
    environment: environment.name,
    id: flow.session.id,
    now: flow.progress.now,
  });
  refuse(
    'login-required',
    { seen: 'another user than id_token_hint names' },
    authorizationFacts(flow.progress, flow.flowId),
  );
}

/** Shows the form again. An unknown user, a wrong password and a disabled user look alike. */
function refused(context: StepContext, refusal: Refusal, email: string): Answer {
  const { flow } = context;
  const { retryAfter } = refusal.facts;
  const reason: SignInRefusal =
    refusal.problem === 'sign-in-throttled'
      ? { reason: 'throttled', minutes: Math.max(1, Math.ceil((retryAfter ?? 60) / 60)) }
      : { reason: 'credentials' };
  const facts = { ...refusal.facts, client: flow.progress.client, flowId: flow.flowId };
  return {
    ...traced(context),
    response: signInResponse(context, { email, refused: reason, retryAfter }),
    refusal: new Refusal(refusal.problem, refusal.detail, facts),
  };
}

function signInResponse(
  { flow, environment }: StepContext,
  shown: {
    readonly email?: string | undefined;
    readonly refused?: SignInRefusal;
    readonly retryAfter?: number | undefined;
  },
): Answer['response'] {
  const form = {
    action: stepAddress('sign-in', flow.flowId, environment),
    csrfToken: csrfToken(flow.browser, environment),
  };
  const page = signInPage({
    branding: brandingOf(environment),
    app: appOf(flow.progress.client),
    form,
    cancel: form,
    deadline: deadlineOf(flow),
    ...(shown.email !== undefined && { email: shown.email.slice(0, 254) }),
    ...(shown.refused && { refused: shown.refused }),
  });
  const status = shown.refused ? (shown.refused.reason === 'throttled' ? 429 : 400) : 200;
  return pageResponse(page, {
    status,
    formAction: { redirectUri: flow.progress.request.redirectUri },
    ...(shown.retryAfter !== undefined && { headers: { 'retry-after': String(Math.ceil(shown.retryAfter)) } }),
  });
}

function traced({ flow }: StepContext): Pick<Answer, 'clientId' | 'flowId'> {
  return { clientId: flow.progress.client.clientId, flowId: flow.flowId };
}
