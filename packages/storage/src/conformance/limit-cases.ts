import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import { hash, MINUTE, NOW, PRODUCTION, SANDBOX, tally } from './samples.ts';

const attempt = { key: 'sign-in:user-1', now: NOW, window: MINUTE, limit: 5 };
const assertion = {
  environment: SANDBOX,
  clientId: 'cid_first',
  jtiHash: hash(1),
  now: NOW,
  expiresAt: NOW + MINUTE,
};

export const limitCases = [
  storageCase('attempts are counted up to the limit, exactly, when they arrive together', async (storage) => {
    const results = await Promise.all(Array.from({ length: 30 }, () => storage.countAttempt(attempt)));
    assert.deepEqual(tally(results), { counted: 5, exceeded: 25 });
    const counts = results.flatMap((result) => (result.outcome === 'counted' ? [result.count] : []));
    assert.deepEqual(counts.sort(), [1, 2, 3, 4, 5]);
    assert.deepEqual(await storage.countAttempt(attempt), { outcome: 'exceeded', retryAt: NOW + MINUTE });
    assert.deepEqual(await storage.countAttempt({ ...attempt, key: 'another' }), { outcome: 'counted', count: 1 });
  }),

  storageCase('a window starts with its first attempt and is over at its end', async (storage) => {
    await storage.countAttempt(attempt);
    assert.deepEqual(await storage.countAttempt({ ...attempt, now: NOW + MINUTE - 1 }), {
      outcome: 'counted',
      count: 2,
    });
    assert.deepEqual(await storage.countAttempt({ ...attempt, now: NOW + MINUTE }), { outcome: 'counted', count: 1 });
    assert.deepEqual(await storage.countAttempt({ ...attempt, now: NOW + MINUTE, limit: 1 }), {
      outcome: 'exceeded',
      retryAt: NOW + 2 * MINUTE,
    });
  }),

  storageCase('a window is read without being counted', async (storage) => {
    assert.equal(await storage.attempts(attempt.key), undefined);
    await storage.countAttempt(attempt);
    await storage.countAttempt(attempt);
    for (let n = 0; n < 2; n++) {
      assert.deepEqual(await storage.attempts(attempt.key), { count: 2, endsAt: NOW + MINUTE });
    }
  }),

  storageCase(
    'the attempt that reaches the limit begins the pause, and what comes after it a new window',
    async (storage) => {
      const pausing = { ...attempt, limit: 3, pauseAtLimit: 10 * MINUTE };
      for (const n of [1, 2]) {
        await storage.countAttempt({ ...pausing, now: NOW + n });
        assert.deepEqual(await storage.attempts(attempt.key), { count: n, endsAt: NOW + 1 + MINUTE });
      }
      const late = NOW + MINUTE - 1;
      assert.deepEqual(await storage.countAttempt({ ...pausing, now: late }), { outcome: 'counted', count: 3 });
      const end = late + 10 * MINUTE;
      assert.deepEqual(await storage.attempts(attempt.key), { count: 3, endsAt: end });
      assert.deepEqual(await storage.countAttempt({ ...pausing, now: end - 1 }), { outcome: 'exceeded', retryAt: end });
      assert.deepEqual(await storage.countAttempt({ ...pausing, now: end }), { outcome: 'counted', count: 1 });
      assert.deepEqual(await storage.attempts(attempt.key), { count: 1, endsAt: end + MINUTE });
    },
  ),

  storageCase('an attempt taken back may be made again', async (storage) => {
    for (let n = 0; n < 5; n++) await storage.countAttempt(attempt);
    await storage.forgiveAttempt(attempt.key);
    await storage.forgiveAttempt('never counted');
    assert.deepEqual(await storage.countAttempt(attempt), { outcome: 'counted', count: 5 });
    assert.equal((await storage.countAttempt(attempt)).outcome, 'exceeded');
  }),

  storageCase('no more attempts are taken back than were made', async (storage) => {
    await storage.countAttempt(attempt);
    await storage.forgiveAttempt(attempt.key);
    await storage.forgiveAttempt(attempt.key);
    assert.deepEqual(await storage.countAttempt(attempt), { outcome: 'counted', count: 1 });
  }),

  storageCase('an assertion is accepted once until it has expired', async (storage) => {
    const attempts = Array.from({ length: 20 }, () => storage.reserveAssertion(assertion));
    assert.deepEqual(tally(await Promise.all(attempts)), { reserved: 1, replayed: 19 });
    assert.deepEqual(await storage.reserveAssertion({ ...assertion, now: NOW + MINUTE - 1 }), {
      outcome: 'replayed',
    });
    assert.deepEqual(await storage.reserveAssertion({ ...assertion, now: NOW + MINUTE, expiresAt: NOW + 2 * MINUTE }), {
      outcome: 'reserved',
    });
  }),

  storageCase('the same jti of another client or environment is another assertion', async (storage) => {
    await storage.reserveAssertion(assertion);
    for (const other of [{ clientId: 'cid_other' }, { environment: PRODUCTION }, { jtiHash: hash(2) }]) {
      assert.deepEqual(await storage.reserveAssertion({ ...assertion, ...other }), { outcome: 'reserved' });
    }
  }),
];
