/** A person at a real Chromium goes through the hosted pages; what the app gets is looked at where it arrives. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Arrival, startApp } from './_app.ts';
import { authorize, openBrowser, press, signIn, type Visit, visit } from './_browser.ts';
import { startCandor, temporaryFolder } from './_candor.ts';
import { type AuthorizationRequest, authorizationRequest, explanationFor, redeem, requestIdOf } from './_requests.ts';
import { issued } from './_store.ts';

const data = temporaryFolder();
const candor = await startCandor({ data });
const app = await startApp();
const browser = await openBrowser();
const sandbox = candor.environment();
const sync = candor.client('Ledger sync');
const olivia = candor.user('olivia');
let opened: Visit | undefined;

/** A browser without cookies, closed after the test; nothing may have gone wrong in it. */
async function newPage(): Promise<Page> {
  opened = await visit(browser);
  return opened.page;
}

afterEach(async () => {
  await opened?.close();
  assert.deepEqual(opened?.faults ?? [], []);
  opened = undefined;
});

const request = (more: Readonly<Record<string, string>> = {}): AuthorizationRequest =>
  authorizationRequest(sandbox, sync, app.redirectUri, more);

/** What arrives when the request is opened and no page has to be answered. */
async function silently(page: Page, { url }: AuthorizationRequest): Promise<Arrival> {
  await page.goto(url);
  return app.arrival();
}

async function errorOf(arrival: Promise<Arrival>, { state }: AuthorizationRequest): Promise<string | null> {
  const { parameters } = await arrival;
  assert.equal(parameters.get('state'), state);
  assert.equal(parameters.get('iss'), sandbox.issuer);
  assert.equal(parameters.get('code'), null);
  assert.match(parameters.get('error_uri') ?? '', /\/problems\/[a-z-]+\?request=req_/);
  return parameters.get('error');
}

async function claimsOf(arrival: Arrival, sent: AuthorizationRequest): Promise<Record<string, unknown>> {
  const answer = await redeem(sandbox, sync, arrival.parameters.get('code') ?? '', sent);
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(Buffer.from(answer.json.id_token.split('.')[1], 'base64url').toString());
}

test('signs in, consents, and is not asked again', async () => {
  const page = await newPage();
  const first = request();
  await page.goto(first.url);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Sign in');
  await signIn(page, olivia);
  assert.equal(await page.getByText('Northwind Books').isVisible(), true);
  assert.equal(await page.getByText(new URL(app.redirectUri).host).isVisible(), true);
  await press(page, 'Allow');
  const arrival = await app.arrival();
  assert.deepEqual([...arrival.parameters.keys()], ['code', 'state', 'iss']);
  assert.equal(arrival.parameters.get('state'), first.state);
  assert.equal(arrival.headers.referer, undefined, 'the app learns no address of a hosted page');
  assert.equal((await claimsOf(arrival, first)).nonce, first.nonce);

  const second = request();
  const again = await silently(page, second);
  assert.ok(again.parameters.get('code'));
});

test('declining on the consent page and cancelling on the sign-in page tell the app access_denied', async () => {
  for (const button of ['Deny', `Cancel and return to ${sync.name}`]) {
    const page = await newPage();
    const before = issued(data);
    const sent = request();
    await page.goto(sent.url);
    if (button === 'Deny') await signIn(page, candor.user('adam'));
    await press(page, button);
    assert.equal(await errorOf(app.arrival(), sent), 'access_denied');
    assert.deepEqual(issued(data), before);
    await opened?.close();
  }
});

test('a wrong password and an unknown user look alike, and the right password still works afterwards', async () => {
  const page = await newPage();
  await authorize(page, request().url, olivia);
  await app.arrival();
  await page.goto(request({ prompt: 'login' }).url);
  const seen: string[] = [];
  for (const email of [olivia.email, 'nobody@demo.example']) {
    await signIn(page, { email, password: 'not the password' });
    await page.getByRole('alert').waitFor();
    seen.push((await page.locator('main').textContent()) ?? '');
    assert.equal(await page.getByLabel('Password').inputValue(), '', 'a password is never sent back');
  }
  const [wrong, unknown] = seen.map((text) => text.replace(/\d+:\d\d/g, ''));
  assert.equal(wrong, unknown);
  await signIn(page, olivia);
  assert.ok((await app.arrival()).parameters.get('code'));
});

