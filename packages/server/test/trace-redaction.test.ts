import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createFingerprints } from '../src/trace/fingerprint.ts';
import { createRedactor } from '../src/trace/redact.ts';

const fingerprints = createFingerprints(new Uint8Array(32).fill(7));
const redactor = createRedactor(fingerprints);
const runs = { numRuns: process.env.CANDOR_COUNTS === 'long' ? 5000 : 400 };

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const random = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base64url);
const prefix = fc.constantFrom(
  'cat_sandbox_',
  'crt_sandbox_',
  'cac_production_',
  'car_sandbox_',
  'cad_',
  'col_',
  'ccs_',
);
const token = fc.tuple(prefix, random).map((parts) => parts.join(''));
const jwt = fc.tuple(fc.string({ minLength: 6 }), random).map(([subject, signature]) =>
  [{ alg: 'ES256' }, { sub: subject }]
    .map((part) => base64url(Buffer.from(JSON.stringify(part))))
    .concat(signature)
    .join('.'),
);
const uuidToken = fc
  .tuple(fc.constantFrom('access_token_', 'refresh_token_', 'authorization_code_', 'US_', ''), fc.uuid())
  .map((parts) => parts.join(''));
/** The secret of an authenticator app, also one that has few digits. */
const base32 = fc
  .string({
    minLength: 32,
    maxLength: 32,
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
  })
  .filter((text) => /[2-7]/.test(text));
/** What can be recognised wherever it stands. */
const recognisable = fc.oneof(random, token, jwt, uuidToken, base32);
/** What is recognised only by the name it was sent under. */
const password = fc
  .tuple(
    fc.string({ minLength: 6, maxLength: 24, unit: fc.constantFrom(...'abcXYZ019!$%&+/=?@:;,. <>"\'()[]{}|\\~^*_-') }),
  )
  .map(([text]) => `Zq7${text}`);
const secretName = fc.constantFrom(
  ...['client_secret', 'password', 'code', 'code_verifier', 'refresh_token', 'access_token', 'token', 'id_token'],
  ...['id_token_hint', 'client_assertion', 'assertion', 'otp', 'totp_code', 'csrf', 'authorization', 'cookie'],
  ...['set-cookie', 'Client-Secret', 'clientSecret', 'user[password]', 'new_pin', 'x_api_key', 'device_code', 'state'],
  ...['nonce', 'client%5Fsecret', 'code_challenge'],
);
const anyName = fc.oneof(
  secretName,
  fc.constantFrom(
    'scope',
    'grant_type',
    'redirect_uri',
    'resource',
    'client_id',
    'request_uri',
    'prompt',
    'foo',
    'iss',
  ),
  fc.string(),
);
const place = fc.constantFrom('query' as const, 'body' as const);

/** Everything that a reader could make of a text: as it is, percent-decoded, and decoded from base64. */
function readings(output: unknown): string {
  const raw = JSON.stringify(output);
  const unquoted = collectTexts(output).join('\n');
  const decoded = unquoted.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  const base64 = [...unquoted.matchAll(/[A-Za-z0-9+/_=-]{8,}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('utf8'),
  );
  return [raw, unquoted, decoded, ...base64].join('\n');
}

function collectTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...collectTexts(inner)]);
}

/** Not even a part of the secret: any 10 characters of its random part. */
function assertHidden(output: unknown, secret: string): void {
  const read = readings(output);
  assert.ok(!read.includes(secret), `${JSON.stringify(output)} shows ${secret}`);
  const part = secret.length > 30 ? secret.slice(-20, -10) : secret;
  assert.ok(!read.includes(part), `${JSON.stringify(output)} shows a part of ${secret}`);
}

