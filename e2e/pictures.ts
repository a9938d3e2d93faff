/** `npm run pictures`: takes the pictures of the README from the running product, in both colour schemes. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { openBrowser, visit } from './_browser.ts';
import { startCandor } from './_candor.ts';

const folder = resolve(import.meta.dirname, '../docs/images');

test('the demonstration app with a mistake and its explanation', async () => {
  mkdirSync(folder, { recursive: true });
  const candor = await startCandor({ args: ['--port', '4000'] });
  const browser = await openBrowser();
  for (const colorScheme of ['light', 'dark'] as const) {
    const options = { colorScheme, viewport: { width: 1200, height: 900 }, deviceScaleFactor: 1.5 };
    const { page, close } = await visit(browser, options);
    await page.goto(`${candor.url}/demo`);
    await page.getByRole('radio', { name: 'Trailing slash' }).check();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('.next .button').click();
    await page.locator('.leg-refused').waitFor();
    await page.screenshot({
      path: resolve(folder, colorScheme === 'light' ? 'demo.png' : 'demo-dark.png'),
      fullPage: true,
    });
    await close();
  }
});
