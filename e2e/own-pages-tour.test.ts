/**
 * Second factors, resets and a user's own pages in a real Chromium: accessible in both colour schemes, no wider than a
 * phone and at twice the size, still for whoever asks for no motion, nothing against the content security policy.
 * CANDOR_SCREENSHOTS names a folder for pictures.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startApp } from './_app.ts';
import { axeViolations, longestMotion, openBrowser, overflow, signIn, visit } from './_browser.ts';
import { startCandor } from './_candor.ts';
import { createPerson, mailed as mailedBy, type Person, totpCode } from './_people.ts';
import { authorizationRequest } from './_requests.ts';

const candor = await startCandor();
const app = await startApp();
const browser = await openBrowser();
const { baseUrl } = candor.environment();
const ledger = candor.client('Ledger sync');
const reports = candor.client('Invoice reports');
const tara = candor.user('tara');
const max = candor.user('max');
const pictures = process.env.CANDOR_SCREENSHOTS;
const narrow = { width: 360, height: 740 };
const wide = { width: 1120, height: 800 };
const everything = 'openid profile email offline_access ledger:read invoices:read invoices:write';

const requestUrl = (client = ledger): string =>
  authorizationRequest(candor.environment(), client, app.redirectUri, { scope: everything }).url;

const mailed = (email: string, what: 'code' | 'link'): Promise<string> => mailedBy(candor, email, what);
const somebody = (name: string): Promise<Person> => createPerson(candor, name);
const open = (page: Page, path: string): Promise<unknown> => page.goto(baseUrl + path);
const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();

async function signInAt(page: Page, path: string, person: Person): Promise<void> {
  await open(page, path);
  await signIn(page, person);
}

async function signInInGerman(page: Page, path: string, { email, password }: Person): Promise<void> {
  await open(page, path);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await press(page, 'Anmelden');
}

async function connect(page: Page, client = ledger): Promise<void> {
  await page.goto(requestUrl(client));
  await press(page, 'Allow');
  await app.arrival();
}

interface Stop {
  readonly heading: string | RegExp;
  readonly open: (page: Page) => Promise<unknown>;
  readonly locale?: 'de-DE';
}

const stops: Readonly<Record<string, Stop>> = {
  'sign-in-own': { heading: 'Sign in', open: (page) => open(page, '/connected-apps') },
  'second-factor-totp': {
    heading: 'Second step',
    async open(page) {
      await page.goto(requestUrl());
      await signIn(page, tara);
    },
  },
  'second-factor-refused': {
    heading: 'Second step',
    async open(page) {
      await page.goto(requestUrl());
      await signIn(page, tara);
      await page.getByLabel('Code of 6 digits').fill('000 000');
      await press(page, 'Continue');
      await page.getByText('This code is not right').waitFor();
    },
  },
  'second-factor-recovery': {
    heading: 'Second step',
    async open(page) {
      await page.goto(requestUrl());
      await signIn(page, tara);
      await page.getByRole('link', { name: 'Use a recovery code' }).click();
      await page.getByLabel('Recovery code').waitFor();
    },
  },
  'second-factor-message': {
    heading: 'Second step',
    async open(page) {
      await page.goto(requestUrl());
      await signIn(page, max);
    },
  },
  'second-factor-message-limit': {
    heading: 'Second step',
    async open(page) {
      await page.goto(requestUrl());
      await signIn(page, max);
      await press(page, 'Send a new code');
    },
  },
  'second-factor-german': {
    heading: 'Zweiter Schritt',
    locale: 'de-DE',
    async open(page) {
      await page.goto(requestUrl());
      await page.getByLabel('E-Mail-Adresse').fill(tara.email);
      await page.getByLabel('Passwort', { exact: true }).fill(tara.password);
      await press(page, 'Anmelden');
    },
  },
  'consent-german': {
    heading: 'Ledger sync erlauben, Ihr Konto zu benutzen?',
    locale: 'de-DE',
    async open(page) {
      await page.goto(requestUrl());
      await page.getByLabel('E-Mail-Adresse').fill(candor.user('olivia').email);
      await page.getByLabel('Passwort', { exact: true }).fill(candor.user('olivia').password);
      await press(page, 'Anmelden');
    },
  },
  'refusal-german': {
    heading: 'Die Anfrage kommt von keiner App, die dieser Server kennt',
    locale: 'de-DE',
    open: (page) => page.goto(`${baseUrl}/oauth/authorize?client_id=cid_nobody`),
  },
  'forgotten-password': { heading: 'Forgotten password', open: (page) => open(page, '/forgotten-password') },
  'forgotten-password-sent': {
    heading: 'Look into your mailbox',
    async open(page) {
      await open(page, '/forgotten-password');
      await page.getByLabel('Email address').fill('nobody@demo.example');
      await press(page, 'Send the link');
    },
  },
  'lost-second-factor': { heading: 'Lost second step', open: (page) => open(page, '/lost-second-factor') },
  'reset-password': {
    heading: 'Choose a new password',
    async open(page) {
      await open(page, '/forgotten-password');
      await page.getByLabel('Email address').fill((await somebody('rosa')).email);
      await press(page, 'Send the link');
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
      await page.goto(await mailed('rosa@demo.example', 'link'));
    },
  },
  'reset-password-done': {
    heading: 'Your password is set',
    async open(page) {
      await page.goto(await mailed('rosa@demo.example', 'link'));
      await page.getByLabel('New password').fill('some other words in a row');
      await press(page, 'Set the password');
    },
  },
  'reset-link-used': {
    heading: 'This link can’t be used',
    open: async (page) => page.goto(await mailed('rosa@demo.example', 'link')),
  },
  'reset-second-factor-refused': {
    heading: 'Turn the second step off',
    async open(page) {
      await open(page, '/lost-second-factor');
      await page.getByLabel('Email address').fill(max.email);
      await press(page, 'Send the link');
      await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
      await page.goto(await mailed(max.email, 'link'));
      await page.getByLabel('Your password').fill('not the password');
      await press(page, 'Turn it off');
      await page.getByText('This password is not right').waitFor();
    },
  },
  'connected-apps-none': {
    heading: 'Connected apps',
    open: async (page) => signInAt(page, '/connected-apps', await somebody('nina')),
  },
  'connected-apps': {
    heading: 'Connected apps',
    async open(page) {
      await signInAt(page, '/connected-apps', candor.user('mia'));
      await connect(page);
      await connect(page, reports);
      await open(page, '/connected-apps');
    },
  },
  'connected-apps-ended': {
    heading: 'Connected apps',
    async open(page) {
      await signInAt(page, '/connected-apps', candor.user('mia'));
      await press(page, 'Disconnect Invoice reports');
      await page.getByText('Invoice reports is disconnected').waitFor();
    },
  },
  'connected-apps-german': {
    heading: 'Verbundene Apps',
    locale: 'de-DE',
    open: (page) => signInInGerman(page, '/connected-apps', candor.user('mia')),
  },
  sessions: {
    heading: 'Sessions',
    async open(page) {
      const elsewhere = await visit(browser);
      await signInAt(elsewhere.page, '/sessions', candor.user('mia'));
      await elsewhere.page.getByRole('heading', { level: 1, name: 'Sessions' }).waitFor();
      await elsewhere.close();
      await signInAt(page, '/sessions', candor.user('mia'));
    },
  },
  'sessions-ended': {
    heading: 'Sessions',
    async open(page) {
      await signInAt(page, '/sessions', candor.user('mia'));
      await press(page, 'End all other sessions');
      await page.getByText(/sessions are over/).waitFor();
    },
  },
  'security-off': { heading: 'Security', open: (page) => signInAt(page, '/security', candor.user('mia')) },
  authenticator: {
    heading: 'Set up the authenticator app',
    open: (page) => signInAt(page, '/security/authenticator', candor.user('mia')),
  },
  'recovery-codes': {
    heading: 'Your recovery codes',
    async open(page) {
      await signInAt(page, '/security/authenticator', await somebody('ines'));
      const key = (await page.locator('#totp-key').textContent()) ?? '';
      await page.getByLabel('Code of 6 digits').fill(totpCode(key));
      await press(page, 'Turn it on');
    },
  },
  'email-code': {
    heading: 'Set up the code by email',
    open: async (page) => signInAt(page, '/security/email-code', await somebody('emil')),
  },
  'email-code-sent': {
    heading: 'Set up the code by email',
    async open(page) {
      await signInAt(page, '/security/email-code', await somebody('emma'));
      await press(page, 'Send the code');
      await page.getByLabel('Code of 6 digits').waitFor();
    },
  },
  'security-german': {
    heading: 'Sicherheit',
    locale: 'de-DE',
    open: (page) => signInInGerman(page, '/security', candor.user('mia')),
  },
  'change-password': {
    heading: 'Change password',
    open: (page) => signInAt(page, '/security/password', candor.user('mia')),
  },
  'change-password-refused': {
    heading: 'Change password',
    async open(page) {
      await signInAt(page, '/security/password', candor.user('mia'));
      await page.getByLabel('Present password').fill('not the password');
      await page.getByLabel('New password').fill('some other words in a row');
      await press(page, 'Change it');
      await page.getByText('The present password is not right').waitFor();
    },
  },
  'change-password-german': {
    heading: 'Passwort ändern',
    locale: 'de-DE',
    open: (page) => signInInGerman(page, '/security/password', candor.user('mia')),
  },
  'sessions-german': {
    heading: 'Sitzungen',
    locale: 'de-DE',
    open: (page) => signInInGerman(page, '/sessions', candor.user('mia')),
  },
  'recovery-codes-german': {
    heading: 'Ihre Wiederherstellungscodes',
    locale: 'de-DE',
    async open(page) {
      await signInInGerman(page, '/security/authenticator', await somebody('greta'));
      const key = (await page.locator('#totp-key').textContent()) ?? '';
      await pictureOf(page, 'authenticator-german');
      await page.getByLabel('Code aus 6 Ziffern').fill(totpCode(key));
      await press(page, 'Einschalten');
    },
  },
  'reset-password-german': {
    heading: 'Neues Passwort wählen',
    locale: 'de-DE',
    async open(page) {
      await open(page, '/forgotten-password');
      await page.getByLabel('E-Mail-Adresse').fill(candor.user('adam').email);
      await press(page, 'Link senden');
      await page.getByRole('heading', { name: 'Sehen Sie in Ihr Postfach' }).waitFor();
      await page.goto(await mailed(candor.user('adam').email, 'link'));
    },
  },
  'security-on': {
    heading: 'Security',
    async open(page) {
      await signInAt(page, '/security/email-code', await somebody('elsa'));
      await press(page, 'Send the code');
      await page.getByLabel('Code of 6 digits').fill(await mailed('elsa@demo.example', 'code'));
      await press(page, 'Turn it on');
      await page.getByRole('link', { name: 'I have kept them' }).click();
    },
  },
  'turn-off': {
    heading: 'Turn the second step off?',
    async open(page) {
      await signInAt(page, '/security/turn-off', tara);
      await page.getByLabel('Code of 6 digits').fill(totpCode(tara.totpSecret ?? ''));
      await press(page, 'Continue');
    },
  },
  'renew-recovery-codes': {
    heading: 'Make new recovery codes',
    async open(page) {
      await signInAt(page, '/security/recovery-codes', tara);
      // The next code: each one works once, and the stop before used the present one.
      await page.getByLabel('Code of 6 digits').fill(totpCode(tara.totpSecret ?? '', 1));
      await press(page, 'Continue');
    },
  },
};

const pictureOf = async (page: Page, name: string): Promise<void> => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

for (const [name, stop] of Object.entries(stops)) {
  test(`${name}: no violation that axe finds, no horizontal scroll on a phone or at 200 %, nothing blocked`, async () => {
    const options: BrowserContextOptions = {
      viewport: wide,
      reducedMotion: 'reduce',
      ...(stop.locale && { locale: stop.locale }),
    };
    const { page, faults, close } = await visit(browser, options);
    await stop.open(page);
    const heading = page.getByRole('heading', { level: 1, name: stop.heading });
    await heading.waitFor();
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    const title = ((await heading.textContent()) ?? '').trim();
    assert.ok((await page.title()).startsWith(title), 'the window is titled as the page is');
    assert.equal(await page.locator('html').getAttribute('lang'), stop.locale ? 'de' : 'en');
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeViolations(page), [], colorScheme);
      await pictureOf(page, `${name}-${colorScheme}`);
    }
    // Zoom of 200 % is a window of half the width.
    await page.setViewportSize({ width: wide.width / 2, height: wide.height / 2 });
    assert.equal(await overflow(page), 0, '200 %');
    await page.setViewportSize(narrow);
    await pictureOf(page, `${name}-narrow`);
    assert.equal(await overflow(page), 0, 'phone');
    assert.ok((await longestMotion(page)) <= 0.001, 'no motion');
    assert.deepEqual(faults, []);
    await close();
  });
}

after(() => candor.stop());
