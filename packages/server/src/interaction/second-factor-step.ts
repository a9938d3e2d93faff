/**
 * The step after a right password. That it was right is kept in the authorization session, which belongs to one browser;
 * no session of the user exists before the second factor is proved too.
 */
import type { UserRecord } from '@candor/storage';
import type { Answer } from '../dialects/dialect.ts';
import { codeDestination, maskedDestination } from '../directory/code-destination.ts';
import { sendOneTimeCode } from '../directory/one-time-code.ts';
import { notify } from '../directory/resets.ts';
import { proveSecondFactor } from '../directory/second-factor.ts';
import { refusePaused } from '../directory/second-factor-limits.ts';
import type { Environment } from '../environment.ts';
import { type SecondFactorRefusal, secondFactorPage } from '../pages/second-factor.ts';
import { Refusal, refuse } from '../refusal.ts';
import { csrfToken, isKnownBrowser } from './browser.ts';
import { deny } from './denial.ts';
import { stepAddress } from './flow.ts';
import { ownPaths } from './own-paths.ts';
import { appOf, deadlineOf } from './page-models.ts';
import { brandingOf, pageResponse, seeOther } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';
import {
  clientOf,
  completeSignIn,
  formActionOf,
  type SignInContext,
  signInFacts,
  tracedSignIn,
} from './sign-in-flow.ts';

/**
 * Records the right password, sends the first code where codes are sent, and goes to the page that asks for it.
 * @throws Refusal `sign-in-paused`, or of the authorization session.
 */
export async function beginSecondFactor(context: SignInContext, user: UserRecord): Promise<Answer> {
  const { flow, environment, messages } = context;
  await refusePaused(user.id, environment);
  const { outcome } = await environment.deps.storage.recordPasswordProof({
    environment: environment.name,
    id: flow.session.id,
    now: flow.now,
    userId: user.id,
    userVersion: user.version,
  });
  if (outcome === 'expired') refuse('authorization-session-expired', {}, signInFacts(context));
  if (outcome !== 'recorded')
    refuse('authorization-session-unknown', { seen: 'answered before' }, signInFacts(context));
  const address = stepAddress('second-factor', flow.flowId, environment);
  if (user.secondFactor === 'message') {
    const wasSent = await sendOneTimeCode(user, bindingOf(context), messages, environment).then(() => true, ofLimit);
    if (!wasSent) return { ...tracedSignIn(context), response: seeOther(`${address}&waits=1`) };
  }
  return { ...tracedSignIn(context), response: seeOther(address) };
}

export async function showSecondFactor(context: SignInContext, query: ReadForm): Promise<Answer> {
  const user = await provenUser(context);
  if (!user) return backToSignIn(context);
  const ask = query.get('use') === 'recovery-code' ? 'recovery' : factorOf(user);
  const response = pageOf(context, user, { ask, sentAgain: query.has('sent'), waits: query.has('waits') });
  return { ...tracedSignIn(context), response };
}

export async function submitSecondFactor(context: SignInContext, form: ReadForm): Promise<Answer> {
  const { request, flow, environment } = context;
  const decision = form.get('decision');
  if (decision === 'deny' && flow.app) return deny({ flow: flow.app, environment });
  const user = await provenUser(context);
  if (!user || decision === 'another-sign-in') return backToSignIn(context);
  const kind = form.get('kind') === 'recovery' ? 'recovery' : 'factor';
  try {
    if (decision === 'send' && user.secondFactor === 'message') {
      await sendOneTimeCode(user, bindingOf(context), context.messages, environment);
      const address = `${stepAddress('second-factor', flow.flowId, environment)}&sent=1`;
      return { ...tracedSignIn(context), response: seeOther(address) };
    }
    const attempt = {
      user,
      kind,
      code: form.get('code') ?? '',
      binding: bindingOf(context),
      isKnownBrowser: isKnownBrowser(request, user.id, environment),
    } as const;
    const amr = await proveSecondFactor(attempt, environment);
    if (kind === 'recovery') notify(user, 'recoveryCodeUsed', context.messages, environment);
    return await completeSignIn(context, user, amr);
  } catch (error) {
    if (!(error instanceof Refusal) || !isAboutCodes(error)) throw error;
    const ask = kind === 'recovery' ? 'recovery' : factorOf(user);
    return {
      ...tracedSignIn(context),
      response: pageOf(context, user, { ask, refusal: error }),
      refusal: new Refusal(error.problem, error.detail, { ...error.facts, ...signInFacts(context) }),
    };
  }
}

