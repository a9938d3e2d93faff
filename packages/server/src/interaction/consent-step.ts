import type { Answer } from '../dialects/dialect.ts';
import { nextStep, type SignedIn } from '../operations/authorize.ts';
import { type ConsentModel, consentPage } from '../pages/consent.ts';
import { refuse } from '../refusal.ts';
import { csrfToken } from './browser.ts';
import { deny } from './denial.ts';
import { proceed, stepAddress } from './flow.ts';
import { ownPaths } from './own-paths.ts';
import type { StepContext } from './page-endpoints.ts';
import { appOf, deadlineOf } from './page-models.ts';
import { brandingOf, pageResponse } from './page-response.ts';
import type { ReadForm } from './read-page-form.ts';
import { scopeMeaning, scopeSentences } from './scope-sentences.ts';

export async function showConsent(context: StepContext): Promise<Answer> {
  const { flow, environment, request } = context;
  if (nextStep(flow.progress) !== 'consent') return proceed(flow, { request }, context.write, environment);
  const page = await consentModel(context).then((model) => consentPage(model, context.messages));
  return {
    response: pageResponse(page, { formAction: { redirectUri: flow.progress.request.redirectUri } }),
    clientId: flow.progress.client.clientId,
    flowId: flow.flowId,
  };
}

export async function decideConsent(context: StepContext, form: ReadForm): Promise<Answer> {
  const { flow, environment, request } = context;
  const decision = form.get('decision');
  if (decision === 'deny') return deny(context);
  if (decision !== 'allow') {
    refuse('parameter-missing', { expected: 'decision' }, { client: flow.progress.client, flowId: flow.flowId });
  }
  return proceed(flow, { request, consented: true }, context.write, environment);
}

async function consentModel({ flow, environment, messages }: StepContext): Promise<ConsentModel> {
  const { progress } = flow;
  const { client, request, grant } = progress;
  const { user } = progress.signedIn as SignedIn;
  const { storage } = environment.deps;
  const account = progress.accountId ? await storage.account(environment.name, progress.accountId) : undefined;
  const role = user.accounts.find(({ accountId }) => accountId === progress.accountId)?.role ?? '';
  const organisation = await storage.organisation(client.organisationId);
  const already = grant?.scopes ?? [];
  const isNew = (scope: string): boolean => !already.includes(scope) || request.prompts.includes('consent');
  return {
    branding: brandingOf(environment),
    app: {
      ...appOf(client),
      verified: client.verified,
      ...(organisation && { organisation: organisation.name }),
    },
    email: user.email,
    ...(account && { account: { name: account.name, role: messages.role(role) } }),
    ...(user.accounts.length > 1 && { changeAccountHref: stepAddress('choose-account', flow.flowId, environment) }),
    asks: scopeSentences(request.scopes.filter(isNew), environment, messages),
    granted: request.scopes.filter((scope) => !isNew(scope)).map((scope) => scopeMeaning(scope, environment, messages)),
    endHref: environment.baseUrl + ownPaths.apps,
    returnHost: returnHostOf(request.redirectUri),
    form: { action: stepAddress('consent', flow.flowId, environment), csrfToken: csrfToken(flow.browser, environment) },
    deadline: deadlineOf(flow.session, flow.progress.now),
  };
}

/** The host in punycode, or the scheme of an app on the device. */
function returnHostOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host || protocol.slice(0, -1);
}
