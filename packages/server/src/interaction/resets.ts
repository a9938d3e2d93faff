/** Pages for people who can't sign in: a forgotten password, a lost second factor, and the links that are mailed. */
import type { ResetPurpose } from '@candor/storage';
import type { Answer, Endpoint } from '../dialects/dialect.ts';
import {
  openResetLink,
  type ResetLink,
  requestReset,
  resetPassword,
  resetPaths,
  resetSecondFactor,
} from '../directory/resets.ts';
import { signIn } from '../directory/sign-in.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Form } from '../pages/document.ts';
import { forgottenPage, forgottenSentPage } from '../pages/forgotten.ts';
import type { Messages } from '../pages/messages/en.ts';
import { messagesFor } from '../pages/messages/languages.ts';
import { resetDonePage, resetLinkRefusedPage, resetPasswordPage, resetSecondFactorPage } from '../pages/reset.ts';
import { Refusal } from '../refusal.ts';
import {
  type Browser,
  browserCookies,
  csrfToken,
  endedSessionCookies,
  isKnownBrowser,
  proveForm,
  readBrowser,
} from './browser.ts';
import { ownPaths } from './own-paths.ts';
import { brandingOf, pageResponse } from './page-response.ts';
import { type ReadForm, readPageForm, readPageQuery } from './read-page-form.ts';

interface ResetContext {
  readonly request: HttpRequest;
  readonly environment: Environment;
  readonly browser: Browser;
  readonly messages: Messages;
  readonly purpose: ResetPurpose;
}

const requestPaths = { password: ownPaths.forgottenPassword, 'second-factor': ownPaths.lostSecondFactor } as const;

export const resetEndpoints: readonly Endpoint[] = [
  endpoint(requestPaths.password, 'password', showRequest, submitRequest),
  endpoint(requestPaths['second-factor'], 'second-factor', showRequest, submitRequest),
  endpoint(resetPaths.password, 'password', showLink, submitLink),
  endpoint(resetPaths['second-factor'], 'second-factor', showLink, submitLink),
];

type Handler = (context: ResetContext, fields: ReadForm) => Promise<Answer>;

function endpoint(path: string, purpose: ResetPurpose, show: Handler, submit: Handler): Endpoint {
  return {
    name: 'page',
    path,
    methods: ['GET', 'POST'],
    crossOrigin: 'nobody',
    host: 'browser',
    pausable: true,
    async handle(request, environment) {
      const browser = await readBrowser(request, environment);
      const context = { request, environment, browser, messages: messagesFor(request), purpose };
      if (request.method !== 'POST') return show(context, readPageQuery(request));
      const form = readPageForm(request);
      proveForm(request, form, browser, environment);
      return submit(context, form);
    },
  };
}

async function showRequest(context: ResetContext): Promise<Answer> {
  return requestPage(context, {});
}

/** The same answer, whoever has the address; what is mailed is mailed after it. */
async function submitRequest(context: ResetContext, form: ReadForm): Promise<Answer> {
  const { request, environment, messages, purpose } = context;
  const email = (form.get('email') ?? '').slice(0, 254);
  if (environment.deps.mailer === undefined) return requestPage(context, {});
  try {
    await requestReset({ purpose, email, address: request.address, messages }, environment);
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem !== 'message-limit-reached') throw error;
    return requestPage(context, { email, refusal: error });
  }
  const againHref = environment.baseUrl + requestPaths[purpose];
  return answer(forgottenSentPage({ branding: brandingOf(environment), email, againHref }, messages), context);
}

function requestPage(context: ResetContext, shown: { readonly email?: string; readonly refusal?: Refusal }): Answer {
  const { environment, purpose } = context;
  const { refusal, email } = shown;
  const page = forgottenPage(
    {
      branding: brandingOf(environment),
      what: purpose,
      canMail: environment.deps.mailer !== undefined,
      form: formOf(requestPaths[purpose], context),
      ...(email !== undefined && { email }),
      ...(refusal && { limited: Math.ceil(refusal.facts.retryAfter ?? 60) }),
    },
    context.messages,
  );
  return answer(page, context, refusal);
}

