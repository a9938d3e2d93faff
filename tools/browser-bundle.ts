/**
 * One script for a page out of the pure packages: types stripped, comments and indentation removed, modules that nothing
 * reaches left out, and with them the rules' cases and titles, which are for tests and documentation. Names stay as they are
 * written, so that its size is an upper bound for what a minifier makes.
 */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, resolve } from 'node:path';
import { root } from './load-export.ts';
import { maskSource } from './mask-source.ts';

/** A top-level statement of a module: the names that it declares, if any, and every word in it. */
interface Statement {
  readonly declares: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly text: string;
}

interface Module {
  readonly path: string;
  /** What it takes from others, by local name. */
  readonly imports: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
  /** Local name by exported name. */
  readonly exported: ReadonlyMap<string, string>;
  readonly statements: readonly Statement[];
}

/** What of a module is reached. */
interface Reached {
  readonly module: Module;
  readonly statements: Set<Statement>;
  readonly imports: Map<string, { readonly path: string; readonly exported: string }>;
  readonly exports: Set<string>;
}

const packages: Readonly<Record<string, string>> = {
  '@candor/protocol': 'packages/protocol/src/index.ts',
  '@candor/doctor': 'packages/doctor/src/index.ts',
};
const importStatement = /^import\s*\{([^}]*)\}\s*from\s*(['"])\s*\2\s*;?/gm;
const reExport = /^export\s*\{([^}]*)\}\s*from\s*(['"])\s*\2\s*;?/gm;
const declaration = /^export\s+(const|let|function\*?|class)\s+([\w$]+)/gm;
const exportList = /^export\s*\{([^}]*)\}\s*;/gm;

/** What a bundle is made of. */
interface Wanted {
  /** A package's name, or the path of a module from the project's root. */
  readonly from: string;
  readonly names: readonly string[];
  /** Modules whose lists stay empty until the page gives them: paths from the project's root. */
  readonly later?: readonly string[];
}

/**
 * Bundles exports into one ES module.
 * @returns the text of a module that exports the same names; with `later` also `give(lists)`, which fills the lists that
 *   were left out, by their names.
 */
export function browserBundle({ from, names, later = [] }: Wanted): string {
  const bundle = new Bundle(later.map((path) => resolve(root, path)));
  const entries = names.map((name) => ({ name, ...bundle.resolve(entryOf(from), name) }));
  for (const { path, exported } of entries) bundle.reach(path, exported);
  const text = bundle.text();
  const given = entries.map(({ name, path, exported }) => `export const ${name}=${bundle.idOf(path)}.${exported};`);
  const lists = bundle.lists().map((id) => `...${id}`);
  if (later.length > 0) {
    given.push(
      `export const give=(lists)=>{const own={${lists.join(',')}};for(const name in lists)own[name].push(...lists[name])};`,
    );
  }
  return `${text}\n${given.join('\n')}\n`;
}

class Bundle {
  private readonly later: readonly string[];
  private readonly reached = new Map<string, Reached>();
  private readonly order: string[] = [];
  private readonly barrels = new Map<string, ReadonlyMap<string, { path: string; exported: string }>>();

  constructor(later: readonly string[]) {
    this.later = later;
  }

  /** The modules whose lists were left out and that something reaches. */
  lists(): readonly string[] {
    return this.later.filter((path) => this.order.includes(path)).map((path) => this.idOf(path));
  }

  /** The module that really declares a name: an index only passes it on. */
  resolve(path: string, name: string): { path: string; exported: string } {
    const passed = this.barrelOf(path).get(name);
    return passed === undefined ? { path, exported: name } : this.resolve(passed.path, passed.exported);
  }

  /** Takes an export of a module, and everything that it needs. */
  reach(path: string, name: string): void {
    const one = this.moduleOf(path);
    if (one.exports.has(name)) return;
    one.exports.add(name);
    const local = one.module.exported.get(name);
    if (local === undefined) throw new Error(`${path} does not export ${name}`);
    this.reachWord(one, local);
  }

  idOf(path: string): string {
    return `$${this.order.indexOf(path)}`;
  }

  /** The modules, each behind everything that it imports. There are no cycles: the linter refuses them. */
  text(): string {
    for (const path of this.reached.keys()) this.put(path);
    return this.order.map((path) => this.moduleText(path, this.reached.get(path) as Reached)).join('\n');
  }

  private moduleOf(path: string): Reached {
    const known = this.reached.get(path);
    if (known !== undefined) return known;
    const module = this.later.includes(path) ? withEmptyLists(readModule(path)) : readModule(path);
    const one: Reached = { module, statements: new Set(), imports: new Map(), exports: new Set() };
    this.reached.set(path, one);
    // What declares nothing acts: a loop that fills a table.
    for (const statement of module.statements) if (statement.declares.length === 0) this.reachStatement(one, statement);
    return one;
  }

  private reachStatement(one: Reached, statement: Statement): void {
    if (one.statements.has(statement)) return;
    one.statements.add(statement);
    for (const word of statement.words) this.reachWord(one, word);
  }

  private reachWord(one: Reached, word: string): void {
    for (const statement of one.module.statements)
      if (statement.declares.includes(word)) this.reachStatement(one, statement);
    const imported = one.module.imports.get(word);
    if (imported === undefined || one.imports.has(word)) return;
    const found = this.resolve(imported.from, imported.name);
    one.imports.set(word, found);
    this.reach(found.path, found.exported);
  }

  private put(path: string): void {
    if (this.order.includes(path)) return;
    for (const { path: needed } of this.reached.get(path)?.imports.values() ?? []) this.put(needed);
    this.order.push(path);
  }

  private moduleText(path: string, { module, statements, imports, exports: exported }: Reached): string {
    const taken = new Map<string, string[]>();
    for (const [local, { path: from, exported: name }] of imports) {
      const id = this.idOf(from);
      taken.set(id, [...(taken.get(id) ?? []), name === local ? name : `${name}:${local}`]);
    }
    const head = [...taken].map(([id, locals]) => `const {${locals.join(',')}}=${id};`).join('');
    const body = module.statements.filter((one) => statements.has(one)).map(({ text }) => text);
    const given = [...exported].map((name) => {
      const local = module.exported.get(name);
      return name === local ? name : `${name}:${local}`;
    });
    return `const ${this.idOf(path)}=(()=>{${head}\n${body.join('\n')}\nreturn{${given.join(',')}}})();`;
  }

  private barrelOf(path: string): ReadonlyMap<string, { path: string; exported: string }> {
    const known = this.barrels.get(path);
    if (known !== undefined) return known;
    const source = stripTypeScriptTypes(readFileSync(path, 'utf8'));
    const passed = new Map<string, { path: string; exported: string }>();
    for (const match of maskSource(source, 'comments and literals').matchAll(reExport)) {
      const from = resolveSpecifier(path, specifierIn(source, match));
      for (const [name, exported] of pairsOf(match[1] ?? '')) passed.set(exported, { path: from, exported: name });
    }
    this.barrels.set(path, passed);
    return passed;
  }
}

function withEmptyLists(module: Module): Module {
  const statements = [...module.exported.values()].map((name) => ({
    declares: [name],
    words: new Set<string>(),
    text: `const ${name}=[];`,
  }));
  return { ...module, imports: new Map(), statements };
}

function readModule(path: string): Module {
  const source = maskSource(stripTypeScriptTypes(withoutDocumentation(path, readFileSync(path, 'utf8'))), 'comments');
  const masked = maskSource(source, 'comments and literals');
  const imports = new Map<string, { from: string; name: string }>();
  for (const match of masked.matchAll(importStatement)) {
    const from = resolveSpecifier(path, specifierIn(source, match));
    for (const [name, local] of pairsOf(match[1] ?? '')) imports.set(local, { from, name });
  }
  const exported = new Map<string, string>();
  for (const [, , name = ''] of masked.matchAll(declaration)) exported.set(name, name);
  for (const [, list = ''] of masked.matchAll(exportList)) {
    for (const [local, name] of pairsOf(list)) exported.set(name, local);
  }
  return { path, imports, exported, statements: statementsOf(source, masked) };
}

/** The top-level statements but imports and lists of exports: the formatter begins each in the first column. */
function statementsOf(source: string, masked: string): readonly Statement[] {
  const starts = [...masked.matchAll(/^(?=[\w$@])/gm)].map(({ index }) => index);
  return starts.flatMap((start, at) => {
    const end = starts[at + 1] ?? source.length;
    const view = masked.slice(start, end);
    if (/^(?:import|export\s*\{)/.test(view)) return [];
    const [, name] = /^(?:export\s+)?(?:const|let|function\*?|class)\s+([\w$]+)/.exec(view) ?? [];
    const text = compact(source.slice(start, end)).replace(/^export\s+/, '');
    return [{ declares: name === undefined ? [] : [name], words: new Set(view.match(/[\w$]+/g)), text }];
  });
}

/** What of a rule or a sign is for tests and for the documentation, and what stands in its place in a bundle. */
const documentationOfRule = { cases: '{ fires: [], silent: [] }', title: "''", variants: '{}', specs: '[]' };

/** A rule or sign without its cases, titles and specifications. The formatter begins each property two blanks in. */
function withoutDocumentation(path: string, source: string): string {
  if (!/\/doctor\/src\/(?:rules|signs)\//.test(path)) return source;
  let text = source;
  for (const [name, empty] of Object.entries(documentationOfRule)) {
    const masked = maskSource(text, 'comments and literals');
    const declared = masked.search(/ = define(?:Rule|Sign)(?:<\w+>)?\(\{\n/);
    const start = declared === -1 ? -1 : masked.indexOf(`\n  ${name}: `, declared);
    if (start === -1) continue;
    const length = masked.slice(start + 1).search(/\n {2}[A-Za-z]|\n\}\);/);
    text = `${text.slice(0, start)}\n  ${name}: ${empty},${text.slice(start + 1 + length)}`;
  }
  return text;
}

/** Without blank lines, indentation and blanks beside a sign, except inside literals. */
function compact(source: string): string {
  // Code keeps its blanks as tabs in this view, and literals show theirs as blanks.
  const view = maskSource(source.replaceAll(' ', '\t'), 'comments and literals');
  let text = '';
  for (let at = 0; at < source.length; at++) {
    if (view[at] !== '\t') {
      if (source[at] !== '\n' || view[at] !== '\n' || (text !== '' && !text.endsWith('\n'))) text += source[at];
      continue;
    }
    let end = at;
    while (view[end + 1] === '\t') end++;
    const before = text.at(-1) ?? '\n';
    const after = source[end + 1] ?? '\n';
    if (/[\w$+\-/]/.test(before) ? /[\w$+\-/'"`\\#]/.test(after) && after !== '\n' : false) text += ' ';
    at = end;
  }
  return text.trim();
}

function pairsOf(list: string): readonly (readonly [string, string])[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => {
      const [name = '', local = name] = part.split(/\s+as\s+/);
      return [name, local] as const;
    });
}

/** The text in quotes that ends a statement: the view has blanks in its place. */
function specifierIn(source: string, match: RegExpExecArray): string {
  const text = source.slice(match.index, match.index + match[0].length);
  return /from\s*['"]([^'"]+)['"]/.exec(text)?.[1] ?? '';
}

function resolveSpecifier(from: string, specifier: string): string {
  return specifier.startsWith('.') ? resolve(dirname(from), specifier) : entryOf(specifier);
}

function entryOf(packageName: string): string {
  const entry = packageName.endsWith('.ts') ? packageName : packages[packageName];
  if (entry === undefined) throw new Error(`${packageName} is not one of the pure packages`);
  return resolve(root, entry);
}
