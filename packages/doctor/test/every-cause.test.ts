/** Every cause of the taxonomy can be the answer: some capture, rule or text of the tests has it named first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causes, diagnose, examine, readCapture, rules, signs } from '@candor/doctor';
import { libraries } from '../src/libraries/registry.ts';
import { providers } from '../src/providers/registry.ts';
import { clientCases } from './captures/invented-client.ts';
import { flowCases } from './captures/invented-flow.ts';
import { messageCases } from './captures/invented-messages.ts';
import { reportCases } from './captures/invented-reports.ts';
import { tokenCases } from './captures/invented-token.ts';
import { variantCases } from './captures/invented-variants.ts';
import { tools } from './tools.ts';

const invented = [clientCases, flowCases, tokenCases, reportCases, variantCases, messageCases].flat();

test('every cause is named first somewhere', () => {
  const first = new Set<string | undefined>();
  const captures = [
    ...invented.map(({ text }) => text),
    ...signs.flatMap(({ cases }) => cases().fires.map(({ text }) => text)),
    ...[...providers, ...libraries].flatMap(({ texts }) => texts.flatMap(({ says }) => says)),
  ];
  for (const text of captures) first.add(examine(readCapture(text), tools).diagnoses[0]?.cause);
  for (const { cases } of rules) {
    for (const { evidence } of cases.fires) first.add(diagnose(evidence(tools), tools)[0]?.cause);
  }
  assert.deepEqual(
    Object.keys(causes).filter((cause) => !first.has(cause)),
    [],
  );
});
