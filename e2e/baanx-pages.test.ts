/** The hosted page of the emulated Baanx in a real browser: both ways out, both second factors, the clock, both doors. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp } from './_app.ts';
import { axeViolations, openBrowser, overflow, press, signIn, visit } from './_browser.ts';
import { type DemoClient, startCandor, temporaryFolder } from './_candor.ts';
import { totpCode } from './_people.ts';
import { explanationFor, pkcePair } from './_requests.ts';
import { issued } from './_store.ts';

const environment = 'baanx-sandbox';
const data = temporaryFolder();
const candor = await startCandor({ data });
const app = await startApp();
const browser = await openBrowser();
const { baseUrl, endpoints } = candor.environment(environment);
const pictures = process.env.CANDOR_SCREENSHOTS;
const wide = { width: 1280, height: 800 };

/** An app of this test's own: the redirect URI has to be the registered one, its port included. */
const client: DemoClient = (
  await candor.api('POST', `/api/environments/${environment}/clients`, {
    name: 'Travel card',
    redirectUris: [app.redirectUri],
    grantTypes: ['authorization_code', 'refresh_token'],
    scopes: ['user:read', 'balance:read', 'card:manage'],
    authMethod: 'client_secret_basic',
  })
).json;
const keys = { 'x-client-key': client.clientId, 'x-secret-key': client.clientSecret ?? '' };

interface Begun {
  readonly url: string;
  readonly token?: string;
  readonly verifier: string;
}

