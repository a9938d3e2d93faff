import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundaryViolations } from '../check-boundaries.ts';

const manifests = {
  'packages/protocol/package.json': { exports: { '.': './src/index.ts' } },
  'packages/doctor/package.json': {
    exports: { '.': './src/index.ts' },
    dependencies: { '@candor/protocol': '0.1.0' },
  },
  'packages/storage/package.json': {
    exports: { '.': './src/index.ts', './sqlite': './src/sqlite/index.ts' },
    dependencies: { '@candor/protocol': '0.1.0' },
  },
  'packages/server/package.json': {
    exports: { '.': './src/index.ts' },
    dependencies: { '@candor/protocol': '0.1.0', '@candor/storage': '0.1.0', jose: '6.0.0' },
  },
  'packages/console/package.json': {
    exports: { '.': './src/index.ts' },
    dependencies: { '@candor/protocol': '0.1.0', '@candor/server': '0.1.0' },
  },
  'packages/cli/package.json': {
    exports: { '.': './src/main.ts' },
    dependencies: { '@candor/server': '0.1.0', '@candor/storage': '0.1.0', '@candor/doctor': '0.1.0' },
  },
};

/** What the gate says of a tree that is in order but for `files`. */
function violationsOf(files: Record<string, string | object>): string[] {
  const texts = Object.entries({ ...manifests, ...files }).map(
    ([path, text]) => [path, typeof text === 'string' ? text : JSON.stringify(text)] as const,
  );
  return boundaryViolations(new Map(texts));
}

const allowed: readonly (readonly [title: string, path: string, text: string])[] = [
  ['a relative import', 'packages/protocol/src/pkce.ts', "import { sha256 } from './sha256.ts';"],
  ['its own package.json', 'packages/cli/src/version.ts', "import m from '../package.json' with { type: 'json' };"],
  ['the protocol in the doctor', 'packages/doctor/src/a.ts', "import { problems } from '@candor/protocol';"],
  ['a type of the protocol in storage', 'packages/storage/src/a.ts', "import type { Id } from '@candor/protocol';"],
  ['node:sqlite in storage/sqlite', 'packages/storage/src/sqlite/a.ts', "import { DatabaseSync } from 'node:sqlite';"],
  ["storage's contract in the server", 'packages/server/src/a.ts', "import type { Store } from '@candor/storage';"],
  ['a declared package in the server', 'packages/server/src/a.ts', "import { SignJWT } from 'jose';"],
  ['types of the server in the console', 'packages/console/src/a.ts', "import type { Api } from '@candor/server';"],
  ['an engine in the command line', 'packages/cli/src/a.ts', "import { open } from '@candor/storage/sqlite';"],
  ['a name known at run time in the command line', 'packages/cli/src/a.ts', 'await import(path);'],
  ['any package in a test', 'packages/doctor/test/a.test.ts', "import { createServer } from '@candor/server';"],
  ['a refused import in a comment', 'packages/protocol/src/a.ts', "// import 'node:fs';\n/* import('koa') */"],
  ['a refused import in a text', 'packages/protocol/src/a.ts', 'const fix = `write import { x } from "node:fs"`;'],
  [
    'the names of globals as properties and in texts',
    'packages/protocol/src/a.ts',
    "a.process; ({ fetch: 'crypto' });",
  ],
  ['a date made from a number', 'packages/protocol/src/a.ts', 'const day = new Date(milliseconds).toISOString();'],
  ['a clock outside the pure packages', 'packages/server/src/a.ts', 'const now = Date.now();'],
];

for (const [title, path, text] of allowed) {
  test(`allows ${title}`, () => assert.deepEqual(violationsOf({ [path]: text }), []));
}

