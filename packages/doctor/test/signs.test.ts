import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { causes, examine, readCapture, signs } from '@candor/doctor';
import { tools } from './tools.ts';

function named(text: string): readonly string[] {
  return examine(readCapture(text), tools).diagnoses.map(({ cause, variant }) => `${cause}:${variant}`);
}

describe('each sign, looked for in a whole capture', () => {
  for (const { cause, variants, cases } of signs) {
    describe(cause, () => {
      for (const { variant, name, text } of cases.fires) {
        it(`shows as ${variant}: ${name}`, () => {
          const found = named(text);
          assert.ok(found.includes(`${cause}:${variant}`), found.join(', ') || 'nothing');
        });
      }
      for (const { variant, name, text } of cases.silent) {
        it(`does not show as ${variant}: ${name}`, () => {
          const found = named(text);
          assert.ok(!found.includes(`${cause}:${variant}`), found.join(', '));
        });
      }

      it('has a case that fires for each variant', () => {
        const fired = new Set(cases.fires.map(({ variant }) => variant));
        assert.deepEqual([...fired].sort(), Object.keys(variants).sort());
      });
    });
  }
});

describe('the signs', () => {
  it('name causes of the taxonomy, each once', () => {
    const named = signs.map(({ cause }) => cause);
    assert.equal(new Set(named).size, named.length);
    for (const cause of named) assert.ok(cause in causes, cause);
  });

  it('have titles without full stop, and a specification', () => {
    for (const { cause, variants, specs } of signs) {
      assert.ok(specs.length > 0, cause);
      for (const title of Object.values(variants)) assert.match(title, /^[A-Z].*[^.!]$/, title);
    }
  });
});
