import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import {
  aClient,
  aRotation,
  identifier,
  NOW,
  PRODUCTION,
  REFRESH,
  SANDBOX,
  seedFamily,
  seedParties,
  someTokens,
} from './samples.ts';

const access = { environment: SANDBOX, id: identifier(100) };

export const tokenCases = [
  storageCase('tokens of client_credentials are read as they were issued, without a family', async (storage) => {
    await seedParties(storage);
    const opaque = someTokens(1);
    const jwt = someTokens(2, { accessFormat: 'jwt', audience: [] });
    assert.deepEqual(await storage.issueTokens(opaque), { outcome: 'issued' });
    assert.deepEqual(await storage.issueTokens(jwt), { outcome: 'issued' });
    assert.deepEqual(await storage.tokens(SANDBOX, identifier(1)), opaque);
    assert.deepEqual(await storage.tokens(SANDBOX, identifier(2)), jwt);
    assert.equal(await storage.tokens(PRODUCTION, identifier(1)), undefined);
    assert.equal(await storage.tokens(SANDBOX, identifier(3)), undefined);
  }),

  storageCase('a client disabled after it was read, or unknown, is issued nothing', async (storage) => {
    await seedParties(storage);
    await storage.client(SANDBOX, 'cid_first');
    const disabling = storage.updateClient(aClient({ version: 2, enabled: false }));
    const issue = storage.issueTokens(someTokens(1));
    await disabling;
    assert.deepEqual(await issue, { outcome: 'client-disabled' });
    assert.deepEqual(await storage.issueTokens(someTokens(2, { clientId: 'cid_none' })), {
      outcome: 'client-disabled',
    });
    assert.equal(await storage.tokens(SANDBOX, identifier(1)), undefined);
    assert.equal(await storage.tokens(SANDBOX, identifier(2)), undefined);
  }),

  storageCase('tokens of a code are read with the state of their family', async (storage) => {
    await seedFamily(storage);
    assert.deepEqual(await storage.tokens(SANDBOX, identifier(100)), {
      ...someTokens(100, { authorizationId: identifier(1), refresh: REFRESH }),
      authorization: {
        userId: 'user-1',
        accountId: 'account-1',
        grantId: 'grant-1',
        flowId: 'flow-1',
        authenticatedAt: NOW,
        sessionId: identifier(900),
        scope: 'read',
        resources: [],
        nonce: 'nonce-of-the-app',
        region: 'us',
      },
    });
  }),

  storageCase('a read after a resolved write sees it', async (storage) => {
    await seedParties(storage);
    await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        await storage.issueTokens(someTokens(n + 1));
        assert.ok(await storage.tokens(SANDBOX, identifier(n + 1)));
      }),
    );
  }),

  storageCase('an access token is revoked alone, once', async (storage) => {
    await seedFamily(storage);
    const revocation = { ...access, now: NOW + 3 };
    assert.deepEqual(await storage.revokeAccessToken({ ...revocation, environment: PRODUCTION }), {
      outcome: 'unknown',
    });
    assert.deepEqual(await storage.revokeAccessToken(revocation), { outcome: 'revoked' });
    assert.deepEqual(await storage.revokeAccessToken({ ...revocation, now: NOW + 9 }), {
      outcome: 'already-revoked',
    });
    assert.deepEqual(await storage.revokeAccessToken({ ...revocation, id: identifier(7) }), { outcome: 'unknown' });
    const tokens = await storage.tokens(SANDBOX, identifier(100));
    assert.equal(tokens?.accessRevokedAt, NOW + 3);
    assert.equal(tokens?.authorization?.revokedAt, undefined);
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 101))).outcome, 'rotated');
  }),

  storageCase('an authorization is revoked once, with every token of its family', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    const revocation = { environment: SANDBOX, id: identifier(1), now: NOW + 5000, by: 'app' };
    assert.deepEqual(await storage.revokeAuthorization({ ...revocation, environment: PRODUCTION }), {
      outcome: 'unknown',
    });
    assert.deepEqual(await storage.revokeAuthorization(revocation), { outcome: 'revoked' });
    assert.deepEqual(await storage.revokeAuthorization({ ...revocation, by: 'user' }), {
      outcome: 'already-revoked',
    });
    assert.deepEqual(await storage.revokeAuthorization({ ...revocation, id: identifier(2) }), { outcome: 'unknown' });
    for (const counter of [100, 101]) {
      const family = (await storage.tokens(SANDBOX, identifier(counter)))?.authorization;
      assert.equal(family?.revokedAt, NOW + 5000);
      assert.equal(family?.revokedBy, 'app');
    }
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 101, 102))).outcome, 'revoked');
    assert.equal(await storage.tokens(SANDBOX, identifier(102)), undefined);
  }),

  storageCase('the first use is remembered of tokens that replaced others', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    await storage.recordAccessTokenUse(SANDBOX, identifier(100), NOW + 1);
    assert.equal((await storage.tokens(SANDBOX, identifier(100)))?.accessUsedAt, undefined);
    await storage.recordAccessTokenUse(PRODUCTION, identifier(101), NOW + 1);
    assert.equal((await storage.tokens(SANDBOX, identifier(101)))?.accessUsedAt, undefined);
    await storage.recordAccessTokenUse(SANDBOX, identifier(101), NOW + 3000);
    await storage.recordAccessTokenUse(SANDBOX, identifier(101), NOW + 4000);
    assert.equal((await storage.tokens(SANDBOX, identifier(101)))?.accessUsedAt, NOW + 3000);
  }),
];
