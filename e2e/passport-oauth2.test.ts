/** The npm package passport-oauth2, as it comes, in a small app of node:http; passport's part is done by hand. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { AuthorizationError, type PassportRequest, Strategy, TokenError } from 'passport-oauth2';
import { authorize, openBrowser, press, signIn, visit } from './_browser.ts';
import { type DemoClient, runCandor, startCandor, temporaryFolder } from './_candor.ts';
import { explanationFor, introspect, refresh, requestIdOf } from './_requests.ts';
import { issued } from './_store.ts';

/** How passport ended one request. */
type Outcome =
  | { readonly action: 'success'; readonly user: Tokens }
  | { readonly action: 'fail'; readonly challenge: unknown }
  | { readonly action: 'error'; readonly error: Error };

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const data = temporaryFolder();
const candor = await startCandor({ data });
const browser = await openBrowser();
const sandbox = candor.environment();
const reports = candor.client('Invoice reports');
const site = await startSite();

/** An app with one session and `/login` and `/callback`; `use` changes how its strategy is set up. */
async function startSite() {
  const session = {};
  let outcome: Outcome | undefined;
  let strategy: Strategy | undefined;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://app.invalid');
    if (url.pathname === '/favicon.ico') response.writeHead(404).end();
    else authenticate(Object.assign(request, { query: Object.fromEntries(url.searchParams), session }), response);
  };
  const authenticate = (request: PassportRequest, response: ServerResponse): void => {
    const acting: Strategy = Object.create(strategy ?? null);
    const end = (ended: Outcome): void => {
      outcome = ended;
      response.writeHead(200, { 'content-type': 'text/plain' }).end(ended.action);
    };
    acting.redirect = (location) => response.writeHead(302, { location }).end();
    acting.success = (user) => end({ action: 'success', user: user as Tokens });
    acting.fail = (challenge) => end({ action: 'fail', challenge });
    acting.error = (error) => end({ action: 'error', error });
    acting.authenticate(request, {});
  };
  const server = createServer(handle);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    use(client: DemoClient, callback = '/callback') {
      outcome = undefined;
      strategy = new Strategy(
        {
          authorizationURL: sandbox.endpoints.authorization,
          tokenURL: sandbox.endpoints.token,
          clientID: client.clientId,
          clientSecret: client.clientSecret ?? '',
          callbackURL: origin + callback,
          scope: 'openid email',
          state: true,
          pkce: true,
        },
        (accessToken, refreshToken, _parameters, _profile, done) => done(null, { accessToken, refreshToken }),
      );
    },
    outcome(): Outcome {
      return outcome ?? assert.fail('passport ended nothing');
    },
  };
}

/** Signs a new browser in at the app. @returns where it ended. */
async function logIn(): Promise<string> {
  const { page, close } = await visit(browser);
  await authorize(page, `${site.origin}/login`, candor.user('olivia'));
  await page.waitForURL(`${site.origin}/**`);
  const address = page.url();
  await close();
  return address;
}

/** The request id that the developer finds in the error of passport. */
function requestIdOfError(error: Error): string {
  assert.ok(error instanceof TokenError || error instanceof AuthorizationError, String(error));
  return requestIdOf(error.uri);
}

test('signs a user in with state and PKCE', async () => {
  site.use(reports);
  await logIn();
  const outcome = site.outcome();
  assert.equal(outcome.action, 'success');
  const { user } = outcome as Extract<Outcome, { action: 'success' }>;
  assert.equal((await introspect(sandbox, reports, user.accessToken)).json.active, true);
  assert.equal((await refresh(sandbox, reports, user.refreshToken)).status, 200);
});

test('a user who declines is a failure and no error', async () => {
  site.use(reports);
  const before = issued(data);
  const { page, close } = await visit(browser);
  await page.goto(`${site.origin}/login`);
  await signIn(page, candor.user('adam'));
  await press(page, 'Deny');
  await page.waitForURL(`${site.origin}/**`);
  await close();
  assert.deepEqual(site.outcome(), { action: 'fail', challenge: { message: 'The user declined the request.' } });
  assert.deepEqual(issued(data), before);
});

