import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { codeChallengeOf, isCodeChallenge, isCodeVerifier } from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

test('makes the code_challenge of RFC 7636 appendix B', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  assert.ok(isCodeVerifier(verifier));
  assert.equal(codeChallengeOf(verifier, sha256), 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('a code_verifier has 43 to 128 unreserved characters, and its challenge has the form of one', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'aZ09-._~'), minLength: 40, maxLength: 131 });
  const spoilt = fc.tuple(nearly, fc.string({ unit: 'binary', maxLength: 1 })).map(([text, other]) => text + other);
  fc.assert(
    fc.property(fc.oneof(nearly, spoilt, fc.string({ unit: 'binary' })), (text) => {
      const valid = /^[A-Za-z0-9\-._~]{43,128}$/.test(text) && !text.endsWith('\n');
      assert.equal(isCodeVerifier(text), valid);
      if (valid) {
        const challenge = codeChallengeOf(text, sha256);
        assert.ok(isCodeChallenge(challenge));
        assert.equal(challenge, hash('sha256', text, 'base64url'));
      }
    }),
    counts,
  );
});

test('an S256 code_challenge has exactly 43 base64url characters', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'aZ09-_'), minLength: 42, maxLength: 44 });
  const spoilt = fc
    .tuple(nearly, fc.constantFrom('=', '.', '~', '\n', '+', 'é', 'Ā'))
    .map(([text, other]) => text + other);
  fc.assert(
    fc.property(fc.oneof(nearly, spoilt, fc.string({ unit: 'binary' })), (text) => {
      assert.equal(isCodeChallenge(text), text.length === 43 && /^[A-Za-z0-9_-]{43}$/.test(text));
    }),
    counts,
  );
});
