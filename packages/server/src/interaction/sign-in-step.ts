import type { Answer } from '../dialects/dialect.ts';
import { passwordOnly } from '../directory/second-factor.ts';
import { signIn } from '../directory/sign-in.ts';
import { type SignInRefusal, signInPage } from '../pages/sign-in.ts';
import { Refusal } from '../refusal.ts';
import { csrfToken, isKnownBrowser } from './browser.ts';
import { deny } from './denial.ts';
import { stepAddress } from './flow.ts';
import { ownPaths } from './own-paths.ts';
import { appOf, deadlineOf } from './page-models.ts';
import { brandingOf, pageResponse } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';
import { beginSecondFactor } from './second-factor-step.ts';
import {
  clientOf,
  completeSignIn,
  formActionOf,
  type SignInContext,
  signInFacts,
  tracedSignIn,
} from './sign-in-flow.ts';

export async function showSignIn(context: SignInContext): Promise<Answer> {
  const { app, own } = context.flow;
  const email = app?.progress.request.loginHint ?? own?.email;
  return { ...tracedSignIn(context), response: signInResponse(context, { email }) };
}

/** A right password is a whole sign-in only for a user without a second factor. */
export async function submitSignIn(context: SignInContext, form: ReadForm): Promise<Answer> {
  const { request, flow, environment } = context;
  if (form.get('decision') === 'deny' && flow.app) return deny({ flow: flow.app, environment });
  const email = form.get('email') ?? '';
  try {
    const user = await signIn(
      {
        email,
        password: form.get('password') ?? '',
        address: request.address,
        region: flow.app?.progress.request.region,
        isKnownBrowser: (userId) => isKnownBrowser(request, userId, environment),
      },
      environment,
    );
    if (user.secondFactor === 'none') return await completeSignIn(context, user, passwordOnly);
    return await beginSecondFactor(context, user);
  } catch (error) {
    if (!(error instanceof Refusal) || !error.problem.startsWith('sign-in-')) throw error;
    return refused(context, error, email);
  }
}

/** Shows the form again. An unknown user, a wrong password and a disabled user look alike. */
function refused(context: SignInContext, refusal: Refusal, email: string): Answer {
  const { retryAfter } = refusal.facts;
  const waits: Readonly<Record<string, 'throttled' | 'paused'>> = {
    'sign-in-throttled': 'throttled',
    'sign-in-paused': 'paused',
  };
  const reason = waits[refusal.problem];
  const minutes = Math.max(1, Math.ceil((retryAfter ?? 60) / 60));
  const shown: SignInRefusal = reason === undefined ? { reason: 'credentials' } : { reason, minutes };
  return {
    ...tracedSignIn(context),
    response: signInResponse(context, { email, refused: shown, retryAfter }),
    refusal: new Refusal(refusal.problem, refusal.detail, { ...refusal.facts, ...signInFacts(context) }),
  };
}

function signInResponse(
  { flow, environment, messages }: SignInContext,
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
  const client = clientOf(flow);
  const page = signInPage(
    {
      branding: brandingOf(environment),
      ...(client && { app: appOf(client), cancel: form }),
      ...(flow.own?.again && { again: true }),
      ...(environment.deps.mailer && { forgottenHref: environment.baseUrl + ownPaths.forgottenPassword }),
      form,
      deadline: deadlineOf(flow.session, flow.now),
      ...(shown.email !== undefined && { email: shown.email.slice(0, 254) }),
      ...(shown.refused && { refused: shown.refused }),
    },
    messages,
  );
  const status = shown.refused ? (shown.refused.reason === 'credentials' ? 400 : 429) : 200;
  return pageResponse(page, {
    status,
    formAction: formActionOf(flow),
    ...(shown.retryAfter !== undefined && { headers: { 'retry-after': String(Math.ceil(shown.retryAfter)) } }),
  });
}
