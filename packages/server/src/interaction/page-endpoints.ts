import type { Answer, Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { chooseAccount, showAccountChoice } from './account-step.ts';
import { type Browser, proveForm, readBrowser } from './browser.ts';
import { decideConsent, showConsent } from './consent-step.ts';
import { loadFlow, type OpenFlow, stepPaths, type WriteAuthorizationResponse } from './flow.ts';
import { type ReadForm, readForm, readPageForm } from './page-form.ts';
import { showSignIn, submitSignIn } from './sign-in-step.ts';

/** What a step's handlers get. */
export interface StepContext {
  readonly request: HttpRequest;
  readonly flow: OpenFlow;
  readonly environment: Environment;
  readonly write: WriteAuthorizationResponse;
}

/** The pages of the authorization flow, for a dialect that answers authorization requests in its own way. */
export function pageEndpoints(write: WriteAuthorizationResponse): readonly Endpoint[] {
  return [
    page(stepPaths['sign-in'], showSignIn, submitSignIn, write),
    page(stepPaths['choose-account'], showAccountChoice, chooseAccount, write),
    page(stepPaths.consent, showConsent, decideConsent, write),
  ];
}

function page(
  path: string,
  show: (context: StepContext) => Promise<Answer>,
  submit: (context: StepContext, form: ReadForm) => Promise<Answer>,
  write: WriteAuthorizationResponse,
): Endpoint {
  return {
    name: 'page',
    path,
    methods: ['GET', 'POST'],
    crossOrigin: 'nobody',
    pausable: true,
    async handle(request, environment) {
      const browser = await readBrowser(request, environment);
      const query = readForm(request.query);
      if (request.method !== 'POST') {
        const flow = await loadFlow(query.get('flow'), browser, environment);
        return show({ request, flow, environment, write });
      }
      const form = readPageForm(request);
      const flow = await proven(request, { form, flowId: query.get('flow'), browser }, environment);
      return submit({ request, flow, environment, write }, form);
    },
  };
}

async function proven(
  request: HttpRequest,
  sent: { readonly form: ReadForm; readonly flowId: string | undefined; readonly browser: Browser },
  environment: Environment,
): Promise<OpenFlow> {
  proveForm(request, sent.form, sent.browser, environment);
  return loadFlow(sent.flowId, sent.browser, environment);
}
