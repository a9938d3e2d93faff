import type { Answer, Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Messages } from '../pages/messages/en.ts';
import { messagesFor } from '../pages/messages/languages.ts';
import { chooseAccount, showAccountChoice } from './account-step.ts';
import { type Browser, proveForm, readBrowser } from './browser.ts';
import { languageEndpoint } from './choose-language.ts';
import { connectedAppsEndpoints } from './connected-apps.ts';
import { decideConsent, showConsent } from './consent-step.ts';
import { loadFlow, type OpenFlow, stepPaths, type WriteAuthorizationResponse } from './flow.ts';
import { type ReadForm, readPageForm, readPageQuery } from './read-page-form.ts';
import { resetEndpoints } from './resets.ts';
import { showSecondFactor, submitSecondFactor } from './second-factor-step.ts';
import { securityEndpoints } from './security.ts';
import { sessionsEndpoints } from './sessions.ts';
import { loadSignInFlow, type SignInFlow } from './sign-in-flow.ts';
import { showSignIn, submitSignIn } from './sign-in-step.ts';

/** What a step's handlers get. */
export interface StepContext {
  readonly request: HttpRequest;
  readonly flow: OpenFlow;
  readonly environment: Environment;
  readonly messages: Messages;
  readonly write: WriteAuthorizationResponse;
}

/** The pages of the authorization flow, for a dialect that answers authorization requests in its own way. */
export function pageEndpoints(write: WriteAuthorizationResponse): readonly Endpoint[] {
  const signInStep = {
    load: loadSignInFlow,
    localesOf: ({ app }: SignInFlow) => app?.progress.request.uiLocales,
    write,
  };
  const step = { load: loadFlow, localesOf: ({ progress }: OpenFlow) => progress.request.uiLocales, write };
  return [
    page(stepPaths['sign-in'], showSignIn, submitSignIn, signInStep),
    page(stepPaths['second-factor'], showSecondFactor, submitSecondFactor, signInStep),
    page(stepPaths['choose-account'], showAccountChoice, chooseAccount, step),
    page(stepPaths.consent, showConsent, decideConsent, step),
    languageEndpoint,
    ...resetEndpoints,
    ...connectedAppsEndpoints,
    ...sessionsEndpoints,
    ...securityEndpoints,
  ];
}

interface Step<Flow> {
  load(flowId: string | undefined, browser: Browser, environment: Environment): Promise<Flow>;
  localesOf(flow: Flow): string | undefined;
  readonly write: WriteAuthorizationResponse;
}

type Handler<Flow> = (
  context: Omit<StepContext, 'flow'> & { readonly flow: Flow },
  fields: ReadForm,
) => Promise<Answer>;

function page<Flow>(path: string, show: Handler<Flow>, submit: Handler<Flow>, step: Step<Flow>): Endpoint {
  return {
    name: 'page',
    path,
    methods: ['GET', 'POST'],
    crossOrigin: 'nobody',
    host: 'browser',
    pausable: true,
    async handle(request, environment) {
      const browser = await readBrowser(request, environment);
      const query = readPageQuery(request);
      const isPost = request.method === 'POST';
      const fields = isPost ? readPageForm(request) : query;
      if (isPost) proveForm(request, fields, browser, environment);
      const flow = await step.load(query.get('flow'), browser, environment);
      const messages = messagesFor(request, step.localesOf(flow));
      const context = { request, flow, environment, messages, write: step.write };
      return isPost ? submit(context, fields) : show(context, fields);
    },
  };
}