const refused: readonly (readonly [title: string, path: string, text: string, sentence: RegExp])[] = [
  ['a node: module in protocol', 'packages/protocol/src/a.ts', "import { hash } from 'node:crypto';", /node:crypto/],
  ['a bare node module in protocol', 'packages/protocol/src/a.ts', "import fs from 'fs';", /imports fs; protocol/],
  [
    'any other package in protocol',
    'packages/protocol/src/a.ts',
    "export { a } from '@candor/storage';",
    /know storage/,
  ],
  ['an import for its effect', 'packages/protocol/src/a.ts', "import 'node:process';", /node:process/],
  ['a dynamic import', 'packages/doctor/src/a.ts', "const a = import('node:fs');", /node:fs/],
  ['a require', 'packages/doctor/src/a.ts', "const a = require('node:fs');", /node:fs/],
  ['import.meta.resolve', 'packages/doctor/src/a.ts', "import.meta.resolve('@candor/server');", /know server/],
  ['a name known only at run time', 'packages/server/src/a.ts', 'await import(path);', /not a string literal/],
  ['a computed template', 'packages/server/src/a.ts', 'await import(`./${name}.ts`);', /not a string literal/],
  ['the server in the doctor', 'packages/doctor/src/a.ts', "import type { A } from '@candor/server';", /know server/],
  [
    'a value of the protocol in storage',
    'packages/storage/src/a.ts',
    "import { id } from '@candor/protocol';",
    /import type/,
  ],
  [
    'an inline type, whose module is still loaded',
    'packages/storage/src/a.ts',
    "import { type Id } from '@candor/protocol';",
    /import type/,
  ],
  [
    'node: in the contract of storage',
    'packages/storage/src/a.ts',
    "import { a } from 'node:sqlite';",
    /only in sqlite/,
  ],
  ['an engine in the server', 'packages/server/src/a.ts', "import { a } from '@candor/storage/sqlite';", /itself/],
  ['the doctor in the server', 'packages/server/src/a.ts', "import { diagnose } from '@candor/doctor';", /know doctor/],
  ['an undeclared package', 'packages/server/src/a.ts', "import Koa from 'koa';", /koa, which .* does not declare/],
  ['a value of the server in the console', 'packages/console/src/a.ts', "import { a } from '@candor/server';", /type/],
  ['a deep import', 'packages/cli/src/a.ts', "import { a } from '@candor/server/src/a.ts';", /exports .* do not name/],
  ['a deep import in a test', 'packages/cli/test/a.test.ts', "import { a } from '@candor/server/src/a.ts';", /exports/],
  ['a way out of the package', 'packages/cli/src/a.ts', "import { a } from '../../server/src/a.ts';", /leaves/],
  ['a way out in a test', 'packages/cli/test/a.test.ts', "import { a } from '../../server/src/a.ts';", /leaves/],
  [
    'a file of another package',
    'packages/cli/src/a.ts',
    "new URL('../../server/src/a.ts', import.meta.url);",
    /leaves/,
  ],
  ['a test in a source', 'packages/cli/src/a.ts', "import { a } from '../test/a.ts';", /its own tests/],
  ['an absolute path', 'packages/cli/src/a.ts', "import { a } from '/tmp/a.ts';", /absolute/],
  ['a package without a row', 'packages/extra/src/a.ts', '', /packages\/extra: has no row/],
];

for (const [title, path, text, sentence] of refused) {
  test(`refuses ${title}`, () => {
    const violations = violationsOf({ [path]: text });
    assert.match(violations.join('\n'), sentence);
    assert.equal(violations.filter((line) => line.startsWith(`${path}:1: `) || sentence.test(line)).length, 1);
  });
}

const impure = [
  'process.exit()',
  'Date.now()',
  'new Date()',
  'Date()',
  'Math.random()',
  'fetch(url)',
  'crypto.subtle',
  'Buffer.from(text)',
  'setTimeout(f, 1)',
  'globalThis.fetch',
  'console.log(a)',
  'await a',
  '`${process.cwd()}`',
  '[...process.argv]',
];

for (const code of impure) {
  for (const owner of ['protocol', 'doctor']) {
    test(`refuses ${code} in ${owner}`, () => {
      const text = `const text = 'a'; // it is pure\nconst b = ${code};`;
      const violations = violationsOf({ [`packages/${owner}/src/a.ts`]: text });
      assert.ok(violations.length > 0);
      for (const line of violations)
        assert.match(line, new RegExp(`^packages/${owner}/src/a\\.ts:2: names .* is pure$`));
      assert.deepEqual(violationsOf({ [`packages/${owner}/test/a.test.ts`]: text }), []);
    });
  }
}

test('refuses a declaration that the table does not allow', () => {
  const declaring = (dependencies: object) => ({ exports: { '.': './src/index.ts' }, dependencies });
  assert.deepEqual(
    violationsOf({ 'packages/doctor/package.json': declaring({ '@candor/cli': '0.1.0' }) }).slice(0, 1),
    ['packages/doctor/package.json: declares @candor/cli, which doctor may not import'],
  );
  assert.deepEqual(violationsOf({ 'packages/protocol/package.json': declaring({ zod: '4.0.0' }) }), [
    'packages/protocol/package.json: declares zod, which protocol may not import',
  ]);
});

test('refuses a cycle between packages and names its way', () => {
  const violations = violationsOf({
    'packages/protocol/src/a.ts': "import type { Rule } from '@candor/doctor';",
    'packages/doctor/src/a.ts': "import { problems } from '@candor/protocol';",
  });
  assert.ok(violations.includes('packages: protocol → doctor → protocol is a cycle'), violations.join('\n'));
});
