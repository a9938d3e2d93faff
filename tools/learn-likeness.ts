/**
 * `npm run learn`: learns from the doctor's own knowledge what the words of a capture speak for, and writes it to
 * packages/doctor/src/likeness/learned.ts. It learns from the texts of providers and libraries, the sayings and clues, the
 * cases of the signs, the reports in packages/doctor/reports and the facts in packages/doctor/survey, each of which has its
 * cause. With `--check` it writes nothing and refuses a file that differs from what it would write: the same knowledge
 * always gives the same numbers.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadExport, root } from './load-export.ts';
import { learn } from './softmax.ts';

/** Something whose cause is known, with the first of several that it may have. */
interface Known {
  /** What is read as a capture; undefined where no more than its facts was kept. */
  readonly text?: string;
  readonly facts?: readonly string[];
  readonly causes: readonly [string, ...string[]];
  /** Set where a server or a library says it: its words may be shown to a reader, as no name of a person may. */
  readonly isOfServers?: true;
}

/** The same as the doctor sees it: its traits, and how much of it belongs to each cause. */
interface Lesson {
  readonly traits: readonly string[];
  readonly isOfServers: boolean;
  readonly shares: ReadonlyMap<number, number>;
}

interface Speaker {
  readonly name: string;
  readonly texts: readonly {
    readonly says: string | readonly string[];
    readonly cause: string;
    readonly possible?: readonly string[];
  }[];
}

const learnedFile = 'packages/doctor/src/likeness/learned.ts';
const doctor = 'packages/doctor/src';
/** How much of something belongs to its first cause, where there are others. */
const firstShare = 0.7;
const mostOthers = 2;

/** Everything that the doctor knows with its cause. */
async function knowledge(): Promise<readonly Known[]> {
  const speakers = [
    ...(await loadExport<readonly Speaker[]>(`${doctor}/providers/registry.ts`, 'providers')),
    ...(await loadExport<readonly Speaker[]>(`${doctor}/libraries/registry.ts`, 'libraries')),
  ];
  const sayings = await loadExport<readonly { example: string; causes: readonly [string, ...string[]] }[]>(
    `${doctor}/signs/sayings/registry.ts`,
    'sayings',
  );
  const clues = await loadExport<readonly { example: string; cause: string }[]>(
    `${doctor}/signs/remarks/registry.ts`,
    'clues',
  );
  const signs = await loadExport<readonly { cause: string; cases: () => { fires: readonly { text: string }[] } }[]>(
    `${doctor}/signs/registry.ts`,
    'signs',
  );
  return [
    ...reports(),
    ...(await inventedCases()),
    ...surveyed().flatMap((one) => Array.from({ length: surveyedCounts }, () => one)),
    ...signs.flatMap(({ cause, cases }) => cases().fires.map(({ text }): Known => ({ text, causes: [cause] }))),
    ...speakers.flatMap(({ name, texts }) =>
      texts.flatMap(({ says, cause, possible = [] }) =>
        [says].flat().map(
          (one): Known => ({
            text: `${name}: ${one.replaceAll('…', ' ')}`,
            causes: [cause, ...possible.slice(0, mostOthers)],
            isOfServers: true,
          }),
        ),
      ),
    ),
    ...sayings.map(({ example, causes }): Known => ({ text: example, causes, isOfServers: true })),
    ...clues.map(({ example, cause }): Known => ({ text: example, causes: [cause] })),
  ];
}

/** The captures that the doctor's tests are made with. */
async function inventedCases(): Promise<readonly Known[]> {
  const lists = Object.entries({
    client: 'clientCases',
    flow: 'flowCases',
    messages: 'messageCases',
    reports: 'reportCases',
    token: 'tokenCases',
    variants: 'variantCases',
  }).map(([file, name]) =>
    loadExport<readonly { cause: string; accept?: readonly string[]; text: string }[]>(
      `packages/doctor/test/captures/invented-${file}.ts`,
      name,
    ),
  );
  const cases = (await Promise.all(lists)).flat();
  return cases.map(({ cause, accept = [], text }) => ({ text, causes: [cause, ...accept] }));
}

function reports(): readonly Known[] {
  const files = globSync('packages/doctor/reports/*.jsonl', { cwd: root }).sort();
  const lines = files.flatMap((file) => readFileSync(resolve(root, file), 'utf8').split('\n').filter(Boolean));
  return lines.map((line) => {
    const { cause, accept = [], text } = JSON.parse(line) as { cause: string; accept?: string[]; text: string };
    return { text, causes: [cause, ...accept] };
  });
}

/** How often a surveyed failure counts: what is frequent in life is learned from them alone. */
const surveyedCounts = 2;

/** Failures of which only the facts are known. */
function surveyed(): readonly Known[] {
  const lines = readFileSync(resolve(root, 'packages/doctor/survey/failures.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => {
    const { cause, accept, facts } = JSON.parse(line) as { cause: string; accept: string[]; facts: string[] };
    return { facts, causes: [cause, ...accept] };
  });
}

