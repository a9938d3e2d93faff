import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { phraseOf, squash } from '../src/said/phrase.ts';

describe('phraseOf', () => {
  it('keeps the letters that a text keeps, whatever stands in it', () => {
    const pieces = fc.constantFrom(
      'a',
      'Z',
      '9',
      '_',
      ':',
      '/',
      '//',
      ' ',
      '%',
      '%3A',
      '&lt;',
      '\\n',
      'é',
      'İ',
      'K',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
        const text = parts.join('');
        const { letters } = squash(text);
        assert.deepEqual(phraseOf(text), letters === '' ? [] : [letters]);
      }),
    );
  });

  it('takes British and American spelling for the same', () => {
    assert.deepEqual(phraseOf('Vérification échouée'), [squash('verification ECHOUEE').letters]);
    assert.deepEqual(phraseOf('Unauthorised in this organisation'), [
      squash('unauthorized in this organization').letters,
    ]);
  });

  it('cuts at what varies', () => {
    assert.deepEqual(phraseOf('Redirect URI … is not registered'), ['redirecturi', 'isnotregistered']);
  });
});