async function showLink(context: ResetContext, query: ReadForm): Promise<Answer> {
  const text = query.get('link') ?? '';
  try {
    await openResetLink(text, context.purpose, context.environment);
    return linkPage(text, context);
  } catch (error) {
    return refusedLink(error, context);
  }
}

async function submitLink(context: ResetContext, form: ReadForm): Promise<Answer> {
  const { environment, purpose, messages } = context;
  const text = form.get('link') ?? '';
  const password = form.get('password') ?? '';
  try {
    const link = await openResetLink(text, purpose, environment);
    if (purpose === 'password') await resetPassword(link, password, messages, environment);
    else await resetSecondFactor(link, await provenUser(link, password, context), messages, environment);
  } catch (error) {
    if (error instanceof Refusal && error.problem === 'reset-link-not-accepted') return refusedLink(error, context);
    // Nothing that was typed is the reason: the page of a busy server says so.
    if (!(error instanceof Refusal) || error.problem === 'overloaded') throw error;
    return linkPage(text, context, error);
  }
  const ownPagesHref = environment.baseUrl + ownPaths.security;
  const page = resetDonePage({ branding: brandingOf(environment), what: purpose, ownPagesHref }, messages);
  return answer(page, context, undefined, endedSessionCookies(environment));
}

/** Whoever reads the mail alone must not get rid of the second factor. @throws Refusal as `signIn`. */
async function provenUser(link: ResetLink, password: string, { request, environment }: ResetContext) {
  const user = await environment.deps.storage.user(environment.name, link.record.userId);
  const attempt = {
    email: user?.email ?? '',
    password,
    address: request.address,
    isKnownBrowser: (userId: string) => isKnownBrowser(request, userId, environment),
  };
  return signIn(attempt, environment);
}

function linkPage(link: string, context: ResetContext, refusal?: Refusal): Answer {
  const { environment, purpose, messages } = context;
  const model = { branding: brandingOf(environment), form: formOf(resetPaths[purpose], context), link };
  if (purpose === 'password') {
    const minimumLength = environment.policy.passwordMinimumLength;
    const page = resetPasswordPage({ ...model, minimumLength, ...(refusal && { refused: true }) }, messages);
    return answer(page, context, refusal);
  }
  const minutes = Math.max(1, Math.ceil((refusal?.facts.retryAfter ?? 60) / 60));
  const waits = refusal?.problem === 'second-factor-reset-too-soon' ? 'too-soon' : 'throttled';
  const refused =
    refusal?.facts.retryAfter === undefined ? ({ reason: 'password' } as const) : ({ reason: waits, minutes } as const);
  return answer(resetSecondFactorPage({ ...model, ...(refusal && { refused }) }, messages), context, refusal);
}

function refusedLink(error: unknown, context: ResetContext): Answer {
  if (!(error instanceof Refusal) || error.problem !== 'reset-link-not-accepted') throw error;
  const { environment, purpose, messages } = context;
  const againHref = environment.baseUrl + requestPaths[purpose];
  const page = resetLinkRefusedPage({ branding: brandingOf(environment), againHref }, messages);
  return { ...answer(page, context, error), response: { ...answer(page, context, error).response, status: 410 } };
}

function formOf(path: string, { browser, environment }: ResetContext): Form {
  return { action: environment.baseUrl + path, csrfToken: csrfToken(browser, environment) };
}

function answer(
  page: string,
  { browser, environment, messages }: ResetContext,
  refusal?: Refusal,
  more: readonly string[] = [],
): Answer {
  const { retryAfter } = refusal?.facts ?? {};
  const setCookie = [...browserCookies(browser, environment), ...more];
  const response = pageResponse(page, {
    formAction: "'self'",
    status: refusal === undefined ? 200 : retryAfter === undefined ? 400 : 429,
    headers: {
      'content-language': messages.lang,
      ...(setCookie.length > 0 && { 'set-cookie': setCookie }),
      ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
  });
  return refusal ? { response, refusal } : { response };
}
