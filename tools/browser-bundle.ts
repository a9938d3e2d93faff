/**
 * One script for a page out of the pure packages, without the rules' and signs' cases and titles, which are for tests and
 * documentation.
 */
import { type Plugin, rolldown } from 'rolldown';
import { type ESTree, parseSync } from 'rolldown/utils';
import { root } from './load-export.ts';

/** What a bundle is made of. */
interface Wanted {
  /** A package's name, or the path of a module from the project's root. */
  readonly from: string;
  readonly names: readonly string[];
  /** Modules whose list stays empty until the page gives it: paths from the project's root, by the name of the list. */
  readonly later?: Readonly<Record<string, string>>;
}

const entry = '\0entry';
/** Functions of `signs/example.ts`, which cases are made with: what a sign keeps of them beside its cases is for these. */
const makersOfExamples = [
  'answer',
  'apiCall',
  'authorizationRequest',
  'callback',
  'codeRedemption',
  'metadata',
  'page',
  'paste',
  'post',
  'refreshRequest',
  'refused',
  'registration',
  'tokenRequest',
  'tokens',
  'jwtOf',
  'loginRefused',
  'startOf',
];
/** What of a rule or a sign is for tests and for the documentation, or for the server's own problems, which no capture has. */
const documentation: ReadonlySet<string> = new Set(['cases', 'title', 'variants', 'specs', 'explains']);
/** The same of what stands in lists: sayings and clues. */
const documentationInLists: ReadonlySet<string> = new Set(['example']);

/**
 * Bundles exports into one ES module.
 * @returns the text of a module that exports the same names; with `later` also `give(lists)`, which fills the lists that
 *   were left out, by their names.
 */
export async function browserBundle({ from, names, later = {} }: Wanted): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    platform: 'browser',
    treeshake: { moduleSideEffects: false, manualPureFunctions: makersOfExamples },
    plugins: [entryOf(from, names, later), withoutLists(later), withoutDocumentation],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  return output[0].code;
}

/** A module that passes on what is wanted. */
function entryOf(from: string, names: readonly string[], later: Readonly<Record<string, string>>): Plugin {
  const lists = Object.entries(later);
  const code = [
    `export { ${names.join(', ')} } from ${JSON.stringify(pathOf(from))};`,
    ...lists.map(([name, path]) => `import { ${name} } from ${JSON.stringify(pathOf(path))};`),
    `const own = { ${lists.map(([name]) => name).join(', ')} };`,
    lists.length === 0
      ? ''
      : 'export function give(lists) { for (const name in lists) own[name].push(...lists[name]); }',
  ];
  return {
    name: 'entry',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? code.join('\n') : null),
  };
}

/** Lists that a page gives later. */
function withoutLists(later: Readonly<Record<string, string>>): Plugin {
  const names = new Map(Object.entries(later).map(([name, path]) => [pathOf(path), name]));
  return {
    name: 'lists that are given later',
    load: (id) => (names.has(id) ? `export const ${names.get(id)} = [];` : null),
  };
}

/** Rules and signs without what a page does not need of them. */
const withoutDocumentation: Plugin = {
  name: 'rules without their documentation',
  transform: {
    filter: { id: /\/doctor\/src\/(?:rules|signs)\/.*\.ts$/ },
    handler(code, id) {
      const { program } = parseSync(id, code);
      const dropped = program.body.flatMap((statement) => {
        if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration')
          return [];
        const init = statement.declaration.declarations[0]?.init;
        const isList = init?.type === 'ArrayExpression';
        const unwanted = isList ? documentationInLists : documentation;
        const declarations = isList ? init.elements : declarationsIn(init);
        return declarations
          .flatMap((one) => (one?.type === 'ObjectExpression' ? one.properties : []))
          .filter((one) => one.type === 'Property' && one.key.type === 'Identifier' && unwanted.has(one.key.name));
      });
      // From the end, so that the places before stay what they are; the comma behind goes with the property.
      return dropped.reduceRight(
        (text, { start, end }) => text.slice(0, start) + text.slice(end).replace(/^\s*,/, ''),
        code,
      );
    },
  },
};

/** What `defineRule` or `defineSign` is given. */
function declarationsIn(init: ESTree.Expression | null | undefined): readonly ESTree.Argument[] {
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') return [];
  return /^define(?:Rule|Sign)$/.test(init.callee.name) ? init.arguments : [];
}

function pathOf(from: string): string {
  return from.endsWith('.ts') ? `${root}/${from}` : from;
}