/** Reads everything as the doctor does. */
async function lessonsOf(known: readonly Known[], causes: readonly string[]): Promise<readonly Lesson[]> {
  const read = await loadExport<(text: string) => unknown>(`${doctor}/captures/read-capture.ts`, 'readCapture');
  const traitsIn = await loadExport<(capture: unknown) => ReadonlyMap<string, string>>(
    `${doctor}/found/by-likeness.ts`,
    'traitsIn',
  );
  return known.map(({ text, facts = [], causes: [first, ...others], isOfServers = false }) => {
    const shares = new Map([[causes.indexOf(first), others.length === 0 ? 1 : firstShare]]);
    for (const other of others) shares.set(causes.indexOf(other), (1 - firstShare) / others.length);
    if (shares.has(-1)) throw new Error(`not a cause of the taxonomy: ${[first, ...others].join(', ')}`);
    const traits = text === undefined ? facts : [...traitsIn(read(text)).keys()];
    return { traits, isOfServers, shares };
  });
}

/** Traits that stand in at least this many lessons are learned: what stands in one alone tells nothing. */
const fewest = 2;
/** Weights below this, in steps, are left out: they are half of all, and change next to nothing. */
const smallest = 1;
const settings = { epochs: 20, batch: 64, rate: 0.003, decay: 3e-4 };

function orderOf({ text, facts, causes }: Known): string {
  return `${text ?? facts?.join(' ')} ${causes.join(' ')}`;
}

/** What was learned, as the lines of the module. */
async function learned(): Promise<{ causes: readonly string[]; traits: readonly string[] }> {
  const { digits, length, steps, zero } = await loadExport<{
    digits: string;
    length: number;
    zero: number;
    steps: { rarity: number; weight: number; common: number };
  }>(`${doctor}/likeness/likeness.ts`, 'notation');
  const causes = Object.keys(await loadExport<object>(`${doctor}/rules/causes.ts`, 'causes'));
  // In an order of its own: where in the project something stands teaches nothing.
  const known = (await knowledge()).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const lessons = await lessonsOf(known, causes);
  const counts = new Map<string, number>();
  for (const { traits } of lessons) for (const trait of traits) counts.set(trait, (counts.get(trait) ?? 0) + 1);
  const names = [...counts].flatMap(([trait, count]) => (count >= fewest ? [trait] : [])).sort();
  const ofServers = new Set(lessons.flatMap(({ traits, isOfServers }) => (isOfServers ? traits : [])));
  const columnOf = new Map(names.map((name, at) => [name, at]));
  const rarities = names.map((name) => Math.log(lessons.length / (counts.get(name) ?? 1)));
  const rows = lessons.map(({ traits, shares }) => {
    const columns = traits.flatMap((trait) => columnOf.get(trait) ?? []);
    const norm = Math.hypot(...columns.map((column) => rarities[column] ?? 0)) || 1;
    return { columns, values: columns.map((column) => ((rarities[column] ?? 0) * length) / norm), shares };
  });
  const { weights, biases } = learn(rows, { ...settings, columns: names.length, classes: causes.length });
  const digitOf = (number: number): string => digits.charAt(Math.max(0, Math.min(digits.length - 1, number)));
  return {
    causes: causes.map((cause, at) => `${cause}:${Math.round((biases[at] ?? 0) / steps.common)}`),
    traits: names.map((name, column) => {
      const pairs = causes.map((_, at) => {
        const weight = Math.round((weights[column * causes.length + at] ?? 0) / steps.weight);
        if (Math.abs(weight) < smallest) return '';
        return `${digitOf(Math.floor(at / digits.length))}${digitOf(at % digits.length)}${digitOf(weight + zero)}`;
      });
      const rarity = digitOf(Math.round((rarities[column] ?? 0) / steps.rarity));
      return `${name}\t${rarity}${ofServers.has(name) ? 1 : 0}${pairs.join('')}`;
    }),
  };
}

/** One text and not a list of thousands, which takes longer to load. */
function moduleOf({ causes, traits }: { causes: readonly string[]; traits: readonly string[] }): string {
  const lines = [causes.join(' '), ...traits].map((line) => line.replace(/[\\`$]/g, '\\$&'));
  return [
    '/* Written by `npm run learn`; how, and from what, says tools/learn-likeness.ts. */',
    '',
    '/**',
    ' * What was learned: first each cause and how common it is; then a line for each trait, how rare it is, and its weight for',
    ' * the causes that it tells from others. The doctor weighs with it, see `Tools.likeness`.',
    ' */',
    `export const learned: readonly string[] = [\n  \`${lines.join('\n')}\`,\n];`,
    '',
  ].join('\n');
}

async function main(args: readonly string[]): Promise<void> {
  const text = moduleOf(await learned());
  const file = resolve(root, learnedFile);
  if (!args.includes('--check')) return writeFileSync(file, text);
  if (readFileSync(file, 'utf8') === text) return;
  process.stderr.write(`${learnedFile} is not what the doctor's knowledge teaches; run \`npm run learn\`\n`);
  process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.slice(2));
