import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Tools } from '@candor/doctor/captures';
import type * as Likeness from '@candor/doctor/likeness';

const require = createRequire(import.meta.url);

/** The doctor's tools for one report: its fingerprints are keyed anew each time, so that two reports can't be joined. */
export function doctorTools(): Tools {
  const key = randomBytes(32);
  return {
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    fingerprint: (text) => createHmac('sha256', key).update(text).digest('hex').slice(0, 8),
    likeness: () => (require('@candor/doctor/likeness') as typeof Likeness).weigh,
  };
}
