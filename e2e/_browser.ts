/** A real Chromium, and a person at it. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import packedChromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { DemoUser } from './_candor.ts';

const patience = 15_000;

/** Launches the browser of a test file; it is closed when the file's tests are over. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  after(() => browser.close());
  return browser;
}

/** A page of a browser that has no cookies, with what went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Violations of the content security policy, errors of scripts, requests that failed: one line each. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Opens a page in a fresh browser context and listens for everything that goes wrong in it. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  const faults: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A refusal's own status is announced as an error, and is none.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (response.status() >= 400 && kind !== 'document') faults.push(`${response.status()} ${response.url()}`);
  });
  return { page, faults, close: () => context.close() };
}

/** Fills in the sign-in page and sends it. */
export async function signIn(page: Page, { email, password }: Pick<DemoUser, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Goes through an authorization as this user: signs in and allows, where the pages ask for it. */
export async function authorize(page: Page, url: string, user: DemoUser): Promise<void> {
  await page.goto(url);
  if (new URL(page.url()).pathname.endsWith('/sign-in')) await signIn(page, user);
  if (new URL(page.url()).pathname.endsWith('/consent')) {
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
  }
}

/** Violations that axe finds on the page as it stands, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Legacy: in the page itself. There is no frame to look into, and the other way opens a second page each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** Width in CSS pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The browser that CANDOR_BROWSER names, or the one from npm, unpacked once. */
async function findChromium(): Promise<string> {
  const named = process.env.CANDOR_BROWSER;
  if (named) return named;
  const folder = join(tmpdir(), `candor-chromium-${process.getuid?.() ?? 'user'}`);
  if (!existsSync(join(folder, 'chromium'))) await unpackChromium(folder);
  return join(folder, 'chromium');
}

/** The package unpacks in place, so that a second process would start half a browser: unpack aside, then rename. */
async function unpackChromium(folder: string): Promise<void> {
  const aside = mkdtempSync(`${folder}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = aside;
  try {
    await packedChromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(aside, folder);
  } catch {
    // Another process was first.
    rmSync(aside, { recursive: true, force: true });
  }
}