describe('redaction by value', () => {
  test('a token, a JWT or a random secret is hidden in whatever parameter it is sent', () => {
    fc.assert(
      fc.property(recognisable, anyName, place, (secret, name, where) => {
        assertHidden(redactor.parameters([{ name, value: secret, in: where }]), secret);
        assertHidden(redactor.parameters([{ name: secret, value: 'x', in: where }]), secret);
      }),
      runs,
    );
  });

  test('it is hidden inside other text, percent-encoded any number of times', () => {
    const around = fc.constantFrom(
      (s: string) => s,
      (s: string) => `https://app.example/cb?x=${s}&y=1`,
      (s: string) => `https://app.example/${s}/cb`,
      (s: string) => `https://app.example/cb#${s}`,
      (s: string) => `https://user:${s}@app.example/cb`,
      (s: string) => `Bearer ${s}`,
      (s: string) => `{"value":"${s}"}`,
      (s: string) => `sent "${s}", expected another`,
      (s: string) => Buffer.from(`cid_x:${s}`).toString('base64'),
    );
    const name = fc.constantFrom('redirect_uri', 'scope', 'resource', 'grant_type', 'foo');
    fc.assert(
      fc.property(recognisable, around, fc.integer({ min: 0, max: 3 }), name, (secret, wrap, layers, parameter) => {
        let value = wrap(secret);
        for (let layer = 0; layer < layers; layer++) value = encodeURIComponent(value);
        assertHidden(redactor.parameters([{ name: parameter, value, in: 'query' }]), secret);
        assertHidden(redactor.text(value), secret);
        assertHidden(redactor.detail({ seen: value, list: [{ deep: value }] }), secret);
        assertHidden(redactor.headerValue('referer', value), secret);
      }),
      runs,
    );
  });
});

describe('each way of recognising a secret that is too plain to look random', () => {
  const plain = 'ordinary-words';
  const base64 = Buffer.from(`app:${plain}`).toString('base64').replaceAll('=', '');
  const cases: readonly [string, string, string][] = [
    ['a short token text', `sent cat_x_${plain} here`, plain],
    ['a short JWT', `sent eyJhbGciOiJub25lIn0.${plain}. here`, plain],
    ['a password in an address', `see https://app:${plain}@app.example/`, plain],
    ['a password in an address without scheme', `see app:${plain}@app.example`, plain],
    ['a named value, percent-encoded', `see x%3D1%26client_secret%3D${plain}`, plain],
    ['a named value in JSON escapes', `{"client\\u005fsecret":"${plain}"}`, plain],
    ['base64 of credentials', `see ${base64} here`, base64],
    ['credentials of a scheme', `see Bearer ${plain} here`, plain],
    ['a generated password in a path', '/sandbox/k2Fq-mmLwPd9_zRtHa', 'k2Fq-mmLwPd9_zRtHa'],
    ['one without a digit', '/sandbox/SloWwdmOqpfsILMaYe', 'SloWwdmOqpfsILMaYe'],
    ['one with few changes', '/a/rlpyhqf15eIrkj_9zr', 'rlpyhqf15eIrkj_9zr'],
  ];
  for (const [name, text, secret] of cases) {
    test(name, () => {
      assert.ok(!redactor.text(text).includes(secret), redactor.text(text));
    });
  }

  test('a plain secret that the limit of a long text cuts in two', () => {
    // Cut before its @, nothing would say that it is a password: the whole word is left out.
    const shown = redactor.text(`client_secret=${'a'.repeat(4064)} app:${plain}@app.example`);
    assert.match(shown, /^client_secret=\(value, 4064 characters\)\s*$/);
  });
});

