/** The hosted pages for people without script, without a mouse, and with their own wishes for colours and motion. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp } from './_app.ts';
import { longestMotion, openBrowser, press, signIn, visit } from './_browser.ts';
import { startCandor } from './_candor.ts';
import { authorizationRequest } from './_requests.ts';

const candor = await startCandor();
const app = await startApp();
const browser = await openBrowser();
const sync = candor.client('Ledger sync');
const reports = candor.client('Invoice reports');
const requestUrl = (client = sync, more: Readonly<Record<string, string>> = {}): string =>
  authorizationRequest(candor.environment(), client, app.redirectUri, more).url;

test('the whole flow works without script, and the end of the page is told in words', async () => {
  const { page, faults, close } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(requestUrl());
  assert.match((await page.locator('main').textContent()) ?? '', /This page can be used until \d\d:\d\d UTC\./);
  await signIn(page, { ...candor.user('olivia'), password: 'not the password' });
  assert.equal(await page.getByRole('alert').isVisible(), true);
  await signIn(page, candor.user('nora'));
  await press(page, 'Continue');
  await press(page, 'Allow');
  assert.ok((await app.arrival()).parameters.get('code'));
  assert.deepEqual(faults, []);
  await close();
});

test('without script a form_post answer is sent on by hand', async () => {
  const { page, close } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(requestUrl(reports, { response_mode: 'form_post' }));
  await signIn(page, candor.user('olivia'));
  await press(page, 'Allow');
  assert.equal(app.count(), 1, 'nothing was sent by itself');
  await press(page, 'Continue');
  const { method, parameters } = await app.arrival();
  assert.equal(method, 'POST');
  assert.ok(parameters.get('code'));
  await close();
});

test('without script and after the end, nothing is lost but the sign-in', async () => {
  const { page, close } = await visit(browser, { javaScriptEnabled: false });
  await page.goto(requestUrl(candor.client('Pocket ledger')));
  await candor.api('POST', '/api/environments/sandbox/clock', { advance: 'PT11M' });
  await signIn(page, candor.user('olivia'));
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'This sign-in ran out');
  await close();
});

/** The name of the focused control, once its focus ring is found to be visible. */
async function focused(page: Page): Promise<string> {
  const { name, width, style } = await page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    // A radio button is drawn by its label.
    const ring = [element, element.closest('.choice') ?? element, element.nextElementSibling ?? element]
      .map((drawn) => getComputedStyle(drawn))
      .find(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0);
    const label = element.id && document.querySelector(`label[for="${element.id}"]`)?.textContent;
    return {
      name: (element.getAttribute('aria-label') ?? label ?? '').trim() || (element.textContent ?? '').trim(),
      width: Number.parseFloat(ring?.outlineWidth ?? '0'),
      style: ring?.outlineStyle ?? 'none',
    };
  });
  assert.ok(style !== 'none' && width >= 2, `the focus on "${name}" is not visible: ${style} ${width}px`);
  return name.replace(/\s+/g, ' ');
}

/** Presses Tab until the control is focused; every stop on the way has a visible focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 15; stops++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  assert.fail(`"${name}" can't be reached with the keyboard`);
}

async function enter(page: Page): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.keyboard.press('Enter');
  await answered;
  await page.waitForLoadState();
}

test('the whole flow works with the keyboard alone, and the focus is always seen', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, faults, close } = await visit(browser, { colorScheme });
    const nora = candor.user('nora');
    await page.goto(requestUrl(reports, { prompt: 'consent' }));
    // A browser gives the focus with the first picture it draws, which can be after the page is loaded.
    await page.locator('#email:focus').waitFor();
    assert.equal(await focused(page), 'Email address', 'the first field has the focus');
    await page.keyboard.type(nora.email);
    await tabTo(page, 'Password');
    await page.keyboard.type(nora.password);
    await enter(page);
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Choose an account');
    await tabTo(page, 'Continue');
    await enter(page);
    await tabTo(page, 'Change account');
    await tabTo(page, 'Deny');
    await tabTo(page, 'Allow');
    await enter(page);
    assert.ok((await app.arrival()).parameters.get('code'));
    assert.deepEqual(faults, []);
    await close();
  }
});

test('after a wrong password the focus is on what went wrong', async () => {
  const { page, close } = await visit(browser);
  await page.goto(requestUrl());
  await signIn(page, { ...candor.user('olivia'), password: 'not the password' });
  assert.equal(await page.getByRole('alert').evaluate((alert) => alert === document.activeElement), true);
  await tabTo(page, 'This email address and password don’t belong together. Check both and try again.');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'Email address');
  await close();
});

test('dark is another design, and both keep the colour that the environment chose for what can be pressed', async () => {
  const { page, close } = await visit(browser);
  const environment = candor.environment('production');
  const client = candor.client('Ledger sync', 'production');
  await page.goto(authorizationRequest(environment, client, app.redirectUri).url);
  const colours = (): Promise<{ ground: string; button: string }> =>
    page.evaluate(() => ({
      ground: getComputedStyle(document.body).backgroundColor,
      button: getComputedStyle(document.querySelector('.button-primary') as Element).backgroundColor,
    }));
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await colours();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await colours();
  assert.notEqual(dark.ground, light.ground);
  await page.goto(requestUrl());
  await page.emulateMedia({ colorScheme: 'light' });
  assert.notEqual((await colours()).button, light.button, 'each environment has its accent');
  await close();
});

test('whoever asks for no motion gets none', async () => {
  const { page, close } = await visit(browser, { reducedMotion: 'reduce' });
  await page.goto(requestUrl());
  const longest = await longestMotion(page);
  assert.ok(longest <= 0.001, `${longest} s`);
  await close();
});

test('targets are large enough for a finger', async () => {
  const { page, close } = await visit(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.goto(requestUrl());
  await signIn(page, candor.user('mia'));
  for (const button of await page.getByRole('button').all()) {
    const box = await button.boundingBox();
    assert.ok((box?.height ?? 0) >= 40, `${await button.textContent()} is ${box?.height} px high`);
  }
  await close();
});
