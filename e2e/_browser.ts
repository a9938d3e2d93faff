/** A real Chromium, and a person at it. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import packedChromium from '@sparticuz/chromium';
import axe from 'axe-core';
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
  await press(page, 'Sign in');
}

/** Presses a button that sends a form, and waits for the page that answers. */
export async function press(page: Page, name: string): Promise<void> {
  const answered = page.waitForEvent('framenavigated', { timeout: patience });
  await page.getByRole('button', { name, exact: true }).click();
  await answered;
}

/** Goes through an authorization as this user: signs in and allows, where the pages ask for it. */
export async function authorize(page: Page, url: string, user: DemoUser): Promise<void> {
  // Not until it is loaded: a form_post answer sends itself on before.
  await page.goto(url, { waitUntil: 'commit' });
  if (new URL(page.url()).pathname.endsWith('/sign-in')) await signIn(page, user);
  if (new URL(page.url()).pathname.endsWith('/consent')) await press(page, 'Allow');
}

/** Violations that axe finds on the page as it stands, one line each. The page needs script. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Into the page once, and without the list of what is fine: the page is looked at again in the other colour scheme.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    // A colour on its way to another is nobody's contrast.
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    return (await inPage.run(document, { resultTypes: ['violations'] })).violations;
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** Width in CSS pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Seconds that the longest transition or animation of the page takes. */
export function longestMotion(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return `${transitionDuration},${animationDuration}`.split(',').map((text) => Number.parseFloat(text) || 0);
      }),
    ),
  );
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
