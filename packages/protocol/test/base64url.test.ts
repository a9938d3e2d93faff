import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { crc32OfText, decodeBase64url, encodeBase64url } from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const nearlyBase64url = fc.string({ unit: fc.constantFrom(...'ABCabc019-_AQgw=+/ \n\u0100é'), maxLength: 24 });

test('writes and reads the vectors of RFC 4648 section 10 without padding', () => {
  const vectors = { '': '', f: 'Zg', fo: 'Zm8', foo: 'Zm9v', foob: 'Zm9vYg', fooba: 'Zm9vYmE', foobar: 'Zm9vYmFy' };
  for (const [text, encoded] of Object.entries(vectors)) {
    assert.equal(encodeBase64url(Buffer.from(text)), encoded);
    assert.deepEqual(decodeBase64url(encoded), Uint8Array.from(Buffer.from(text)));
  }
  assert.equal(encodeBase64url(Uint8Array.of(0xfb, 0xff)), '-_8');
});

test('refuses padding, the other alphabet, stray bits and impossible lengths', () => {
  for (const text of ['Zg==', 'Zm8=', '+_8', '-/8', 'Zh', 'Zm9', 'Z', 'Zm9vY', 'Z g', 'Zg\n', 'Žg']) {
    assert.equal(decodeBase64url(text), undefined, JSON.stringify(text));
  }
});

test('bytes come back as they went, in the text that other implementations write', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = encodeBase64url(bytes);
      assert.equal(text, Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(decodeBase64url(text), bytes);
      assert.deepEqual(decodeBase64url(`.${text}.`, 1, 1 + text.length), bytes);
    }),
    counts,
  );
});

test('accepts exactly the texts that are the only spelling of their bytes', () => {
  fc.assert(
    fc.property(fc.oneof(nearlyBase64url, fc.string({ unit: 'binary' })), (text) => {
      const canonical = /^[A-Za-z0-9_-]*$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;
      assert.equal(decodeBase64url(text) !== undefined, canonical);
    }),
    counts,
  );
});

test('the checksum is the CRC-32 of zlib', () => {
  assert.equal(crc32OfText('123456789'), 0xcbf43926);
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(crc32OfText(text), crc32(Buffer.from(text, 'latin1')));
      assert.equal(crc32OfText(`${text}tail`, text.length), crc32OfText(text));
    }),
    counts,
  );
});
