import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBasic, readBearer } from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const formEncode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

test('reads the client_secret_basic example of RFC 6749 section 2.3.1', () => {
  assert.deepEqual(readBasic('Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3'), {
    outcome: 'credentials',
    readings: [{ clientId: 's6BhdRkqt3', clientSecret: '7Fjfp0ZBr1KtDRbnfVdmIw', spelling: 'form-encoded' }],
  });
});

const accepted: Readonly<Record<string, [string, [string, string, string][]]>> = {
  'form-encoded and raw where they differ': [
    basic('my%20app:a%2Bb+c'),
    [
      ['my app', 'a+b c', 'form-encoded'],
      ['my%20app', 'a%2Bb+c', 'raw'],
    ],
  ],
  'raw alone where the secret is no form-encoded text': [basic('app:100%'), [['app', '100%', 'raw']]],
  'raw alone where an escape hides a control character': [basic('app:a%0Ab'), [['app', 'a%0Ab', 'raw']]],
  'raw alone beyond ASCII': [basic('app:schlüssel%20'), [['app', 'schlüssel%20', 'raw']]],
  'the first colon as the border': [basic('app:a:b'), [['app', 'a:b', 'form-encoded']]],
  'an empty secret': [basic('app:'), [['app', '', 'form-encoded']]],
  'the scheme in any case, with several spaces': [`bAsIc   ${btoa('a:b')}`, [['a', 'b', 'form-encoded']]],
};
for (const [name, [header, readings]] of Object.entries(accepted)) {
  test(`reads Basic credentials: ${name}`, () => {
    const expected = readings.map(([clientId, clientSecret, spelling]) => ({ clientId, clientSecret, spelling }));
    assert.deepEqual(readBasic(header), { outcome: 'credentials', readings: expected });
  });
}

const refused: Readonly<Record<string, [string, string]>> = {
  'nothing after the scheme': ['Basic', 'credentials-missing'],
  'spaces after the scheme': ['Basic  ', 'credentials-missing'],
  'credentials that are not encoded': ['Basic app:secret', 'not-base64'],
  'missing padding': [basic('app:sec').replaceAll('=', ''), 'padding-missing'],
  'half of the padding': ['Basic YTpiYw=', 'padding-missing'],
  'too much padding': ['Basic YTpi=', 'not-base64'],
  'an impossible length': ['Basic YTpiY', 'not-base64'],
  'the URL-safe alphabet': ['Basic YTp_-WE-', 'base64url'],
  'stray bits': ['Basic YTpiYx==', 'stray-bits'],
  'a line break within': ['Basic YTpi\nYTpi', 'not-base64'],
  'white space after it': ['Basic YTpi ', 'not-base64'],
  'a control character': [basic('app:a\tb'), 'control-character'],
  'a delete character': [basic('app:a\x7f'), 'control-character'],
  'a line break at the end of the secret': [basic('app:secret\n'), 'control-character'],
  'a control character beyond ASCII': [basic('app:\u0085é'), 'control-character'],
  'bytes that are not UTF-8': [`Basic ${Buffer.from('app:é', 'latin1').toString('base64')}`, 'not-utf-8'],
  'no colon': [basic('app'), 'colon-missing'],
  'no client id': [basic(':secret'), 'client-id-missing'],
  'credentials that are too long': [basic(`app:${'a'.repeat(1600)}`), 'too-long'],
};
for (const [name, [header, why]] of Object.entries(refused)) {
  test(`refuses Basic credentials with ${name}`, () =>
    assert.deepEqual(readBasic(header), { outcome: 'malformed', why }));
}

test('refuses every spelling of Basic credentials but the one without stray bits', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (const last of alphabet) {
    for (const encoded of [`YTpiY${last}==`, `YTpiYW${last}=`]) {
      const canonical = Buffer.from(encoded, 'base64').toString('base64') === encoded;
      const visible = /^[\x20-\x7e]+$/.test(Buffer.from(encoded, 'base64').toString('latin1'));
      assert.equal(readBasic(`Basic ${encoded}`).outcome === 'credentials', canonical && visible, encoded);
    }
  }
});

test('another scheme is not Basic', () => {
  for (const header of ['', 'Bas', 'Basics YTpi', 'Bearer YTpi', 'YTpi', ' Basic YTpi', 'Basic:YTpi', 'Basic\tYTpi']) {
    assert.deepEqual(readBasic(header), { outcome: 'not-basic' }, JSON.stringify(header));
  }
});

