import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { pureSha256 } from '@candor/protocol';

describe('pureSha256', () => {
  it('is the SHA-256 of the platform for every length around the blocks, and for a long text', () => {
    for (const length of [...Array(200).keys(), 1000, 65_537]) {
      const bytes = randomBytes(length);
      const expected = createHash('sha256').update(bytes).digest('hex');
      assert.equal(Buffer.from(pureSha256(bytes)).toString('hex'), expected, `${length} bytes`);
    }
  });
});
