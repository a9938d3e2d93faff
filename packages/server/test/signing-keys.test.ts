/** Signing keys: published before they sign, replaced with overlap, sealed at rest (OpenID Connect Core section 10.1.1). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSqlite } from '@candor/storage/sqlite';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import {
  EncryptionKeyError,
  openSigningKeys,
  type SigningAlgorithm,
  type SigningKeys,
} from '../src/keys/signing-keys.ts';
import { pooledRandomBytes } from '../src/randomness.ts';

const minute = 60_000;
const lifetime = 100 * minute;
const overlap = 30 * minute;

/** Keys in a store of their own, with a clock that the test moves. */
async function open(algorithm: SigningAlgorithm = 'ES256') {
  const storage = await openSqlite({ file: ':memory:' });
  const clock = { now: 1_800_000_000_000 };
  const options = {
    environment: 'sandbox',
    storage,
    encryptionKey: new Uint8Array(32).fill(1),
    randomBytes: pooledRandomBytes(),
    now: () => clock.now,
    algorithm,
    lifetime,
    overlap,
  };
  return { keys: await openSigningKeys(options), clock, options, storage };
}

const keySet = async (keys: SigningKeys) => createLocalJWKSet({ keys: await keys.publicKeys() } as JSONWebKeySet);
const signed = (keys: SigningKeys) => keys.sign(() => ({ sub: 'someone' }), 'JWT');
const keyIdOf = (token: string) => decodeProtectedHeader(token).kid;

describe('signing keys', () => {
  for (const algorithm of ['ES256', 'RS256', 'PS256', 'EdDSA'] as const) {
    it(`of ${algorithm} sign what jose verifies, and verify it themselves`, async () => {
      const { keys } = await open(algorithm);
      const token = await signed(keys);
      const { payload, protectedHeader } = await jwtVerify(token, await keySet(keys), { algorithms: [algorithm] });
      assert.deepEqual([payload.sub, protectedHeader.alg], ['someone', algorithm]);
      assert.deepEqual(await keys.verify(token, 'JWT'), { sub: 'someone' });
    });
  }

  it('verify no text that was changed, of another algorithm or of another server', async () => {
    const [{ keys }, other] = [await open(), await open()];
    const token = await signed(keys);
    const [header, payload, signature] = token.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: keyIdOf(token) })).toString('base64url');
    for (const text of [
      `${header}.${Buffer.from('{"sub":"other"}').toString('base64url')}.${signature}`,
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${payload}`,
      await signed(other.keys),
    ]) {
      assert.equal(await keys.verify(text, 'JWT'), undefined, text);
    }
  });

  it('are the same after a restart', async () => {
    const { keys, options } = await open();
    const again = await openSigningKeys(options);
    assert.deepEqual(await again.publicKeys(), await keys.publicKeys());
    assert.ok(await again.verify(await signed(keys), 'JWT'));
  });

  it('do not open with another encryption key, and private keys are not stored in the clear', async () => {
    const { options, storage } = await open();
    await assert.rejects(openSigningKeys({ ...options, encryptionKey: new Uint8Array(32) }), EncryptionKeyError);
    const [record] = await storage.signingKeys('sandbox');
    assert.ok(record);
    assert.equal(Buffer.from(record.sealedPrivateKey).includes(Buffer.from('0201010420', 'hex')), false);
    assert.equal('d' in JSON.parse(record.publicJwk), false);
  });
});

describe('a rotation', () => {
  it('publishes the next key five minutes before it signs, and keeps the earlier one for the overlap', async () => {
    const { keys, clock } = await open();
    const first = await signed(keys);
    clock.now += lifetime;
    assert.equal((await keys.publicKeys()).length, 2, 'the next key is published at once');
    const whilePublished = await signed(keys);
    assert.equal(keyIdOf(whilePublished), keyIdOf(first), 'the earlier key still signs');
    clock.now += 5 * minute;
    const second = await signed(keys);
    assert.notEqual(keyIdOf(second), keyIdOf(first));
    const published = await keySet(keys);
    for (const token of [first, whilePublished, second]) assert.ok(await jwtVerify(token, published));
    clock.now += overlap - 1;
    assert.ok(await keys.verify(first, 'JWT'), 'at the last millisecond of the overlap');
    clock.now += 1;
    assert.equal(await keys.verify(first, 'JWT'), undefined);
    assert.deepEqual(
      (await keys.publicKeys()).map((key) => (key as { kid?: string }).kid === keyIdOf(second)),
      [true],
    );
  });

  it('happens once when two nodes come to it together', async () => {
    const { keys, clock, options, storage } = await open();
    const other = await openSigningKeys(options);
    clock.now += lifetime;
    const [one, two] = await Promise.all([keys.publicKeys(), other.publicKeys()]);
    assert.deepEqual(one, two);
    assert.equal((await storage.signingKeys('sandbox')).length, 2);
  });

  it('follows a change of the algorithm without breaking what was signed', async () => {
    const { keys, clock, options } = await open('ES256');
    const first = await signed(keys);
    const changed = await openSigningKeys({ ...options, algorithm: 'RS256' });
    clock.now += minute;
    assert.deepEqual(await changed.algorithms(), ['ES256', 'RS256']);
    clock.now += 5 * minute;
    const second = await signed(changed);
    assert.equal(decodeProtectedHeader(second).alg, 'RS256');
    assert.ok(await changed.verify(first, 'JWT'));
  });
});
