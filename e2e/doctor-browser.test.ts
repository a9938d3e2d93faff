/** The doctor in a page: the bundle of its modules diagnoses a paste in a real browser, and asks nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { examine as examineHere, readCapture as readHere } from '@candor/doctor';
import { weigh as weighHere } from '@candor/doctor/likeness';
import { pureSha256 as sha256 } from '@candor/protocol';
import { browserBundle } from '../tools/browser-bundle.ts';
import { openBrowser, visit } from './_browser.ts';
import { hexPaste, plantedSecrets } from './_doctor.ts';

/** In bytes; kB are 1,000. */
const mostBytes = 150_000;
const mostBytesOfReaders = 35_000;

interface Named {
  readonly cause: string;
  readonly confidence: string;
}

/** A text of one provider, one that several have, a saying, a clue, and an exchange. */
const pastes = [
  'AADSTS7000215: Invalid client secret provided.',
  'oauth2: "invalid_client" "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."',
  'The code has already been used.',
  'invalid_grant. Two workers use the same refresh token at the same time.',
  hexPaste,
];

interface Doctor {
  readonly readCapture: (text: string) => unknown;
  readonly examine: (capture: unknown, tools: object) => { readonly diagnoses: readonly Named[] };
  readonly renderMarkdown: (examination: unknown) => string;
  readonly pureSha256: (bytes: Uint8Array) => Uint8Array;
  readonly give: (lists: object) => void;
  readonly weigh: () => unknown;
}

const path = (file: string): string => `packages/doctor/src/${file}.ts`;
/** Lists that a page is given after the engine, and where they stand. */
const later = {
  providers: path('providers/registry'),
  libraries: path('libraries/registry'),
  sayings: path('signs/sayings/registry'),
  clues: path('signs/remarks/registry'),
  causeAdvice: path('said/cause-advice'),
  questions: path('signs/questions'),
  hearers: path('said/hearers'),
};
const lists = Object.keys(later);
const texts = { from: path('texts/index'), names: [...lists, 'weigh'] };
/** What the modules of the page leave where the test finds it. */
const globals = ['readCapture', 'examine', 'renderMarkdown', 'give', 'pureSha256', ...texts.names];

function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

test('the engine with all rules is under 150 kB gzipped, what reads pastes, says texts and was learned apart from it', async (context) => {
  const engine = gzipped(await browserBundle({ from: '@candor/doctor', names: ['examine', 'rules'], later }));
  const readers = gzipped(await browserBundle({ from: '@candor/doctor', names: ['readCapture'] }));
  const rest = gzipped(await browserBundle(texts));
  context.diagnostic(
    `engine ${(engine / 1000).toFixed(1)} kB, readers ${(readers / 1000).toFixed(1)} kB, texts ${(rest / 1000).toFixed(1)} kB`,
  );
  assert.ok(engine < mostBytes, `${engine} bytes`);
  assert.ok(readers < mostBytesOfReaders, `${readers} bytes`);
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
    browserBundle(texts),
  ]);
  // A page imports a module by its address; these have none, and put what they export where the test finds it.
  for (const module of modules) await page.addScriptTag({ content: asGlobals(module), type: 'module' });
  // A module runs some time after its element is in the page.
  await page.waitForFunction((names) => names.every((name) => name in globalThis), globals);
  const { found, markdown } = await page.evaluate(
    ({ pastes, lists }) => {
      const doctor = globalThis as unknown as Doctor;
      const { readCapture, examine, renderMarkdown, pureSha256, weigh } = doctor;
      doctor.give(Object.fromEntries(lists.map((name) => [name, (globalThis as Record<string, unknown>)[name]])));
      const tools = { sha256: pureSha256, fingerprint: () => 'aaaaaaaa', likeness: () => weigh };
      const examinations = pastes.map((text) => examine(readCapture(text), tools));
      return {
        found: examinations.map(({ diagnoses }) => diagnoses.map(({ cause, confidence }) => `${cause} ${confidence}`)),
        markdown: renderMarkdown(examinations.at(-1)),
      };
    },
    { pastes, lists },
  );
  const tools = { sha256, fingerprint: () => 'aaaaaaaa', likeness: () => weighHere };
  const here = pastes.map((text) => examineHere(readHere(text), tools).diagnoses);
  assert.deepEqual(
    found,
    here.map((diagnoses) => diagnoses.map(({ cause, confidence }) => `${cause} ${confidence}`)),
    'a page says what the command says',
  );
  assert.equal(here.at(-1)?.[0]?.cause, 'pkce/challenge-encoding');
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
