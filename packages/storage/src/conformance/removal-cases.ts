import assert from 'node:assert/strict';
import type { Storage } from '../contract/storage.ts';
import { storageCase } from './conformance-case.ts';
import {
  aClient,
  aCode,
  anAuthorizationSession,
  aPushedRequest,
  aRedemption,
  aRotation,
  aSession,
  DAY,
  HOUR,
  hash,
  identifier,
  MINUTE,
  NOW,
  PRODUCTION,
  REFRESH,
  SANDBOX,
  seedFamily,
  seedParties,
  someTokens,
} from './samples.ts';

/** Calls until nothing is left to delete; gives back how many rows went. */
async function removeAll(storage: Storage, environment: string, now: number, retention = 0): Promise<number> {
  let removed = 0;
  for (let calls = 0; calls < 100; calls++) {
    const count = await storage.removeExpired({ environment, now, retention, limit: 50 });
    assert.ok(count <= 50, `${count} rows were deleted in a call bounded to 50`);
    if (count === 0) return removed;
    removed += count;
  }
  throw new Error('removeExpired found no end.');
}

export const removalCases = [
  storageCase('what is alive is never removed', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    await storage.issueTokens(someTokens(102));
    await storage.issueAuthorizationCode(aCode(2));
    await storage.createSession(aSession());
    await storage.beginAuthorizationSession(anAuthorizationSession());
    await storage.pushAuthorizationRequest(aPushedRequest());
    await storage.countAttempt({ key: 'k', environment: SANDBOX, now: NOW, window: MINUTE, limit: 1 });
    const assertion = { environment: SANDBOX, clientId: 'cid_first', jtiHash: hash(1), expiresAt: NOW + MINUTE };
    await storage.reserveAssertion({ ...assertion, now: NOW });
    assert.equal(await removeAll(storage, SANDBOX, NOW + 3000), 0);
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 103, { now: NOW + 3000 }))).outcome, 'retried');
    assert.equal((await storage.redeemAuthorizationCode(aRedemption(2, 200))).outcome, 'redeemed');
    assert.ok(await storage.tokens(SANDBOX, identifier(102)));
    assert.ok(await storage.session(identifier(1)));
    assert.ok(await storage.authorizationSession(SANDBOX, identifier(1)));
    const again = { key: 'k', environment: SANDBOX, now: NOW + 3000, window: MINUTE, limit: 1 };
    assert.equal((await storage.countAttempt(again)).outcome, 'exceeded');
    assert.equal((await storage.reserveAssertion({ ...assertion, now: NOW + 3000 })).outcome, 'replayed');
  }),

  storageCase('what has ended is removed, piece by piece', async (storage) => {
    await seedParties(storage);
    for (let n = 1; n <= 120; n++) await storage.issueTokens(someTokens(n));
    await storage.createSession(aSession());
    await storage.beginAuthorizationSession(anAuthorizationSession());
    await storage.pushAuthorizationRequest(aPushedRequest());
    await storage.countAttempt({ key: 'k', environment: SANDBOX, now: NOW, window: MINUTE, limit: 1 });
    await storage.reserveAssertion({
      environment: SANDBOX,
      clientId: 'cid_first',
      jtiHash: hash(1),
      now: NOW,
      expiresAt: NOW + MINUTE,
    });
    assert.equal(await removeAll(storage, SANDBOX, NOW + DAY), 125);
    for (let n = 1; n <= 120; n++) assert.equal(await storage.tokens(SANDBOX, identifier(n)), undefined);
    assert.equal(await storage.session(identifier(1)), undefined);
    assert.equal(await storage.authorizationSession(SANDBOX, identifier(1)), undefined);
  }),

  storageCase('living rows at the head do not keep what has ended behind them', async (storage) => {
    await seedParties(storage);
    for (let n = 1; n <= 300; n++) await storage.issueTokens(someTokens(n, { accessExpiresAt: NOW + DAY }));
    for (let n = 301; n <= 310; n++) await storage.issueTokens(someTokens(n));
    for (let calls = 0; calls < 40; calls++) {
      await storage.removeExpired({ environment: SANDBOX, now: NOW + HOUR, retention: 0, limit: 5 });
    }
    for (let n = 1; n <= 310; n++) {
      assert.equal((await storage.tokens(SANDBOX, identifier(n))) !== undefined, n <= 300, `tokens ${n}`);
    }
  }),

  storageCase('tokens are kept for the time of retention after their end', async (storage) => {
    await seedParties(storage);
    await storage.issueTokens(someTokens(1));
    assert.equal(await removeAll(storage, SANDBOX, NOW + HOUR + DAY - 1, DAY), 0);
    assert.ok(await storage.tokens(SANDBOX, identifier(1)));
    assert.equal(await removeAll(storage, SANDBOX, NOW + HOUR + DAY, DAY), 1);
    assert.equal(await storage.tokens(SANDBOX, identifier(1)), undefined);
  }),

  storageCase('the session of an app is kept as tokens are, that of a browser is not', async (storage) => {
    const session = aSession();
    await storage.createSession(session);
    await storage.createSession(aSession({ id: identifier(2), clientId: 'cid_first' }));
    assert.equal(await removeAll(storage, SANDBOX, session.expiresAt + DAY - 1, DAY), 1);
    assert.equal(await storage.session(identifier(1)), undefined);
    assert.ok(await storage.session(identifier(2)));
    const others = { environment: SANDBOX, userId: session.userId, now: session.expiresAt + 1 };
    assert.deepEqual(await storage.endSessionsOfUser(others), { ended: 0 }, 'it has ended by itself');
    assert.equal(await removeAll(storage, SANDBOX, session.expiresAt + DAY, DAY), 1);
    assert.equal(await storage.session(identifier(2)), undefined);
  }),

  storageCase('an authorization request is kept an hour after its end, to be told as expired', async (storage) => {
    await seedParties(storage);
    const session = anAuthorizationSession();
    const pushed = aPushedRequest();
    await storage.beginAuthorizationSession(session);
    await storage.pushAuthorizationRequest(pushed);
    assert.equal(await removeAll(storage, SANDBOX, pushed.expiresAt + HOUR - 1, DAY), 0);
    assert.ok(await storage.authorizationSession(SANDBOX, session.id));
    assert.equal(await removeAll(storage, SANDBOX, session.expiresAt + HOUR, DAY), 2);
    assert.equal(await storage.authorizationSession(SANDBOX, session.id), undefined);
  }),

  storageCase('the clock of one environment removes nothing of another', async (storage) => {
    await seedParties(storage);
    await storage.createClient(aClient({ environment: PRODUCTION }));
    await storage.issueTokens(someTokens(1));
    await storage.issueTokens(someTokens(2, { environment: PRODUCTION }));
    await storage.createSession(aSession());
    await storage.createSession(aSession({ id: identifier(2), environment: '' }));
    await storage.countAttempt({ key: 'k', now: NOW, window: MINUTE, limit: 1 });
    assert.equal(await removeAll(storage, PRODUCTION, NOW + 90 * DAY), 1);
    assert.ok(await storage.tokens(SANDBOX, identifier(1)));
    assert.equal(await storage.tokens(PRODUCTION, identifier(2)), undefined);
    assert.ok(await storage.session(identifier(1)));
    assert.ok(await storage.session(identifier(2)));
    assert.equal((await storage.countAttempt({ key: 'k', now: NOW, window: MINUTE, limit: 1 })).outcome, 'exceeded');
    assert.equal(await removeAll(storage, '', NOW + 90 * DAY), 2);
  }),

  storageCase('a sealed answer is removed when its window has ended', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101));
    assert.equal(await removeAll(storage, SANDBOX, NOW + 11_999), 0);
    assert.equal(await removeAll(storage, SANDBOX, NOW + 12_000), 1);
    const late = await storage.rotateRefreshToken(aRotation(1, 100, 102, { now: NOW + 3000 }));
    assert.equal(late.outcome, 'reused');
  }),

  storageCase('a rotated token is kept until its family ends, so that reuse is recognised', async (storage) => {
    await seedFamily(storage);
    await storage.rotateRefreshToken(aRotation(1, 100, 101, { window: 0 }));
    await removeAll(storage, SANDBOX, REFRESH.inactiveAt + DAY);
    const reuse = await storage.rotateRefreshToken(aRotation(1, 100, 102, { now: REFRESH.inactiveAt + DAY }));
    assert.equal(reuse.outcome, 'reused');
  }),

  storageCase('a family is kept as long as its youngest token, then it is removed', async (storage) => {
    await seedFamily(storage);
    const late = { accessExpiresAt: REFRESH.expiresAt + HOUR, authorizationId: identifier(1), refresh: REFRESH };
    const rotation = aRotation(1, 100, 101, { window: 0, successor: someTokens(101, late) });
    assert.equal((await storage.rotateRefreshToken(rotation)).outcome, 'rotated');
    await removeAll(storage, SANDBOX, REFRESH.expiresAt + HOUR - 1);
    assert.equal((await storage.tokens(SANDBOX, identifier(101)))?.authorization?.userId, 'user-1');
    await removeAll(storage, SANDBOX, REFRESH.expiresAt + HOUR);
    assert.equal(await storage.tokens(SANDBOX, identifier(101)), undefined);
    assert.equal(await storage.authorization(SANDBOX, identifier(1)), undefined);
  }),
];