/** The user whose password was proved in this session, unless anything about them has changed since. */
async function provenUser({ flow, environment }: SignInContext): Promise<UserRecord | undefined> {
  const proof = flow.session.passwordProof;
  const user = proof && (await environment.deps.storage.user(environment.name, proof.userId));
  const isStill = user?.enabled && user.version === proof?.userVersion && user.secondFactor !== 'none';
  return isStill ? user : undefined;
}

function backToSignIn(context: SignInContext): Answer {
  const address = stepAddress('sign-in', context.flow.flowId, context.environment);
  return { ...tracedSignIn(context), response: seeOther(address) };
}

function isAboutCodes({ problem }: Refusal): boolean {
  const others: readonly string[] = ['sign-in-throttled', 'sign-in-paused', 'message-limit-reached'];
  return problem.startsWith('second-factor-') || others.includes(problem);
}

/** False for the limit of messages: a code that was sent a moment ago may still arrive. */
function ofLimit(error: unknown): false {
  if (error instanceof Refusal && error.problem === 'message-limit-reached') return false;
  throw error;
}

/** A mailed code may be used in the very browser in which it was asked for. */
function bindingOf({ flow }: SignInContext): string {
  return `sign-in ${Buffer.from(flow.session.browserHash).toString('base64url')}`;
}

function factorOf({ secondFactor }: UserRecord): 'totp' | 'message' {
  return secondFactor === 'totp' ? 'totp' : 'message';
}

/** Why codes are refused, as the pages tell it. */
export function codeRefusalOf({ problem, facts }: Refusal): SecondFactorRefusal {
  const seconds = Math.max(1, Math.ceil(facts.retryAfter ?? 60));
  if (problem === 'sign-in-throttled' || problem === 'sign-in-paused')
    return { reason: 'throttled', minutes: Math.ceil(seconds / 60) };
  return problem === 'message-limit-reached' ? { reason: 'message-limit', seconds } : { reason: 'code' };
}

/** A telephone number is shown in part: the address was typed on the page before, the number was not. */
function shownDestination(user: UserRecord, environment: Environment): string {
  const { to, channel } = codeDestination(user, environment);
  return channel === 'sms' ? maskedDestination(user, environment) : to;
}

function pageOf(
  { flow, environment, messages }: SignInContext,
  user: UserRecord,
  shown: {
    readonly ask: 'totp' | 'message' | 'recovery';
    readonly sentAgain?: boolean;
    readonly waits?: boolean;
    readonly refusal?: Refusal;
  },
): Answer['response'] {
  const address = stepAddress('second-factor', flow.flowId, environment);
  const form = { action: address, csrfToken: csrfToken(flow.browser, environment) };
  const client = clientOf(flow);
  const canMail = environment.deps.mailer !== undefined;
  const { refusal } = shown;
  const page = secondFactorPage(
    {
      branding: brandingOf(environment),
      ...(client && { app: appOf(client), cancel: form }),
      ask: shown.ask,
      factor: factorOf(user),
      destination: shownDestination(user, environment),
      canMail,
      ...(shown.sentAgain && { sentAgain: true }),
      ...(shown.waits && { waits: true }),
      ...(refusal && { refused: codeRefusalOf(refusal) }),
      form,
      recoveryHref: `${address}&use=recovery-code`,
      factorHref: address,
      ...(canMail && { lostHref: environment.baseUrl + ownPaths.lostSecondFactor }),
      deadline: deadlineOf(flow.session, flow.now),
    },
    messages,
  );
  const { retryAfter } = refusal?.facts ?? {};
  return pageResponse(page, {
    status: refusal ? (retryAfter === undefined ? 400 : 429) : 200,
    formAction: formActionOf(flow),
    ...(retryAfter !== undefined && { headers: { 'retry-after': String(Math.ceil(retryAfter)) } }),
  });
}
