import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareRedirectUris,
  isRegistrableRedirectUri,
  matchesRegistered,
  nearestRedirectUri,
  shapeOf,
  splitUri,
} from '@candor/protocol';
import fc from 'fast-check';
import { counts } from './counts.ts';

const registrable = [
  'https://app.example/cb',
  'https://app.example',
  'https://app.example:8443/cb?tenant=a%20b',
  'http://127.0.0.1/cb',
  'http://127.0.0.1:3000/cb',
  'http://[::1]:3000/cb',
  'http://localhost:3000/cb',
  'com.example.app:/oauth2redirect',
  'com.example.app://callback',
];
for (const text of registrable) {
  test(`registers ${text}`, () =>
    assert.deepEqual(isRegistrableRedirectUri(text, { stage: 'production' }), { ok: true }));
}

const notRegistrable: Readonly<Record<string, string>> = {
  '': 'empty',
  [`https://app.example/${'a'.repeat(2048)}`]: 'too-long',
  'https://app.example/cb#': 'fragment',
  'https://app.example/cb#part': 'fragment',
  'https://*.app.example/cb': 'wildcard',
  'https://app.example/*': 'wildcard',
  'https://user@app.example/cb': 'user-info',
  'https://app.example\\@evil.example/cb': 'characters',
  'https://app.example/a b': 'characters',
  'https://app.example/é': 'characters',
  'https://app.example/{id}': 'characters',
  'https://app.example/%zz': 'percent-encoding',
  '/cb': 'not-absolute',
  'app.example/cb': 'not-absolute',
  '//app.example/cb': 'not-absolute',
  'https:/cb': 'host-missing',
  'https:///cb': 'host-missing',
  'https://:443/cb': 'host-missing',
  'https://app.example:0/cb': 'port-malformed',
  'https://app.example:/cb': 'port-malformed',
  'https://app.example:99999/cb': 'port-malformed',
  'https://app%2eexample/cb': 'host-malformed',
  'http://127.1/cb': 'host-malformed',
  'http://2130706433/cb': 'host-malformed',
  'https://[::1/cb': 'host-malformed',
  'https://app.example/a/../cb': 'dot-segments',
  'https://app.example/a/%2E%2e/cb': 'dot-segments',
  'http://app.example/cb': 'http-not-loopback',
  'http://127.0.0.1.evil.example/cb': 'http-not-loopback',
  'http://localhost.evil.example/cb': 'http-not-loopback',
  'myapp://callback': 'scheme-without-dot',
  'javascript:alert(1)': 'scheme-without-dot',
  'data:text/html,x': 'scheme-without-dot',
  'file:///etc/hosts': 'scheme-without-dot',
};
for (const [text, why] of Object.entries(notRegistrable)) {
  test(`does not register ${JSON.stringify(text.slice(0, 60))}: ${why}`, () => {
    assert.deepEqual(isRegistrableRedirectUri(text, { stage: 'production' }), { ok: false, why });
  });
}

test('a sandbox registers http to any host, and is as strict in all other respects', () => {
  assert.deepEqual(isRegistrableRedirectUri('http://app.example/cb', { stage: 'sandbox' }), { ok: true });
  for (const [text, why] of Object.entries(notRegistrable)) {
    if (why === 'http-not-loopback') continue;
    assert.deepEqual(isRegistrableRedirectUri(text, { stage: 'sandbox' }), { ok: false, why });
  }
});

