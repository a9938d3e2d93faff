import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testArguments } from '../test.ts';

const files = ['packages/protocol/test/pkce.test.ts', 'packages/storage/test/sqlite.test.ts'];
const selection = (...words: string[]): string[] => testArguments(files, words, 'short').slice(4);

test('runs every file when nothing is asked for', () => assert.deepEqual(selection(), files));

test('takes a part of a path as a selection of files', () => {
  assert.deepEqual(selection('storage'), ['packages/storage/test/sqlite.test.ts']);
  assert.deepEqual(selection('./packages/protocol/test/pkce.test.ts'), ['packages/protocol/test/pkce.test.ts']);
});

test('takes any other word as a selection by title, and hands options through', () => {
  assert.deepEqual(selection('refuses a code', '--test-only'), [
    '--test-name-pattern=refuses a code',
    '--test-only',
    ...files,
  ]);
});
