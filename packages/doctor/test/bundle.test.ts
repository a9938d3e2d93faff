/** A support bundle: what a support team needs is in it, and no secret that was planted anywhere. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examine, makeBundle, readCapture } from '@candor/doctor';
import fc from 'fast-check';
import { findLeaks } from '../src/redaction/secret-scan.ts';
import { tools } from './tools.ts';

const made = { at: Date.UTC(2026, 10, 27), versions: { Candor: '0.1.0' } };
const bundleOf = (text: string) => makeBundle(readCapture(text), made, tools);

const secrets = {
  clientSecret: 'Zx81-k29Qm/77+Lw==pQ',
  code: 'SplxlOBeZQQYbYS6WxSbIA91',
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  refreshToken: 'tGzv3JOkF0XG5Qx2TlKWIA77',
  accessToken: '2YotnFZFEjr1zCsicMWpAA33',
  cookie: 's3ss10n-9f8e7d6c5b4a',
  password: 'correct horse 77 battery',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiZW1haWwiOiJhQGIuYyJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg',
  email: 'ada.lovelace@people.example',
};

const pasted = `It fails for ${secrets.email} since Monday, the secret is ${secrets.clientSecret}.

POST https://idp.example/token
Authorization: Basic ${Buffer.from(`app-1:${secrets.clientSecret}`).toString('base64')}
Content-Type: application/x-www-form-urlencoded
Cookie: session=${secrets.cookie}

grant_type=authorization_code&code=${secrets.code}&client_id=app-1&code_verifier=${secrets.verifier}&password=${encodeURIComponent(secrets.password)}

HTTP/1.1 400 Bad Request
Content-Type: application/json
Set-Cookie: other=${secrets.cookie}x; Path=/

{"error":"invalid_grant","error_description":"Code ${secrets.code} is no good","refresh_token":"${secrets.refreshToken}","access_token":"${secrets.accessToken}"}

The log says:
Error: invalid_grant for ${secrets.jwt}
    CLIENT_SECRET="${secrets.clientSecret}" at /srv/app.js
    https://app.example/cb?code=${encodeURIComponent(secrets.code)}&state=x
`;

function spellings(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [
    secret,
    encodeURIComponent(secret),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  ];
}

describe('a support bundle', () => {
  it('has what a support team needs', () => {
    const { text, contents } = bundleOf(pasted);
    for (const part of [
      'idp.example',
      'app-1',
      'invalid_grant',
      '→ 400',
      '## Diagnosis',
      '2026-11-27T00:00:00',
      'grant_type: authorization_code',
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.ok(contents.some((line) => line.includes('the client id app-1')));
    assert.ok(
      contents.some((line) => /taken out: .*client secret ×/.test(line)),
      contents.join('\n'),
    );
  });

  it('has no secret of what was handed over, in whatever spelling', () => {
    const { text, leaks } = bundleOf(pasted);
    for (const [name, secret] of Object.entries(secrets)) {
      for (const spelled of spellings(secret)) assert.ok(!text.includes(spelled), `${name} as ${spelled}\n${text}`);
    }
    assert.deepEqual(leaks, []);
  });

  it('says of a secret its kind, its length and a fingerprint, the same for the same secret', () => {
    const { text } = bundleOf(pasted);
    const marks = [...text.matchAll(/\[client secret of 20 characters, fingerprint (\w+)\]/g)].map(([, mark]) => mark);
    assert.ok(marks.length >= 2, text);
    assert.equal(new Set(marks).size, 1);
    assert.match(text, /code: \[authorization code of 24 characters\]/);
  });

  it('is refused when a secret is broken over two lines', () => {
    const broken = `${pasted}\n\nand once more ${secrets.refreshToken.slice(0, 10)}\n${secrets.refreshToken.slice(10)} in a mail`;
    const { leaks } = bundleOf(broken);
    assert.deepEqual(
      leaks.map(({ kind }) => kind),
      ['refresh token'],
    );
  });

  it('tells the place of a leak by no other leak, of its line or of the line before', () => {
    const { exchanges } = readCapture(
      'POST https://idp.example/token\n\ngrant_type=client_credentials&client_id=app-1&client_secret=k39fL20fkLs02kdQ',
    );
    const placesIn = (text: string) => findLeaks(text, { exchanges }, new Set(['app-1'])).map(({ after }) => after);
    assert.deepEqual(placesIn('see api_key: hunter2hunter2 then k39fL20f kLs02kdQ'), ['see']);
    assert.deepEqual(placesIn('see k39fL20f\nkLs02kdQ then api_key: hunter2hunter2'), ['see', 'then']);
    assert.deepEqual(placesIn('k39fL20fkLs02kdQ\nand k39fL20fkLs02kdQ'), ['', 'and']);
  });

  it('has no planted secret, whatever stands around it', () => {
    const secret = fc
      .string({ minLength: 16, maxLength: 60, unit: fc.constantFrom(...'abcdefXYZ0123456789-_') })
      .map((text) => `q7Z${text}9`);
    const name = fc.constantFrom(
      'client_secret',
      'refresh_token',
      'access_token',
      'code',
      'code_verifier',
      'id_token',
      'password',
      'assertion',
    );
    const wrap = fc.constantFrom(
      (key: string, value: string) => `POST https://idp.example/token\n\ngrant_type=x&${key}=${value}&client_id=me`,
      (key: string, value: string) => `curl https://idp.example/token -d '${key}=${value}' -d grant_type=x`,
      (key: string, value: string) => `{"error":"invalid_grant","${key}":"${value}"}`,
      (key: string, value: string) => `https://app.example/cb?${key}=${value}&state=1`,
      (key: string, value: string) => `2026-11-27T08:00:00Z ERROR sending ${key}=${value} failed`,
      (_key: string, value: string) =>
        `GET https://api.example/me\nAuthorization: Bearer ${value}\n\nHTTP/1.1 401 Unauthorized`,
    );
    fc.assert(
      fc.property(secret, name, fc.array(wrap, { minLength: 1, maxLength: 4 }), (value, key, wraps) => {
        const { text } = bundleOf(wraps.map((one) => one(key, value)).join('\n\nthen\n\n'));
        assert.ok(!text.includes(value), text);
      }),
      { numRuns: process.env.CANDOR_COUNTS === 'long' ? 3000 : 150 },
    );
  });
});

describe('a weak secret', () => {
  const answer = '\n\nPOST https://id.example/token\nHTTP/1.1 400 Bad Request\n\n{"error":"invalid_client"}\n';
  const places: readonly string[] = [
    "'client_secret' => '%s',",
    'clientSecret => "%s",',
    '<add key="ida:ClientSecret" value="%s" />',
    'X-Api-Key: %s',
    "curl https://id.example/token -H 'X-Api-Key: %s' -d grant_type=client_credentials",
    'https://user:%s@id.example/token',
    'das Geheimnis lautet %s',
    'mot de passe : %s',
    'Authorization: Token %s',
    'Cookie: session=%s; theme=dark',
    'Set-Cookie: .AspNetCore.Cookies=%s; path=/',
    '{\\"client_secret\\":\\"%s\\"}',
    'body=client_secret%3D%s%26grant_type%3Drefresh_token',
    "'client_secret': b'%s'",
    'client_secret:\n    %s',
    '| client_secret | %s |',
    'myapp login --client-secret %s',
    'login fails, my password is %s',
    '{"error":"invalid_grant","error_description":"Code %s was already used"}',
    'Parameters: {"code"=>"%s", "state"=>"x"}',
    "ClientRegistration{clientId='web', clientSecret='%s', scopes=[openid]}",
    '{ClientID:web ClientSecret:%s Endpoint:{}}',
    '<client_secret>%s</client_secret>',
    '<wsse:Password>%s</wsse:Password>',
    'secret=%s',
    'subject_token=%s',
    '["client_secret","%s"]',
    '{"name":"client_secret","value":"%s"}',
    'aws_secret_access_key = %s',
    'Ocp-Apim-Subscription-Key: %s',
    'machine id.example login app password %s',
    'using GOCSPX-%s',
    'KC_PASS=%s',
    'export PASS=%s',
    'DefaultEndpointsProtocol=https;AccountName=ledger;AccountKey=%s==;EndpointSuffix=core',
    'http -a ledger-sync:%s POST https://id.example/token grant_type=client_credentials',
    'the password for bob: %s',
    'error: client secret %s does not match',
    'callback with session_state=%s came',
    'Authorization: Digest username="bob", realm="x", nonce="1", uri="/token", response="%s"',
  ];
  for (const place of places) {
    for (const secret of ['Summer2026!', 'kittykat7']) {
      it(`does not leave: ${place.replace('%s', secret)}`, () => {
        const { text, leaks } = bundleOf(place.replace('%s', secret) + answer);
        assert.ok(!text.includes(secret) || leaks.length > 0, text);
      });
    }
  }

  it('is hidden alike in what the doctor quotes, wherever it stands again', () => {
    const code = [1, 2, 3].map((digit) => `2c3d4e5f-1a2b-4c3d-8e9f-0a1b2c3d4e5${digit}`).join('.');
    const text = `error: secret "LeakMe14secret" is invalid_client wrong secret\nagain LeakMe14secret\ninvalid_grant: Code '${code}' already used\n`;
    const shown = JSON.stringify(examine(readCapture(text), tools));
    assert.match(shown, /invalid_client wrong secret/);
    for (const secret of ['LeakMe14secret', '2c3d4e5f']) assert.ok(!shown.includes(secret), shown);
  });

  it('is not seen in the number of an error, a name or a setting that was never filled in', () => {
    const said = [
      'AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
      'see https://login.example/error?code=9002325',
      'SigningKeyNotFoundError: Unable to find it',
    ].join('\n');
    const shown = JSON.stringify(examine(readCapture(`${said}\nCLIENT_SECRET="\${CLIENT_SECRET}"\n`), tools));
    assert.match(shown, /AADSTS9002325/);
    assert.doesNotMatch(shown, /\[(?:secret|authorization-code)\]/);
  });

  it('is told from what messages say of one', () => {
    const said =
      'client_secret: missing. token_type: Bearer. code: invalid_grant, token_endpoint: https://id.example/token';
    const { text } = bundleOf(said + answer);
    for (const part of ['missing', 'Bearer', 'code: invalid_grant', 'https://id.example/token']) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
  });

  it('is told from words in the place of a token, which have no digit and may have a blank', () => {
    const said = 'refresh_token: "not found" (access_token: malformed). password: forbidden';
    const { text } = bundleOf(`${said}${answer}`);
    assert.ok(text.includes('refresh_token: "not found" (access_token: malformed)'), text);
    assert.ok(!text.includes('password: forbidden'), text);
  });
});

describe('a state that stands in a log', () => {
  for (const line of [
    'callback with state=Qk81kdlsaPd0 came',
    'state mismatch: expected "Qk81kdlsaPd0", got "af0ifjs1dkjX"',
    '{"msg":"callback","state":"Qk81kdlsaPd0"}',
  ]) {
    it(`does not leave: ${line}`, () => {
      const { text } = bundleOf(`2026-03-03T10:00:00Z ERROR ${line}`);
      assert.doesNotMatch(text, /Qk81kdlsaPd0|af0ifjs1dkjX/);
    });
  }

  it('is told from a word for the state of something', () => {
    const { text } = bundleOf('2026-03-03T10:00:00Z ERROR breaker state=half_open, expected state "connected"');
    assert.ok(text.includes('state=half_open, expected state "connected"'), text);
  });
});