test('any visible credentials are read in both spellings', () => {
  const visible = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  const clientIds = visible.filter((text) => text !== '' && !text.includes(':'));
  fc.assert(
    fc.property(clientIds, visible, (clientId, clientSecret) => {
      const encoded = readBasic(basic(`${formEncode(clientId)}:${formEncode(clientSecret)}`));
      assert.ok(encoded.outcome === 'credentials');
      assert.deepEqual(encoded.readings[0], { clientId, clientSecret, spelling: 'form-encoded' });
      const raw = readBasic(basic(`${clientId}:${clientSecret}`));
      assert.ok(raw.outcome === 'credentials');
      const last = raw.readings.at(-1);
      assert.deepEqual([last?.clientId, last?.clientSecret], [clientId, clientSecret]);
    }),
    counts,
  );
});

test('never throws, and reads no Basic header that the grammar refuses', () => {
  const tail = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'YTpiA0+/-_= '), maxLength: 12 }),
    fc.uint8Array({ maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  );
  fc.assert(
    fc.property(fc.constantFrom('Basic ', 'basic  ', 'Basic', ''), tail, (scheme, text) => {
      const reading = readBasic(scheme + text);
      const match = /^basic +((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/i.exec(scheme + text);
      const bytes = match?.[1] ? Buffer.from(match[1], 'base64') : undefined;
      const canonical = bytes?.toString('base64') === match?.[1];
      const pair = bytes?.toString('utf8') ?? '';
      const sound =
        canonical && bytes !== undefined && Buffer.from(pair).equals(bytes) && /^[^:\p{Cc}]+:\P{Cc}*$/u.test(pair);
      assert.equal(reading.outcome === 'credentials', sound);
    }),
    counts,
  );
});

const bearer: Readonly<Record<string, [string, object]>> = {
  'the example of RFC 6750 section 2.1': ['Bearer mF_9.B5f-4.1JqM', { outcome: 'token', token: 'mF_9.B5f-4.1JqM' }],
  'the scheme in small letters': ['bearer  a+b/c==', { outcome: 'token', token: 'a+b/c==' }],
  'no token': ['Bearer', { outcome: 'malformed', why: 'token-missing' }],
  'spaces alone': ['Bearer   ', { outcome: 'malformed', why: 'token-missing' }],
  'a colon after the scheme': ['Bearer: abc', { outcome: 'malformed', why: 'scheme-followed-by-colon' }],
  'the scheme twice': ['Bearer Bearer abc', { outcome: 'malformed', why: 'scheme-twice' }],
  quotes: ['Bearer "abc"', { outcome: 'malformed', why: 'quoted' }],
  'two tokens': ['Bearer abc def', { outcome: 'malformed', why: 'more-than-one-token' }],
  'two headers joined by a proxy': ['Bearer abc, Bearer def', { outcome: 'malformed', why: 'more-than-one-token' }],
  'padding alone': ['Bearer ==', { outcome: 'malformed', why: 'characters' }],
  'padding within': ['Bearer a=b', { outcome: 'malformed', why: 'characters' }],
  'a placeholder that was not filled in': ['Bearer {token}', { outcome: 'malformed', why: 'characters' }],
  'a token that is too long': [`Bearer ${'a'.repeat(8193)}`, { outcome: 'malformed', why: 'too-long' }],
  'another scheme': ['DPoP abc', { outcome: 'not-bearer', scheme: 'dpop' }],
  'a token without scheme, which is not repeated': ['cat_abc', { outcome: 'not-bearer', scheme: '' }],
  'a word that begins like the scheme': ['Bearers abc', { outcome: 'not-bearer', scheme: 'bearers' }],
  nothing: ['', { outcome: 'not-bearer', scheme: '' }],
};
for (const [name, [header, expected]] of Object.entries(bearer)) {
  test(`reads a Bearer header with ${name}`, () => assert.deepEqual(readBearer(header), expected));
}

test('never throws, and takes exactly the b64token of RFC 6750 for a token', () => {
  const tail = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'aZ9-._~+/= ,"é') }));
  fc.assert(
    fc.property(fc.constantFrom('Bearer ', 'bearer  ', 'Bearer', 'Basic ', ''), tail, (scheme, text) => {
      const reading = readBearer(scheme + text);
      const match = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(scheme + text);
      assert.equal(reading.outcome === 'token' ? reading.token : undefined, match?.[1]);
    }),
    counts,
  );
});
