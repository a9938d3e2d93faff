/** An authorization session ends: the pages count down, warn, and say so; the server holds to its own clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp } from './_app.ts';
import { openBrowser, press, signIn, visit } from './_browser.ts';
import { startCandor, temporaryFolder } from './_candor.ts';
import { authorizationRequest, explanationFor } from './_requests.ts';
import { issued } from './_store.ts';

const data = temporaryFolder();
const candor = await startCandor({ data });
const app = await startApp();
const browser = await openBrowser();
const sync = candor.client('Ledger sync');
const olivia = candor.user('olivia');
const requestUrl = (environment = 'sandbox'): string =>
  authorizationRequest(candor.environment(environment), candor.client(sync.name, environment), app.redirectUri).url;

/** A page whose clock the test moves; it stands still otherwise. */
async function pageWithClock(): Promise<{ page: Page; faults: readonly string[]; close(): Promise<void> }> {
  const visited = await visit(browser);
  const now = new Date();
  await visited.page.clock.install({ time: now });
  return visited;
}

test('the page counts down, warns politely at two minutes, and at the end offers to start again at the app', async () => {
  const before = issued(data);
  const { page, faults, close } = await pageWithClock();
  await page.goto(requestUrl());
  await signIn(page, olivia);
  await page.clock.runFor(1000);
  const line = page.locator('[data-deadline-text]');
  const status = page.getByRole('status');
  assert.match((await line.textContent()) ?? '', /^Time left on this page: 9:5\d$/);
  assert.equal((await status.textContent())?.trim(), '', 'nothing is announced yet');

  await page.clock.fastForward('07:30');
  await page.clock.runFor(1000);
  assert.match((await line.textContent()) ?? '', /: 2:[0-3]\d$/);
  assert.equal((await status.textContent())?.trim(), '');

  await page.clock.fastForward('00:45');
  await page.clock.runFor(1000);
  assert.match((await status.textContent()) ?? '', /Less than 2 minutes left/);
  assert.equal(await status.getAttribute('aria-live'), 'polite');
  const prominent = await status.evaluate((element) => getComputedStyle(element).display !== 'none');
  assert.equal(prominent, true, 'the warning is seen as well as heard');

  await page.clock.fastForward('01:00');
  await page.clock.runFor(1000);
  assert.match((await status.textContent()) ?? '', /Less than 1 minute left/);

  await page.getByRole('button', { name: 'Allow' }).focus();
  await page.clock.fastForward('01:00');
  await page.clock.runFor(1000);
  assert.match((await status.textContent()) ?? '', /is over\. Nothing was sent\./);
  const over = page.getByRole('region', { name: 'The time for this page is over' });
  assert.equal(await over.isVisible(), true);
  assert.match((await over.textContent()) ?? '', /start again there/);
  assert.equal(await over.evaluate((element) => element === document.activeElement), true, 'focus is not lost');
  for (const button of await page.locator('[data-ends] button').all()) assert.equal(await button.isDisabled(), true);
  assert.deepEqual(issued(data), before, 'nothing is submitted silently');
  assert.deepEqual(faults, []);
  await close();
});

test('a page that is answered after its end is refused, and the person is told that the sign-in ran out', async () => {
  const { page, close } = await visit(browser);
  await page.goto(requestUrl());
  await signIn(page, olivia);
  const before = issued(data);
  const moved = await candor.api('POST', '/api/environments/sandbox/clock', { advance: 'PT11M' });
  assert.equal(moved.status, 200);
  const [response] = await Promise.all([page.waitForResponse(/\/consent\?/), press(page, 'Allow')]);
  assert.equal(response.status(), 400);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'This sign-in ran out');
  assert.equal(await page.getByText(`Start again at ${sync.name}`).isVisible(), true);
  assert.equal(app.count(), 0, 'the app is told nothing');
  assert.deepEqual(issued(data), before);

  const requestId = response.headers()['candor-request-id'] ?? '';
  assert.equal((await explanationFor(candor, requestId, sync)).problem, 'authorization-session-expired');

  // The session of the browser outlives it: starting again at the app is one step.
  await page.goto(requestUrl());
  await press(page, 'Allow');
  assert.ok((await app.arrival()).parameters.get('code'));
  await close();
});

test('the clock of one environment does not move another', async () => {
  const { page, close } = await visit(browser);
  const sandbox = await fetch(`${candor.environment().baseUrl}/oauth/jwks`);
  const production = await fetch(`${candor.environment('production').baseUrl}/oauth/jwks`);
  const ahead = Date.parse(sandbox.headers.get('date') ?? '') - Date.parse(production.headers.get('date') ?? '');
  assert.ok(ahead >= 10 * 60_000, `the Date header of the moved environment is ${ahead} ms ahead`);
  await page.goto(requestUrl('production'));
  await signIn(page, candor.user('olivia', 'production'));
  assert.match((await page.locator('[data-deadline-text]').textContent()) ?? '', /: (9|10):\d\d$/);
  await close();
});
