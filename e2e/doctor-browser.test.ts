/** The doctor in a page: the bundle of its modules diagnoses a paste in a real browser, and asks nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { browserBundle } from '../tools/browser-bundle.ts';
import { openBrowser, visit } from './_browser.ts';
import { hexPaste, plantedSecrets } from './_doctor.ts';

/** In bytes; kB are 1,000. */
const mostBytes = 150_000;

interface Doctor {
  readonly readCapture: (text: string) => unknown;
  readonly examine: (capture: unknown, tools: object) => { readonly diagnoses: readonly { readonly cause: string }[] };
  readonly renderMarkdown: (examination: unknown) => string;
  readonly pureSha256: (bytes: Uint8Array) => Uint8Array;
}

test('the engine with all rules and providers is under 150 kB gzipped', (context) => {
  const size = gzipSync(browserBundle('@candor/doctor', ['readCapture', 'examine']), { level: 9 }).length;
  context.diagnostic(`${(size / 1000).toFixed(1)} kB`);
  assert.ok(size < mostBytes, `${size} bytes`);
});

test('a page diagnoses a paste without any request', async () => {
  const browser = await openBrowser();
  const { page, faults, close } = await visit(browser);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent('<!doctype html><title>doctor</title>');
  const modules = [
    browserBundle('@candor/doctor', ['readCapture', 'examine', 'renderMarkdown']),
    browserBundle('@candor/protocol', ['pureSha256']),
  ].map((text) => text.replace(/^export const (\w+)=/gm, 'globalThis.$1='));
  for (const content of modules) await page.addScriptTag({ content: `{${content}}` });
  const { causes, markdown } = await page.evaluate((text) => {
    const { readCapture, examine, renderMarkdown, pureSha256 } = globalThis as unknown as Doctor;
    const tools = { sha256: pureSha256, fingerprint: () => 'aaaaaaaa' };
    const examination = examine(readCapture(text), tools);
    return { causes: examination.diagnoses.map(({ cause }) => cause), markdown: renderMarkdown(examination) };
  }, hexPaste);
  assert.equal(causes[0], 'pkce/challenge-encoding');
  assert.match(markdown, /E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM/);
  for (const secret of plantedSecrets) assert.ok(!markdown.includes(secret), secret);
  assert.deepEqual(requests, []);
  assert.deepEqual(faults, []);
  await close();
});
