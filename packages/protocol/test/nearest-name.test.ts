import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignDifference, editDistance, markDifference, nearestName } from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const short = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 7 });

/** The same distance by its definition, without any bound. */
function slowDistance(one: string, other: string): number {
  const known = new Map<string, number>();
  const distance = (a: number, b: number): number => {
    if (a === 0 || b === 0) return a + b;
    const key = `${a},${b}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const choices = [
      distance(a - 1, b) + 1,
      distance(a, b - 1) + 1,
      distance(a - 1, b - 1) + Number(one[a - 1] !== other[b - 1]),
    ];
    const swapped = a > 1 && b > 1 && one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1];
    if (swapped) choices.push(distance(a - 2, b - 2) + 1);
    known.set(key, Math.min(...choices));
    return Math.min(...choices);
  };
  return distance(one.length, other.length);
}

test('counts insertions, deletions, replacements and swaps up to the bound', () => {
  assert.equal(editDistance('scope', 'scpoe', 3), 1);
  assert.equal(editDistance('state', 'stat', 3), 1);
  assert.equal(editDistance('kitten', 'sitting', 3), 3);
  assert.equal(editDistance('a'.repeat(300), `${'a'.repeat(299)}b`, 3), 4);
  fc.assert(
    fc.property(short, short, fc.nat({ max: 8 }), (one, other, max) => {
      assert.equal(editDistance(one, other, max), Math.min(slowDistance(one, other), max + 1));
    }),
    counts,
  );
});

test('finds the name that a misspelt word means, and none where nothing is near', () => {
  const names = ['redirect_uri', 'response_type', 'scope', 'state', 'code', 'port', 'host'];
  const cases: Readonly<Record<string, string | undefined>> = {
    redirect_url: 'redirect_uri',
    redirectUri: 'redirect_uri',
    'redirect-uri': 'redirect_uri',
    responsetype: 'response_type',
    scopes: 'scope',
    sope: 'scope',
    code: 'code',
    prot: 'port',
    banana: undefined,
    '': undefined,
  };
  for (const [word, expected] of Object.entries(cases)) assert.equal(nearestName(word, names), expected, word);
  assert.equal(nearestName('scopes', names, 0), undefined);
});

test('marks the characters in which two texts differ', () => {
  assert.deepEqual(markDifference('https://a/cb/', 'https://a/cb'), {
    a: [
      { text: 'https://a/cb', differs: false },
      { text: '/', differs: true },
    ],
    b: [{ text: 'https://a/cb', differs: false }],
  });
  const marks: readonly (readonly [string, string, string, string])[] = [
    ['http://a.example/cb', 'https://a.example/cb', 'http[]://a.example/cb', 'http[s]://a.example/cb'],
    [
      'http://localhost:3000/cb',
      'http://127.0.0.1:3000/cb',
      'http://[localhost]:3000/cb',
      'http://[127.0.0.1]:3000/cb',
    ],
    ['q8+7/N1', 'q8-7_N1', 'q8[+]7[/]N1', 'q8[-]7[_]N1'],
    ['GET', 'POST', '[GET]', '[POST]'],
    ['axbyc', 'a1b2c', '[axbyc]', '[a1b2c]'],
  ];
  for (const [a, b, markedA, markedB] of marks) {
    const shown = (of: 'a' | 'b') => alignDifference(a, b).map((run) => (run.differs ? `[${run[of]}]` : run[of]));
    assert.deepEqual([shown('a').join(''), shown('b').join('')], [markedA, markedB]);
  }
  assert.deepEqual(markDifference('', ''), { a: [], b: [] });
});

test('the segments of a side are its text, and what does not differ is the same on both sides', () => {
  const texts = fc.oneof(short, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const marked = markDifference(a, b);
      assert.equal(marked.a.map((segment) => segment.text).join(''), a);
      assert.equal(marked.b.map((segment) => segment.text).join(''), b);
      const common = (side: typeof marked.a) => side.map((segment) => (segment.differs ? '' : segment.text)).join('');
      assert.equal(common(marked.a), common(marked.b));
      assert.equal(
        [...marked.a, ...marked.b].some((segment) => segment.differs),
        a !== b,
      );
    }),
    counts,
  );
});

test('texts of too many words are marked as a whole between their common ends', () => {
  const marked = markDifference(`<${'a-'.repeat(400)}>`, `<${'b+'.repeat(400)}>`);
  assert.deepEqual(
    marked.a.map((segment) => segment.differs),
    [false, true, false],
  );
});
