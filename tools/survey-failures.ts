/**
 * `npm run survey -- FOLDER…`: reads the labelled captures of folders, and writes the facts of each failure with its cause
 * to packages/doctor/survey/failures.jsonl, from which `npm run learn` learns too. A folder has `cases.jsonl`, a line for
 * each case with `id`, `cause`, `accept`? and `decidable`?, and its capture as `paste/ID.txt` or `har/ID.har`. Captures of
 * other people's failures stay where they are: no text, name or value of theirs is a fact.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadExport, root } from './load-export.ts';

interface Case {
  readonly id: string;
  readonly cause: string;
  readonly accept?: readonly string[];
  /** `no` where the capture doesn't tell its cause. */
  readonly decidable?: string;
}

/** A failure of which no more is kept than these facts. */
interface Surveyed {
  readonly cause: string;
  readonly accept: readonly string[];
  readonly facts: readonly string[];
}

const file = 'packages/doctor/survey/failures.jsonl';
/** A fact of fewer failures than these could tell whose they were, and teaches nothing. */
const fewest = 3;
const mostOthers = 3;
/** What a fact looks like that names nothing of anybody. */
const plain = /^[a-z ]+:[\w.:/+,#-]{0,60}$/;

type FactsIn = (capture: unknown) => readonly string[];
type ReadCapture = (text: string) => unknown;

async function survey(folders: readonly string[]): Promise<readonly Surveyed[]> {
  const read = await loadExport<ReadCapture>('packages/doctor/src/captures/read-capture.ts', 'readCapture');
  const factsIn = await loadExport<FactsIn>('packages/doctor/src/found/by-likeness.ts', 'factsIn');
  const surveyed = folders.flatMap((folder) =>
    casesOf(folder).map(({ cause, accept = [], text }): Surveyed => {
      const facts = [...new Set(factsIn(read(text)))].filter((fact) => plain.test(fact)).sort();
      return { cause, accept: accept.filter((one) => one !== cause).slice(0, mostOthers), facts };
    }),
  );
  const counts = new Map<string, number>();
  for (const { facts } of surveyed) for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  const common = ({ facts }: Surveyed): string[] => facts.filter((fact) => (counts.get(fact) ?? 0) >= fewest);
  return surveyed.map((one) => ({ ...one, facts: common(one) }));
}

function casesOf(folder: string): readonly (Case & { readonly text: string })[] {
  const lines = readFileSync(resolve(folder, 'cases.jsonl'), 'utf8').split('\n').filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as Case)
    .filter(({ decidable }) => decidable !== 'no')
    .flatMap((one) => {
      const forms = [`paste/${one.id}.txt`, `har/${one.id}.har`].map((name) => resolve(folder, name));
      const capture = forms.find((name) => existsSync(name));
      return capture === undefined ? [] : [{ ...one, text: readFileSync(capture, 'utf8') }];
    });
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('npm run survey -- FOLDER… needs the folders of all labelled captures\n');
  process.exitCode = 2;
} else {
  const lines = (await survey(folders)).map((one) => `${JSON.stringify(one)}\n`).sort();
  writeFileSync(resolve(root, file), lines.join(''));
  process.stdout.write(`${file}: ${lines.length} failures\n`);
}
