import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { difference, type Piece } from '../src/pages/difference.ts';

const marked = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, differs, gap }) => (differs ? `[${text}${'_'.repeat(gap)}]` : text)).join('');

const cases: { readonly [name: string]: readonly [string, string, string, string] } = {
  'a trailing slash leaves a gap where it is missing': [
    'https://app.example/cb/?a=1',
    'https://app.example/cb?a=1',
    'https://app.example/cb[/]?a=1',
    'https://app.example/cb[_]?a=1',
  ],
  'swapped letters inside a word': ['invoices.wirte', 'invoices.write', 'invoices.w[ir]te', 'invoices.w[ri]te'],
  'a second space is shown': ['a  b', 'a b', 'a [␠]b', 'a [_]b'],
  'a line break at the end is shown': ['secret\n', 'secret', 'secret[␤]', 'secret[]'],
  'unlike words are marked whole': ['alpha', 'omega', '[alpha]', '[omega]'],
  'a character that turns the writing direction is shown': ['a\u202eb', 'ab', 'a[⟨U+202E⟩]b', 'a[________]b'],
};

for (const [name, [sent, expected, sentMarked, expectedMarked]] of Object.entries(cases)) {
  test(name, () => {
    const found = difference(sent, expected);
    assert.deepEqual([marked(found.sent), marked(found.expected)], [sentMarked, expectedMarked]);
  });
}

test('long equal stretches are folded around the difference', () => {
  const long = 'x'.repeat(100);
  const { sent } = difference(`${long}/a/${long}`, `${long}/b/${long}`);
  assert.equal(marked(sent), `${'x'.repeat(20)}…${'x'.repeat(19)}/[a]/${'x'.repeat(19)}…`);
});

test('equal values have no mark, different ones have one, and no control character is shown as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (sent, expected) => {
      const found = difference(sent, expected);
      const pieces = [...found.sent, ...found.expected];
      assert.equal(
        pieces.some((piece) => piece.differs),
        sent !== expected,
      );
      for (const piece of pieces) assert.doesNotMatch(piece.text, /\p{Cc}|\p{Cf}/u);
    }),
  );
});
