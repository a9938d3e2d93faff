import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, readCapture } from '@candor/doctor';
import { clientCases } from './captures/invented-client.ts';
import { flowCases } from './captures/invented-flow.ts';
import { messageCases } from './captures/invented-messages.ts';
import { reportCases } from './captures/invented-reports.ts';
import { tokenCases } from './captures/invented-token.ts';
import { variantCases } from './captures/invented-variants.ts';
import { tools } from './tools.ts';

const cases = [...clientCases, ...flowCases, ...tokenCases, ...reportCases, ...variantCases, ...messageCases];

describe('a capture of a failure', () => {
  for (const { cause, accept = [], name, text } of cases) {
    it(`names ${cause} first: ${name}`, () => {
      const { diagnoses } = examine(readCapture(text), tools);
      const named = diagnoses.map((one) => `${one.cause} (${one.confidence})`).join(', ');
      assert.ok([cause, ...accept].includes(diagnoses[0]?.cause as typeof cause), named || 'nothing');
      for (const one of diagnoses) {
        if (one.confidence === 'certain') assert.ok([cause, ...accept].includes(one.cause as typeof cause), named);
      }
      assert.ok(diagnoses.length <= 5);
    });
  }
});

describe('the same with the mistake mended', () => {
  for (const { cause, name, mended } of cases) {
    if (mended === undefined) continue;
    it(`has nothing certain: ${cause}, ${name}`, () => {
      const certain = examine(readCapture(mended), tools).diagnoses.filter((one) => one.confidence === 'certain');
      assert.deepEqual(
        certain.map((one) => one.cause),
        [],
      );
    });
  }
});
