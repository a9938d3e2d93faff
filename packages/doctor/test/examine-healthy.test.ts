import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { healthyCases } from './captures/healthy.ts';
import { tools } from './tools.ts';

describe('a capture that is in order', () => {
  for (const { name, text, never = [] } of healthyCases) {
    it(`has nothing certain: ${name}`, () => {
      const { diagnoses, ask } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`).join(', ');
      assert.ok(!diagnoses.some((one) => one.confidence === 'certain'), named);
      for (const one of diagnoses) assert.ok(!never.includes(one.cause), named);
      assert.ok((ask ?? '.').endsWith('.'), ask ?? '');
    });
  }
});

describe('what a capture is told about', () => {
  it('has its exchanges in order, with what links them', () => {
    const flow = healthyCases[0]?.text ?? '';
    const { exchanges, version, redacted } = examine(readCapture(flow), tools);
    assert.deepEqual(
      exchanges.map(({ role, outcome, flow }) => [role, outcome, flow]),
      [
        ['authorization-request', 'unknown', 1],
        ['authorization-response', 'accepted', 1],
        ['token-request', 'accepted', 1],
      ],
    );
    assert.equal(version, 1);
    assert.equal(redacted, true);
  });

  it('shows no secret of the capture', () => {
    for (const { text } of healthyCases) {
      const shown = JSON.stringify(examine(readCapture(text), tools));
      for (const secret of [
        'Lf93kfh20LsdkfP',
        'Pq02LskdQ1Kd93hg',
        'at_kf93hfkQ02lf',
        'rt_93kfL0sdkfQ1',
        'dBjftJeZ4CVP',
      ]) {
        assert.ok(!shown.includes(secret), `${secret} is shown`);
      }
    }
  });
});
