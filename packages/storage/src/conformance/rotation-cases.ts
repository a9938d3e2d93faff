import assert from 'node:assert/strict';
import type { Storage } from '../contract/storage.ts';
import { storageCase } from './conformance-case.ts';
import {
  aClient,
  aRotation,
  CLIENT,
  DAY,
  hash,
  identifier,
  NOW,
  PRODUCTION,
  REFRESH,
  SANDBOX,
  seedFamily,
  someTokens,
  tally,
} from './samples.ts';

/** Every stored successor among the tokens 101 to 150. */
async function successors(storage: Storage): Promise<number[]> {
  const found: number[] = [];
  for (let n = 101; n <= 150; n++) if ((await storage.tokens(SANDBOX, identifier(n))) !== undefined) found.push(n);
  return found;
}

async function familyRevokedBy(storage: Storage): Promise<string | undefined> {
  return (await storage.authorization(SANDBOX, identifier(1)))?.revokedBy;
}

type Use = Parameters<Storage['useRefreshToken']>[0];

/** A use of the family's first refresh token that gives the access token `counter`, a day after its issue. */
function aUse(counter: number, changes: Partial<Use> = {}): Use {
  const { refresh: _none, ...tokens } = someTokens(counter, { authorizationId: identifier(1) });
  return {
    environment: SANDBOX,
    id: identifier(100),
    clientId: CLIENT,
    now: NOW + DAY,
    inactiveAt: NOW + 9 * DAY,
    tokens,
    ...changes,
  };
}

