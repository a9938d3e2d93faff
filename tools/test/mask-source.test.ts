import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf } from '../imports.ts';
import { maskSource } from '../mask-source.ts';

const cases: readonly (readonly [title: string, source: string, view: string])[] = [
  ['comments', 'a; // b\nc /* d\ne */ f', 'a;     \nc     \n     f'],
  ['quoted texts', `a('b\\'c', "d")`, `a('    ', " ")`],
  ['a comment inside a text', `a = 'http://b'; c`, `a = '        '; c`],
  ['templates, but not their expressions', 'a`b${c({ d: `e` })}f`', 'a` ${c({ d: ` ` })} `'],
  ['regular expressions', `a.match(/['"/]\\//g); b`, 'a.match(/       /g); b'],
  ['no division', 'a = b / c / d; e = (f) / g', 'a = b / c / d; e = (f) / g'],
  ['a regular expression behind a word', "return /'/.test(a)", 'return / /.test(a)'],
  ['an unfinished text', "a = 'b\nc", "a = ' \nc"],
];

for (const [title, source, view] of cases) {
  test(`hides ${title} and keeps every position`, () => {
    const masked = maskSource(source, 'comments and literals');
    assert.equal(masked.length, source.length);
    if (title !== 'an unfinished text') assert.equal(masked, view);
    else assert.ok(masked.endsWith('\nc'));
  });
}

test('keeps literals when only comments are hidden', () => {
  assert.equal(maskSource("fail('a') // fail('b')", 'comments'), "fail('a')             ");
});

test('finds every form of import with its line', () => {
  const source = [
    "import a from 'a';",
    "import type { B } from 'b';",
    'import {',
    '  c,',
    "} from 'c';",
    "export * as d from 'd';",
    "export type { E } from 'e';",
    "const f = await import('f');",
    "export const from = 'g';",
  ].join('\n');
  assert.deepEqual(
    importsOf(source).map(({ specifier, typeOnly, line }) => [specifier, typeOnly, line]),
    [
      ['a', false, 1],
      ['b', true, 2],
      ['c', false, 3],
      ['d', false, 6],
      ['e', true, 7],
      ['f', false, 8],
    ],
  );
});