test('a wrong secret ends in an error that leads its developer to the reason', async () => {
  site.use({ ...reports, clientSecret: reports.clientSecret?.slice(0, -3) ?? '' });
  await logIn();
  const before = issued(data);
  const outcome = site.outcome();
  assert.equal(outcome.action, 'error');
  const { error } = outcome as Extract<Outcome, { action: 'error' }>;
  assert.equal((error as TokenError).code, 'invalid_client');
  const { diagnoses } = await explanationFor(candor, requestIdOfError(error), reports);
  assert.equal(diagnoses[0]?.cause, 'client-authentication/secret-wrong');
  assert.equal(issued(data).tokens, before.tokens);
});

test('a callback address with a slash at the end is refused with a page', async () => {
  site.use(reports, '/callback/');
  const before = issued(data);
  const { page, close } = await visit(browser);
  const response = await page.goto(`${site.origin}/login`);
  assert.equal(response?.status(), 400);
  assert.equal(new URL(page.url()).origin, candor.url);
  const requestId = (await page.locator('#request-id').textContent()) ?? '';
  await close();
  const { diagnoses } = await explanationFor(candor, requestId, reports);
  assert.equal(diagnoses[0]?.cause, 'redirect-uri/trailing-slash');
  assert.deepEqual(issued(data), before);
});

test('a callback that is opened again is refused for its code, and `candor explain` tells why', async () => {
  site.use(reports);
  const session = await visit(browser);
  const opened: string[] = [];
  session.page.on('request', (request) => opened.push(request.url()));
  await authorize(session.page, `${site.origin}/login`, candor.user('olivia'));
  await session.page.waitForURL(`${site.origin}/**`);
  const callback = new URL(opened.find((url) => url.startsWith(`${site.origin}/callback?`)) ?? '');
  const { user } = site.outcome() as Extract<Outcome, { action: 'success' }>;

  // The state of the first sign-in is gone; a second one lends its own to the old code, as a stale tab does.
  const before = issued(data);
  const response = await fetch(`${site.origin}/login`, { redirect: 'manual' });
  const state = new URL(response.headers.get('location') ?? '').searchParams.get('state') ?? '';
  callback.searchParams.set('state', state);
  await fetch(callback);
  await session.close();
  const outcome = site.outcome();
  assert.equal(outcome.action, 'error');
  const { error } = outcome as Extract<Outcome, { action: 'error' }>;
  assert.equal((error as TokenError).code, 'invalid_grant');
  assert.deepEqual(issued(data), before);
  // The second sign-in's verifier proves nothing: the tokens of the first one live on (RFC 9700 section 2.1.1).
  assert.equal((await introspect(sandbox, reports, user.accessToken)).json.active, true);

  const told = await runCandor(
    ['explain', requestIdOfError(error), '--url', candor.url, '--client-id', reports.clientId],
    { CANDOR_CLIENT_SECRET: reports.clientSecret ?? '' },
  );
  assert.equal(told.status, 0, told.stderr);
  assert.match(told.stdout, /invalid_grant/);
});

test('a refresh token rotated away is refused, and its developer reads why', async () => {
  site.use(reports);
  await logIn();
  const { user } = site.outcome() as Extract<Outcome, { action: 'success' }>;
  const second = await refresh(sandbox, reports, user.refreshToken);
  await refresh(sandbox, reports, second.json.refresh_token);
  const before = issued(data);
  const refused = await refresh(sandbox, reports, user.refreshToken);
  assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_grant']);
  assert.deepEqual(issued(data), before);
  const { diagnoses } = await explanationFor(candor, requestIdOf(refused.json.error_uri), reports);
  assert.match(diagnoses[0]?.cause ?? '', /^refresh\//);
});