export const rotationCases = [
  storageCase('a rotated token names its successor, the successor its predecessor', async (storage) => {
    await seedFamily(storage);
    assert.deepEqual(await storage.rotateRefreshToken(aRotation(1, 100, 101)), { outcome: 'rotated' });
    const before = await storage.tokens(SANDBOX, identifier(100));
    assert.equal(before?.refreshRotatedAt, NOW + 2000);
    assert.equal(before?.refreshRotatedByRequest, 'request-101');
    assert.equal(before?.refreshRotatedFrom, 'address-1');
    assert.deepEqual(before?.successorId, identifier(101));
    const after = await storage.tokens(SANDBOX, identifier(101));
    assert.deepEqual(after?.predecessorId, identifier(100));
    assert.deepEqual(after?.authorizationId, identifier(1));
    assert.equal(after?.refreshRotatedAt, undefined);
  }),

  storageCase('fifty concurrent rotations inside the window: one successor, one answer', async (storage) => {
    await seedFamily(storage);
    const rotations = Array.from({ length: 50 }, (_, n) => storage.rotateRefreshToken(aRotation(1, 100, 101 + n)));
    const results = await Promise.all(rotations);
    assert.deepEqual(tally(results), { rotated: 1, retried: 49 });
    const winner = 101 + results.findIndex(({ outcome }) => outcome === 'rotated');
    for (const result of results) {
      if (result.outcome !== 'retried') continue;
      assert.deepEqual(result.sealedAnswer, aRotation(1, 100, winner).sealedAnswer);
      assert.equal(result.rotatedAt, NOW + 2000);
    }
    assert.deepEqual(await successors(storage), [winner]);
    assert.equal(await familyRevokedBy(storage), undefined);
  }),

  storageCase('fifty concurrent rotations without a window: one successor, then reuse', async (storage) => {
    await seedFamily(storage);
    const rotations = Array.from({ length: 50 }, (_, n) =>
      storage.rotateRefreshToken(aRotation(1, 100, 101 + n, { window: 0 })),
    );
    const results = await Promise.all(rotations);
    assert.deepEqual(tally(results), { rotated: 1, reused: 49 });
    const winner = 101 + results.findIndex(({ outcome }) => outcome === 'rotated');
    assert.deepEqual(await successors(storage), [winner]);
    assert.equal(await familyRevokedBy(storage), 'reuse');
    assert.equal((await storage.rotateRefreshToken(aRotation(1, winner, 200))).outcome, 'revoked');
  }),

  storageCase('reuse says when, by which request and from where the token was rotated', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101, { window: 0 }));
    assert.deepEqual(await storage.rotateRefreshToken(aRotation(1, 100, 102, { now: NOW + DAY, from: 'address-2' })), {
      outcome: 'reused',
      rotatedAt: NOW + 2000,
      rotatedByRequest: 'request-101',
      rotatedFrom: 'address-1',
    });
    assert.equal((await storage.authorization(SANDBOX, identifier(1)))?.revokedAt, NOW + DAY);
    assert.equal(await storage.tokens(SANDBOX, identifier(102)), undefined);
  }),

  storageCase('the window ends at its very end, and not before', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    const at = (now: number): ReturnType<Storage['rotateRefreshToken']> =>
      storage.rotateRefreshToken(aRotation(1, 100, 102, { now }));
    assert.equal((await at(NOW + 11_999)).outcome, 'retried');
    assert.equal((await at(NOW + 12_000)).outcome, 'reused');
    assert.equal(await familyRevokedBy(storage), 'reuse');
  }),

  storageCase('a retry with other parameters is reuse', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    const retry = await storage.rotateRefreshToken(aRotation(1, 100, 102, { parametersHash: hash(8) }));
    assert.equal(retry.outcome, 'reused');
    assert.equal(await familyRevokedBy(storage), 'reuse');
  }),

  storageCase('a retry after the new refresh token was used is reuse', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 101, 102))).outcome, 'rotated');
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 103))).outcome, 'reused');
    assert.equal(await familyRevokedBy(storage), 'reuse');
    assert.deepEqual(await successors(storage), [101, 102]);
  }),

  storageCase('a retry after the new access token was used is reuse', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    await storage.recordAccessTokenUse(SANDBOX, identifier(101), NOW + 2500);
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 102))).outcome, 'reused');
    assert.equal(await familyRevokedBy(storage), 'reuse');
  }),

  storageCase('a retry after the new access token was revoked is reuse', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    await storage.revokeAccessToken({ environment: SANDBOX, id: identifier(101), now: NOW + 2500 });
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 102))).outcome, 'reused');
    assert.equal(await familyRevokedBy(storage), 'reuse');
  }),

  storageCase('a retry in a family that was revoked meanwhile gives nothing', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    await storage.revokeAuthorization({ environment: SANDBOX, id: identifier(1), now: NOW + 2500, by: 'app' });
    assert.deepEqual(await storage.rotateRefreshToken(aRotation(1, 100, 102)), {
      outcome: 'revoked',
      revokedAt: NOW + 2500,
      revokedBy: 'app',
    });
    assert.equal(await familyRevokedBy(storage), 'app');
  }),

  storageCase('a client disabled after it was read rotates and retries nothing', async (storage) => {
    await seedFamily(storage);
    await storage.client(SANDBOX, 'cid_first');
    const disabling = storage.updateClient(aClient({ version: 2, enabled: false }));
    const rotation = storage.rotateRefreshToken(aRotation(1, 100, 101));
    await disabling;
    assert.deepEqual(await rotation, { outcome: 'client-disabled' });
    await storage.updateClient(aClient({ version: 3 }));
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 102))).outcome, 'rotated');
    await storage.updateClient(aClient({ version: 4, enabled: false }));
    assert.deepEqual(await storage.rotateRefreshToken(aRotation(1, 100, 103)), { outcome: 'client-disabled' });
    assert.deepEqual(await successors(storage), [102]);
    assert.equal(await familyRevokedBy(storage), undefined);
  }),

  storageCase('a refresh token ends at its absolute end and, unless used, by inactivity', async (storage) => {
    await seedFamily(storage);
    const at = (now: number): ReturnType<Storage['rotateRefreshToken']> =>
      storage.rotateRefreshToken(aRotation(1, 100, 101, { now }));
    assert.deepEqual(await at(REFRESH.expiresAt), { outcome: 'expired', endedAt: REFRESH.expiresAt });
    assert.deepEqual(await at(REFRESH.inactiveAt), { outcome: 'inactive', endedAt: REFRESH.inactiveAt });
    assert.deepEqual(await successors(storage), []);
    assert.deepEqual(await at(REFRESH.inactiveAt - 1), { outcome: 'rotated' });
  }),

  storageCase('an absolute end before the end by inactivity is the one that counts', async (storage) => {
    await seedFamily(storage);
    const refresh = { ...REFRESH, inactiveAt: REFRESH.expiresAt + DAY };
    const successor = someTokens(101, { authorizationId: identifier(1), refresh });
    await storage.rotateRefreshToken(aRotation(1, 100, 101, { successor }));
    const at = (now: number): ReturnType<Storage['rotateRefreshToken']> =>
      storage.rotateRefreshToken(aRotation(1, 101, 102, { now }));
    assert.deepEqual(await at(REFRESH.expiresAt), { outcome: 'expired', endedAt: REFRESH.expiresAt });
    assert.deepEqual(await at(REFRESH.expiresAt - 1), { outcome: 'rotated' });
  }),

  storageCase('a retry in a family that reuse has revoked gives nothing', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    await storage.rotateRefreshToken(aRotation(1, 101, 102));
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 103))).outcome, 'reused');
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 101, 104))).outcome, 'reused');
    assert.deepEqual(await successors(storage), [101, 102]);
  }),

  storageCase('a rotation without a window can not be retried with one', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101, { window: 0 }));
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 102))).outcome, 'reused');
  }),

  storageCase('a refresh token of another client or environment, or none at all, is unknown', async (storage) => {
    await seedFamily(storage);
    await storage.createClient(aClient({ clientId: 'cid_other' }));
    await storage.createClient(aClient({ environment: PRODUCTION }));
    await storage.issueTokens(someTokens(99));
    for (const foreign of [
      { clientId: 'cid_other' },
      { environment: PRODUCTION },
      { id: identifier(98) },
      { id: identifier(99) },
    ]) {
      assert.deepEqual(await storage.rotateRefreshToken(aRotation(1, 100, 101, foreign)), { outcome: 'unknown' });
    }
    assert.deepEqual(await successors(storage), []);
  }),

  storageCase('a refresh token that stays gives access tokens, and its end by inactivity moves', async (storage) => {
    await seedFamily(storage);
    for (const counter of [101, 102, 103]) {
      assert.deepEqual(await storage.useRefreshToken(aUse(counter)), { outcome: 'issued' });
    }
    const token = await storage.tokens(SANDBOX, identifier(100));
    assert.equal(token?.refresh?.inactiveAt, NOW + 9 * DAY);
    assert.equal(token?.refreshRotatedAt, undefined);
    assert.deepEqual(await successors(storage), [101, 102, 103]);
    const issued = await storage.tokens(SANDBOX, identifier(103));
    assert.deepEqual(issued?.authorizationId, identifier(1));
    assert.equal(issued?.refresh, undefined);
    assert.equal(issued?.predecessorId, undefined);
    assert.equal((await storage.useRefreshToken(aUse(104, { inactiveAt: NOW + 8 * DAY }))).outcome, 'issued');
    assert.equal((await storage.tokens(SANDBOX, identifier(100)))?.refresh?.inactiveAt, NOW + 9 * DAY);
    assert.equal((await storage.grantById(SANDBOX, 'grant-1'))?.lastUsedAt, NOW + DAY);
  }),

  storageCase('a refresh token that has ended, or is not the client’s, gives nothing', async (storage) => {
    await seedFamily(storage);
    const { expiresAt, inactiveAt } = REFRESH;
    assert.deepEqual(await storage.useRefreshToken(aUse(101, { now: expiresAt })), {
      outcome: 'expired',
      endedAt: expiresAt,
    });
    assert.deepEqual(await storage.useRefreshToken(aUse(101, { now: inactiveAt })), {
      outcome: 'inactive',
      endedAt: inactiveAt,
    });
    assert.deepEqual(await storage.useRefreshToken(aUse(101, { clientId: 'cid_other' })), { outcome: 'unknown' });
    assert.deepEqual(await storage.useRefreshToken(aUse(101, { id: identifier(98) })), { outcome: 'unknown' });
    await storage.updateClient(aClient({ version: 2, enabled: false }));
    assert.deepEqual(await storage.useRefreshToken(aUse(101)), { outcome: 'client-disabled' });
    await storage.updateClient(aClient({ version: 3 }));
    await storage.endGrant({ environment: SANDBOX, id: 'grant-1', now: NOW + 5, by: 'user' });
    assert.deepEqual(await storage.useRefreshToken(aUse(101)), {
      outcome: 'revoked',
      revokedAt: NOW + 5,
      revokedBy: 'user',
    });
    assert.deepEqual(await successors(storage), []);
  }),

  storageCase('a token rotated under another policy is reused when it is used again', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    assert.equal((await storage.useRefreshToken(aUse(102))).outcome, 'reused');
    assert.equal(await familyRevokedBy(storage), 'reuse');
    assert.deepEqual(await successors(storage), [101]);
  }),

  storageCase('a rotation counts as use of the grant', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101, { now: NOW + DAY }));
    assert.equal((await storage.grantById(SANDBOX, 'grant-1'))?.lastUsedAt, NOW + DAY);
  }),
];
