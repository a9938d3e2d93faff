import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clientCredentialKindOf,
  encodeBase64url,
  formatClientId,
  formatClientSecret,
  formatToken,
  isEnvironmentName,
  isWholeClientSecret,
  readToken,
  type TokenKind,
  type TokenParts,
  tokenKinds,
} from '@candor/protocol';
import fc from 'fast-check';
import { checksumOf } from '../src/tokens/token-text.ts';
import { counts } from './counts.ts';

const id = Uint8Array.from({ length: 12 }, (_, at) => at * 7);
const secret = Uint8Array.from({ length: 32 }, (_, at) => 255 - at * 5);
const accessToken = formatToken({ kind: 'access-token', environment: 'sandbox', id, secret });
const ownerLink = formatToken({ kind: 'owner-link', id, secret });

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const environments = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const parts: fc.Arbitrary<TokenParts> = fc
  .tuple(fc.constantFrom(...(Object.keys(tokenKinds) as TokenKind[])), environments, bytes(12), bytes(32))
  .map(([kind, environment, ofId, ofSecret]): TokenParts => {
    if (kind === 'administration-token' || kind === 'owner-link') return { kind, id: ofId, secret: ofSecret };
    return { kind, environment, id: ofId, secret: ofSecret };
  });

test('a token says its kind and environment, and consists of unreserved characters', () => {
  fc.assert(
    fc.property(parts, (made) => {
      const text = formatToken(made);
      assert.match(text, /^[A-Za-z0-9._~-]+$/);
      assert.deepEqual(readToken(text), {
        outcome: 'token',
        kind: made.kind,
        environment: 'environment' in made ? made.environment : undefined,
        id: made.id,
        secretText: encodeBase64url(made.secret),
      });
    }),
    counts,
  );
});

test('a token of which the end is missing is truncated, whatever is left of it', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 64 }), (made, cut) => {
      const text = formatToken(made);
      const reading = readToken(text.slice(0, -cut));
      assert.equal(reading.outcome, 'truncated');
      assert.ok(reading.outcome === 'truncated' && reading.missing === cut && reading.kind === made.kind);
    }),
    counts,
  );
});

test('a token in which one character differs is never a token', () => {
  fc.assert(
    fc.property(
      parts,
      fc.nat(),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      (made, where, character) => {
        const text = formatToken(made);
        const at = where % text.length;
        fc.pre(text[at] !== character);
        assert.notEqual(readToken(text.slice(0, at) + character + text.slice(at + 1)).outcome, 'token');
      },
    ),
    counts,
  );
});

test('never throws, and takes no text for a token but the one that its parts write', () => {
  const piece = fc.constantFrom(
    'cat_',
    'cad_',
    'col_',
    'sandbox',
    '_',
    accessToken,
    ownerLink,
    '"',
    ' ',
    'A'.repeat(65),
  );
  const nearly = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 6 });
  fc.assert(
    fc.property(
      fc.oneof(
        nearly.map((found) => found.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const reading = readToken(text);
        const grammar = /^(?:(?:cat|crt|cac|car)_[a-z][a-z0-9-]{0,30}|cad|col)_[A-Za-z0-9_-]{59}[A-Za-z0-9]{6}$/;
        if (reading.outcome === 'token') assert.match(text, grammar);
        if (reading.outcome === 'decorated') {
          assert.ok(text.includes(reading.trimmed) && text !== reading.trimmed);
          assert.equal(readToken(reading.trimmed).outcome === 'token', reading.intact);
        }
      },
    ),
    counts,
  );
});

const refusals: Readonly<Record<string, [string, object]>> = {
  'one character changed': [
    accessToken.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    { outcome: 'altered', why: 'checksum' },
  ],
  'small letters only': [accessToken.toLowerCase(), { outcome: 'altered', kind: 'access-token' }],
  'a character outside the alphabet': [
    accessToken.replace(/.{7}$/, '%234567'),
    { outcome: 'altered', why: 'characters' },
  ],
  'twice in a row': [accessToken + accessToken, { outcome: 'altered', why: 'too-long', environment: 'sandbox' }],
  'another environment in its name': [
    accessToken.replace('sandbox', 'sandbex'),
    { outcome: 'altered', why: 'checksum' },
  ],
  'cut within the name': ['cat_sand', { outcome: 'truncated', kind: 'access-token', environment: undefined }],
  'cut after the name': ['cat_sandbox_', { outcome: 'truncated', environment: 'sandbox', missing: 65 }],
  'a server token cut': ['cad_abc', { outcome: 'truncated', kind: 'administration-token', environment: undefined }],
  'a line break after it': [`${accessToken}\n`, { outcome: 'decorated', intact: true, trimmed: accessToken }],
  'quotes around it': [`"${accessToken}"`, { outcome: 'decorated', intact: true, kind: 'access-token' }],
  'the scheme before it': [`Bearer ${accessToken}`, { outcome: 'decorated', intact: true, environment: 'sandbox' }],
  'quotes around half of it': [`'${accessToken.slice(0, 40)}'`, { outcome: 'decorated', intact: false }],
  'a name with capital letters': [accessToken.replace('sandbox', 'Sandbox'), { outcome: 'not-a-token' }],
  'no name': [accessToken.replace('sandbox', ''), { outcome: 'not-a-token' }],
  'a name of 32 letters': [`cat_${'a'.repeat(32)}_`, { outcome: 'not-a-token' }],
  'another word': ['cat_picture.jpg', { outcome: 'not-a-token' }],
  'an unknown prefix': [`cax${accessToken.slice(3)}`, { outcome: 'not-a-token' }],
  nothing: ['', { outcome: 'not-a-token' }],
};
for (const [name, [text, expected]] of Object.entries(refusals)) {
  test(`names what is wrong with a token: ${name}`, () => {
    assert.partialDeepStrictEqual(readToken(text), expected);
  });
}

test('refuses another spelling of the same secret, even under a right checksum', () => {
  const written = accessToken.slice(0, -7);
  const last = encodeBase64url(secret).slice(-1);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const readings = Array.from({ length: 4 }, (_, strayBits) => {
    const text = written + alphabet.charAt(alphabet.indexOf(last) + strayBits);
    return readToken(text + checksumOf(text)).outcome;
  });
  assert.deepEqual(readings, ['token', 'altered', 'altered', 'altered']);
});

test('a generated client id or secret is recognised in the place of another credential', () => {
  const clientSecret = formatClientSecret(secret);
  assert.match(formatClientId(id), /^cid_[A-Za-z0-9_-]{16}$/);
  assert.match(clientSecret, /^ccs_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}$/);
  assert.equal(clientCredentialKindOf(formatClientId(id)), 'client-id');
  assert.equal(clientCredentialKindOf(clientSecret), 'client-secret');
  assert.equal(clientCredentialKindOf(accessToken), undefined);
  assert.ok(isWholeClientSecret(clientSecret));
  assert.ok(!isWholeClientSecret(clientSecret.slice(0, -1)));
  assert.ok(
    !isWholeClientSecret(
      `${clientSecret.slice(0, 20)}${clientSecret[20] === 'x' ? 'y' : 'x'}${clientSecret.slice(21)}`,
    ),
  );
  assert.equal(readToken(clientSecret).outcome, 'not-a-token');
});

test('the name of an environment is small letters, digits and hyphens, at most 31', () => {
  fc.assert(
    fc.property(fc.oneof(environments, fc.string({ unit: fc.constantFrom(...'ab0-_A é'), maxLength: 34 })), (text) => {
      assert.equal(isEnvironmentName(text), /^[a-z][a-z0-9-]{0,30}$/.test(text));
    }),
    counts,
  );
});
