import assert from 'node:assert/strict';
import type { ResetLinkRecord } from '../contract/second-factors.ts';
import type { Storage } from '../contract/storage.ts';
import { storageCase } from './conformance-case.ts';
import { aSession, aUser, HOUR, hash, identifier, MINUTE, NOW, PRODUCTION, SANDBOX, tally } from './samples.ts';

const person = { environment: SANDBOX, userId: 'user-1' };
const step = { ...person, secretId: 'secret-1', step: 60_000_000 };
const sent = { ...person, binding: 'sign-in flow-1', codeHash: hash(1), expiresAt: NOW + 5 * MINUTE };
const typed = { ...person, binding: 'sign-in flow-1', codeHash: hash(1), now: NOW + 1 };
const wrong = { ...typed, codeHash: hash(2) };
const recovery = { ...person, codeHash: hash(1), now: NOW };
const redemption = { environment: SANDBOX, id: identifier(1), secretHash: hash(3), now: NOW };

function aResetLink(changes: Partial<ResetLinkRecord> = {}): ResetLinkRecord {
  const expiresAt = NOW + 30 * MINUTE;
  return { ...person, id: identifier(1), secretHash: hash(3), purpose: 'password', expiresAt, ...changes };
}

const totpUser = aUser({ secondFactor: 'totp', totpSecretSealed: 'sealed' });

async function seedReset(storage: Storage, link: Partial<ResetLinkRecord> = {}): Promise<void> {
  await storage.createUser(totpUser);
  await storage.replaceRecoveryCodes({ ...person, codeHashes: [hash(1), hash(2)] });
  await storage.createSession(aSession());
  await storage.createResetLink(aResetLink(link));
}