test('a user with two accounts chooses one, and the role in it decides', async () => {
  const page = await newPage();
  const sent = request();
  await page.goto(sent.url);
  await signIn(page, candor.user('nora'));
  const [books, retail] = [page.getByLabel('Northwind Books'), page.getByLabel('Northwind Retail')];
  assert.equal(await books.isDisabled(), true, 'an analyst of this account may not grant');
  assert.equal(await retail.isChecked(), true);
  await press(page, 'Continue');
  assert.equal(await page.getByText('Northwind Retail').isVisible(), true);
  await page.getByRole('link', { name: 'Change account' }).click();
  await press(page, 'Continue');
  await press(page, 'Allow');
  assert.ok((await app.arrival()).parameters.get('code'));
  const { json } = await candor.api('GET', `/api/environments/sandbox/grants?client=${sync.clientId}`);
  assert.ok(json.items.length > 0);
});

test('an account that the role may not grant is refused even when the form is forged', async () => {
  const page = await newPage();
  const before = issued(data);
  const sent = request({ prompt: 'select_account' });
  await page.goto(sent.url);
  await signIn(page, candor.user('nora'));
  await page.getByLabel('Northwind Books').evaluate((input: HTMLInputElement) => {
    input.disabled = false;
    input.checked = true;
  });
  await press(page, 'Continue');
  assert.equal(await errorOf(app.arrival(), sent), 'access_denied');
  assert.deepEqual(issued(data), before);
});

test('a user whose role may not grant is sent back with access_denied, and the developer reads which roles may', async () => {
  const page = await newPage();
  const before = issued(data);
  const sent = request();
  await page.goto(sent.url);
  await signIn(page, candor.user('anna'));
  const arrival = await app.arrival();
  assert.equal(await errorOf(Promise.resolve(arrival), sent), 'access_denied');
  assert.deepEqual(issued(data), before);
  const explanation = await explanationFor(candor, requestIdOf(arrival.parameters.get('error_uri')), sync);
  assert.equal(explanation.problem, 'role-not-allowed-to-grant');
});

test('a page of one browser is of no use in another, and a form without its token is refused', async () => {
  const page = await newPage();
  const before = issued(data);
  await page.goto(request().url);
  const address = page.url();
  const stranger = await visit(browser);
  const response = await stranger.page.goto(address);
  assert.equal(response?.status(), 400);
  await stranger.close();
  await page
    .locator('input[name=csrf_token]')
    .first()
    .evaluate((input: HTMLInputElement) => {
      input.value = 'another';
    });
  const [refused] = await Promise.all([page.waitForResponse(/sign-in/), signIn(page, olivia)]);
  assert.equal(refused.status(), 403);
  assert.deepEqual(issued(data), before);
});

test('going back after the answer leads to no second answer', async () => {
  const page = await newPage();
  await page.goto(request({ prompt: 'consent' }).url);
  await signIn(page, olivia);
  const consent = page.url();
  await press(page, 'Allow');
  await app.arrival();
  const [before, arrivals] = [issued(data), app.count()];
  const response = await page.goto(consent);
  assert.equal(response?.status(), 400);
  assert.equal(app.count(), arrivals);
  assert.deepEqual(issued(data), before);
});

test('prompt=none answers without a page where it can, and says what it would have needed where not', async () => {
  const page = await newPage();
  const before = issued(data);
  const signedOut = request({ prompt: 'none' });
  assert.equal(await errorOf(silently(page, signedOut), signedOut), 'login_required');
  await page.goto(request({ scope: 'openid' }).url);
  await signIn(page, candor.user('mia'));
  const withoutConsent = request({ prompt: 'none', scope: 'openid' });
  assert.equal(await errorOf(silently(page, withoutConsent), withoutConsent), 'consent_required');
  assert.deepEqual(issued(data), before);
  await authorize(page, request({ scope: 'openid' }).url, candor.user('mia'));
  await app.arrival();
  assert.ok((await silently(page, request({ prompt: 'none', scope: 'openid' }))).parameters.get('code'));
  const mixed = request({ prompt: 'none login' });
  assert.equal(await errorOf(silently(page, mixed), mixed), 'invalid_request');
});