async function initiate(more: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Begun> {
  const { verifier, challenge } = pkcePair();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: app.redirectUri,
    state: 'customer-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  });
  const answer = await fetch(`${endpoints.authorization}?${query}`, {
    headers: { ...keys, ...headers },
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (location !== null) return { url: location, verifier };
  assert.equal(answer.status, 200);
  return { ...((await answer.json()) as { url: string; token: string }), verifier };
}

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(baseUrl + path, {
    method: 'POST',
    headers: { ...keys, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return { status: answer.status, json: (await answer.json()) as any };
}

/** Exchanges what arrived at the app, and reads the user with the token. */
async function finish(code: string | null, verifier: string, headers: Record<string, string> = {}): Promise<string> {
  const exchange = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri, code_verifier: verifier };
  const { status, json } = await post('/v1/auth/oauth/token', exchange, headers);
  assert.equal(status, 200, JSON.stringify(json));
  const user = await fetch(`${baseUrl}/v1/user`, {
    headers: { 'x-client-key': client.clientId, authorization: `Bearer ${json.access_token}`, ...headers },
  });
  assert.equal(user.status, 200);
  return ((await user.json()) as { email: string }).email;
}

/** The newest code of somebody, by mail or to a telephone; it leaves after the answer, so that it is waited for. */
async function nextCode(email: string, before?: string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const { json } = await candor.api('GET', `/api/environments/${environment}/outbox`);
    const all = json as readonly { to: string; code?: string }[];
    const code = all.findLast((one) => one.code !== undefined && (one.to === email || one.to.startsWith('+')))?.code;
    if (code !== undefined && code !== before) return code;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return assert.fail(`No code was sent to ${email}`);
}

/** Everything that is looked at on each page: axe and pictures in both colour schemes and on a phone. */
async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeViolations(page), [], `${name}, ${colorScheme}`);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 360, height: 740 });
  assert.equal(await overflow(page), 0, name);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}-narrow.png`), fullPage: true });
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
}

test('Allow: sign-in, consent, and back at the app with state before code, which gives tokens', async () => {
  const { url, verifier } = await initiate();
  const { page, faults, close } = await visit(browser, { viewport: wide, reducedMotion: 'reduce' });
  await page.goto(url);
  assert.doesNotMatch(page.url(), /eyJ/, 'no token stands in the address');
  await look(page, 'baanx-sign-in');
  await signIn(page, candor.user('olivia', environment));
  await page.getByRole('heading', { level: 1, name: /Travel card/ }).waitFor();
  const text = (await page.locator('main').textContent()) ?? '';
  for (const words of ['Your profile', 'Your balance and your spending', 'Manage your cards and wallets']) {
    assert.ok(text.includes(words), `${words}\n${text}`);
  }
  await look(page, 'baanx-consent');
  await press(page, 'Allow');
  const { url: arrived, parameters } = await app.arrival();
  assert.match(arrived.search, /^\?state=customer-1&code=authorization_code_[0-9a-f-]{36}$/);
  assert.equal(await finish(parameters.get('code'), verifier), 'olivia@demo.example');
  assert.deepEqual(faults, []);
  await close();
});

test('Deny: back at the app with access_denied and the state, and nothing was issued', async () => {
  const { url } = await initiate();
  const { page, close } = await visit(browser);
  await page.goto(url);
  await signIn(page, candor.user('olivia', environment));
  const before = issued(data);
  await press(page, 'Deny');
  const { url: arrived } = await app.arrival();
  assert.equal(arrived.search, '?state=customer-1&error=access_denied');
  assert.deepEqual(issued(data), before);
  await close();
});

test('Cancel on the sign-in page is a denial as well', async () => {
  const { url } = await initiate();
  const { page, close } = await visit(browser);
  await page.goto(url);
  await press(page, 'Cancel and return to Travel card');
  assert.equal((await app.arrival()).url.search, '?state=customer-1&error=access_denied');
  await close();
});

test('the code by message: a wrong one is refused, the right one leads on', async () => {
  const max = candor.user('max', environment);
  const { url, verifier } = await initiate();
  const { page, faults, close } = await visit(browser, { viewport: wide, reducedMotion: 'reduce' });
  await page.goto(url);
  await signIn(page, max);
  await page.getByRole('heading', { level: 1, name: 'Second step' }).waitFor();
  assert.match((await page.locator('.lead').textContent()) ?? '', /A code was sent to \+447\*{5}225\./);
  await look(page, 'baanx-code');
  const code = await nextCode(max.email);
  const before = issued(data);
  await page.getByLabel('Code of 6 digits').fill(code === '000000' ? '000001' : '000000');
  await press(page, 'Continue');
  assert.match((await page.getByRole('alert').textContent()) ?? '', /Not accepted/);
  assert.deepEqual(issued(data), before);
  await page.getByLabel('Code of 6 digits').fill(code);
  await press(page, 'Continue');
  await press(page, 'Allow');
  assert.equal(await finish((await app.arrival()).parameters.get('code'), verifier), max.email);
  assert.deepEqual(faults, []);
  await close();
});

test('the code of an authenticator app', async () => {
  const tara = candor.user('tara', environment);
  const { url, verifier } = await initiate();
  const { page, close } = await visit(browser);
  await page.goto(url);
  await signIn(page, tara);
  await page.getByLabel('Code of 6 digits').fill(totpCode(tara.totpSecret ?? ''));
  await press(page, 'Continue');
  await press(page, 'Allow');
  assert.equal(await finish((await app.arrival()).parameters.get('code'), verifier), tara.email);
  await close();
});

test('ten minutes are counted down from the first step, not from the page', async () => {
  const { url } = await initiate();
  const { page, faults, close } = await visit(browser, { viewport: wide, reducedMotion: 'reduce' });
  await page.clock.install({ time: new Date() });
  await page.goto(url);
  await page.clock.runFor(1000);
  const line = page.locator('[data-deadline-text]');
  assert.match((await line.textContent()) ?? '', /^Time left on this page: 9:5\d$/);
  await page.clock.fastForward('08:15');
  await page.clock.runFor(1000);
  assert.match((await page.getByRole('status').textContent()) ?? '', /Less than 2 minutes left/);
  const before = issued(data);
  await page.clock.fastForward('02:00');
  await page.clock.runFor(1000);
  assert.equal(await page.getByRole('region', { name: 'The time for this page is over' }).isVisible(), true);
  for (const button of await page.locator('[data-ends] button').all()) assert.equal(await button.isDisabled(), true);
  await look(page, 'baanx-over');
  assert.deepEqual(issued(data), before);
  assert.deepEqual(faults, []);
  await close();
});

test('both doors: a session of API mode is finished on the page, or by the app, and then it is over for the other', async () => {
  const { url, token, verifier } = await initiate({ mode: 'api' });
  const { email, password } = candor.user('olivia', environment);
  const { page, close } = await visit(browser);
  await page.goto(url);
  await signIn(page, { email, password });
  await press(page, 'Allow');
  assert.equal(await finish((await app.arrival()).parameters.get('code'), verifier), email);
  const login = (await post('/v1/auth/login', { email, password })).json;
  const bearer = { authorization: `Bearer ${login.accessToken}` };
  const late = await post('/v1/auth/oauth/authorize', { token }, bearer);
  assert.deepEqual([late.status, late.json.error_description], [400, 'Invalid session token']);

  const other = await initiate({ mode: 'api' });
  await page.goto(other.url);
  const granted = await post('/v1/auth/oauth/authorize', { token: other.token }, bearer);
  assert.equal(granted.status, 200);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  const [response] = await Promise.all([page.waitForResponse(/\/sign-in\?/), press(page, 'Sign in')]);
  assert.equal(response.status(), 400);
  assert.equal(await finish(granted.json.code, other.verifier), email);
  await close();
});

test('API mode from end to end, with a code by message', async () => {
  const { email, password } = candor.user('max', environment);
  // A code was sent to this person a moment ago.
  await candor.api('POST', `/api/environments/${environment}/clock`, { advance: 'PT1M' });
  const before = await nextCode(email);
  const { token, verifier } = await initiate({ mode: 'api' });
  const first = (await post('/v1/auth/login', { email, password })).json;
  assert.deepEqual([first.accessToken, first.isOtpRequired, first.phoneNumber], [null, true, '+447*****225']);
  const sent = await post('/v1/auth/login/otp', { userId: first.userId });
  assert.deepEqual([sent.status, sent.json], [200, { success: true }]);
  const second = (await post('/v1/auth/login', { email, password, otpCode: await nextCode(email, before) })).json;
  const bearer = { authorization: `Bearer ${second.accessToken}` };
  const granted = (await post('/v1/auth/oauth/authorize', { token }, bearer)).json;
  assert.equal(granted.state, 'customer-1');
  assert.equal(await finish(granted.code, verifier), email);
});

test('a user of the region us signs in on the page of a session of us, and on no other', async () => {
  const ursula = candor.user('ursula', environment);
  const us = { 'x-us-env': 'true' };
  const there = await initiate({}, us);
  const { page, close } = await visit(browser);
  await page.goto(there.url);
  await signIn(page, ursula);
  await press(page, 'Allow');
  const { parameters } = await app.arrival();
  assert.equal(await finish(parameters.get('code'), there.verifier, us), ursula.email);
  const { url } = await initiate();
  await page.goto(url);
  const [response] = await Promise.all([page.waitForResponse(/\/sign-in\?/), signIn(page, ursula)]);
  assert.equal(response.status(), 400);
  await close();
});

test('a page that is answered, or opened, too late says that the sign-in ran out', async () => {
  const [open, unopened] = [await initiate(), await initiate()];
  const { page, close } = await visit(browser, { viewport: wide, reducedMotion: 'reduce' });
  await page.goto(open.url);
  await signIn(page, candor.user('olivia', environment));
  const before = issued(data);
  await candor.api('POST', `/api/environments/${environment}/clock`, { advance: 'PT11M' });
  const count = app.count();
  const [response] = await Promise.all([page.waitForResponse(/\/consent\?/), press(page, 'Allow')]);
  assert.equal(response.status(), 400);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'This sign-in ran out');
  await look(page, 'baanx-ran-out');
  const requestId = response.headers()['candor-request-id'] ?? '';
  assert.equal((await explanationFor(candor, requestId, client)).problem, 'authorization-session-expired');
  await page.goto(unopened.url);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'This sign-in ran out');
  assert.deepEqual([issued(data), app.count()], [before, count]);
  await close();
});

test('nothing of a visit depends on scripts', async () => {
  const { url, verifier } = await initiate();
  const { page, close } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(url);
  await signIn(page, candor.user('olivia', environment));
  await press(page, 'Allow');
  assert.equal(await finish((await app.arrival()).parameters.get('code'), verifier), 'olivia@demo.example');
  await close();
});
