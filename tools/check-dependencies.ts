/** Refuses a dependency without an exact version or without a line in docs/dependencies.md. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What this gate reads of a `package.json`. */
export interface DependingManifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const columns = 5;

/**
 * What is wrong with the dependencies, as one sentence for each fault.
 * `manifests` are keyed by path; `page` is docs/dependencies.md, whose table names each package in its first column.
 */
export function dependencyFaults(manifests: ReadonlyMap<string, DependingManifest>, page: string): string[] {
  const faults: string[] = [];
  const own = new Map([...manifests.values()].map(({ name, version }) => [name, version]));
  const used = new Set<string>();
  const lines = describedPackages(page);
  for (const [path, manifest] of manifests) {
    for (const [name, version] of allDependencies(manifest)) {
      const workspaceVersion = own.get(name);
      if (workspaceVersion !== undefined) {
        if (version !== workspaceVersion)
          faults.push(`${path}: wants ${name} ${version}, here it is ${workspaceVersion}`);
        continue;
      }
      used.add(name);
      if (!exactVersion.test(version)) faults.push(`${path}: ${name} has the version ${version}, which is not exact`);
      if (!lines.has(name)) faults.push(`${path}: ${name} has no line in docs/dependencies.md`);
    }
  }
  for (const [name, cells] of lines) {
    if (!used.has(name)) faults.push(`docs/dependencies.md: ${name} has a line, but no package.json names it`);
    if (cells.length !== columns || cells.includes('')) {
      faults.push(`docs/dependencies.md: the line of ${name} leaves a column empty`);
    }
  }
  return faults;
}

function allDependencies(manifest: DependingManifest): [string, string][] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  return [dependencies, devDependencies, optionalDependencies, peerDependencies].flatMap((some) =>
    Object.entries(some ?? {}),
  );
}

/** The first column's packages → the cells of their lines. */
function describedPackages(page: string): Map<string, string[]> {
  const described = new Map<string, string[]>();
  for (const line of page.split('\n')) {
    const name = /^\| `([^`]+)` \|/.exec(line)?.[1];
    const cells = line.split('|').slice(1, -1);
    if (name !== undefined)
      described.set(
        name,
        cells.map((cell) => cell.trim()),
      );
  }
  return described;
}

function main(): void {
  const root = resolve(import.meta.dirname, '..');
  const paths = globSync(['package.json', 'packages/*/package.json', 'bench/package.json'], { cwd: root });
  const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
  const manifests = new Map(paths.map((path) => [path, JSON.parse(read(path)) as DependingManifest]));
  const page = existsSync(resolve(root, 'docs/dependencies.md')) ? read('docs/dependencies.md') : '';
  const faults = dependencyFaults(manifests, page);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