describe('redaction by name', () => {
  test('a value of any look is hidden where its name says that it is secret', () => {
    fc.assert(
      fc.property(password, secretName, place, (secret, name, where) => {
        assertHidden(redactor.parameters([{ name, value: secret, in: where }]), secret);
        assertHidden(redactor.detail({ [name]: secret }), secret);
        assertHidden(redactor.detail({ parameter: name, seen: secret, expected: [secret] }), secret);
        assertHidden(redactor.headerValue('authorization', secret), secret);
      }),
      runs,
    );
  });

  test('it is hidden in the query of a redirect URI and in Basic credentials', () => {
    fc.assert(
      fc.property(password, secretName, (secret, name) => {
        const value = `https://app.example/cb?tenant=acme&${name}=${encodeURIComponent(secret)}`;
        const shown = redactor.parameters([{ name: 'redirect_uri', value, in: 'query' }]);
        assertHidden(shown, secret);
        assert.match(shown[0]?.value ?? '', /^https:\/\/app\.example\/cb\?tenant=acme&/);
        for (const pair of [`app:${secret}`, `app:${encodeURIComponent(secret)}`]) {
          assertHidden(redactor.headerValue('Authorization', `Basic ${Buffer.from(pair).toString('base64')}`), secret);
        }
        assertHidden(redactor.text(`POST /token?${name}=${encodeURIComponent(secret)}&x=1`), secret);
      }),
      runs,
    );
  });

  test('a fingerprint is shown of a client secret and never of a code, a verifier, a one-time code or a password', () => {
    const value = 'an-ordinary-value';
    const mark = fingerprints.fingerprint(value);
    const shown = (name: string): string => redactor.parameters([{ name, value, in: 'body' }])[0]?.value ?? '';
    assert.equal(shown('client_secret'), `client_secret (17 characters, fingerprint ${mark})`);
    for (const name of ['state', 'nonce', 'refresh_token', 'cookie']) assert.ok(shown(name).includes(mark), name);
    for (const name of ['code', 'code_verifier', 'otp', 'password', 'pin', 'device_code', 'user_code', 'foo']) {
      assert.ok(!shown(name).includes('fingerprint'), name);
    }
    const code = `cac_sandbox_${'A1b'.repeat(22)}`;
    for (const name of ['client_secret', 'client_id', 'token', 'state', 'scope']) {
      const told = redactor.parameters([{ name, value: code, in: 'body' }])[0]?.value ?? '';
      assert.ok(!told.includes('fingerprint'), `${name}: ${told}`);
      assert.match(told, /authorization code/);
    }
  });
});

