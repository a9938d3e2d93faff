import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Storage } from '@candor/storage';
import { openSqlite } from '@candor/storage/sqlite';
import { aClient, CLIENT, identifier, SANDBOX, someTokens } from '../src/conformance/samples.ts';
import { createEngine } from '../src/sqlite/engine.ts';
import { openDatabase } from '../src/sqlite/open.ts';

function withTwo(run: (here: Storage, elsewhere: Storage) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'candor-cache-'));
    const file = join(folder, 'candor.db');
    const [here, elsewhere] = [await openSqlite({ file }), await openSqlite({ file })];
    try {
      await here.createClient(aClient());
      await run(here, elsewhere);
    } finally {
      await here.close();
      await elsewhere.close();
      await rm(folder, { recursive: true });
    }
  };
}

test(
  'A client is parsed once and given out frozen',
  withTwo(async (here) => {
    const client = await here.client(SANDBOX, CLIENT);
    assert.equal(await here.client(SANDBOX, CLIENT), client);
    assert.ok(client !== undefined && Object.isFrozen(client));
    assert.throws(() => (client.redirectUris as string[]).push('https://evil.example/'), TypeError);
  }),
);

test(
  'A change made through another connection is seen one turn of the event loop later',
  withTwo(async (here, elsewhere) => {
    await here.client(SANDBOX, CLIENT);
    await elsewhere.updateClient(aClient({ version: 2, name: 'Renamed', enabled: false }));
    await nextTurn();
    assert.equal((await here.client(SANDBOX, CLIENT))?.name, 'Renamed');
    assert.equal((await here.issueTokens(someTokens(1))).outcome, 'client-disabled');
  }),
);

test(
  'A client disabled through another connection is issued nothing, cached or not',
  withTwo(async (here, elsewhere) => {
    await here.client(SANDBOX, CLIENT);
    await elsewhere.updateClient(aClient({ version: 2, enabled: false }));
    assert.equal((await here.issueTokens(someTokens(1))).outcome, 'client-disabled');
    assert.equal(await here.tokens(SANDBOX, identifier(1)), undefined);
  }),
);

test(
  'A client that another connection deleted and registered again is issued tokens of its own',
  withTwo(async (here, elsewhere) => {
    assert.equal((await here.issueTokens(someTokens(1))).outcome, 'issued');
    await elsewhere.deleteClient(SANDBOX, CLIENT);
    await elsewhere.createClient(aClient());
    assert.equal((await here.issueTokens(someTokens(2))).outcome, 'issued');
    assert.equal(await here.tokens(SANDBOX, identifier(1)), undefined);
    assert.ok(await here.tokens(SANDBOX, identifier(2)));
  }),
);

test('A registration that was rolled back is not remembered', async () => {
  const engine = createEngine(openDatabase({ file: ':memory:' }));
  const insert = engine.prepare(
    `INSERT INTO clients (environment, client_id, enabled, version, organisation_id, record) VALUES (?, ?, 1, 1, '', '{}')`,
  );
  assert.equal(engine.clients.record(SANDBOX, CLIENT), undefined);
  const failing = engine.write(() => {
    insert.run(SANDBOX, CLIENT);
    assert.equal(engine.clients.currentNumber(SANDBOX, CLIENT), 1);
    throw new Error('the transaction fails');
  });
  await assert.rejects(failing, /the transaction fails/);
  assert.equal(engine.clients.record(SANDBOX, CLIENT), undefined);
  engine.close();
});
