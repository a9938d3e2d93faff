/**
 * Every page that a person can see, as it appears in the flow, in a real Chromium: accessible in both colour schemes,
 * no wider than a phone, nothing against the content security policy. CANDOR_SCREENSHOTS names a folder for pictures.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp } from './_app.ts';
import { axeViolations, openBrowser, overflow, signIn, visit } from './_browser.ts';
import { startCandor } from './_candor.ts';
import { authorizationRequest } from './_requests.ts';

const candor = await startCandor();
const app = await startApp();
const browser = await openBrowser();
const verified = candor.client('Ledger sync');
const unverified = candor.client('Invoice reports');
const olivia = candor.user('olivia');
const wrong = { email: olivia.email, password: 'not the password' };
const narrow = { width: 360, height: 740 };
const wide = { width: 1120, height: 800 };
const pictures = process.env.CANDOR_SCREENSHOTS;
const everything = 'openid profile email offline_access ledger:read invoices:read invoices:write';

const requestUrl = (client = verified, more: Readonly<Record<string, string>> = {}): string =>
  authorizationRequest(candor.environment(), client, app.redirectUri, { scope: everything, ...more }).url;

interface Stop {
  /** The page's h1. */
  readonly heading: string | RegExp;
  readonly open: (page: Page) => Promise<unknown>;
  /** Why this stop needs a browser without script. */
  readonly withoutScript?: true;
}

const owner = { email: 'ada@engines.example', password: 'a few plain words in a row' };

/** Fills in the owner link's form and sends it. */
async function setUp(page: Page, email: string, password: string): Promise<void> {
  await page.locator('form').evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await page.getByLabel('Organisation name').fill('Analytical Engines');
  await page.getByLabel('Your email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the organisation' }).click();
}

const signInPage = async (page: Page, url = requestUrl()): Promise<void> => {
  await page.goto(url);
};

