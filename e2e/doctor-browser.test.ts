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
  readonly give: (lists: object) => void;
  readonly providers: readonly object[];
  readonly libraries: readonly object[];
  readonly sayings: readonly object[];
  readonly clues: readonly object[];
}

const providers = 'packages/doctor/src/providers/registry.ts';
const libraries = 'packages/doctor/src/libraries/registry.ts';
const sayings = 'packages/doctor/src/signs/sayings/registry.ts';
const clues = 'packages/doctor/src/signs/remarks/registry.ts';
const later = { providers, libraries, sayings, clues };
/** What the modules of the page leave where the test finds it. */
const globals = [
  'readCapture',
  'examine',
  'renderMarkdown',
  'give',
  'pureSha256',
  'providers',
  'libraries',
  'sayings',
  'clues',
];

function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

test('the engine with all rules is under 150 kB gzipped, the texts of providers and libraries, sayings and clues apart from it', async (context) => {
  const engine = gzipped(await browserBundle({ from: '@candor/doctor', names: ['readCapture', 'examine'], later }));
  const lists = await Promise.all([
    browserBundle({ from: providers, names: ['providers'] }),
    browserBundle({ from: libraries, names: ['libraries'] }),
    browserBundle({ from: sayings, names: ['sayings'] }),
    browserBundle({ from: clues, names: ['clues'] }),
  ]);
  context.diagnostic(
    `engine ${(engine / 1000).toFixed(1)} kB, texts ${(gzipped(lists.join('')) / 1000).toFixed(1)} kB`,
  );
  assert.ok(engine < mostBytes, `${engine} bytes`);
});

test('a page diagnoses a paste without any request', async () => {
  const browser = await openBrowser();
  const { page, faults, close } = await visit(browser);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent('<!doctype html><title>doctor</title>');
  const modules = await Promise.all([
    browserBundle({ from: '@candor/doctor', names: ['readCapture', 'examine', 'renderMarkdown'], later }),
    browserBundle({ from: '@candor/protocol', names: ['pureSha256'] }),
    browserBundle({ from: providers, names: ['providers'] }),
    browserBundle({ from: libraries, names: ['libraries'] }),
    browserBundle({ from: sayings, names: ['sayings'] }),
    browserBundle({ from: clues, names: ['clues'] }),
  ]);
  // A page imports a module by its address; these have none, and put what they export where the test finds it.
  for (const module of modules) await page.addScriptTag({ content: asGlobals(module), type: 'module' });
  // A module runs some time after its element is in the page.
  await page.waitForFunction((names) => names.every((name) => name in globalThis), globals);
  const { causes, markdown, said } = await page.evaluate((text) => {
    const doctor = globalThis as unknown as Doctor;
    const { readCapture, examine, renderMarkdown, pureSha256, providers, libraries, sayings, clues } = doctor;
    doctor.give({ providers, libraries, sayings, clues });
    const tools = { sha256: pureSha256, fingerprint: () => 'aaaaaaaa' };
    const examination = examine(readCapture(text), tools);
    const bySpoken = examine(readCapture('AADSTS7000215: Invalid client secret provided.'), tools);
    return {
      causes: examination.diagnoses.map(({ cause }) => cause),
      markdown: renderMarkdown(examination),
      said: bySpoken.diagnoses[0]?.cause,
    };
  }, hexPaste);
  assert.equal(said, 'client-authentication/secret-wrong');
  assert.equal(causes[0], 'pkce/challenge-encoding');
  assert.match(markdown, /E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM/);
  for (const secret of plantedSecrets) assert.ok(!markdown.includes(secret), secret);
  assert.deepEqual(requests, []);
  assert.deepEqual(faults, []);
  await close();
});

function asGlobals(module: string): string {
  return module.replace(/export\{([^}]*)\};?\s*$/, (_, list: string) =>
    list
      .split(',')
      .map((one) => one.split(' as '))
      .map(([local, name = local]) => `globalThis.${name}=${local};`)
      .join(''),
  );
}
