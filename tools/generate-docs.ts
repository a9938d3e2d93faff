/**
 * `npm run docs`: writes docs/reference/ from what the packages declare. With `--check` it writes nothing and names the
 * pages that differ from what it would write.
 */
import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { baanxProse } from './baanx-prose.ts';
import { causePage, causesByText, causesIndex, type DocumentedCause } from './cause-pages.ts';
import { klaviyoProse } from './klaviyo-prose.ts';
import { loadExport, MissingExport, root } from './load-export.ts';
import {
  commandLinePage,
  configurationPage,
  type DialectProse,
  type DocumentedCommand,
  type DocumentedDialect,
  type DocumentedProblem,
  type DocumentedRule,
  type DocumentedSetting,
  type DocumentedWireProblem,
  dialectPage,
  problemsPage,
  rulesPage,
} from './reference-pages.ts';

type Pages = Readonly<Record<string, () => Promise<string>>>;

const fixedPages: Pages = {
  'docs/reference/problems.md': async () =>
    problemsPage(
      Object.values(
        await loadExport<Record<string, DocumentedProblem>>('packages/protocol/src/problems/catalogue.ts', 'problems'),
      ),
      await loadExport<Record<string, DocumentedWireProblem>>(
        'packages/server/src/dialects/standard/problem-map.ts',
        'standardProblemMap',
      ),
    ),
  'docs/reference/configuration.md': async () => {
    const file = 'packages/server/src/configuration/reference.ts';
    const reference = await loadExport<() => readonly DocumentedSetting[]>(file, 'configurationReference');
    return configurationPage(reference());
  },
  'docs/reference/rules.md': async () =>
    rulesPage(await loadExport<readonly DocumentedRule[]>('packages/doctor/src/rules/registry.ts', 'rules')),
  'docs/dialects/klaviyo.md': () => pageOfDialect('klaviyo', klaviyoProse),
  'docs/dialects/baanx.md': () => pageOfDialect('baanx', baanxProse),
  'docs/reference/command-line.md': async () =>
    commandLinePage(await loadExport<readonly DocumentedCommand[]>('packages/cli/src/commands.ts', 'commands')),
};

const causesFolder = 'docs/reference/causes';

/** A page for each cause, and their indexes. Nothing of them is random: the key of the fingerprints is fixed. */
async function causePages(): Promise<Pages> {
  const file = 'packages/doctor/src/report/cause-page.ts';
  const ids = Object.keys(await loadExport<object>('packages/doctor/src/rules/causes.ts', 'causes'));
  const gather = await loadExport<(cause: string, tools: object) => DocumentedCause>(file, 'causePage');
  const tools = {
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
    fingerprint: (text: string) => createHmac('sha256', 'documentation').update(text).digest('hex').slice(0, 8),
  };
  const causes = ids.map((id) => gather(id, tools));
  return {
    [`${causesFolder}/README.md`]: async () => causesIndex(causes),
    [`${causesFolder}/by-text.md`]: async () => causesByText(causes),
    ...Object.fromEntries(causes.map((one) => [`${causesFolder}/${one.cause}.md`, async () => causePage(one)])),
  };
}

/** Pages in the folder of the causes that no cause has any more. */
function strayPages(pages: Pages): readonly string[] {
  const folder = resolve(root, causesFolder);
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return found.map((name) => `${causesFolder}/${name.replaceAll('\\', '/')}`).filter((path) => !(path in pages));
}

async function pageOfDialect(name: string, prose: DialectProse): Promise<string> {
  const file = `packages/server/src/dialects/${name}/reference.ts`;
  const reference = await loadExport<() => DocumentedDialect>(file, `${name}Reference`);
  const settings = await loadExport<() => readonly DocumentedSetting[]>(
    'packages/server/src/configuration/reference.ts',
    'configurationReference',
  );
  return dialectPage(prose, reference(), settings());
}

/** Brings one page up to date, or with `checkOnly` compares it. Returns what is wrong, if anything. */
async function bringUpToDate(pages: Pages, path: string, checkOnly: boolean): Promise<string | undefined> {
  const file = resolve(root, path);
  try {
    const text = await pages[path]?.();
    if (text === undefined || (existsSync(file) && readFileSync(file, 'utf8') === text)) return undefined;
    if (checkOnly) return `${path} is stale; run \`npm run docs\` and commit it`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${path}\n`);
    return undefined;
  } catch (error) {
    if (error instanceof MissingExport) return `${path} cannot be made: ${error.message}`;
    throw error;
  }
}

async function main(words: readonly string[]): Promise<void> {
  const checkOnly = words.includes('--check');
  const pages = { ...fixedPages, ...(await causePages()) };
  const stray = strayPages(pages);
  if (!checkOnly) for (const path of stray) rmSync(resolve(root, path));
  else for (const path of stray) fail(`${path} belongs to no cause; run \`npm run docs\` and commit it`);
  for (const path of Object.keys(pages)) {
    const wrong = await bringUpToDate(pages, path, checkOnly);
    if (wrong !== undefined) fail(wrong);
  }
}

function fail(wrong: string): void {
  process.stdout.write(`${wrong}\n`);
  process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.slice(2));