const stops: Readonly<Record<string, Stop>> = {
  start: { heading: 'This is Candor, an authorization server', open: (page) => page.goto(`${candor.url}/`) },
  problems: { heading: 'Problems', open: (page) => page.goto(`${candor.url}/problems`) },
  problem: {
    heading: /./,
    open: (page) => page.goto(`${candor.url}/problems/authorization-request-unproven`),
  },
  'problem-of-a-request': {
    heading: /./,
    async open(page) {
      await page.goto(requestUrl(verified, { redirect_uri: `${app.redirectUri}/` }));
      await page.getByRole('link', { name: 'For the developer of this app' }).click();
    },
  },
  'sign-in': { heading: 'Sign in', open: (page) => signInPage(page) },
  'sign-in-refused': {
    heading: 'Sign in',
    async open(page) {
      await signInPage(page);
      await signIn(page, wrong);
      await page.getByText('don’t belong together').waitFor();
    },
  },
  'sign-in-throttled': {
    heading: 'Sign in',
    async open(page) {
      await signInPage(page);
      const stranger = { email: 'stranger@demo.example', password: 'not the password' };
      while ((await page.getByText('too many attempts').count()) === 0) await signIn(page, stranger);
    },
  },
  'account-choice': {
    heading: 'Choose an account',
    async open(page) {
      await signInPage(page);
      await signIn(page, candor.user('nora'));
    },
  },
  'consent-of-a-verified-app': {
    heading: `Allow ${verified.name} to use your account?`,
    async open(page) {
      await signInPage(page);
      await signIn(page, olivia);
    },
  },
  'consent-of-an-unverified-app': {
    heading: `Allow ${unverified.name} to use your account?`,
    async open(page) {
      await signInPage(page, requestUrl(unverified));
      await signIn(page, candor.user('nora'));
      await page.getByRole('button', { name: 'Continue' }).click();
    },
  },
  'consent-for-more': {
    heading: `Allow ${verified.name} to use your account?`,
    async open(page) {
      await signInPage(page, requestUrl(verified, { scope: 'openid ledger:read' }));
      await signIn(page, candor.user('mia'));
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await app.arrival();
      await page.goto(requestUrl());
    },
  },
  'consent-in-production': {
    heading: `Allow ${verified.name} to use your account?`,
    async open(page) {
      const production = candor.environment('production');
      const client = candor.client('Ledger sync', 'production');
      await page.goto(authorizationRequest(production, client, app.redirectUri, { scope: everything }).url);
      await signIn(page, candor.user('olivia', 'production'));
    },
  },
  refusal: { heading: /./, open: (page) => page.goto(requestUrl(verified, { client_id: 'cid_unknown' })) },
  'answered-before': {
    heading: /./,
    async open(page) {
      await signInPage(page);
      await signIn(page, candor.user('adam'));
      const consent = page.url();
      await page.getByRole('button', { name: 'Deny' }).click();
      await app.arrival();
      await page.goto(consent);
    },
  },
  'form-post': {
    heading: /^Returning to/,
    withoutScript: true,
    async open(page) {
      await signInPage(page, requestUrl(verified, { response_mode: 'form_post' }));
      await signIn(page, candor.user('adam'));
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
    },
  },
  'sign-out': {
    heading: 'Sign out of Northwind Sandbox?',
    async open(page) {
      await signInPage(page);
      await signIn(page, olivia);
      await page.goto(`${candor.environment().baseUrl}/oauth/logout?client_id=${verified.clientId}`);
    },
  },
  'signed-out': {
    heading: 'You are signed out',
    open: (page) => page.goto(`${candor.environment().baseUrl}/oauth/logout`),
  },
  'nothing-here': { heading: 'There is nothing at this address', open: (page) => page.goto(`${candor.url}/nowhere`) },
  owner: { heading: 'Set up this server', open: (page) => page.goto(candor.ownerLink ?? '') },
  'owner-refused': {
    heading: 'Set up this server',
    async open(page) {
      await page.goto(candor.ownerLink ?? '');
      await setUp(page, 'ada', 'a long enough password');
    },
  },
  'owner-done': {
    heading: 'Analytical Engines is ready',
    async open(page) {
      await page.goto(candor.ownerLink ?? '');
      await setUp(page, owner.email, owner.password);
    },
  },
  'owner-link-used': {
    heading: 'This link can’t be used',
    open: (page) => page.goto(candor.ownerLink ?? ''),
  },
  'member-sign-in': { heading: 'Sign in to the console', open: (page) => page.goto(`${candor.url}/console`) },
  console: {
    heading: /./,
    async open(page) {
      await page.goto(`${candor.url}/console`);
      await signIn(page, owner);
    },
  },
  explanation: {
    heading: /trailing slash/,
    async open(page) {
      const refused = await page.goto(requestUrl(verified, { redirect_uri: `${app.redirectUri}/` }));
      await page.goto(`${candor.url}/console/requests/${refused?.headers()['candor-request-id']}`);
      await signIn(page, owner);
    },
  },
  // Moves the clock of its environment: last.
  expired: {
    heading: 'This sign-in ran out',
    async open(page) {
      await signInPage(page);
      assert.equal((await candor.api('POST', '/api/environments/sandbox/clock', { advance: 'PT11M' })).status, 200);
      await signIn(page, olivia);
    },
  },
};

for (const [name, stop] of Object.entries(stops)) {
  test(`${name}: no violation that axe finds, no horizontal scroll on a phone, nothing blocked`, async () => {
    const { page, faults, close } = await visit(browser, {
      viewport: wide,
      ...(stop.withoutScript && { javaScriptEnabled: false }),
    });
    await stop.open(page);
    const heading = page.getByRole('heading', { level: 1 });
    assert.equal(await heading.count(), 1);
    const title = (await heading.textContent()) ?? '';
    if (typeof stop.heading === 'string') assert.equal(title, stop.heading);
    else assert.match(title, stop.heading);
    assert.ok((await page.title()).startsWith(title.trim()), 'the window is titled as the page is');
    await page.evaluate(() => document.fonts.ready.then(() => undefined)).catch(() => {});
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // axe needs script; where a stop forbids it, the same markup was inspected by the pages' own tests.
      if (!stop.withoutScript) assert.deepEqual(await axeViolations(page), [], colorScheme);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
    }
    await page.setViewportSize(narrow);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-narrow.png`), fullPage: true });
    if (!stop.withoutScript) assert.equal(await overflow(page), 0);
    assert.deepEqual(faults, []);
    await close();
  });
}

after(() => candor.stop());
