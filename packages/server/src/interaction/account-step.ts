import type { Answer } from '../dialects/dialect.ts';
import { mayGrant, nextStep, type SignedIn } from '../operations/authorize.ts';
import { accountChoicePage } from '../pages/account-choice.ts';
import { refuse } from '../refusal.ts';
import { csrfToken } from './browser.ts';
import { deny } from './denial.ts';
import { proceed, progressOf, stepAddress } from './flow.ts';
import type { StepContext } from './page-endpoints.ts';
import { appOf, deadlineOf } from './page-models.ts';
import { brandingOf, pageResponse, seeOther } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';

export async function showAccountChoice(context: StepContext): Promise<Answer> {
  const { flow, environment, request, messages } = context;
  const { progress, flowId } = flow;
  const traced = { clientId: progress.client.clientId, flowId };
  // Also reached from the consent page's "change account", when the account is settled already.
  if (nextStep(progress) === 'sign-in') return proceed(flow, { request }, context.write, environment);
  const { user } = progress.signedIn as SignedIn;
  const accounts = await environment.deps.storage.accounts(
    environment.name,
    user.accounts.map(({ accountId }) => accountId),
  );
  const form = {
    action: stepAddress('choose-account', flowId, environment),
    csrfToken: csrfToken(flow.browser, environment),
  };
  const page = accountChoicePage(
    {
      branding: brandingOf(environment),
      app: appOf(progress.client),
      email: user.email,
      accounts: user.accounts.map(({ accountId, role }) => ({
        id: accountId,
        name: accounts.find(({ id }) => id === accountId)?.name ?? accountId,
        role: messages.role(role),
        mayGrant: mayGrant(user, accountId, environment),
      })),
      ...(progress.accountId !== undefined && { selected: progress.accountId }),
      form,
      otherSignIn: form,
      cancel: form,
      deadline: deadlineOf(flow.session, flow.progress.now),
    },
    messages,
  );
  return { response: pageResponse(page, { formAction: { redirectUri: progress.request.redirectUri } }), ...traced };
}

export async function chooseAccount(context: StepContext, form: ReadForm): Promise<Answer> {
  const { flow, environment, request } = context;
  const { progress, session, flowId } = flow;
  const traced = { clientId: progress.client.clientId, flowId };
  if (form.get('decision') === 'deny') return deny(context);
  if (form.get('decision') === 'another-sign-in') {
    return { response: seeOther(stepAddress('sign-in', flowId, environment)), ...traced };
  }
  if (nextStep(progress) === 'sign-in') return proceed(flow, { request }, context.write, environment);
  const { user, session: signIn } = progress.signedIn as SignedIn;
  const accountId = form.get('account') ?? onlyValue(user.accounts);
  if (accountId !== '' && !user.accounts.some((held) => held.accountId === accountId)) {
    refuse(
      'parameter-malformed',
      { seen: 'an account that is not one of the user' },
      { client: progress.client, flowId },
    );
  }
  const chosen = { userId: user.id, authenticatedAt: signIn.authenticatedAt, accountId };
  await environment.deps.storage.continueAuthorizationSession({
    environment: environment.name,
    id: session.id,
    now: progress.now,
    ...chosen,
  });
  const settled = { ...session, ...chosen };
  const next = await progressOf(
    { request: progress.request, client: progress.client, browser: flow.browser, session: settled },
    environment,
  );
  return proceed({ ...flow, session: settled, progress: next }, { request }, context.write, environment);
}

function onlyValue(accounts: readonly { readonly accountId: string }[]): string {
  return accounts.length === 1 ? (accounts[0]?.accountId ?? '') : '';
}
