import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import { aMember, aSigningKey, DAY, hash, identifier, MINUTE, NOW, PRODUCTION, SANDBOX, tally } from './samples.ts';

const organisation = { id: 'org-1', name: 'Acme', createdAt: NOW };
const administrationToken = {
  id: identifier(5),
  secretHash: hash(5),
  role: 'administrator' as const,
  name: 'first',
  createdAt: NOW,
  expiresAt: NOW + DAY,
};
const link = { id: identifier(1), secretHash: hash(1), expiresAt: NOW + 15 * MINUTE };
const redemption = {
  id: link.id,
  secretHash: link.secretHash,
  now: NOW,
  organisation,
  member: aMember(),
  token: administrationToken,
};

export const serverWideCases = [
  storageCase('organisations and members are read as they were created', async (storage) => {
    await storage.createOrganisation(organisation);
    assert.deepEqual(await storage.organisation('org-1'), organisation);
    assert.equal(await storage.organisation('org-2'), undefined);
    assert.deepEqual(await storage.organisations(), [organisation]);
    const { serverRole: _none, ...developer } = aMember({ id: 'member-0', email: 'developer@example.com' });
    assert.deepEqual(await storage.createMember(developer), { outcome: 'created' });
    assert.equal(await storage.hasAdministrator(), false);
    assert.deepEqual(await storage.createMember(aMember()), { outcome: 'created' });
    assert.equal(await storage.hasAdministrator(), true);
    assert.deepEqual(await storage.member('member-1'), aMember());
    assert.deepEqual(await storage.memberByEmail(' owner@example.COM'), aMember());
    assert.equal(await storage.member('member-2'), undefined);
    assert.deepEqual(await storage.createMember(aMember({ id: 'member-2', email: 'OWNER@example.com' })), {
      outcome: 'conflict',
    });
  }),

  storageCase('an engine that refuses a write changes nothing and goes on', async (storage) => {
    await storage.createOrganisation(organisation);
    const results = await Promise.allSettled([
      storage.createOrganisation({ ...organisation, id: 'org-2' }),
      storage.createOrganisation({ ...organisation, name: 'Again' }),
      storage.createOrganisation({ ...organisation, id: 'org-3' }),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(
      (await storage.organisations()).map(({ id, name }) => `${id} ${name}`),
      ['org-1 Acme', 'org-2 Acme', 'org-3 Acme'],
    );
  }),

  storageCase('the link of the first owner is redeemed once', async (storage) => {
    await storage.createOwnerLink(link);
    assert.deepEqual(await storage.redeemOwnerLink({ ...redemption, secretHash: hash(2) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.redeemOwnerLink({ ...redemption, id: identifier(2) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.redeemOwnerLink({ ...redemption, now: link.expiresAt }), { outcome: 'expired' });
    assert.equal(await storage.hasAdministrator(), false);
    const redemptions = Array.from({ length: 10 }, () => storage.redeemOwnerLink(redemption));
    assert.deepEqual(tally(await Promise.all(redemptions)), { redeemed: 1, used: 9 });
    assert.deepEqual(await storage.organisation('org-1'), organisation);
    assert.deepEqual(await storage.member('member-1'), aMember());
    assert.deepEqual(await storage.administrationToken(identifier(5)), administrationToken);
  }),

  storageCase('no owner link is redeemed while there is an administrator', async (storage) => {
    await storage.createOwnerLink(link);
    await storage.createMember(aMember({ id: 'member-9', email: 'other@example.com' }));
    assert.deepEqual(await storage.redeemOwnerLink(redemption), { outcome: 'used' });
    assert.equal(await storage.member('member-1'), undefined);
    assert.equal(await storage.administrationToken(identifier(5)), undefined);
  }),

  storageCase('an administration token is found by its identifier', async (storage) => {
    await storage.createAdministrationToken(administrationToken);
    const revoked = { ...administrationToken, id: identifier(6), role: 'supporter' as const, revokedAt: NOW + 1 };
    await storage.createAdministrationToken(revoked);
    assert.deepEqual(await storage.administrationToken(identifier(5)), administrationToken);
    assert.deepEqual(await storage.administrationToken(identifier(6)), revoked);
    assert.equal(await storage.administrationToken(identifier(7)), undefined);
  }),

  storageCase('of two nodes that rotate one adds the signing key', async (storage) => {
    const first = { newest: undefined, retireOthersAt: NOW };
    const added = [storage.addSigningKey(aSigningKey('a'), first), storage.addSigningKey(aSigningKey('b'), first)];
    assert.deepEqual(await Promise.all(added), [{ outcome: 'added' }, { outcome: 'conflict' }]);
    const second = { newest: 'a', retireOthersAt: NOW + DAY };
    const rotated = [storage.addSigningKey(aSigningKey('c'), second), storage.addSigningKey(aSigningKey('d'), second)];
    assert.deepEqual(tally(await Promise.all(rotated)), { added: 1, conflict: 1 });
    assert.deepEqual(await storage.signingKeys(SANDBOX), [
      aSigningKey('a', { retiresAt: NOW + DAY }),
      aSigningKey('c'),
    ]);
    assert.deepEqual(await storage.signingKeys(PRODUCTION), []);
    await storage.addSigningKey(aSigningKey('e'), { newest: 'c', retireOthersAt: NOW + 2 * DAY });
    assert.deepEqual(
      (await storage.signingKeys(SANDBOX)).map(({ retiresAt }) => retiresAt),
      [NOW + DAY, NOW + 2 * DAY, undefined],
    );
  }),

  storageCase('the clock and the maintenance of an environment are its own', async (storage) => {
    const resting = { environment: SANDBOX, clockOffset: 0, maintenance: false };
    assert.deepEqual(await storage.environmentState(SANDBOX), resting);
    await Promise.all([storage.advanceClock(SANDBOX, 5000), storage.advanceClock(SANDBOX, 2000)]);
    assert.deepEqual(await storage.setMaintenance(SANDBOX, true), { ...resting, clockOffset: 7000, maintenance: true });
    assert.deepEqual(await storage.advanceClock(SANDBOX, 1), { ...resting, clockOffset: 7001, maintenance: true });
    assert.equal((await storage.setMaintenance(SANDBOX, false)).maintenance, false);
    assert.deepEqual(await storage.environmentState(PRODUCTION), { ...resting, environment: PRODUCTION });
  }),

  storageCase('a setting keeps its first value', async (storage) => {
    assert.equal(await storage.setting('key'), undefined);
    assert.deepEqual(await Promise.all([storage.settingOnce('key', 'a'), storage.settingOnce('key', 'b')]), ['a', 'a']);
    assert.equal(await storage.setting('key'), 'a');
  }),
];
