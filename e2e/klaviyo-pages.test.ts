/** The hosted pages of the emulated provider in a real browser: those that the other tours don't have. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeViolations, openBrowser, overflow, signIn, visit } from './_browser.ts';
import { startCandor } from './_candor.ts';
import { pkcePair } from './_requests.ts';

const candor = await startCandor();
const browser = await openBrowser();
const { baseUrl, endpoints } = candor.environment('klaviyo');
const pictures = process.env.CANDOR_SCREENSHOTS;
const wide = { width: 1280, height: 800 };

function authorizeUrl(name: string): string {
  const { clientId, redirectUris } = candor.client(name, 'klaviyo');
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUris[0] as string,
    scope: 'accounts:read lists:read lists:write profiles:read',
    state: 'customer-1',
    code_challenge_method: 'S256',
    code_challenge: pkcePair().challenge,
  };
  return `${endpoints.authorization}?${new URLSearchParams(parameters)}`;
}

async function signedInAt(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await signIn(page, candor.user(name, 'klaviyo'));
}

interface Stop {
  readonly heading: RegExp;
  readonly says: readonly string[];
  readonly locale?: 'de-DE';
  open(page: Page): Promise<unknown>;
}

const stops: Readonly<Record<string, Stop>> = {
  'klaviyo-account-choice': {
    heading: /account/,
    says: ['Northwind Books', 'Northwind Retail'],
    open: (page) => signedInAt(page, authorizeUrl('Review sync'), 'nora'),
  },
  'klaviyo-consent-unverified': {
    heading: /Loyalty points/,
    says: ['Not verified', 'Your lists', 'Create and change lists', 'Northwind Books'],
    open: (page) => signedInAt(page, authorizeUrl('Loyalty points'), 'mia'),
  },
  'klaviyo-consent-german': {
    heading: /Loyalty points/,
    says: ['Ihre Listen', 'Listen anlegen und ändern'],
    locale: 'de-DE',
    async open(page) {
      await page.goto(authorizeUrl('Loyalty points'));
      const { email, password } = candor.user('mia', 'klaviyo');
      await page.getByLabel('E-Mail-Adresse').fill(email);
      await page.getByLabel('Passwort').fill(password);
      await page.getByRole('button', { name: 'Anmelden' }).click();
    },
  },
  'klaviyo-consent-at-its-own-host': {
    heading: /Review sync/,
    says: ['Your lists'],
    open: (page) => {
      const { port } = new URL(candor.url);
      const there = new URL(authorizeUrl('Review sync'));
      there.host = `www.klaviyo.localhost:${port}`;
      there.pathname = '/oauth/authorize';
      return signedInAt(page, there.href, 'adam');
    },
  },
  'klaviyo-manage-apps': {
    heading: /^Manage apps$/,
    says: [
      'Review sync',
      'Loyalty points',
      'Verified',
      'Not verified',
      'http://localhost:8400/callback',
      'accounts:read',
    ],
    open: (page) => signedInAt(page, `${baseUrl}/manage-apps`, 'olivia'),
  },
  'klaviyo-start': {
    heading: /./,
    says: [baseUrl, 'klaviyo'],
    open: (page) => page.goto(candor.url),
  },
};

for (const [name, { heading, says, locale, open }] of Object.entries(stops)) {
  test(`${name}: says what it should, in both colour schemes and on a phone, with nothing that axe finds`, async () => {
    const { page, faults, close } = await visit(browser, {
      viewport: wide,
      reducedMotion: 'reduce',
      ...(locale && { locale }),
    });
    await open(page);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    const text = (await page.locator('main').textContent()) ?? '';
    for (const words of says) assert.ok(text.includes(words), `${words}\n\n${text}`);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeViolations(page), [], colorScheme);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await overflow(page), 0);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-narrow.png`), fullPage: true });
    assert.deepEqual(faults, []);
    await close();
  });
}
