/** What all of a user's own pages share: only for somebody who is signed in, some of them only after a fresh proof. */
import type { Answer, Endpoint } from '../dialects/dialect.ts';
import type { Environment } from '../environment.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { SignedIn } from '../operations/authorize.ts';
import type { Form } from '../pages/document.ts';
import type { Messages } from '../pages/messages/en.ts';
import { messagesFor } from '../pages/messages/languages.ts';
import type { OwnPage } from '../pages/own-page.ts';
import type { Refusal } from '../refusal.ts';
import { type Browser, browserCookies, csrfToken, proveForm, readBrowser } from './browser.ts';
import { ownPaths } from './own-paths.ts';
import { brandingOf, pageResponse } from './page-response.ts';
import { type ReadForm, readPageForm, readPageQuery } from './read-page-form.ts';
import { beginOwnSignIn } from './sign-in-flow.ts';

/** What the handlers of a user's own page get. */
export interface OwnContext {
  readonly request: HttpRequest;
  readonly environment: Environment;
  readonly browser: Browser;
  readonly signedIn: SignedIn;
  readonly messages: Messages;
}

interface OwnHandlers {
  /** `page` when absent. */
  readonly name?: 'client-page';
  show?(context: OwnContext, query: ReadForm): Promise<Answer>;
  submit?(context: OwnContext, form: ReadForm): Promise<Answer>;
  /** True where it takes a proof of the last minutes, not just a session that somebody left open. */
  readonly fresh?: true;
}

/** Milliseconds that a proof is fresh, to open a page and then to send its form. */
const freshness = { GET: 10 * 60_000, POST: 25 * 60_000 } as const;

export function ownPage(path: string, handlers: OwnHandlers): Endpoint {
  return {
    name: handlers.name ?? 'page',
    path,
    methods: [...(handlers.show ? (['GET'] as const) : []), ...(handlers.submit ? (['POST'] as const) : [])],
    crossOrigin: 'nobody',
    host: 'browser',
    pausable: true,
    async handle(request, environment) {
      const browser = await readBrowser(request, environment);
      const returnTo = handlers.show ? path : ownPaths.security;
      const { signedIn } = browser;
      if (!signedIn) return beginOwnSignIn(browser, { returnTo, again: false }, environment);
      const isPost = request.method === 'POST';
      const age = environment.deps.now() - signedIn.session.authenticatedAt;
      if (handlers.fresh && age > freshness[isPost ? 'POST' : 'GET']) {
        return beginOwnSignIn(browser, { returnTo, again: true }, environment);
      }
      const context = { request, environment, browser, signedIn, messages: messagesFor(request) };
      if (!isPost) return (handlers.show as NonNullable<OwnHandlers['show']>)(context, readPageQuery(request));
      const form = readPageForm(request);
      proveForm(request, form, browser, environment);
      return (handlers.submit as NonNullable<OwnHandlers['submit']>)(context, form);
    },
  };
}

/** The address of a user's own page. */
export function ownAddress(path: string, { environment }: Pick<OwnContext, 'environment'>): string {
  return environment.baseUrl + path;
}

export function ownForm(path: string, context: OwnContext): Form {
  return { action: ownAddress(path, context), csrfToken: csrfToken(context.browser, context.environment) };
}

/** The menu and what else every own page shows. */
export function ownPageModel(context: OwnContext): OwnPage {
  return {
    branding: brandingOf(context.environment),
    email: context.signedIn.user.email,
    menu: {
      apps: ownAddress(ownPaths.apps, context),
      sessions: ownAddress(ownPaths.sessions, context),
      security: ownAddress(ownPaths.security, context),
      signOut: ownForm(ownPaths.sessions, context),
    },
  };
}

/** An own page as an answer; with a refusal, when it is a form shown again. */
export function ownAnswer(page: string, context: OwnContext, refusal?: Refusal): Answer {
  const { retryAfter } = refusal?.facts ?? {};
  const setCookie = browserCookies(context.browser, context.environment);
  const response = pageResponse(page, {
    formAction: "'self'",
    status: refusal === undefined ? 200 : retryAfter === undefined ? 400 : 429,
    headers: {
      'content-language': context.messages.lang,
      ...(setCookie.length > 0 && { 'set-cookie': setCookie }),
      ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
  });
  return refusal ? { response, refusal } : { response };
}
