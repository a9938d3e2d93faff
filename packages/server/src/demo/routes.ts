import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { type CookieJar, proveFormOrigin, readBrowserSecret, setCookie } from '../interaction/cookies.ts';
import { pageResponse, seeOther } from '../interaction/page-response.ts';
import { readPageForm } from '../interaction/read-page-form.ts';
import { demoPage } from '../pages/demo.ts';
import { refuse } from '../refusal.ts';
import type { ServerRoute } from '../routes/route-table.ts';
import type { ServerContext } from '../server.ts';
import type { DemoApp } from './demo-app.ts';
import { MetadataUnreadable } from './metadata.ts';
import { findMistake, mistakes } from './mistakes.ts';

/** The demonstration app under the reserved segment `/demo`. Where there is none, there is nothing at these addresses. */
export const demoRoutes: readonly ServerRoute[] = [
  { method: 'GET', pattern: '/demo', handle: (request, _parameters, server) => show(visit(request, server)) },
  { method: 'POST', pattern: '/demo/start', handle: (request, _parameters, server) => start(request, server) },
  { method: 'POST', pattern: '/demo/next', handle: (request, _parameters, server) => next(request, server) },
  { method: 'GET', pattern: '/demo/callback', handle: (request, _parameters, server) => callback(request, server) },
];

/** One request of a browser to the app. */
interface Visit {
  readonly app: DemoApp;
  readonly browser: { readonly secret: string; readonly isNew: boolean };
  readonly csrfToken: string;
  readonly cookies: readonly string[];
}

function visit(request: HttpRequest, server: ServerContext): Visit {
  const app = server.demoApp() ?? refuse('endpoint-unknown', { seen: request.path });
  // No environment can have this name.
  const jar: CookieJar = { name: 'demo', secure: server.url.startsWith('https:') };
  const browser = readBrowserSecret(request, jar, server.randomBytes);
  return {
    app,
    browser,
    csrfToken: server.mac('demo-csrf', browser.secret),
    cookies: browser.isNew ? [setCookie('browser', browser.secret, jar, undefined)] : [],
  };
}

/** @throws Refusal `form-not-from-this-page`. */
function provenForm(request: HttpRequest, server: ServerContext, { browser, csrfToken }: Visit): Map<string, string> {
  const form = readPageForm(request);
  proveFormOrigin(request, form, browser.isNew, { origin: new URL(server.url).origin, csrfToken });
  return new Map(form);
}

function show({ app, browser, csrfToken, cookies }: Visit, notice?: string): HttpResponse {
  const run = app.find(browser.secret);
  const clients = [...app.clients.values()];
  const environment = run?.environment ?? clients[0]?.environment ?? '';
  const page = demoPage({
    csrfToken,
    environments: clients.map((client) => client.environment),
    environment,
    signInAs: app.clients.get(environment)?.signInAs ?? '',
    mistakes,
    ...(run && { run }),
    ...(notice !== undefined && { notice }),
  });
  return pageResponse(page, {
    formAction: "'self'",
    status: notice === undefined ? 200 : 400,
    headers: cookies.length > 0 ? { 'set-cookie': cookies } : {},
  });
}

async function start(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const visiting = visit(request, server);
  const form = provenForm(request, server, visiting);
  const environment = form.get('environment') ?? '';
  if (!visiting.app.clients.has(environment)) {
    return show(visiting, 'The demonstration app is not registered in that environment. Choose one of those shown.');
  }
  try {
    await visiting.app.begin(visiting.browser.secret, environment, findMistake(form.get('mistake')));
  } catch (error) {
    if (!(error instanceof MetadataUnreadable)) throw error;
    return show(visiting, error.message);
  }
  return latest(visiting);
}

async function next(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const visiting = visit(request, server);
  const form = provenForm(request, server, visiting);
  const location = await visiting.app.advance(visiting.browser.secret, Number(form.get('legs')));
  return location === undefined ? latest(visiting) : seeOther(location);
}

async function callback(request: HttpRequest, server: ServerContext): Promise<HttpResponse> {
  const visiting = visit(request, server);
  const { app, browser } = visiting;
  const run = await app.receive(browser.secret, new URLSearchParams(request.query));
  if (run === undefined && app.find(browser.secret) === undefined) {
    return show(visiting, 'An answer arrived for a flow that this browser has not begun here, so the app discards it.');
  }
  // Away from the callback address, so that a reload does not repeat it and no code stays in the address bar.
  return latest(visiting);
}

/** The page, at the leg that was added last. */
function latest({ app, browser }: Visit): HttpResponse {
  const count = app.find(browser.secret)?.legs.length ?? 0;
  return seeOther(count === 0 ? '/demo' : `/demo#leg-${count}`);
}
