import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import {
  aClient,
  aCode,
  anAuthorizationSession,
  aRedemption,
  aRotation,
  aUser,
  CLIENT,
  identifier,
  MINUTE,
  NOW,
  PRODUCTION,
  SANDBOX,
  seedFamily,
  seedParties,
  tally,
} from './samples.ts';

const code = { environment: SANDBOX, id: identifier(1) };

export const authorizationCodeCases = [
  storageCase('an issued code is read as it was issued, in its environment only', async (storage) => {
    await seedParties(storage);
    const { authorization, grant, ...rest } = aCode(1, { authorization: { resources: ['https://api.example/'] } });
    assert.deepEqual(await storage.issueAuthorizationCode({ authorization, grant, ...rest }), { outcome: 'issued' });
    assert.deepEqual(await storage.authorization(SANDBOX, identifier(1)), {
      ...authorization,
      grantId: 'grant-1',
      wrongVerifiers: 0,
    });
    assert.equal(await storage.authorization(PRODUCTION, identifier(1)), undefined);
    assert.equal(await storage.authorization(SANDBOX, identifier(2)), undefined);
  }),

  storageCase('an authorization without nonce or sent redirect URI is read without them', async (storage) => {
    await seedParties(storage);
    const { nonce: _, ...authorization } = aCode(1, { authorization: { redirectUriSent: false } }).authorization;
    await storage.issueAuthorizationCode({ ...aCode(1), authorization });
    const stored = await storage.authorization(SANDBOX, identifier(1));
    assert.equal(stored?.redirectUriSent, false);
    assert.ok(stored !== undefined && !('nonce' in stored));
  }),

  storageCase("the recent authorizations are the client's own, newest first, at most fifty", async (storage) => {
    await seedParties(storage);
    await storage.createClient(aClient({ clientId: 'cid_second' }));
    await storage.createClient(aClient({ environment: PRODUCTION }));
    const second = { clientId: 'cid_second' };
    await storage.issueAuthorizationCode(aCode(1, { authorization: { codeChallenge: 'first-challenge' } }));
    await storage.issueAuthorizationCode(aCode(2, { grant: second, authorization: second }));
    for (let counter = 3; counter < 55; counter++) await storage.issueAuthorizationCode(aCode(counter));
    const recent = await storage.recentAuthorizations(SANDBOX, CLIENT);
    assert.deepEqual([recent.length, recent[0]?.flowId, recent.at(-1)?.flowId], [50, 'flow-54', 'flow-5']);
    assert.deepEqual(await storage.recentAuthorizations(SANDBOX, 'cid_second'), [
      { flowId: 'flow-2', codeChallenge: 'challenge', issuedAt: NOW },
    ]);
    assert.deepEqual(await storage.recentAuthorizations(PRODUCTION, CLIENT), []);
    await storage.deleteClient(SANDBOX, CLIENT);
    await storage.createClient(aClient());
    assert.deepEqual(await storage.recentAuthorizations(SANDBOX, CLIENT), []);
  }),

  storageCase('no code is issued for a disabled client, a disabled user or one that is gone', async (storage) => {
    await seedParties(storage);
    await storage.updateUser(aUser({ version: 2, enabled: false }));
    assert.deepEqual(await storage.issueAuthorizationCode(aCode(1)), { outcome: 'user-disabled' });
    const gone = { userId: 'user-9' };
    assert.deepEqual(await storage.issueAuthorizationCode(aCode(1, { grant: gone, authorization: gone })), {
      outcome: 'user-disabled',
    });
    await storage.updateUser(aUser({ version: 3 }));
    await storage.updateClient(aClient({ version: 2, enabled: false }));
    assert.deepEqual(await storage.issueAuthorizationCode(aCode(1)), { outcome: 'client-disabled' });
    assert.equal(await storage.authorization(SANDBOX, identifier(1)), undefined);
    assert.deepEqual((await storage.grants(SANDBOX, {}, { limit: 10 })).items, []);
  }),

  storageCase('an authorization session gives one code, before its end', async (storage) => {
    await seedParties(storage);
    await storage.beginAuthorizationSession(anAuthorizationSession({ id: identifier(50) }));
    const under = (counter: number, now: number): ReturnType<typeof aCode> =>
      aCode(counter, { authorizationSessionId: identifier(50), now });
    assert.deepEqual(await storage.issueAuthorizationCode(under(1, NOW + 10 * MINUTE)), {
      outcome: 'session-expired',
    });
    const answers = Array.from({ length: 10 }, (_, n) => storage.issueAuthorizationCode(under(n + 1, NOW + 1)));
    assert.deepEqual(tally(await Promise.all(answers)), { issued: 1, 'session-concluded': 9 });
    assert.equal((await storage.authorizationSession(SANDBOX, identifier(50)))?.concludedAt, NOW + 1);
    assert.deepEqual(await storage.issueAuthorizationCode(aCode(30, { authorizationSessionId: identifier(51) })), {
      outcome: 'session-expired',
    });
  }),

  storageCase('a concluded session gives no code', async (storage) => {
    await seedParties(storage);
    await storage.beginAuthorizationSession(anAuthorizationSession({ id: identifier(50) }));
    await storage.concludeAuthorizationSession({ environment: SANDBOX, id: identifier(50), now: NOW });
    assert.deepEqual(await storage.issueAuthorizationCode(aCode(1, { authorizationSessionId: identifier(50) })), {
      outcome: 'session-concluded',
    });
    assert.equal(await storage.authorization(SANDBOX, identifier(1)), undefined);
  }),

  storageCase('redeeming a code stores its tokens and remembers who redeemed it', async (storage) => {
    await seedFamily(storage);
    const authorization = await storage.authorization(SANDBOX, identifier(1));
    assert.equal(authorization?.redeemedAt, NOW + 1000);
    assert.equal(authorization?.redeemedByRequest, 'request-100');
    assert.equal(authorization?.redeemedFrom, 'address-1');
    const tokens = await storage.tokens(SANDBOX, identifier(100));
    assert.deepEqual(tokens?.authorizationId, identifier(1));
    assert.equal(tokens?.authorization?.userId, 'user-1');
  }),

  storageCase('fifty concurrent redemptions of one code: one is redeemed, the family revoked', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    const attempts = Array.from({ length: 50 }, (_, n) => storage.redeemAuthorizationCode(aRedemption(1, 100 + n)));
    const results = await Promise.all(attempts);
    assert.deepEqual(tally(results), { redeemed: 1, replayed: 49 });
    const winner = results.findIndex(({ outcome }) => outcome === 'redeemed');
    for (const result of results) {
      if (result.outcome !== 'replayed') continue;
      assert.equal(result.redeemedAt, NOW + 1000);
      assert.equal(result.redeemedByRequest, `request-${100 + winner}`);
      assert.equal(result.redeemedFrom, 'address-1');
    }
    for (let n = 0; n < 50; n++) {
      const tokens = await storage.tokens(SANDBOX, identifier(100 + n));
      assert.equal(tokens !== undefined, n === winner);
      if (n === winner) assert.equal(tokens?.authorization?.revokedAt, NOW + 1000);
    }
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100 + winner, 200))).outcome, 'revoked');
  }),

  storageCase('a code replayed later revokes what it gave', async (storage) => {
    await seedFamily(storage);
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 101))).outcome, 'rotated');
    const replay = await storage.redeemAuthorizationCode(aRedemption(1, 102, { now: NOW + 9 * MINUTE }));
    assert.equal(replay.outcome, 'replayed');
    assert.equal((await storage.tokens(SANDBOX, identifier(101)))?.authorization?.revokedAt, NOW + 9 * MINUTE);
    assert.equal(await storage.tokens(SANDBOX, identifier(102)), undefined);
  }),

  storageCase('a code has expired at the very moment of its end, and not before', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    const end = NOW + MINUTE;
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(1, 100, { now: end })), {
      outcome: 'expired',
      expiredAt: end,
    });
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(1, 100, { now: end - 1 })), {
      outcome: 'redeemed',
    });
  }),

  storageCase('a code of another client or another environment is unknown', async (storage) => {
    await seedParties(storage);
    await storage.createClient(aClient({ clientId: 'cid_other' }));
    await storage.createClient(aClient({ environment: PRODUCTION }));
    await storage.issueAuthorizationCode(aCode(1));
    for (const foreign of [{ clientId: 'cid_other' }, { environment: PRODUCTION }, { id: identifier(2) }]) {
      assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(1, 100, foreign)), { outcome: 'unknown' });
    }
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
    assert.equal((await storage.authorization(SANDBOX, identifier(1)))?.redeemedAt, undefined);
  }),

  storageCase('a client disabled after it was read redeems nothing', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    await storage.client(SANDBOX, 'cid_first');
    const disabling = storage.updateClient(aClient({ version: 2, enabled: false }));
    const redemption = storage.redeemAuthorizationCode(aRedemption(1, 100));
    await disabling;
    assert.deepEqual(await redemption, { outcome: 'client-disabled' });
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
    await storage.updateClient(aClient({ version: 3 }));
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(1, 100)), { outcome: 'redeemed' });
  }),

  storageCase('five wrong verifiers burn a code, four do not', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    await storage.issueAuthorizationCode(aCode(2));
    const other = { environment: SANDBOX, id: identifier(2) };
    for (let count = 1; count <= 4; count++) {
      assert.deepEqual(await storage.countWrongVerifier(code), { outcome: 'counted', count });
      await storage.countWrongVerifier(other);
    }
    assert.deepEqual(await storage.countWrongVerifier(code), { outcome: 'burnt', count: 5 });
    assert.deepEqual(await storage.countWrongVerifier(code), { outcome: 'burnt', count: 5 });
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(1, 100)), { outcome: 'burnt' });
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(2, 101)), { outcome: 'redeemed' });
  }),

  storageCase('wrong verifiers are counted exactly when they arrive together', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    const counted = await Promise.all(Array.from({ length: 20 }, () => storage.countWrongVerifier(code)));
    assert.deepEqual(tally(counted), { counted: 4, burnt: 16 });
    assert.equal((await storage.authorization(SANDBOX, identifier(1)))?.wrongVerifiers, 5);
  }),

  storageCase('a wrong verifier for a redeemed or unknown code counts nothing', async (storage) => {
    await seedFamily(storage);
    assert.deepEqual(await storage.countWrongVerifier(code), { outcome: 'unknown' });
    assert.deepEqual(await storage.countWrongVerifier({ ...code, id: identifier(9) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.countWrongVerifier({ ...code, environment: PRODUCTION }), { outcome: 'unknown' });
    assert.equal((await storage.authorization(SANDBOX, identifier(1)))?.wrongVerifiers, 0);
  }),

  storageCase('a revoked authorization redeems nothing and says who ended it', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    await storage.revokeAuthorization({ ...code, now: NOW + 5, by: 'administrator' });
    assert.deepEqual(await storage.redeemAuthorizationCode(aRedemption(1, 100)), {
      outcome: 'ended',
      endedAt: NOW + 5,
      endedBy: 'administrator',
    });
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
  }),

  storageCase('a replay leaves what the code gave alone where it is kept', async (storage) => {
    await seedParties(storage);
    await storage.issueAuthorizationCode(aCode(1));
    await storage.redeemAuthorizationCode(aRedemption(1, 100));
    const replay = await storage.redeemAuthorizationCode({ ...aRedemption(1, 101), keepOnReplay: true });
    assert.equal(replay.outcome, 'replayed');
    assert.equal((await storage.authorization(SANDBOX, identifier(1)))?.revokedAt, undefined);
    assert.equal(await storage.tokens(SANDBOX, identifier(101)), undefined);
  }),
];
