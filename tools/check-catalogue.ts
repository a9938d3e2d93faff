/** Refuses gaps in the catalogue of problems, in the dialects' maps of it and in the doctor's rules. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadExport, MissingExport, root } from './load-export.ts';
import {
  exampleFaults,
  type GatedDialect,
  type GatedExample,
  type GatedProblem,
  type GatedWireProblem,
  problemFaults,
} from './problem-gates.ts';
import { type GatedRule, ruleFaults } from './rule-gates.ts';

type Problems = Readonly<Record<string, GatedProblem>>;

const catalogueFile = 'packages/protocol/src/problems/catalogue.ts';
/** The dialects' maps; what a provider's documentation makes its dialect do stands beside its name. */
const dialects = [
  { name: 'standard' },
  { name: 'klaviyo', tellsPrivateProblems: true, quotes: true },
  { name: 'baanx', tellsPrivateProblems: true },
] as const satisfies readonly Omit<GatedDialect, 'wire'>[];
const examplesFile = 'packages/server/src/pages/problem-examples.ts';
/** Problems that the standard dialect never raises: the examples are its exchanges. */
const ofProviders = [
  'forwarded-twice',
  'forwarding-not-proved',
  'region-unanswered',
  'region-unreachable',
  'body-field-not-allowed',
  'body-not-json',
  'client-key-missing',
  'client-key-unknown',
  'endpoint-on-wrong-host',
  'message-without-destination',
  'page-not-for-role',
  'refresh-token-used-too-often',
  'session-token-invalid',
  'session-token-of-other-party',
  'sign-in-paused',
  'token-type-hint-unsupported',
];
const registryFile = 'packages/doctor/src/rules/registry.ts';

function pathsOf(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] }).map((path) => path.replaceAll('\\', '/'));
}

function textsOf(...patterns: string[]): Map<string, string> {
  return new Map(pathsOf(...patterns).map((path) => [path, readFileSync(resolve(root, path), 'utf8')]));
}

/** Each file beside the catalogue → the ids of the groups of problems that it exports. */
async function groupsOf(): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>();
  for (const path of pathsOf('packages/protocol/src/problems/*.ts')) {
    if (path === catalogueFile) continue;
    const module: Record<string, unknown> = await import(resolve(root, path));
    const declared = Object.entries(module).filter(([name]) => name.endsWith('Problems') && name !== 'defineProblems');
    if (declared.length > 0)
      groups.set(
        path,
        declared.flatMap(([, group]) => Object.keys(group as object)),
      );
  }
  return groups;
}

async function catalogueFaults(problems: Problems): Promise<string[]> {
  const sources = textsOf('packages/server/src/**/*.ts');
  for (const path of sources.keys()) if (path.endsWith('/problem-map.ts')) sources.delete(path);
  return problemFaults({
    problems,
    groups: await groupsOf(),
    dialects: await Promise.all(dialects.map(async (dialect) => ({ ...dialect, wire: await mapOf(dialect.name) }))),
    sources,
    tests: textsOf('packages/server/test/**/*.ts', 'e2e/**/*.ts'),
  });
}

async function pageFaults(problems: Problems): Promise<string[]> {
  const wire = (await mapOf('standard')) as Record<string, GatedWireProblem>;
  const examples = await loadExport<Record<string, GatedExample>>(examplesFile, 'problemExamples');
  return exampleFaults(problems, wire, examples, ofProviders);
}

function mapOf(dialect: string): Promise<GatedDialect['wire']> {
  return loadExport(`packages/server/src/dialects/${dialect}/problem-map.ts`, `${dialect}ProblemMap`);
}

async function doctorFaults(problems: Problems): Promise<string[]> {
  const registry = await loadExport<readonly GatedRule[]>(registryFile, 'rules');
  const files = new Map<string, readonly GatedRule[]>();
  for (const path of pathsOf('packages/doctor/src/rules/*/*.ts')) {
    const module: Record<string, unknown> = await import(resolve(root, path));
    files.set(path, Object.values(module).filter(isRule));
  }
  return ruleFaults({ registry, files, problemIds: new Set(Object.keys(problems)) });
}

function isRule(exported: unknown): exported is GatedRule {
  return typeof exported === 'object' && exported !== null && 'cause' in exported && 'cases' in exported;
}

/** The faults that `gate` finds, or the one that keeps it from looking: a part of the project that is missing. */
async function faultsOf(gate: (problems: Problems) => Promise<string[]>): Promise<string[]> {
  try {
    return await gate(await loadExport<Problems>(catalogueFile, 'problems'));
  } catch (error) {
    if (error instanceof MissingExport) return [error.message];
    throw error;
  }
}

async function main(): Promise<void> {
  const gates = [catalogueFaults, pageFaults, doctorFaults];
  const faults = new Set((await Promise.all(gates.map(faultsOf))).flat());
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.size === 0 ? 0 : 1;
}

if (import.meta.main) await main();
