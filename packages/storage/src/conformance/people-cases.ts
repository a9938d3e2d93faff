import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import { aUser, NOW, PRODUCTION, SANDBOX, tally } from './samples.ts';

const account = { environment: SANDBOX, id: 'account-1', name: 'Acme', region: 'default', createdAt: NOW };

export const peopleCases = [
  storageCase('a user is found by id and by address however it is written, in one environment', async (storage) => {
    const user = aUser();
    assert.deepEqual(await storage.createUser(user), { outcome: 'created' });
    assert.deepEqual(await storage.user(SANDBOX, 'user-1'), user);
    assert.deepEqual(await storage.userByEmail(SANDBOX, '  ada@EXAMPLE.com '), user);
    assert.equal(await storage.user(PRODUCTION, 'user-1'), undefined);
    assert.equal(await storage.userByEmail(PRODUCTION, 'ada@example.com'), undefined);
  }),

  storageCase('an address belongs to one user of an environment', async (storage) => {
    await storage.createUser(aUser());
    assert.deepEqual(await storage.createUser(aUser({ id: 'user-2', email: 'ADA@example.com' })), {
      outcome: 'conflict',
    });
    assert.deepEqual(await storage.createUser(aUser({ id: 'user-2', email: 'b@example.com' })), {
      outcome: 'created',
    });
    assert.deepEqual(await storage.createUser(aUser({ environment: PRODUCTION })), { outcome: 'created' });
  }),

  storageCase('a user changes only from the version that was read, and not to an address in use', async (storage) => {
    await storage.createUser(aUser());
    await storage.createUser(aUser({ id: 'user-2', email: 'b@example.com' }));
    assert.deepEqual(await storage.updateUser(aUser({ version: 2, name: 'Ada L.' })), { outcome: 'updated' });
    assert.deepEqual(await storage.updateUser(aUser({ version: 2, name: 'Lost' })), { outcome: 'conflict' });
    assert.deepEqual(await storage.updateUser(aUser({ version: 3, email: 'B@example.com' })), { outcome: 'conflict' });
    assert.deepEqual(await storage.updateUser(aUser({ id: 'user-9', version: 2 })), { outcome: 'unknown' });
    assert.equal((await storage.user(SANDBOX, 'user-1'))?.name, 'Ada L.');
    assert.deepEqual(await storage.updateUser(aUser({ version: 3, email: 'c@example.com' })), { outcome: 'updated' });
    assert.equal((await storage.userByEmail(SANDBOX, 'c@example.com'))?.id, 'user-1');
    assert.equal(await storage.userByEmail(SANDBOX, 'ada@example.com'), undefined);
  }),

  storageCase('users are listed page by page, each once', async (storage) => {
    for (let n = 0; n < 5; n++) await storage.createUser(aUser({ id: `user-${n}`, email: `${n}@example.com` }));
    const first = await storage.users(SANDBOX, { limit: 3 });
    const second = await storage.users(SANDBOX, { limit: 3, after: first.next ?? '' });
    assert.deepEqual([...first.items, ...second.items].map(({ id }) => id).sort(), [
      'user-0',
      'user-1',
      'user-2',
      'user-3',
      'user-4',
    ]);
    assert.equal(second.next, undefined);
  }),

  storageCase('an account is found by id and by name; either in use is a conflict', async (storage) => {
    assert.deepEqual(await storage.createAccount(account), { outcome: 'created' });
    assert.deepEqual(await storage.account(SANDBOX, 'account-1'), account);
    assert.deepEqual(await storage.accountByName(SANDBOX, 'Acme'), account);
    assert.equal(await storage.account(PRODUCTION, 'account-1'), undefined);
    assert.deepEqual(await storage.createAccount({ ...account, name: 'Other' }), { outcome: 'conflict' });
    assert.deepEqual(await storage.createAccount({ ...account, id: 'account-2' }), { outcome: 'conflict' });
    const second = { ...account, id: 'account-2', name: 'Bravo' };
    await storage.createAccount(second);
    assert.deepEqual(await storage.accounts(SANDBOX, ['account-2', 'account-9', 'account-1']), [second, account]);
  }),

  storageCase('of many concurrent users with one address one is created', async (storage) => {
    const created = Array.from({ length: 10 }, (_, n) => storage.createUser(aUser({ id: `user-${n}` })));
    assert.deepEqual(tally(await Promise.all(created)), { created: 1, conflict: 9 });
  }),
];