test('prompt=login asks for the password again, prompt=consent for consent, prompt=select_account for the account', async () => {
  const page = await newPage();
  await authorize(page, request().url, olivia);
  const first = await app.arrival();
  assert.ok(first.parameters.get('code'));

  await page.goto(request({ prompt: 'login' }).url);
  await page.waitForURL(/\/sign-in\?/);
  await signIn(page, olivia);
  assert.ok((await app.arrival()).parameters.get('code'));

  await page.goto(request({ prompt: 'consent' }).url);
  await page.waitForURL(/\/consent\?/);
  await press(page, 'Allow');
  assert.ok((await app.arrival()).parameters.get('code'));

  await page.goto(request({ prompt: 'select_account' }).url);
  await page.waitForURL(/\/account\?/);
  await press(page, 'Continue');
  assert.ok((await app.arrival()).parameters.get('code'));

  await page.goto(request({ prompt: 'select_account' }).url);
  await press(page, 'Use another sign-in');
  await page.waitForURL(/\/sign-in\?/);
});

test('max_age asks again for a sign-in that is older, and the ID token tells when it was', async () => {
  const page = await newPage();
  const first = request();
  await authorize(page, first.url, olivia);
  const signedInAt = Number((await claimsOf(await app.arrival(), first)).auth_time);
  const young = request({ max_age: '3600' });
  assert.equal((await claimsOf(await silently(page, young), young)).auth_time, signedInAt);

  assert.equal((await candor.api('POST', '/api/environments/sandbox/clock', { advance: 'PT2M' })).status, 200);
  const old = request({ max_age: '60' });
  await page.goto(old.url);
  await page.waitForURL(/\/sign-in\?/);
  await signIn(page, olivia);
  const claims = await claimsOf(await app.arrival(), old);
  assert.ok(Number(claims.auth_time) >= signedInAt + 120);
});

test('login_hint fills in the address and moves on to the password', async () => {
  const page = await newPage();
  await page.goto(request({ login_hint: olivia.email }).url);
  assert.equal(await page.getByLabel('Email address').inputValue(), olivia.email);
  assert.equal(await page.getByLabel('Password').evaluate((input) => input === document.activeElement), true);
});

test('response_mode=form_post posts the answer, the refusal as well', async () => {
  const page = await newPage();
  const sent = request({ response_mode: 'form_post' });
  await authorize(page, sent.url, olivia);
  const arrival = await app.arrival();
  assert.equal(arrival.method, 'POST');
  assert.equal(arrival.parameters.get('state'), sent.state);
  assert.equal(arrival.headers.origin === undefined || arrival.headers.origin === 'null', true);
  await page.waitForURL(app.redirectUri);
  const refused = request({ response_mode: 'form_post', scope: 'nothing:known' });
  await page.goto(refused.url, { waitUntil: 'commit' });
  assert.equal(await errorOf(app.arrival(), refused), 'invalid_scope');
});

test('signing out is asked about, ends the session, and only then', async () => {
  const page = await newPage();
  await authorize(page, request().url, olivia);
  await app.arrival();
  const logout = `${sandbox.baseUrl}/oauth/logout?client_id=${sync.clientId}`;
  await page.goto(logout);
  await press(page, 'Stay signed in');
  assert.ok((await silently(page, request({ prompt: 'none' }))).parameters.get('code'));
  await page.goto(logout);
  await press(page, 'Sign out');
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'You are signed out');
  const after = request({ prompt: 'none' });
  assert.equal(await errorOf(silently(page, after), after), 'login_required');
});

test('a sign-out to an address that is not registered goes nowhere and ends nothing', async () => {
  const page = await newPage();
  await authorize(page, request().url, olivia);
  await app.arrival();
  const elsewhere = encodeURIComponent('https://elsewhere.example/');
  const response = await page.goto(
    `${sandbox.baseUrl}/oauth/logout?client_id=${sync.clientId}&post_logout_redirect_uri=${elsewhere}`,
  );
  assert.equal(response?.status(), 400);
  assert.ok((await silently(page, request({ prompt: 'none' }))).parameters.get('code'));
});

test('a refusal page shows the request id, copies it, and leads to the page of its problem', async () => {
  const page = await newPage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: candor.url });
  const response = await page.goto(request({ client_id: 'cid_unknown' }).url);
  assert.equal(response?.status(), 400);
  const requestId = response?.headers()['candor-request-id'];
  assert.equal(await page.locator('#request-id').textContent(), requestId);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), requestId);
  await page.getByRole('link', { name: 'For the developer of this app' }).click();
  assert.equal(page.url(), `${candor.url}/problems/authorization-request-unproven?request=${requestId}`);
  assert.equal(await page.getByText(`candor explain ${requestId}`).first().isVisible(), true);
  const explanation = await explanationFor(candor, requestId ?? '');
  assert.equal(explanation.problem, 'authorization-client-unknown');
});
