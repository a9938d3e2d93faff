import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CauseId, causes, diagnose, problemCauses, rules } from '@candor/doctor';
import { isProblemId, problemIds } from '@candor/protocol';
import { needsRecords } from '../src/evidence/evidence-kind.ts';
import { rulesOfRequests } from '../src/rules/of-requests.ts';
import { tools } from './tools.ts';

const nameOf = (finding: { cause: string; variant: string }): string => `${finding.cause}:${finding.variant}`;

describe('each rule, asked through the whole engine', () => {
  for (const rule of rules) {
    describe(nameOf(rule), () => {
      for (const example of rule.cases.fires) {
        it(`names it first: ${example.name}`, () => {
          const diagnoses = diagnose(example.evidence(tools), tools);
          assert.equal(diagnoses[0] && nameOf(diagnoses[0]), nameOf(rule));
          assert.ok(diagnoses[0]?.evidence.length, 'the evidence is shown');
        });
      }
      for (const example of rule.cases.silent) {
        it(`stays silent: ${example.name}`, () => {
          const names = diagnose(example.evidence(tools), tools).map(nameOf);
          assert.ok(!names.includes(nameOf(rule)), names.join(', '));
        });
      }
    });
  }
});

describe('the registry', () => {
  const names = rules.map(nameOf);

  it('is sorted by cause and variant, and has each once', () => {
    assert.deepEqual(names, [...new Set(names)].sort());
  });

  it('asks of a capture exactly the rules that need nothing of the server', () => {
    assert.deepEqual(
      rulesOfRequests,
      rules.filter(({ needs }) => !needsRecords(needs)),
    );
  });

  it('names causes of the taxonomy and problems of the catalogue only', () => {
    for (const rule of rules) {
      assert.ok(rule.cause in causes, rule.cause);
      assert.ok(rule.explains.length > 0, nameOf(rule));
      assert.ok(rule.specs.length > 0, nameOf(rule));
      for (const problem of rule.explains) assert.ok(isProblemId(problem), problem);
    }
  });

  it('is silenced by rules that exist, never by itself and never mutually', () => {
    for (const rule of rules) {
      for (const silencer of rule.noiseWhen) {
        assert.ok(
          names.some((name) => name === silencer || name.startsWith(`${silencer}:`)),
          silencer,
        );
        assert.ok(silencer !== rule.cause && silencer !== nameOf(rule), nameOf(rule));
        for (const other of rules.filter((one) => [one.cause as string, nameOf(one)].includes(silencer))) {
          const back = other.noiseWhen.includes(rule.cause) || other.noiseWhen.includes(nameOf(rule));
          assert.ok(!back, `${nameOf(rule)} and ${nameOf(other)} silence each other`);
        }
      }
    }
  });

  it('speaks in whole sentences, without exclamation marks', () => {
    for (const rule of rules) {
      for (const example of rule.cases.fires) {
        const [first] = diagnose(example.evidence(tools), tools);
        assert.ok(first !== undefined);
        for (const text of [first.title, first.why, ...first.fix.split('\n')]) {
          assert.match(text, /^[A-Z\d].*[.:]$|^[a-z]+(?:_[a-z]+)+ .*\.$/s, text);
          assert.doesNotMatch(text, /!|please|oops|undefined(?! reaches)|\[object/i);
        }
        assert.ok(!rule.title.endsWith('.'), rule.title);
      }
    }
  });
});

describe('the causes', () => {
  it('are the 113 of the taxonomy', () => {
    assert.equal(Object.keys(causes).length, 113);
    for (const cause of Object.keys(causes)) assert.match(cause, /^[a-z-]+\/[a-z-]+$/);
  });

  it('include one for every problem of the catalogue', () => {
    assert.deepEqual(Object.keys(problemCauses).sort(), [...problemIds].sort());
    for (const { cause } of Object.values(problemCauses)) assert.ok((cause satisfies CauseId) in causes, cause);
  });
});