describe('what stays readable', () => {
  const readable: readonly [string, string][] = [
    ['redirect_uri', 'https://app.example/oauth2/callback/'],
    ['redirect_uri', 'http://127.0.0.1:49152/cb?tenant=acme'],
    ['redirect_uri', 'com.example.app:/oauth2redirect'],
    ['redirect_uri', 'https://app.example/oauth2callback123'],
    ['redirect_uri', 'https://app.example/signin-oidc/GoogleOAuthCallback'],
    ['scope', 'openid profile email offline_access accounts:read'],
    ['grant_type', 'urn:ietf:params:oauth:grant-type:device_code'],
    ['code_challenge_method', 'S256'],
    ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
  ];
  for (const [name, value] of readable) {
    test(`${name} ${value} is kept as it was sent`, () => {
      assert.equal(redactor.parameters([{ name, value, in: 'query' }])[0]?.value, value);
    });
  }

  test('a known client_id is kept, an unknown one is treated as what may be a secret', () => {
    const sent = [{ name: 'client_id', value: 'my-application', in: 'body' as const }];
    assert.equal(redactor.parameters(sent, { knownClientId: true })[0]?.value, 'my-application');
    assert.match(
      redactor.parameters(sent)[0]?.value ?? '',
      /^unknown client_id \(14 characters, begins with my-a, fing/,
    );
    const twice = [...sent, { name: 'client_id', value: 'another-application', in: 'body' as const }];
    assert.ok(redactor.parameters(twice, { knownClientId: true }).every(({ value }) => value.startsWith('unknown')));
  });

  test('a detail keeps what is about a secret, and the known client', () => {
    const clientId = 'cid_AAAAAAAAAAAAAAAA';
    const detail = {
      tokenKind: 'refresh-token',
      codeExpiresAt: 1,
      redeemedByRequest: 'req_01jh5k00k20r90007f',
      clientId,
    };
    assert.deepEqual(redactor.detail(detail, { clientId }), detail);
    assert.notEqual(redactor.detail(detail).clientId, clientId);
  });
});

describe('bounds of redaction', () => {
  test('at most 60 parameters of 512 characters are kept, and the rest is counted', () => {
    const sent = Array.from({ length: 200 }, () => ({
      name: 'scope',
      value: 'word '.repeat(5000),
      in: 'body' as const,
    }));
    const kept = redactor.parameters(sent);
    assert.equal(kept.length, 60);
    assert.ok(kept.every(({ name, value }) => value.length <= 512 && name.length <= 64));
    assert.match(kept[59]?.value ?? '', /141 more/);
  });

  test('anything can be sent and anything can stand in a detail: nothing throws, and a detail has at most 8 KiB', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 9000 }),
        fc.anything({ withBigInt: true, withMap: true, withDate: true, withTypedArray: true }),
        (text, any) => {
          redactor.parameters([{ name: text, value: text, in: 'query' }]);
          assert.ok(redactor.headerValue(text, text).length <= 600);
          assert.ok(redactor.text(text).length <= 512);
          const detail = redactor.detail({ text, any, list: Array.from({ length: 500 }, () => text) });
          assert.ok(Buffer.byteLength(JSON.stringify(detail)) <= 8192);
        },
      ),
      runs,
    );
    const cyclic: Record<string, unknown> = {
      get bad() {
        throw new Error('no');
      },
    };
    cyclic.self = cyclic;
    assert.equal(redactor.detail(cyclic).bad, '(unreadable)');
    assert.equal(
      createRedactor({
        fingerprint: () => {
          throw new Error('no');
        },
      }).text('Zq7'),
      'Zq7',
    );
    assert.deepEqual(redactor.parameters(null as never), []);
  });

  test('a secret that the limit of a long text cuts in two does not stay in part', () => {
    const secret = `ccs_${'aB3'.repeat(16)}`;
    for (let length = 4040; length < 4100; length++) {
      assertHidden(redactor.text(`${' '.repeat(length)}${secret}`), secret);
      assertHidden(redactor.text(`${' '.repeat(length)}client_secret=${secret}`), secret);
    }
  });
});

describe('fingerprints', () => {
  test('are keyed, and an address counts by its network', () => {
    const other = createFingerprints(new Uint8Array(32).fill(8));
    assert.match(fingerprints.fingerprint('a'), /^[0-9a-f]{8}$/);
    assert.match(fingerprints.address('192.0.2.1'), /^[0-9a-f]{16}$/);
    assert.notEqual(fingerprints.fingerprint('a'), other.fingerprint('a'));
    assert.ok(!fingerprints.address('a').startsWith(fingerprints.fingerprint('a')));
    assert.equal(fingerprints.address('::ffff:192.0.2.1'), fingerprints.address('192.0.2.1'));
    assert.equal(fingerprints.address('2001:db8::1'), fingerprints.address('2001:0DB8:0:0:ffff::2'));
    assert.notEqual(fingerprints.address('2001:db8::1'), fingerprints.address('2001:db8:0:1::1'));
    assert.throws(() => createFingerprints(new Uint8Array(8)), RangeError);
  });
});

test('a recovery code is hidden wherever it stands, also one without a digit', () => {
  for (const code of ['k3vd-07m2-xq9h', 'kcvd-wmms-xqgh', 'KCVD-WMMS-XQGH']) {
    for (const text of [`/sandbox/${code}`, `code ${code}.`, `x=${code}&y`]) {
      assert.ok(!redactor.text(text).includes(code), text);
    }
  }
  assert.equal(redactor.text('/sandbox/oauth/token'), '/sandbox/oauth/token');
});
