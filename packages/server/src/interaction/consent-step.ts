import type { Answer } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import { nextStep, type SignedIn } from '../operations/authorize.ts';
import { consentPage, type ScopeSentences } from '../pages/consent.ts';
import { refuse } from '../refusal.ts';
import { csrfToken } from './browser.ts';
import { connectedAppsPath } from './connected-apps.ts';
import { deny } from './denial.ts';
import { type OpenFlow, proceed, stepAddress } from './flow.ts';
import type { StepContext } from './page-endpoints.ts';
import type { ReadForm } from './page-form.ts';
import { appOf, deadlineOf } from './page-models.ts';
import { brandingOf, pageResponse } from './page-response.ts';

export async function showConsent(context: StepContext): Promise<Answer> {
  const { flow, environment, request } = context;
  if (nextStep(flow.progress) !== 'consent') return proceed(flow, { request }, context.write, environment);
  const page = await consentModel(flow, environment).then((model) => consentPage(model));
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

async function consentModel(flow: OpenFlow, environment: Environment): Promise<Parameters<typeof consentPage>[0]> {
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
    ...(account && { account: { name: account.name, role } }),
    ...(user.accounts.length > 1 && { changeAccountHref: stepAddress('choose-account', flow.flowId, environment) }),
    asks: sentences(request.scopes.filter(isNew), environment),
    granted: request.scopes.filter((scope) => !isNew(scope)).map((scope) => meaningOf(scope, environment)),
    endHref: environment.baseUrl + connectedAppsPath,
    returnHost: returnHostOf(request.redirectUri),
    form: { action: stepAddress('consent', flow.flowId, environment), csrfToken: csrfToken(flow.browser, environment) },
    deadline: deadlineOf(flow),
  };
}

function sentences(scopes: readonly string[], environment: Environment): ScopeSentences {
  const of = (kind: string): string[] =>
    scopes.filter((scope) => groupOf(scope, environment) === kind).map((scope) => meaningOf(scope, environment));
  return { reads: of('read'), does: of('do'), identity: of('identity') };
}

/** To keep access is something that the app does: nothing is learnt about the user by it. */
function groupOf(scope: string, environment: Environment): string | undefined {
  return scope === 'offline_access' ? 'do' : environment.scopes.get(scope)?.kind;
}

function meaningOf(scope: string, environment: Environment): string {
  return environment.scopes.get(scope)?.meaning ?? scope;
}

/** The host in punycode, or the scheme of an app on the device. */
function returnHostOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host || protocol.slice(0, -1);
}
