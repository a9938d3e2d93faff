import { createHash, createHmac } from 'node:crypto';
import type { Tools } from '@candor/doctor';
import { weigh } from '../src/likeness/weigh.ts';

/** The doctor's tools with a fixed key, and a fault that fails the test. */
export const tools: Tools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  fingerprint: (text) => createHmac('sha256', 'key of the tests').update(text).digest('hex').slice(0, 8),
  likeness: () => weigh,
  onFault: ({ rule, error }) => {
    throw new Error(`${rule} threw`, { cause: error });
  },
};
