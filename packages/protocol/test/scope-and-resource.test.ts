import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatScope,
  isClientId,
  isNonce,
  isResourceIndicator,
  isSameScope,
  isScopeSubset,
  isScopeToken,
  isState,
  isUnreserved,
  isVisibleAscii,
  missingScopes,
  parseScope,
  readSeconds,
} from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const scopes: Readonly<Record<string, [string, object]>> = {
  'one value': ['openid', { outcome: 'parsed', values: ['openid'] }],
  'several values': ['openid profile email', { outcome: 'parsed', values: ['openid', 'profile', 'email'] }],
  'a repeated value, once': ['a b a', { outcome: 'parsed', values: ['a', 'b'] }],
  'values with every punctuation that is allowed': ["a:b,c/d.'", { outcome: 'parsed', values: ["a:b,c/d.'"] }],
  'an empty text': ['', { outcome: 'malformed', why: 'empty' }],
  'a space alone': [' ', { outcome: 'malformed', why: 'spaces' }],
  'a space at the end': ['a ', { outcome: 'malformed', why: 'spaces' }],
  'two spaces in a row': ['a  b', { outcome: 'malformed', why: 'spaces' }],
  'a line break': ['a\nb', { outcome: 'malformed', why: 'characters' }],
  'a quotation mark': ['"a"', { outcome: 'malformed', why: 'characters' }],
  'a backslash': ['a\\b', { outcome: 'malformed', why: 'characters' }],
  'more than 4096 characters': ['a'.repeat(4097), { outcome: 'malformed', why: 'too-long' }],
  'more than 100 values': [
    Array.from({ length: 101 }, (_, at) => `s${at}`).join(' '),
    { outcome: 'malformed', why: 'too-many' },
  ],
};
for (const [name, [text, expected]] of Object.entries(scopes)) {
  test(`reads a scope of ${name}`, () => assert.deepEqual(parseScope(text), expected));
}

test('never throws, and parses exactly the scopes of RFC 6749 section 3.3', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'ab \\"!#~\u007fé\n') });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
      const reading = parseScope(text);
      const valid = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(text) && !text.includes('\n');
      assert.equal(reading.outcome === 'parsed', valid);
      if (reading.outcome === 'parsed') {
        assert.deepEqual([...reading.values], [...new Set(text.split(' '))]);
        assert.deepEqual(parseScope(formatScope(reading.values)), reading);
      }
    }),
    counts,
  );
});

test('a scope is a set: order says nothing, and what is missing is named', () => {
  assert.deepEqual(missingScopes(['a', 'b', 'c'], ['b']), ['a', 'c']);
  assert.ok(isScopeSubset([], ['a']) && isScopeSubset(['a'], ['b', 'a']) && !isScopeSubset(['a', 'c'], ['a']));
  assert.ok(isSameScope(['a', 'b'], ['b', 'a']) && !isSameScope(['a'], ['a', 'b']) && !isSameScope(['a', 'b'], ['a']));
});

const resources: Readonly<Record<string, string | true>> = {
  'https://api.example.com/app/': true,
  'https://api.example.com?tenant=1': true,
  'urn:example:api': true,
  '': 'empty',
  [`https://api.example/${'a'.repeat(2048)}`]: 'too-long',
  'https://api.example/a b': 'characters',
  'https://api.example/%2': 'percent-encoding',
  'api.example': 'not-absolute',
  '/api': 'not-absolute',
  'urn:': 'not-absolute',
  'https://api.example/#': 'fragment',
  'https:///api': 'host-missing',
};
for (const [text, expected] of Object.entries(resources)) {
  test(`${JSON.stringify(text.slice(0, 40))} as a resource indicator: ${expected}`, () => {
    assert.deepEqual(isResourceIndicator(text), expected === true ? { ok: true } : { ok: false, why: expected });
  });
}

test('never throws, and takes only absolute URIs without a fragment for a resource (RFC 8707)', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'urn:https/.%20#?é ') });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.webUrl(), fc.string({ unit: 'binary' })), (text) => {
      const grammar = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
      if (isResourceIndicator(text).ok) assert.match(text, grammar);
    }),
    counts,
  );
});

test('the character sets are those of RFC 6749 appendix A and RFC 3986, within the size', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 })), (text) => {
      const sized = text.length >= 1 && text.length <= 8;
      const within = (set: RegExp) => sized && Array.from(text).every((character) => set.test(character));
      assert.equal(isVisibleAscii(text, 8), within(/^[\x20-\x7e]$/));
      assert.equal(isScopeToken(text, 8), within(/^[\x21\x23-\x5b\x5d-\x7e]$/));
      assert.equal(isUnreserved(text, 8), within(/^[A-Za-z0-9\-._~]$/));
    }),
    counts,
  );
});

test('client id, state and nonce are visible ASCII of bounded size', () => {
  for (const [check, longest] of [
    [isClientId, 256],
    [isState, 2048],
    [isNonce, 512],
  ] as const) {
    assert.ok(check('a b~'.padEnd(longest, 'x')));
    assert.ok(!check('x'.repeat(longest + 1)));
    assert.ok(!check('') && !check('a\tb') && !check('é'));
  }
});

test('a number of seconds is decimal digits and nothing else', () => {
  const cases = { '0': 0, '007': 7, '999999999': 999_999_999, '1000000000': undefined, '': undefined, '-1': undefined };
  for (const [text, expected] of Object.entries(cases)) assert.equal(readSeconds(text), expected, text);
  for (const text of ['1.5', '1e3', ' 1', '1 ', '0x1', '١', '1\n']) assert.equal(readSeconds(text), undefined, text);
  fc.assert(
    fc.property(fc.oneof(fc.nat().map(String), fc.string({ unit: 'binary', maxLength: 4 })), (text) => {
      assert.equal(readSeconds(text), /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined);
    }),
    counts,
  );
});
