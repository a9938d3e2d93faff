/** Pages of an environment for a signed-in user, outside any authorization: they bring their own sign-in along. */
import type { Answer, Endpoint } from '../dialects/dialect.ts';
import { signIn } from '../directory/sign-in.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { SignedIn } from '../operations/authorize.ts';
import type { Form } from '../pages/document.ts';
import { type SignInRefusal, userSignInPage } from '../pages/sign-in.ts';
import { Refusal, refuse } from '../refusal.ts';
import {
  type Browser,
  beginSession,
  browserCookies,
  csrfToken,
  endedSessionCookies,
  isKnownBrowser,
  proveForm,
  readBrowser,
} from './browser.ts';
import { type ReadForm, readPageForm } from './page-form.ts';
import { brandingOf, pageResponse, seeOther } from './page-response.ts';

/** What a page's handlers get. */
export interface SignedInContext {
  readonly request: HttpRequest;
  readonly signedIn: SignedIn;
  readonly environment: Environment;
  readonly form: Form;
}

export interface SignedInPage extends Pick<Endpoint, 'name' | 'path'> {
  show(context: SignedInContext): Promise<string>;
  /** Handles a form of the page; gives the address below the environment's that comes next. */
  submit(context: SignedInContext, form: ReadForm): Promise<string>;
}

export function signedInPage({ name, path, show, submit }: SignedInPage): Endpoint {
  return {
    name,
    path,
    methods: ['GET', 'POST'],
    crossOrigin: 'nobody',
    host: 'browser',
    pausable: true,
    async handle(request, environment) {
      const browser = await readBrowser(request, environment);
      const form = { action: environment.baseUrl + path, csrfToken: csrfToken(browser, environment) };
      const { signedIn } = browser;
      if (request.method !== 'POST') {
        if (!signedIn) return { response: signInResponse(browser, form, {}, environment) };
        const page = await show({ request, signedIn, environment, form });
        return { response: pageResponse(page, { formAction: "'self'" }) };
      }
      const sent = readPageForm(request);
      proveForm(request, sent, browser, environment);
      if (sent.has('password')) return submitSignIn(request, sent, { browser, form }, environment);
      if (!signedIn) return { response: seeOther(form.action) };
      if (sent.get('decision') === 'sign-out') {
        await environment.deps.storage.endSession(signedIn.session.id, environment.deps.now());
        return { response: seeOther(form.action, endedSessionCookies(environment)) };
      }
      return {
        response: seeOther(environment.baseUrl + (await submit({ request, signedIn, environment, form }, sent))),
      };
    },
  };
}

/** For a page whose forms are its sign-in and sign-out alone. */
export async function noForms(): Promise<never> {
  return refuse('parameter-malformed', { seen: 'decision' });
}

async function submitSignIn(
  request: HttpRequest,
  sent: ReadForm,
  shown: { readonly browser: Browser; readonly form: Form },
  environment: Environment,
): Promise<Answer> {
  const email = sent.get('email') ?? '';
  try {
    const user = await signIn(
      {
        email,
        password: sent.get('password') ?? '',
        address: request.address,
        isKnownBrowser: (userId) => isKnownBrowser(request, userId, environment),
      },
      environment,
    );
    const before = shown.browser.signedIn?.session;
    if (before) await environment.deps.storage.endSession(before.id, environment.deps.now());
    const { setCookie } = await beginSession(user.id, environment);
    return { response: seeOther(shown.form.action, setCookie) };
  } catch (error) {
    if (!(error instanceof Refusal) || !error.problem.startsWith('sign-in-')) throw error;
    const { retryAfter } = error.facts;
    const refused: SignInRefusal =
      error.problem === 'sign-in-throttled'
        ? { reason: 'throttled', minutes: Math.max(1, Math.ceil((retryAfter ?? 60) / 60)) }
        : { reason: 'credentials' };
    return {
      response: signInResponse(shown.browser, shown.form, { email, refused, retryAfter }, environment),
      refusal: error,
    };
  }
}

function signInResponse(
  browser: Browser,
  form: Form,
  shown: {
    readonly email?: string;
    readonly refused?: SignInRefusal;
    readonly retryAfter?: number | undefined;
  },
  environment: Environment,
): HttpResponse {
  const page = userSignInPage({
    branding: brandingOf(environment),
    form,
    ...(shown.email !== undefined && { email: shown.email.slice(0, 254) }),
    ...(shown.refused && { refused: shown.refused }),
  });
  return pageResponse(page, {
    status: shown.refused ? (shown.refused.reason === 'throttled' ? 429 : 400) : 200,
    formAction: "'self'",
    headers: {
      'set-cookie': browserCookies(browser, environment),
      ...(shown.retryAfter !== undefined && { 'retry-after': String(Math.ceil(shown.retryAfter)) }),
    },
  });
}
