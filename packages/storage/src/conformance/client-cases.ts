import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import {
  aClient,
  aCode,
  aRedemption,
  aRotation,
  CLIENT,
  identifier,
  PRODUCTION,
  SANDBOX,
  seedFamily,
  someTokens,
} from './samples.ts';

export const clientCases = [
  storageCase('a client is read as it was registered, in its environment only', async (storage) => {
    const client = aClient({ jwks: { keys: [{ kty: 'EC' }] } });
    assert.deepEqual(await storage.createClient(client), { outcome: 'created' });
    assert.deepEqual(await storage.client(SANDBOX, CLIENT), client);
    assert.equal(await storage.client(PRODUCTION, CLIENT), undefined);
    assert.equal(await storage.client(SANDBOX, 'cid_other'), undefined);
  }),

  storageCase(
    'a client id registered twice in one environment is a conflict, in another it is not',
    async (storage) => {
      await storage.createClient(aClient());
      assert.deepEqual(await storage.createClient(aClient({ name: 'Second' })), { outcome: 'conflict' });
      assert.equal((await storage.client(SANDBOX, CLIENT))?.name, 'First app');
      assert.deepEqual(await storage.createClient(aClient({ environment: PRODUCTION })), { outcome: 'created' });
    },
  ),

  storageCase('a client changes only from the version that was read', async (storage) => {
    await storage.createClient(aClient());
    await storage.client(SANDBOX, CLIENT);
    assert.deepEqual(await storage.updateClient(aClient({ version: 2, name: 'Renamed' })), { outcome: 'updated' });
    assert.equal((await storage.client(SANDBOX, CLIENT))?.name, 'Renamed');
    assert.deepEqual(await storage.updateClient(aClient({ version: 2, name: 'Lost' })), { outcome: 'conflict' });
    assert.equal((await storage.client(SANDBOX, CLIENT))?.name, 'Renamed');
    assert.deepEqual(await storage.updateClient(aClient({ clientId: 'cid_other', version: 2 })), {
      outcome: 'unknown',
    });
  }),

  storageCase('of many concurrent changes from one version exactly one is made', async (storage) => {
    await storage.createClient(aClient());
    const changes = Array.from({ length: 20 }, (_, n) => storage.updateClient(aClient({ version: 2, name: `n${n}` })));
    const outcomes = (await Promise.all(changes)).map(({ outcome }) => outcome);
    assert.equal(outcomes.filter((outcome) => outcome === 'updated').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'conflict').length, 19);
  }),

  storageCase('clients are listed page by page, each once, of one environment', async (storage) => {
    for (let n = 0; n < 7; n++) await storage.createClient(aClient({ clientId: `cid_${n}` }));
    await storage.createClient(aClient({ environment: PRODUCTION, clientId: 'cid_elsewhere' }));
    const seen: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 10; pages++) {
      const page = await storage.clients(SANDBOX, { limit: 3, ...(after !== undefined && { after }) });
      assert.ok(page.items.length <= 3);
      seen.push(...page.items.map(({ clientId }) => clientId));
      after = page.next;
      if (after === undefined) break;
    }
    assert.deepEqual(seen.sort(), ['cid_0', 'cid_1', 'cid_2', 'cid_3', 'cid_4', 'cid_5', 'cid_6']);
  }),

  storageCase('a page that holds exactly the last items names no next one', async (storage) => {
    for (let n = 0; n < 3; n++) await storage.createClient(aClient({ clientId: `cid_${n}` }));
    const page = await storage.clients(SANDBOX, { limit: 3 });
    assert.equal(page.items.length, 3);
    assert.equal(page.next, undefined);
  }),

  storageCase('an organisation has its clients of every environment', async (storage) => {
    await storage.createClient(aClient());
    await storage.createClient(aClient({ environment: PRODUCTION }));
    await storage.createClient(aClient({ clientId: 'cid_foreign', organisationId: 'org-2' }));
    const found = await storage.clientsOfOrganisation('org-1');
    assert.deepEqual(found.map(({ environment, clientId }) => `${environment} ${clientId}`).sort(), [
      `${PRODUCTION} ${CLIENT}`,
      `${SANDBOX} ${CLIENT}`,
    ]);
  }),

  storageCase('a deleted client is unknown and nothing under it is alive', async (storage) => {
    await seedFamily(storage);
    assert.deepEqual(await storage.deleteClient(SANDBOX, CLIENT), { outcome: 'deleted' });
    assert.deepEqual(await storage.deleteClient(SANDBOX, CLIENT), { outcome: 'unknown' });
    assert.equal(await storage.client(SANDBOX, CLIENT), undefined);
    assert.deepEqual((await storage.clients(SANDBOX, { limit: 10 })).items, []);
    assert.deepEqual(await storage.clientsOfOrganisation('org-1'), []);
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
    assert.equal(await storage.authorization(SANDBOX, identifier(1)), undefined);
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 101))).outcome, 'unknown');
    assert.equal((await storage.issueTokens(someTokens(102))).outcome, 'client-disabled');
  }),

  storageCase('a client registered again under a deleted client id inherits nothing', async (storage) => {
    await seedFamily(storage);
    await storage.issueAuthorizationCode(aCode(2));
    await storage.deleteClient(SANDBOX, CLIENT);
    assert.deepEqual(await storage.createClient(aClient()), { outcome: 'created' });
    assert.equal(await storage.grant(SANDBOX, CLIENT, 'user-1', 'account-1'), undefined);
    assert.equal(await storage.tokens(SANDBOX, identifier(100)), undefined);
    assert.equal((await storage.rotateRefreshToken(aRotation(1, 100, 101))).outcome, 'unknown');
    assert.equal((await storage.redeemAuthorizationCode(aRedemption(2, 103))).outcome, 'unknown');
    assert.equal((await storage.issueTokens(someTokens(104))).outcome, 'issued');
  }),
];