export const secondFactorCases = [
  storageCase('a time step of an authenticator is used once, and none before it afterwards', async (storage) => {
    const attempts = Array.from({ length: 50 }, () => storage.useTotpStep(step));
    assert.deepEqual(tally(await Promise.all(attempts)), { used: 1, replayed: 49 });
    assert.equal((await storage.useTotpStep({ ...step, step: step.step - 1 })).outcome, 'replayed');
    assert.equal((await storage.useTotpStep({ ...step, step: step.step + 1 })).outcome, 'used');
    assert.equal((await storage.useTotpStep(step)).outcome, 'replayed');
  }),

  storageCase('time steps of another user, environment or secret are others', async (storage) => {
    await storage.useTotpStep(step);
    for (const other of [{ userId: 'user-2' }, { environment: PRODUCTION }, { secretId: 'secret-2' }]) {
      assert.equal((await storage.useTotpStep({ ...step, ...other })).outcome, 'used');
    }
  }),

  storageCase('a one-time code is redeemed once, where it is bound to, before its end', async (storage) => {
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'unknown' });
    await storage.setOneTimeCode(sent);
    for (const other of [{ binding: 'sign-in flow-2' }, { userId: 'user-2' }, { environment: PRODUCTION }]) {
      assert.deepEqual(await storage.redeemOneTimeCode({ ...typed, ...other }), { outcome: 'unknown' });
    }
    assert.deepEqual(await storage.redeemOneTimeCode({ ...typed, now: sent.expiresAt }), { outcome: 'expired' });
    const attempts = Array.from({ length: 20 }, () => storage.redeemOneTimeCode(typed));
    assert.deepEqual(tally(await Promise.all(attempts)), { redeemed: 1, unknown: 19 });
  }),

  storageCase('the latest proof of a password through an app is kept until its end', async (storage) => {
    const proof = { ...person, clientId: 'cid_first', userVersion: 1, expiresAt: NOW + MINUTE };
    assert.equal(await storage.passwordProof(SANDBOX, 'user-1', 'cid_first'), undefined);
    await storage.keepPasswordProof(proof);
    await storage.keepPasswordProof({ ...proof, userVersion: 2, expiresAt: NOW + 2 * MINUTE });
    assert.deepEqual(await storage.passwordProof(SANDBOX, 'user-1', 'cid_first'), {
      userVersion: 2,
      expiresAt: NOW + 2 * MINUTE,
    });
    assert.equal(await storage.passwordProof(SANDBOX, 'user-1', 'cid_other'), undefined);
    assert.equal(await storage.passwordProof(PRODUCTION, 'user-1', 'cid_first'), undefined);
    const sweep = { environment: SANDBOX, now: NOW + 2 * MINUTE, retention: 0, limit: 100 };
    assert.equal(await storage.removeExpired(sweep), 1);
    assert.equal(await storage.passwordProof(SANDBOX, 'user-1', 'cid_first'), undefined);
  }),

  storageCase('the fifth wrong one-time code voids the one that was sent', async (storage) => {
    await storage.setOneTimeCode(sent);
    const attempts = Array.from({ length: 5 }, () => storage.redeemOneTimeCode(wrong));
    assert.deepEqual(tally(await Promise.all(attempts)), { wrong: 4, void: 1 });
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'void' });
    await storage.setOneTimeCode(sent);
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'redeemed' });
  }),

  storageCase('a new one-time code voids the one before', async (storage) => {
    await storage.setOneTimeCode(sent);
    await storage.setOneTimeCode({ ...sent, codeHash: hash(2) });
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'wrong' });
    assert.deepEqual(await storage.redeemOneTimeCode(wrong), { outcome: 'redeemed' });
  }),

  storageCase('a recovery code is used once, and new ones replace all', async (storage) => {
    assert.deepEqual(await storage.useRecoveryCode(recovery), { outcome: 'unknown' });
    await storage.replaceRecoveryCodes({ ...person, codeHashes: [hash(1), hash(2), hash(3)] });
    const attempts = Array.from({ length: 20 }, () => storage.useRecoveryCode(recovery));
    assert.deepEqual(tally(await Promise.all(attempts)), { used: 1, replayed: 19 });
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-1'), 2);
    assert.equal(await storage.recoveryCodesLeft(PRODUCTION, 'user-1'), 0);
    assert.deepEqual(await storage.useRecoveryCode({ ...recovery, userId: 'user-2' }), { outcome: 'unknown' });
    await storage.replaceRecoveryCodes({ ...person, codeHashes: [hash(4)] });
    assert.deepEqual(await storage.useRecoveryCode({ ...recovery, codeHash: hash(2) }), { outcome: 'unknown' });
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-1'), 1);
  }),

  storageCase('a second factor changes with its recovery codes, from the version that was read', async (storage) => {
    await storage.createUser(aUser());
    await storage.setOneTimeCode(sent);
    const user = aUser({ version: 2, secondFactor: 'totp', totpSecretSealed: 'sealed' });
    const change = { user, recoveryCodeHashes: [hash(1), hash(2)] };
    assert.deepEqual(tally(await Promise.all([1, 2].map(() => storage.changeSecondFactor(change)))), {
      changed: 1,
      conflict: 1,
    });
    assert.deepEqual(await storage.user(SANDBOX, 'user-1'), user);
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-1'), 2);
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'unknown' });
    const unknown = { ...change, user: { ...user, id: 'user-9' } };
    assert.deepEqual(await storage.changeSecondFactor(unknown), { outcome: 'unknown' });
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-9'), 0);
  }),

  storageCase('a password is reset once, before the end of the link, and all sessions end', async (storage) => {
    await seedReset(storage);
    await storage.createResetLink(aResetLink({ id: identifier(2) }));
    const input = { ...redemption, passwordHash: 'hash of the new password' };
    assert.deepEqual(await storage.resetLink(SANDBOX, identifier(1)), aResetLink());
    assert.equal(await storage.resetLink(PRODUCTION, identifier(1)), undefined);
    assert.deepEqual(await storage.resetPassword({ ...input, secretHash: hash(4) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.resetPassword({ ...input, environment: PRODUCTION }), { outcome: 'unknown' });
    assert.deepEqual(await storage.resetPassword({ ...input, now: NOW + 30 * MINUTE }), { outcome: 'expired' });
    const attempts = Array.from({ length: 10 }, () => storage.resetPassword(input));
    assert.deepEqual(tally(await Promise.all(attempts)), { reset: 1, used: 9 });
    const user = await storage.user(SANDBOX, 'user-1');
    const reset = { version: 2, passwordHash: 'hash of the new password', passwordResetAt: NOW, updatedAt: NOW };
    assert.deepEqual(user, { ...totpUser, ...reset });
    assert.equal((await storage.session(identifier(1)))?.endedAt, NOW);
    assert.deepEqual(await storage.resetPassword({ ...input, id: identifier(2) }), { outcome: 'used' });
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-1'), 2);
  }),

  storageCase('a password changes once from the version that was read, and all other sessions end', async (storage) => {
    await seedReset(storage);
    await storage.setOneTimeCode(sent);
    await storage.createSession(aSession({ id: identifier(2) }));
    await storage.createSession(aSession({ id: identifier(3), userId: 'user-2' }));
    const user = { ...totpUser, version: 2, passwordHash: 'hash of the new password' };
    const change = { user, except: identifier(2), now: NOW };
    const attempts = Array.from({ length: 10 }, () => storage.changePassword(change));
    assert.deepEqual(tally(await Promise.all(attempts)), { changed: 1, conflict: 9 });
    assert.deepEqual(await storage.user(SANDBOX, 'user-1'), user);
    const ended = await Promise.all([1, 2, 3].map((counter) => storage.session(identifier(counter))));
    assert.deepEqual(
      ended.map((session) => session?.endedAt),
      [NOW, undefined, undefined],
    );
    assert.equal((await storage.resetLink(SANDBOX, identifier(1)))?.usedAt, NOW);
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'unknown' });
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-1'), 2);
    const unknown = { ...change, user: { ...user, id: 'user-9' } };
    assert.deepEqual(await storage.changePassword(unknown), { outcome: 'unknown' });
  }),

  storageCase('a link that was made for a stranger or a disabled user resets nothing', async (storage) => {
    await storage.createResetLink(aResetLink({ userId: '' }));
    const input = { ...redemption, passwordHash: 'hash of the new password' };
    assert.deepEqual(await storage.resetPassword(input), { outcome: 'unknown' });
    await storage.createUser(aUser({ enabled: false }));
    await storage.createResetLink(aResetLink({ id: identifier(2) }));
    assert.deepEqual(await storage.resetPassword({ ...input, id: identifier(2) }), { outcome: 'unknown' });
    assert.deepEqual(await storage.user(SANDBOX, 'user-1'), aUser({ enabled: false }));
  }),

  storageCase('a second factor is reset once, against the very record whose password was proved', async (storage) => {
    await seedReset(storage, { purpose: 'second-factor' });
    const input = { ...redemption, userVersion: 1 };
    const asPassword = { ...redemption, passwordHash: 'another hash' };
    assert.deepEqual(await storage.resetPassword(asPassword), { outcome: 'unknown' });
    assert.deepEqual(await storage.resetSecondFactor({ ...input, userVersion: 7 }), { outcome: 'changed' });
    assert.deepEqual(await storage.resetSecondFactor({ ...input, now: NOW + HOUR }), { outcome: 'expired' });
    const attempts = Array.from({ length: 10 }, () => storage.resetSecondFactor(input));
    assert.deepEqual(tally(await Promise.all(attempts)), { reset: 1, used: 9 });
    const { totpSecretSealed: _gone, ...rest } = totpUser;
    assert.deepEqual(await storage.user(SANDBOX, 'user-1'), { ...rest, version: 2, secondFactor: 'none' });
    assert.equal(await storage.recoveryCodesLeft(SANDBOX, 'user-1'), 0);
    assert.equal((await storage.session(identifier(1)))?.endedAt, NOW);
  }),

  storageCase('links and codes past their end are removed', async (storage) => {
    await storage.createResetLink(aResetLink());
    await storage.setOneTimeCode(sent);
    const sweep = { environment: SANDBOX, now: NOW + MINUTE, retention: 0, limit: 50 };
    assert.equal(await storage.removeExpired(sweep), 0);
    assert.equal(await storage.removeExpired({ ...sweep, now: NOW + 5 * MINUTE }), 1);
    assert.deepEqual(await storage.redeemOneTimeCode(typed), { outcome: 'unknown' });
    assert.equal(await storage.removeExpired({ ...sweep, now: NOW + 30 * MINUTE }), 1);
    assert.equal(await storage.resetLink(SANDBOX, identifier(1)), undefined);
  }),
];
