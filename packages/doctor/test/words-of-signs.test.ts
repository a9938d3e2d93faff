import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { clues } from '../src/signs/remarks/registry.ts';
import { sayings } from '../src/signs/sayings/registry.ts';
import { tools } from './tools.ts';

/** The causes that are named of a text, the best first. */
function named(text: string): readonly string[] {
  return examine(readCapture(text), tools).diagnoses.map(({ cause }) => cause);
}

const entries = [
  ...sayings.map(({ causes: [cause], ...entry }) => ({ ...entry, cause, beside: undefined })),
  ...clues.map((entry) => ({ beside: undefined, without: undefined, ...entry })),
];

describe('words that signs listen for, pasted alone', () => {
  for (const { example, says, without, beside, cause } of entries) {
    it(`names ${cause} of: ${example}`, () => {
      assert.match(example, says);
      if (without !== undefined) assert.doesNotMatch(example, without);
      if (beside !== undefined) assert.match(example, beside);
      const found = named(example);
      assert.ok(found.slice(0, 3).includes(cause), found.join(', ') || 'nothing');
    });
  }

  it('looks a bounded stretch ahead, so that a text that repeats a word takes no longer than another', () => {
    const unbounded = /(?<!\\)(?:\]|\\[wWsSd]|\.)[*+]/;
    const patterns = entries.flatMap(({ says, without, beside }) => [says, without, beside]);
    assert.deepEqual(
      patterns.filter((one) => one !== undefined && unbounded.test(one.source)),
      [],
    );
  });

  it('has examples of its own for each entry', () => {
    const examples = entries.map(({ example }) => example);
    assert.equal(new Set(examples).size, examples.length);
  });
});
