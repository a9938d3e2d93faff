import assert from 'node:assert/strict';
import type { ConformanceCase } from './conformance-case.ts';
import { storageCase } from './conformance-case.ts';
import {
  aClient,
  aMember,
  anAuthorizationSession,
  aPushedRequest,
  aRedemption,
  aRotation,
  aSession,
  aSigningKey,
  aUser,
  hash,
  identifier,
  MINUTE,
  NOW,
  SANDBOX,
  seedFamily,
  someTokens,
} from './samples.ts';

const restart: ConformanceCase = {
  name: 'a restart keeps everything and forgets no single use',
  restarts: true,
  async run(fixture) {
    const attempt = { key: 'k', now: NOW, window: MINUTE, limit: 1 };
    const assertion = { environment: SANDBOX, clientId: 'c', jtiHash: hash(1), now: NOW, expiresAt: NOW + MINUTE };
    const before = await fixture.open();
    await seedFamily(before);
    await before.rotateRefreshToken(aRotation(1, 100, 101));
    await before.createSession(aSession());
    await before.beginAuthorizationSession(anAuthorizationSession());
    await before.pushAuthorizationRequest(aPushedRequest());
    await before.countAttempt(attempt);
    await before.reserveAssertion(assertion);
    await before.createMember(aMember());
    await before.addSigningKey(aSigningKey('a'), { newest: undefined, retireOthersAt: NOW });
    await before.advanceClock(SANDBOX, 1000);
    await before.settingOnce('key', 'a');
    const tokens = await before.tokens(SANDBOX, identifier(101));

    const after = await fixture.reopen(before);
    assert.deepEqual(await after.client(SANDBOX, 'cid_first'), aClient());
    assert.deepEqual(await after.user(SANDBOX, 'user-1'), aUser());
    assert.deepEqual(await after.tokens(SANDBOX, identifier(101)), tokens);
    assert.deepEqual(await after.session(identifier(1)), aSession());
    assert.deepEqual(await after.authorizationSession(SANDBOX, identifier(1)), anAuthorizationSession());
    assert.equal((await after.countAttempt(attempt)).outcome, 'exceeded');
    assert.equal((await after.reserveAssertion(assertion)).outcome, 'replayed');
    assert.equal(await after.hasAdministrator(), true);
    assert.deepEqual(await after.signingKeys(SANDBOX), [aSigningKey('a')]);
    assert.equal((await after.environmentState(SANDBOX)).clockOffset, 1000);
    assert.equal(await after.setting('key'), 'a');
    const retry = await after.rotateRefreshToken(aRotation(1, 100, 102));
    assert.equal(retry.outcome, 'retried');
    assert.equal((await after.redeemAuthorizationCode(aRedemption(1, 103))).outcome, 'replayed');
  },
};

const finishing: ConformanceCase = {
  name: 'closing finishes what is queued and refuses what comes later',
  restarts: true,
  async run(fixture) {
    const before = await fixture.open();
    await before.createClient(aClient());
    const queued = Array.from({ length: 20 }, (_, n) => before.issueTokens(someTokens(n + 1)));
    const after = await fixture.reopen(before);
    for (const { outcome } of await Promise.all(queued)) assert.equal(outcome, 'issued');
    for (let n = 1; n <= 20; n++) assert.ok(await after.tokens(SANDBOX, identifier(n)));
    await assert.rejects(before.issueTokens(someTokens(30)));
    await assert.rejects(before.tokens(SANDBOX, identifier(1)));
    await assert.rejects(before.user(SANDBOX, 'user-1'));
  },
};

export const lifetimeCases = [
  restart,
  finishing,
  storageCase('closing twice is closing once', async (storage) => {
    await storage.close();
    await storage.close();
  }),
];
