/** Refuses imports that the package table does not allow. Run by `npm run check`. */
import { globSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import { maskSource } from './mask-source.ts';
import { impureGlobals, type PackageRules, packageTable, scope } from './package-table.ts';

/** Path from the project's root, with slashes → text. Holds the sources, the tests and each `package.json`. */
export type FileMap = ReadonlyMap<string, string>;

interface Manifest {
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** One source file in the package that owns it. */
interface Place {
  readonly path: string;
  readonly owner: string;
  /** `src/…`, `bin/…` or `test/…`. */
  readonly inside: string;
  readonly isTest: boolean;
}

/** Every import, global and declaration that the table refuses, as one sentence each, in the order of the paths. */
export function boundaryViolations(files: FileMap): string[] {
  const owners = [...new Set([...files.keys()].map(ownerOf).filter((name) => name !== undefined))].sort();
  const violations: string[] = [];
  for (const owner of owners) {
    const rules = packageTable[owner];
    if (rules === undefined) violations.push(`packages/${owner}: has no row in tools/package-table.ts`);
    else violations.push(...manifestViolations(owner, rules, manifestOf(files, owner)));
  }
  for (const [path, text] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const place = placeOf(path);
    const rules = place && packageTable[place.owner];
    if (place && rules) violations.push(...fileViolations(place, rules, text, files));
  }
  return [...violations, ...cycles(packageGraph(files))];
}

function ownerOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

function placeOf(path: string): Place | undefined {
  const match = /^packages\/([^/]+)\/((src|bin|test)\/.*\.m?[jt]s)$/.exec(path);
  if (!match?.[1] || !match[2]) return undefined;
  return { path, owner: match[1], inside: match[2], isTest: match[3] === 'test' };
}

function manifestOf(files: FileMap, owner: string): Manifest {
  return JSON.parse(files.get(`packages/${owner}/package.json`) ?? '{}') as Manifest;
}

function declaredBy(manifest: Manifest): string[] {
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
}

function manifestViolations(owner: string, rules: PackageRules, manifest: Manifest): string[] {
  const refused = declaredBy(manifest).filter((name) =>
    name.startsWith(scope) ? !rules.packages.includes(name.slice(scope.length)) : rules.platform === 'nowhere',
  );
  return refused.map((name) => `packages/${owner}/package.json: declares ${name}, which ${owner} may not import`);
}

function fileViolations(place: Place, rules: PackageRules, text: string, files: FileMap): string[] {
  const violations: string[] = [];
  for (const found of importsOf(text)) {
    const wrong = importViolation(place, rules, found, files);
    if (wrong !== undefined) violations.push(`${place.path}:${found.line}: ${wrong}`);
  }
  if (rules.pure && !place.isTest) violations.push(...impurities(place, text));
  return violations;
}

function importViolation(place: Place, rules: PackageRules, found: Import, files: FileMap): string | undefined {
  const { specifier } = found;
  if (specifier === undefined) {
    if (place.isTest || rules.dynamicNames) return undefined;
    return 'imports a module whose name is not a string literal, so that nobody can tell which';
  }
  if (specifier.startsWith('.')) return relativeViolation(place, specifier);
  if (specifier.startsWith('/') || specifier.startsWith('file:')) return `imports the absolute path ${specifier}`;
  if (specifier.startsWith('#')) return `imports ${specifier}; the project uses no import maps`;
  if (specifier.startsWith(scope)) return packageViolation(place, rules, found, specifier, files);
  return place.isTest ? undefined : platformViolation(place, rules, specifier, files);
}

function relativeViolation(place: Place, specifier: string): string | undefined {
  const home = `packages/${place.owner}/`;
  const target = posix.join(posix.dirname(place.path), specifier);
  if (!target.startsWith(home)) return `imports ${specifier}, which leaves its package`;
  if (!place.isTest && target.startsWith(`${home}test/`)) return `imports ${specifier} from its own tests`;
  return undefined;
}

function packageViolation(
  place: Place,
  rules: PackageRules,
  found: Import,
  specifier: string,
  files: FileMap,
): string | undefined {
  const [name = '', ...entry] = specifier.slice(scope.length).split('/');
  const wanted = entry.length === 0 ? '.' : `./${entry.join('/')}`;
  if (!(wanted in (manifestOf(files, name).exports ?? {}))) {
    return `imports ${specifier}, which the exports of ${scope}${name} do not name`;
  }
  if (place.isTest || name === place.owner) return undefined;
  if (!rules.packages.includes(name)) return `imports ${specifier}; ${place.owner} may not know ${name}`;
  if (rules.typesOnly?.includes(name) && !found.typeOnly) {
    return `imports a value from ${specifier}; ${place.owner} may only \`import type\` from ${name}`;
  }
  if (rules.rootEntryOnly?.includes(name) && wanted !== '.') {
    return `imports ${specifier}; ${place.owner} may only know ${scope}${name} itself`;
  }
  return undeclared(place, scope + name, files);
}

function platformViolation(place: Place, rules: PackageRules, specifier: string, files: FileMap): string | undefined {
  if (rules.platform === 'nowhere') return `imports ${specifier}; ${place.owner} imports nothing from outside`;
  if (rules.platform !== 'anywhere' && !rules.platform.some((folder) => place.inside.startsWith(`src/${folder}/`))) {
    return `imports ${specifier}; ${place.owner} may do so only in ${rules.platform.join(', ')}`;
  }
  if (specifier.startsWith('node:')) return undefined;
  const parts = specifier.split('/');
  return undeclared(place, specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''), files);
}

function undeclared(place: Place, name: string, files: FileMap): string | undefined {
  if (declaredBy(manifestOf(files, place.owner)).includes(name)) return undefined;
  return `imports ${name}, which packages/${place.owner}/package.json does not declare`;
}

function impurities(place: Place, text: string): string[] {
  const code = maskSource(text, 'comments and literals');
  return impureGlobals.flatMap(({ pattern, brings }) =>
    [...code.matchAll(pattern)].map((match) => {
      const line = code.slice(0, match.index).split('\n').length;
      const name = match[0].replaceAll(/\s+/g, ' ');
      return `${place.path}:${line}: names ${name}, which brings in ${brings}; ${place.owner} is pure`;
    }),
  );
}

/** Package → packages that its sources import or its manifest declares. */
function packageGraph(files: FileMap): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  const add = (owner: string, name: string): void => {
    const target = name.slice(scope.length).split('/')[0] ?? '';
    if (name.startsWith(scope) && target !== owner) graph.set(owner, (graph.get(owner) ?? new Set()).add(target));
  };
  for (const [path, text] of files) {
    const place = placeOf(path);
    if (place?.isTest === false) for (const { specifier = '' } of importsOf(text)) add(place.owner, specifier);
    if (path.endsWith('/package.json')) for (const name of declaredBy(JSON.parse(text))) add(ownerOf(path) ?? '', name);
  }
  return graph;
}

function cycles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) found.push(`packages: ${[...way.slice(way.indexOf(name)), name].join(' → ')} is a cycle`);
    if (way.includes(name) || done.has(name)) return;
    for (const next of graph.get(name) ?? []) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of [...graph.keys()].sort()) visit(name, []);
  return found;
}

function main(): void {
  const root = resolve(import.meta.dirname, '..');
  const patterns = ['packages/*/package.json', 'packages/*/{src,bin,test}/**/*.{ts,js,mjs}'];
  const paths = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] });
  const files = new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(resolve(root, path), 'utf8')]));
  const violations = boundaryViolations(files);
  for (const violation of violations) process.stdout.write(`${violation}\n`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
