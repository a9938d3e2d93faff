import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Confidence, causes, examine, readCapture, signs } from '@candor/doctor';
import { gather } from '../src/evidence/gathered.ts';
import { caseOf, casesIn, findIn } from '../src/found/find.ts';
import { searches } from '../src/signs/registry.ts';
import { tools } from './tools.ts';

/** What is found in a capture, and how surely, before it is weighed against what is known of other captures. */
function named(text: string): ReadonlyMap<string, Confidence> {
  const { evidence } = gather(readCapture(text));
  const found = findIn(casesIn(caseOf(evidence, tools), tools), tools).slice(0, 5);
  return new Map(found.map(({ rule, finding }) => [`${rule.cause}:${rule.variant}`, finding.confidence]));
}

describe('each sign, looked for in a whole capture', () => {
  for (const { cause, variants, cases } of signs) {
    describe(cause, () => {
      for (const { variant, name, text, confidence } of cases().fires) {
        it(`shows as ${variant}, ${confidence}: ${name}`, () => {
          const found = named(text);
          assert.equal(found.get(`${cause}:${variant}`), confidence, [...found.keys()].join(', ') || 'nothing');
          const weighed = examine(readCapture(text), tools).diagnoses.find((one) => one.cause === cause);
          assert.ok(confidence === 'certain' || weighed?.confidence !== 'certain', 'no surer when it is weighed');
          assert.ok(confidence === 'possible' || weighed !== undefined, 'still named when it is weighed');
        });
      }
      for (const { variant, name, text } of cases().silent) {
        it(`does not show as ${variant}: ${name}`, () => {
          const found = named(text);
          assert.ok(!found.has(`${cause}:${variant}`), [...found.keys()].join(', '));
        });
      }

      it('has a case that fires for each variant', () => {
        const fired = new Set(cases().fires.map(({ variant }) => variant));
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

  it('are looked for before remarks and sayings, because a comparison shows more than words tell', () => {
    const names = searches.map(({ name }) => name);
    assert.deepEqual(names, [...signs.map(({ cause }) => cause), 'remarks', 'sayings']);
  });

  for (const [better, other, why] of [
    ['redirect-uri/extra-query', 'redirect-uri/host-port-mismatch', 'a query is refused on whatever host'],
    [
      'transport-endpoint/parameter-unknown',
      'scope-consent/scope-missing',
      'a misspelt scope looks like a missing one',
    ],
    [
      'token-use/id-token-used-as-access-token',
      'token-use/token-from-other-issuer',
      'an ID token would be wrong from any issuer',
    ],
  ] as const) {
    it(`puts ${better} before ${other}, where both are as sure: ${why}`, () => {
      const order = signs.map(({ cause }) => cause);
      assert.ok(order.indexOf(better) < order.indexOf(other));
    });
  }

  it('have titles without full stop, and a specification', () => {
    for (const { cause, variants, specs } of signs) {
      assert.ok(specs.length > 0, cause);
      for (const title of Object.values(variants)) assert.match(title, /^[A-Z].*[^.!]$/, title);
    }
  });
});
