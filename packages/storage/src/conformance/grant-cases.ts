import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import {
  aCode,
  aRedemption,
  aRotation,
  aUser,
  CLIENT,
  identifier,
  NOW,
  PRODUCTION,
  SANDBOX,
  seedFamily,
  seedParties,
} from './samples.ts';

export const grantCases = [
  storageCase('the first authorization of a triple creates its grant, a later one widens it', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    await storage.issueAuthorizationCode(
      aCode(2, { grant: { scopes: ['write', 'read'], resources: ['https://api.example/'] }, now: NOW + 5 }),
    );
    const grant = await storage.grant(SANDBOX, CLIENT, 'user-1', 'account-1');
    assert.deepEqual(grant, {
      ...aCode(1).grant,
      scopes: ['read', 'write'],
      resources: ['https://api.example/'],
      lastUsedAt: NOW + 5,
    });
    assert.deepEqual(await storage.grantById(SANDBOX, 'grant-1'), grant);
    assert.equal(await storage.grantById(SANDBOX, 'grant-2'), undefined);
    assert.equal(await storage.grantById(PRODUCTION, 'grant-1'), undefined);
    assert.equal((await storage.authorization(SANDBOX, identifier(2)))?.grantId, 'grant-1');
  }),

  storageCase('concurrent authorizations of one triple share one grant', async (storage) => {
    await seedParties(storage);
    await Promise.all(Array.from({ length: 20 }, (_, n) => storage.issueAuthorizationCode(aCode(n + 1))));
    assert.equal((await storage.grants(SANDBOX, {}, { limit: 50 })).items.length, 1);
  }),

  storageCase('ending a grant ends every authorization and token under it', async (storage) => {
    await seedFamily(storage);
    await storage.issueAuthorizationCode(aCode(2));
    const end = { environment: SANDBOX, id: 'grant-1', now: NOW + 3000, by: 'user' };
    assert.deepEqual(await storage.endGrant({ ...end, environment: PRODUCTION }), { outcome: 'unknown' });
    assert.deepEqual(await storage.endGrant(end), { outcome: 'ended' });
    assert.deepEqual(await storage.endGrant({ ...end, by: 'app' }), { outcome: 'already-ended' });
    assert.deepEqual(await storage.endGrant({ ...end, id: 'grant-9' }), { outcome: 'unknown' });
    const ended = await storage.grantById(SANDBOX, 'grant-1');
    assert.equal(ended?.endedAt, NOW + 3000);
    assert.equal(ended?.endedBy, 'user');
    assert.equal((await storage.tokens(SANDBOX, identifier(100)))?.authorization?.revokedAt, NOW + 3000);
    assert.equal((await storage.authorization(SANDBOX, identifier(2)))?.revokedBy, 'user');
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(2, 102)), {
      outcome: 'ended',
      endedAt: NOW + 3000,
      endedBy: 'user',
    });
    assert.deepEqual(await storage.rotateRefreshToken(aRotation(1, 100, 101, { now: NOW + 4000 })), {
      outcome: 'revoked',
      revokedAt: NOW + 3000,
      revokedBy: 'user',
    });
    assert.equal(await storage.tokens(SANDBOX, identifier(101)), undefined);
    assert.equal(await storage.tokens(SANDBOX, identifier(102)), undefined);
  }),

  storageCase('ending the grants of an account ends those of every user of it, and no others', async (storage) => {
    await seedParties(storage);
    await storage.createUser(aUser({ id: 'user-2', email: 'b@example.com' }));
    const second = { userId: 'user-2' };
    const elsewhere = { accountId: 'account-2' };
    await storage.issueAuthorizationCode(aCode(1));
    await storage.issueAuthorizationCode(aCode(2, { grant: second, authorization: second }));
    await storage.issueAuthorizationCode(aCode(3, { grant: elsewhere, authorization: elsewhere }));
    const end = { environment: SANDBOX, clientId: CLIENT, accountId: 'account-1', now: NOW + 5, by: 'app' };
    assert.deepEqual(await storage.endGrantsOfAccount({ ...end, environment: PRODUCTION }), { ended: 0 });
    assert.deepEqual(await storage.endGrantsOfAccount({ ...end, clientId: 'cid_other' }), { ended: 0 });
    assert.deepEqual(await storage.endGrantsOfAccount(end), { ended: 2 });
    assert.deepEqual(await storage.endGrantsOfAccount({ ...end, now: NOW + 9 }), { ended: 0 });
    const ends = await Promise.all(['grant-1', 'grant-2', 'grant-3'].map((id) => storage.grantById(SANDBOX, id)));
    assert.deepEqual(
      ends.map((grant) => [grant?.endedAt, grant?.endedBy]),
      [
        [NOW + 5, 'app'],
        [NOW + 5, 'app'],
        [undefined, undefined],
      ],
    );
  }),

  storageCase('of the ends of an authorization and of its grant the first counts', async (storage) => {
    await seedFamily(storage);
    await storage.revokeAuthorization({ environment: SANDBOX, id: identifier(1), now: NOW + 5, by: 'app' });
    await storage.endGrant({ environment: SANDBOX, id: 'grant-1', now: NOW + 10, by: 'user' });
    assert.equal((await storage.authorization(SANDBOX, identifier(1)))?.revokedBy, 'app');
    assert.equal((await storage.tokens(SANDBOX, identifier(100)))?.authorization?.revokedAt, NOW + 5);
  }),

  storageCase('after a grant has ended a new one begins', async (storage) => {
    await seedFamily(storage);
    await storage.endGrant({ environment: SANDBOX, id: 'grant-1', now: NOW + 1, by: 'user' });
    assert.equal(await storage.grant(SANDBOX, CLIENT, 'user-1', 'account-1'), undefined);
    await storage.issueAuthorizationCode(aCode(2));
    assert.equal((await storage.grant(SANDBOX, CLIENT, 'user-1', 'account-1'))?.id, 'grant-2');
    assert.equal((await storage.redeemAuthorizationCode(aRedemption(2, 200))).outcome, 'redeemed');
  }),

  storageCase('grants are listed by client and by user, newest first', async (storage) => {
    await seedParties(storage);
    await storage.createUser(aUser({ id: 'user-2', email: 'b@example.com' }));
    const second = { userId: 'user-2' };
    await storage.issueAuthorizationCode(aCode(1));
    await storage.issueAuthorizationCode(aCode(2, { grant: second, authorization: second }));
    const third = { accountId: 'account-2' };
    await storage.issueAuthorizationCode(aCode(3, { grant: third, authorization: third }));
    const ids = async (filter: { clientId?: string; userId?: string }): Promise<string[]> =>
      (await storage.grants(SANDBOX, filter, { limit: 10 })).items.map(({ id }) => id);
    assert.deepEqual(await ids({}), ['grant-3', 'grant-2', 'grant-1']);
    assert.deepEqual(await ids({ userId: 'user-1' }), ['grant-3', 'grant-1']);
    assert.deepEqual(await ids({ clientId: CLIENT, userId: 'user-2' }), ['grant-2']);
    assert.deepEqual(await ids({ clientId: 'cid_other' }), []);
    const first = await storage.grants(SANDBOX, { clientId: CLIENT }, { limit: 2 });
    const rest = await storage.grants(SANDBOX, { clientId: CLIENT }, { limit: 2, after: first.next ?? '' });
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      ['grant-3', 'grant-2', 'grant-1'],
    );
    assert.equal(rest.next, undefined);
    assert.deepEqual((await storage.grants(PRODUCTION, {}, { limit: 10 })).items, []);
  }),
];