test('never throws, and registers only absolute URIs that a browser reads as they are written', () => {
  const piece = fc.constantFrom(
    'https',
    'http',
    'a.b',
    ':',
    '//',
    '/',
    'app.example',
    '127.0.0.1',
    '[::1]',
    ':80',
    '@',
    '..',
    '%2e',
    '?',
    '#',
    '*',
    '\\',
  );
  const nearly = fc.array(fc.oneof({ weight: 9, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 2 })));
  fc.assert(
    fc.property(
      fc.oneof(
        nearly.map((pieces) => pieces.join('')),
        fc.webUrl({ withQueryParameters: true }),
      ),
      (text) => {
        if (!isRegistrableRedirectUri(text, { stage: 'production' }).ok) return;
        assert.match(text, /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?[\]@!$&'()+,;=%]*$/);
        const url = new URL(text);
        assert.equal(url.username + url.password + url.hash, '');
        if (url.protocol === 'https:' || url.protocol === 'http:')
          assert.equal(splitUri(text).host.toLowerCase(), url.hostname);
        if (url.protocol === 'http:') assert.ok(['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname));
      },
    ),
    counts,
  );
});

const matches: readonly [string, string, boolean][] = [
  ['https://app.example/cb', 'https://app.example/cb', true],
  ['https://app.example/cb/', 'https://app.example/cb', false],
  ['https://app.example:443/cb', 'https://app.example/cb', false],
  ['https://app.example:8080/cb', 'https://app.example/cb', false],
  ['https://APP.example/cb', 'https://app.example/cb', false],
  ['http://127.0.0.1:51004/cb', 'http://127.0.0.1/cb', true],
  ['http://127.0.0.1:51004/cb', 'http://127.0.0.1:3000/cb', true],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:3000/cb', true],
  ['http://[::1]:51004?x', 'http://[::1]?x', true],
  ['http://127.0.0.1:51004/other', 'http://127.0.0.1/cb', false],
  ['http://[::1]:51004/cb', 'http://127.0.0.1/cb', false],
  ['http://localhost:51004/cb', 'http://localhost:3000/cb', false],
  ['https://127.0.0.1:51004/cb', 'https://127.0.0.1/cb', false],
  ['http://127.0.0.1:51004@evil.example/cb', 'http://127.0.0.1/cb', false],
  ['http://127.0.0.1:@evil.example/cb', 'http://127.0.0.1/cb', false],
  ['http://127.0.0.1:51004@evil.example/cb', 'http://127.0.0.1@evil.example/cb', false],
  ['http://127.0.0.1.evil.example/cb', 'http://127.0.0.1/cb', false],
  ['http://127.0.0.1:99999/cb', 'http://127.0.0.1/cb', false],
  ['http://127.0.0.1:0/cb', 'http://127.0.0.1/cb', false],
  ['http://127.0.0.1:/cb', 'http://127.0.0.1/cb', false],
  ['http://127.0.0.1:8080#x', 'http://127.0.0.1', false],
  ['http://127.0.0.1:8080\\@evil.example', 'http://127.0.0.1', false],
];
for (const [sent, registered, expected] of matches) {
  test(`${sent} ${expected ? 'is' : 'is not'} the registered ${registered}`, () => {
    assert.equal(matchesRegistered(sent, registered), expected);
  });
}

test('what is accepted is the registered text, or a loopback address with the same host, path and query', () => {
  const tail = fc.constantFrom('', '/', '/cb', '?x', '@evil.example/cb', '.evil.example/cb', '#f', '\\cb');
  const port = fc.constantFrom('', ':80', ':65535', ':65536', ':0', ':', ':8a');
  const host = fc.constantFrom('http://127.0.0.1', 'http://[::1]', 'http://localhost', 'https://127.0.0.1');
  const uris = fc.tuple(host, port, tail).map((parts) => parts.join(''));
  fc.assert(
    fc.property(uris, uris, (sent, registered) => {
      if (!matchesRegistered(sent, registered) || sent === registered) return;
      const one = new URL(sent);
      const other = new URL(registered);
      assert.ok(one.hostname === '127.0.0.1' || one.hostname === '[::1]');
      assert.equal(one.protocol, 'http:');
      for (const part of ['protocol', 'hostname', 'pathname', 'search', 'hash', 'username'] as const) {
        assert.equal(one[part], other[part]);
      }
    }),
    counts,
  );
});

const registered = 'https://app.example/oauth/callback';
const differences: readonly [string, string, readonly string[]][] = [
  ['http://app.example/oauth/callback', registered, ['scheme']],
  ['https://app.example/oauth/callback/', registered, ['trailing-slash']],
  ['https://app.example/oauth/Callback/', registered, ['trailing-slash', 'case']],
  ['https://app.example', 'https://app.example/', ['trailing-slash']],
  ['https://App.example/oauth/callback', registered, ['case']],
  ['https://www.app.example/oauth/callback', registered, ['host']],
  ['https://app.example:443/oauth/callback', registered, ['default-port']],
  ['https://app.example:3000/oauth/callback', registered, ['port']],
  ['https://app.example/oauth/cb', registered, ['path']],
  ['https://app.example/oauth%2Fcallback', registered, ['encoding']],
  ['https%3A%2F%2Fapp.example%2Foauth%2Fcallback', registered, ['encoding']],
  ['https%253A%252F%252Fapp.example%252Foauth%252Fcallback', registered, ['encoding']],
  [' https://app.example/oauth/callback\n', registered, ['white-space']],
  ['"https://app.example/oauth/callback"', registered, ['white-space']],
  ['https://app.example/oauth/callback?x=1', registered, ['query']],
  ['https://app.example/oauth/callback?', registered, ['query']],
  ['https://app.example/oauth/callback#', registered, ['fragment']],
  ['https://user@app.example/oauth/callback', registered, ['user-info']],
  ['https://\u0430pp.example/oauth/callback', registered, ['lookalike-characters']],
  ['https://app.example/oauth/ca1lback', registered, ['lookalike-characters']],
  ['https://app.example/oauth/call\u200bback', registered, ['lookalike-characters']],
  ['http://localhost:3000/cb', 'http://127.0.0.1:3000/cb', ['localhost-vs-loopback']],
  ['http://[::1]:4000/cb', 'http://localhost:3000/cb', ['localhost-vs-loopback', 'port']],
  ['com.acme.app://cb', 'com.acme.app:/cb', ['slashes-after-scheme']],
  ['com.acme.app:///cb', 'com.acme.app:/cb', ['slashes-after-scheme']],
  ['com.acme.app://other', 'com.acme.app:/cb', ['host', 'path']],
  [registered, registered, []],
  ['', registered, ['scheme', 'host', 'path']],
];
for (const [sent, against, kinds] of differences) {
  test(`names the difference of ${JSON.stringify(sent)} and ${against}: ${kinds.join(', ') || 'none'}`, () => {
    assert.deepEqual(
      compareRedirectUris(sent, against).map((difference) => difference.kind),
      kinds,
    );
  });
}

test('a difference shows both sides as they are written', () => {
  assert.deepEqual(compareRedirectUris('https://app.example/CB', 'https://app.example/cb'), [
    { kind: 'case', part: 'path', sent: '/CB', registered: '/cb' },
  ]);
});

test('finds the registered redirect URI that is meant', () => {
  const list = [
    'https://app.example/cb',
    'https://staging.app.example/callback',
    'http://127.0.0.1/callback',
    registered,
  ];
  const cases: readonly [string, string][] = [
    ['https://app.example/cb/', 'https://app.example/cb'],
    ['http://localhost/callback', 'http://127.0.0.1/callback'],
    ['https://app.example/oauth/calback', registered],
    ['https://staging.app.example/cb', 'https://staging.app.example/callback'],
  ];
  for (const [sent, expected] of cases) assert.equal(nearestRedirectUri(sent, list)?.registered, expected);
  assert.equal(nearestRedirectUri('https://app.example/cb', []), undefined);
});

test('comparing never throws, and two texts are without difference exactly when they are the same', () => {
  const piece = fc.constantFrom(
    'https',
    'http',
    '://',
    ':',
    '/',
    'app',
    '.',
    'localhost',
    '%2F',
    '%',
    '?',
    '#',
    '@',
    ' ',
    '"',
    'а',
    'É',
  );
  const uris = fc.oneof(
    fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(registered, `${registered}/`),
  );
  fc.assert(
    fc.property(uris, uris, (sent, against) => {
      assert.equal(compareRedirectUris(sent, against).length === 0, sent === against);
      nearestRedirectUri(sent, [against, registered]);
      assert.equal(typeof shapeOf(sent), 'string');
    }),
    counts,
  );
});

test('the parts of a URI, joined, are its text', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'ab:/?#[]@.') })),
      (text) => {
        const { scheme, authority, userInfo, host, port, path, query, fragment } = splitUri(text);
        const userPart = userInfo === undefined ? '' : `${userInfo}@`;
        const portPart = port === undefined ? '' : `:${port}`;
        if (authority !== undefined) assert.equal(userPart + host + portPart, authority);
        const joined = [
          scheme === '' ? '' : `${scheme}:`,
          authority === undefined ? '' : `//${authority}`,
          path,
          query === undefined ? '' : `?${query}`,
          fragment === undefined ? '' : `#${fragment}`,
        ].join('');
        assert.equal(joined, text);
      },
    ),
    counts,
  );
});
