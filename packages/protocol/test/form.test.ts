import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allParameters, decodeFormComponent, decodePercent, parseForm, presentParameter } from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

/** The parser's grammar, slowly: undefined for a text that it has to refuse. */
function reference(text: string): [string, string][] | undefined {
  if (!/^(?:[\x20-\x24\x26-\x7e]|%(?!00)[0-9A-Fa-f]{2})*$/.test(text)) return undefined;
  const decode = (component: string): string =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(component.replaceAll('+', ' ').match(/%..|./g) ?? [], (unit) =>
        unit.length === 3 ? Number.parseInt(unit.slice(1), 16) : unit.charCodeAt(0),
      ),
    );
  try {
    return text
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [decode(name), decode(value.join('='))];
      });
  } catch {
    return undefined;
  }
}

test('reads the example of RFC 6749 appendix B', () => {
  const form = parseForm('%20%25%26%2B%C2%A3%E2%82%AC=x');
  assert.ok(form.outcome === 'parsed');
  assert.deepEqual([...form.parameters], [[' %&+£€', 'x']]);
});

test('reads the token request of RFC 6749 section 4.1.3', () => {
  const form = parseForm(
    'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb',
  );
  assert.ok(form.outcome === 'parsed');
  assert.deepEqual(Object.fromEntries(form.parameters), {
    grant_type: 'authorization_code',
    code: 'SplxlOBeZQQYbYS6WxSbIA',
    redirect_uri: 'https://client.example.com/cb',
  });
  assert.deepEqual(form.duplicated, []);
});

test('a parameter without a value counts as omitted, and is still seen', () => {
  const form = parseForm('scope=&state&code=x');
  assert.ok(form.outcome === 'parsed');
  assert.equal(presentParameter(form, 'scope'), undefined);
  assert.equal(presentParameter(form, 'state'), undefined);
  assert.equal(presentParameter(form, 'code'), 'x');
  assert.equal(presentParameter(form, 'nonce'), undefined);
  assert.deepEqual([...form.parameters.keys()], ['scope', 'state', 'code']);
});

test('a parameter that occurs more than once is reported once, with all its values', () => {
  const form = parseForm('resource=a&code=1&resource=&resource=b&code=1&%63ode=2');
  assert.ok(form.outcome === 'parsed');
  assert.deepEqual(form.duplicated, ['resource', 'code']);
  assert.deepEqual(form.repeated.get('code'), ['1', '1', '2']);
  assert.deepEqual(allParameters(form, 'resource'), ['a', 'b']);
  assert.deepEqual(allParameters(form, 'nothing'), []);
  assert.equal(form.parameters.get('code'), '1');
  const next = parseForm('code=1');
  assert.ok(next.outcome === 'parsed' && next.duplicated.length === 0 && next.repeated.size === 0);
  assert.deepEqual(allParameters(next, 'code'), ['1']);
});

const refusals: Readonly<Record<string, [string, string, number]>> = {
  'a per cent sign alone': ['a=%', 'percent-encoding', 2],
  'half an escape': ['a=b%4', 'percent-encoding', 3],
  'an escape over the border of a pair': ['a=%4&b=1', 'percent-encoding', 2],
  'an escape that is not hexadecimal': ['a=%G1', 'percent-encoding', 2],
  'the escape of another dialect': ['a=%u00e9', 'percent-encoding', 2],
  'an encoded NUL': ['a=x%00y', 'nul-character', 3],
  'a raw NUL': ['a=\0', 'nul-character', 2],
  'a line break': ['a=b\n', 'control-character', 3],
  'a letter that is not encoded': ['a=é', 'not-ascii', 2],
  'bytes of Latin-1': ['a=%E9', 'not-utf-8', 0],
  'an overlong form': ['a=%C0%80', 'not-utf-8', 0],
  'a surrogate': ['a=%ED%A0%80', 'not-utf-8', 0],
  'a name of 129 characters': [`x=1&${'n'.repeat(129)}=1`, 'name-too-long', 4],
  'a value of 8193 characters': [`v=${'x'.repeat(8193)}`, 'value-too-long', 0],
  '101 parameters': ['a&'.repeat(101), 'too-many-parameters', 200],
};
for (const [name, [text, why, at]] of Object.entries(refusals)) {
  test(`refuses ${name}`, () => assert.deepEqual(parseForm(text), { outcome: 'malformed', why, at }));
}

test('the limits are inclusive, and the caller may set them', () => {
  assert.equal(parseForm(`${'n'.repeat(128)}=${'x'.repeat(8192)}`).outcome, 'parsed');
  assert.equal(parseForm(`a=${'%C3%A9'.repeat(8192)}`).outcome, 'parsed');
  assert.equal(parseForm('a&'.repeat(100)).outcome, 'parsed');
  assert.equal(parseForm('a=1&b=2', { parameters: 1, name: 1, value: 1 }).outcome, 'malformed');
});

test('names that every object has are parameters like others', () => {
  const form = parseForm('__proto__=a&constructor=b&toString=c');
  assert.ok(form.outcome === 'parsed' && form.duplicated.length === 0);
  assert.equal(form.parameters.get('__proto__'), 'a');
});

test('reads what URLSearchParams writes, for any Unicode text without NUL', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((found) => !found.includes('\0'));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name, maxLength: 20 }), (pairs) => {
      const form = parseForm(new URLSearchParams(pairs).toString());
      assert.ok(form.outcome === 'parsed');
      // A pair of two empty texts is written as "=", which is a parameter with an empty name.
      assert.deepEqual([...form.parameters], pairs);
      assert.deepEqual(form.duplicated, []);
    }),
    counts,
  );
});

test('never throws, and accepts exactly what the grammar accepts', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '=',
    '&',
    '+',
    '%',
    '%41',
    '%2',
    '%C3%A9',
    '%C3',
    '%ed%a0%80',
    '%00',
    ' ',
    '\n',
  );
  const nearly = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: nearly }, fc.string({ unit: 'binary' })), (text) => {
      const form = parseForm(text);
      const expected = reference(text);
      if (form.outcome === 'malformed') {
        assert.equal(expected, undefined);
      } else {
        assert.ok(expected !== undefined, JSON.stringify(text));
        assert.deepEqual([...form.parameters], [...new Map([...expected].reverse())].sort(inOrderOf(expected)));
        const repeated = expected.filter(([name], at) => expected.findIndex(([other]) => other === name) !== at);
        assert.deepEqual([...form.duplicated], [...new Set(repeated.map(([name]) => name))]);
      }
    }),
    counts,
  );
});

function inOrderOf(pairs: [string, string][]): (one: [string, string], other: [string, string]) => number {
  const place = ([name]: [string, string]) => pairs.findIndex(([other]) => other === name);
  return (one, other) => place(one) - place(other);
}

test('a component is decoded as a form or as a URI, where plus is itself', () => {
  assert.equal(decodeFormComponent('a+b%2B'), 'a b+');
  assert.equal(decodePercent('a+b%2B'), 'a+b+');
  assert.equal(decodeFormComponent('%'), undefined);
  assert.equal(decodePercent('%FF'), undefined);
});
