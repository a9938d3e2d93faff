import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import {
  anAuthorizationSession,
  aPushedRequest,
  aSession,
  hash,
  identifier,
  MINUTE,
  NOW,
  PRODUCTION,
  SANDBOX,
  tally,
} from './samples.ts';

const id = identifier(1);
const proof = { environment: SANDBOX, id, userId: 'user-1', accountId: 'account-1', authenticatedAt: NOW + 5 };
const taking = { environment: SANDBOX, id, secretHash: hash(3), clientId: 'cid_first', now: NOW };

export const sessionCases = [
  storageCase('a session is read, renewed forward only, and ended once', async (storage) => {
    const session = aSession();
    await storage.createSession(session);
    assert.deepEqual(await storage.session(id), session);
    assert.equal(await storage.session(identifier(2)), undefined);
    await storage.renewSession(id, NOW + 5000);
    await storage.renewSession(id, NOW + 1000);
    assert.equal((await storage.session(id))?.authenticatedAt, NOW + 5000);
    assert.deepEqual(await storage.endSession(id, NOW + 9), { outcome: 'ended' });
    assert.deepEqual(await storage.endSession(id, NOW + 99), { outcome: 'ended' });
    assert.equal((await storage.session(id))?.endedAt, NOW + 9);
    assert.deepEqual(await storage.endSession(identifier(2), NOW), { outcome: 'unknown' });
  }),

  storageCase('a session that an app began is tied to the first browser that opens it', async (storage) => {
    const begun = anAuthorizationSession({ browserHash: new Uint8Array(0) });
    const opening = { environment: SANDBOX, id, browserHash: hash(5), now: NOW };
    assert.deepEqual(await storage.claimAuthorizationSession(opening), { outcome: 'unknown' });
    await storage.beginAuthorizationSession(begun);
    const browsers = Array.from({ length: 20 }, (_, at) => ({ ...opening, browserHash: hash(10 + at) }));
    const results = await Promise.all(browsers.map((one) => storage.claimAuthorizationSession(one)));
    assert.deepEqual(tally(results), { claimed: 1, taken: 19 });
    const winner = browsers[results.findIndex(({ outcome }) => outcome === 'claimed')];
    assert.deepEqual((await storage.authorizationSession(SANDBOX, id))?.browserHash, winner?.browserHash);
    assert.deepEqual(await storage.claimAuthorizationSession({ ...opening, ...winner }), { outcome: 'claimed' });
    const late = { ...opening, ...winner, now: begun.expiresAt };
    assert.deepEqual(await storage.claimAuthorizationSession(late), { outcome: 'expired' });
    await storage.concludeAuthorizationSession({ environment: SANDBOX, id, now: NOW });
    assert.deepEqual(await storage.claimAuthorizationSession({ ...opening, ...winner }), { outcome: 'concluded' });
  }),

  storageCase('the sessions of a user are the unended ones of that environment', async (storage) => {
    await storage.createSession(aSession());
    await storage.createSession(aSession({ id: identifier(2) }));
    await storage.createSession(aSession({ id: identifier(3), userId: 'user-2' }));
    await storage.createSession(aSession({ id: identifier(4), environment: '' }));
    await storage.endSession(identifier(2), NOW);
    const found = await storage.sessionsOfUser(SANDBOX, 'user-1');
    assert.deepEqual(
      found.map((session) => session.id),
      [id],
    );
  }),

  storageCase('how a session was begun and where it was used last are remembered', async (storage) => {
    const begun = { amr: ['pwd', 'otp', 'mfa'], agent: 'Firefox, Windows', clientId: 'cid_first' };
    await storage.createSession(aSession(begun));
    assert.deepEqual(await storage.session(id), aSession(begun));
    await storage.noteSessionUse({ id, now: NOW + 7, from: 'address-1' });
    const noted = { ...begun, lastUsedAt: NOW + 7, usedFrom: 'address-1' };
    assert.deepEqual(await storage.session(id), aSession(noted));
    assert.deepEqual(await storage.sessionsOfUser(SANDBOX, 'user-1'), [aSession(noted)]);
  }),

  storageCase('all sessions of a user end, but for the one excepted', async (storage) => {
    for (const n of [1, 2, 3]) await storage.createSession(aSession({ id: identifier(n) }));
    await storage.createSession(aSession({ id: identifier(4), userId: 'user-2' }));
    await storage.createSession(aSession({ id: identifier(5), environment: PRODUCTION }));
    const ending = { environment: SANDBOX, userId: 'user-1', now: NOW + 3 };
    assert.deepEqual(await storage.endSessionsOfUser({ ...ending, except: identifier(2) }), { ended: 2 });
    assert.equal((await storage.session(identifier(1)))?.endedAt, NOW + 3);
    assert.equal((await storage.session(identifier(2)))?.endedAt, undefined);
    assert.deepEqual(await storage.endSessionsOfUser(ending), { ended: 1 });
    assert.deepEqual(await storage.endSessionsOfUser(ending), { ended: 0 });
    for (const n of [4, 5]) assert.equal((await storage.session(identifier(n)))?.endedAt, undefined);
  }),

  storageCase(
    'a proof of the password is kept while the session is open, until the sign-in is whole',
    async (storage) => {
      await storage.beginAuthorizationSession(anAuthorizationSession());
      const proven = { environment: SANDBOX, id, now: NOW, userId: 'user-1', userVersion: 3 };
      assert.deepEqual(await storage.recordPasswordProof({ ...proven, environment: PRODUCTION }), {
        outcome: 'unknown',
      });
      assert.deepEqual(await storage.recordPasswordProof({ ...proven, now: NOW + 10 * MINUTE }), {
        outcome: 'expired',
      });
      assert.deepEqual(await storage.recordPasswordProof(proven), { outcome: 'recorded' });
      const halfway = anAuthorizationSession({ passwordProof: { userId: 'user-1', userVersion: 3 } });
      assert.deepEqual(await storage.authorizationSession(SANDBOX, id), halfway);
      await storage.continueAuthorizationSession({ ...proof, now: NOW + 1 });
      assert.equal((await storage.authorizationSession(SANDBOX, id))?.passwordProof, undefined);
      await storage.concludeAuthorizationSession({ environment: SANDBOX, id, now: NOW + 2 });
      assert.deepEqual(await storage.recordPasswordProof({ ...proven, now: NOW + 3 }), { outcome: 'concluded' });
    },
  ),

  storageCase('an authorization session is continued while open and concluded once', async (storage) => {
    const session = anAuthorizationSession();
    await storage.beginAuthorizationSession(session);
    assert.deepEqual(await storage.authorizationSession(SANDBOX, id), session);
    assert.equal(await storage.authorizationSession(PRODUCTION, id), undefined);
    assert.deepEqual(await storage.continueAuthorizationSession({ ...proof, now: NOW + 5 }), {
      outcome: 'continued',
    });
    assert.deepEqual(await storage.authorizationSession(SANDBOX, id), {
      ...session,
      userId: 'user-1',
      accountId: 'account-1',
      authenticatedAt: NOW + 5,
    });
    const conclusion = { environment: SANDBOX, id, now: NOW + 6 };
    assert.deepEqual(await storage.concludeAuthorizationSession(conclusion), { outcome: 'concluded' });
    assert.deepEqual(await storage.concludeAuthorizationSession(conclusion), { outcome: 'already-concluded' });
    assert.deepEqual(await storage.continueAuthorizationSession({ ...proof, now: NOW + 7 }), {
      outcome: 'concluded',
    });
    assert.equal((await storage.authorizationSession(SANDBOX, id))?.concludedAt, NOW + 6);
  }),

  storageCase('an authorization session has expired at the very moment of its end', async (storage) => {
    await storage.beginAuthorizationSession(anAuthorizationSession());
    const end = NOW + 10 * MINUTE;
    assert.deepEqual(await storage.continueAuthorizationSession({ ...proof, now: end }), { outcome: 'expired' });
    assert.deepEqual(await storage.concludeAuthorizationSession({ environment: SANDBOX, id, now: end }), {
      outcome: 'expired',
    });
    assert.deepEqual(await storage.continueAuthorizationSession({ ...proof, now: end - 1 }), {
      outcome: 'continued',
    });
  }),

  storageCase(
    "the recent authorization sessions are the client's own, newest first, at most fifty",
    async (storage) => {
      for (let counter = 1; counter < 54; counter++) {
        await storage.beginAuthorizationSession(anAuthorizationSession({ id: identifier(counter) }));
      }
      await storage.beginAuthorizationSession(anAuthorizationSession({ id: identifier(60), clientId: 'cid_second' }));
      await storage.beginAuthorizationSession(anAuthorizationSession({ id: identifier(61), environment: PRODUCTION }));
      const recent = await storage.recentAuthorizationSessions(SANDBOX, 'cid_first');
      assert.deepEqual([recent.length, recent.at(-1)?.id], [50, identifier(4)]);
      assert.deepEqual(recent[0], { id: identifier(53), request: '{"scope":"read"}', createdAt: NOW });
      assert.equal((await storage.recentAuthorizationSessions(SANDBOX, 'cid_second')).length, 1);
      assert.deepEqual(await storage.recentAuthorizationSessions(SANDBOX, 'cid_third'), []);
    },
  ),

  storageCase('an authorization session of another environment is unknown', async (storage) => {
    await storage.beginAuthorizationSession(anAuthorizationSession());
    assert.deepEqual(await storage.continueAuthorizationSession({ ...proof, environment: PRODUCTION, now: NOW }), {
      outcome: 'unknown',
    });
    assert.deepEqual(await storage.concludeAuthorizationSession({ environment: PRODUCTION, id, now: NOW }), {
      outcome: 'unknown',
    });
  }),

  storageCase('a pushed request is taken once, by its client, with its secret, before its end', async (storage) => {
    await storage.pushAuthorizationRequest(aPushedRequest());
    assert.deepEqual(await storage.takePushedRequest({ ...taking, secretHash: hash(8) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.takePushedRequest({ ...taking, environment: PRODUCTION }), { outcome: 'unknown' });
    assert.deepEqual(await storage.takePushedRequest({ ...taking, id: identifier(2) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.takePushedRequest({ ...taking, clientId: 'cid_x' }), { outcome: 'other-client' });
    assert.deepEqual(await storage.takePushedRequest({ ...taking, now: NOW + MINUTE }), { outcome: 'expired' });
    assert.deepEqual(await storage.takePushedRequest({ ...taking, now: NOW + MINUTE - 1 }), {
      outcome: 'taken',
      request: '{"scope":"read"}',
    });
    assert.deepEqual(await storage.takePushedRequest(taking), { outcome: 'used' });
  }),

  storageCase('of many concurrent takers of a pushed request one gets it', async (storage) => {
    await storage.pushAuthorizationRequest(aPushedRequest());
    const takers = Array.from({ length: 20 }, () => storage.takePushedRequest(taking));
    assert.deepEqual(tally(await Promise.all(takers)), { taken: 1, used: 19 });
  }),
];
