import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt, encodeBase64url } from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const encode = (text: string | Uint8Array): string => encodeBase64url(Buffer.from(text));

test('reads the example of RFC 7519 section 3.1', () => {
  const header = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9';
  const payload = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
  const jwt = decodeJwt(`${header}.${payload}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`);
  assert.deepEqual(jwt?.header, { typ: 'JWT', alg: 'HS256' });
  assert.deepEqual(jwt?.payload, { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true });
  assert.equal(jwt?.signingInput, `${header}.${payload}`);
  assert.equal(jwt?.signature.length, 32);
});

const refusals: Readonly<Record<string, string>> = {
  'two parts': `${encode('{}')}.${encode('{}')}`,
  'four parts': `${encode('{}')}.${encode('{}')}.AA.AA`,
  'five parts (an encrypted JWT)': `${encode('{}')}.AA.AA.AA.AA`,
  'padded base64': `${encode('{"a":1}')}=.${encode('{}')}.AA`,
  'a header that is an array': `${encode('[]')}.${encode('{}')}.AA`,
  'a payload that is null': `${encode('{}')}.${encode('null')}.AA`,
  'a payload that is a text': `${encode('{}')}.${encode('"x"')}.AA`,
  'broken JSON': `${encode('{}')}.${encode('{')}.AA`,
  'an empty header': `.${encode('{}')}.AA`,
  'a byte order mark': `${encode('\ufeff{}')}.${encode('{}')}.AA`,
  'bytes that are not UTF-8': `${encode('{}')}.${encode(Uint8Array.of(0x22, 0xff, 0x22))}.AA`,
  'a signature with stray bits': `${encode('{}')}.${encode('{}')}.AB`,
  'white space after it': `${encode('{}')}.${encode('{}')}.AA\n`,
};
for (const [name, text] of Object.entries(refusals)) {
  test(`refuses a JWT with ${name}`, () => assert.equal(decodeJwt(text), undefined));
}

test('bounds the size before it decodes anything', () => {
  const text = `${encode('{}')}.${encode(JSON.stringify({ filler: 'a'.repeat(13_000) }))}.AA`;
  assert.equal(decodeJwt(text), undefined);
  assert.ok(decodeJwt(text, 20_000));
});

test('an unsecured JWT is decoded with an empty signature, for the caller to refuse', () => {
  assert.equal(decodeJwt(`${encode('{"alg":"none"}')}.${encode('{}')}.`)?.signature.length, 0);
});

test('never throws, and what it reads are the objects that were written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.uint8Array(), (payload, signature) => {
      const text = `${encode('{"alg":"ES256"}')}.${encode(JSON.stringify(payload))}.${encodeBase64url(signature)}`;
      assert.deepEqual(decodeJwt(text)?.payload, JSON.parse(JSON.stringify(payload)));
    }),
    counts,
  );
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.uint8Array({ maxLength: 12 }).map(encodeBase64url),
    fc.jsonValue({ maxDepth: 1 }).map((value) => encode(JSON.stringify(value))),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const decoded = decodeJwt(parts.join('.'));
      if (decoded !== undefined) assert.equal(parts.join('.').split('.').length, 3);
    }),
    counts,
  );
});
