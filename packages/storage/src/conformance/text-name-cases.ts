import assert from 'node:assert/strict';
import { storageCase } from './conformance-case.ts';
import { hash, identifier, MINUTE, NOW, PRODUCTION, SANDBOX } from './samples.ts';

const endsAt = NOW + MINUTE;
const sweep = { environment: SANDBOX, retention: 0, limit: 100 };

export const textNameCases = [
  storageCase('a text is found by its hash, in its environment alone', async (storage) => {
    await storage.nameTexts(SANDBOX, [
      { hash: hash(1), id: identifier(1), endsAt },
      { hash: hash(2), id: identifier(1), endsAt },
    ]);
    assert.deepEqual(await storage.idOfText(SANDBOX, hash(1)), identifier(1));
    assert.deepEqual(await storage.idOfText(SANDBOX, hash(2)), identifier(1));
    assert.equal(await storage.idOfText(SANDBOX, hash(3)), undefined);
    assert.equal(await storage.idOfText(PRODUCTION, hash(1)), undefined);
  }),

  storageCase('the name of a text goes when it has ended', async (storage) => {
    await storage.nameTexts(SANDBOX, [{ hash: hash(1), id: identifier(1), endsAt }]);
    assert.equal(await storage.removeExpired({ ...sweep, now: endsAt - 1 }), 0);
    assert.equal(await storage.removeExpired({ ...sweep, now: endsAt }), 1);
    assert.equal(await storage.idOfText(SANDBOX, hash(1)), undefined);
  }),
];
