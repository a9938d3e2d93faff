/** `candor check` as a process: right, wrong and wrong words, and secrets that come from standard input. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { formatToken } from '@candor/protocol';
import { temporaryFolder } from './_candor.ts';
import { type Answer, runWithInput } from './_doctor.ts';
import { spellings } from './_spellings.ts';

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const secret = 'planted-secret-4411-zz';
const folder = temporaryFolder();

interface CheckCase {
  readonly name: string;
  readonly words: readonly string[];
  readonly input?: string;
  readonly status: 0 | 1 | 2;
  readonly says: RegExp;
}

const jwt = (claims: object, header: object = { alg: 'RS256', typ: 'at+jwt' }): string =>
  `${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.c2lnbmF0dXJl`;
const ownToken = formatToken({
  kind: 'access-token',
  environment: 'sandbox',
  id: new Uint8Array(12).fill(7),
  secret: new Uint8Array(32).fill(9),
});
const soon = Math.floor(Date.now() / 1000) + 1800;
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const authorization = (changes: Readonly<Record<string, string>>): string => {
  const parameters = {
    response_type: 'code',
    client_id: 'ledger',
    redirect_uri: 'https://ledger.example/callback',
    scope: 'openid email',
    state: 'a-state-of-some-length',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  return `https://as.example/oauth/authorize?${new URLSearchParams(parameters)}\n`;
};
const curl = (rest: string): string =>
  `curl https://as.example/oauth/token -u 'ledger:${secret}' -d grant_type=authorization_code -d code=a-code-of-some-length -d redirect_uri=https://ledger.example/callback ${rest}\n`;

const cases: readonly CheckCase[] = [
  { name: 'a pair that belongs together', words: ['pkce', verifier, challenge], status: 0, says: /belong together/ },
  {
    name: 'a pair on standard input',
    words: ['pkce', '-', '-'],
    input: `${verifier}\n${challenge}\n`,
    status: 0,
    says: /belong together/,
  },
  { name: 'a padded challenge', words: ['pkce', verifier, `${challenge}=`], status: 1, says: /ends in =, the padding/ },
  {
    name: 'a pair that is swapped',
    words: ['pkce', challenge, verifier],
    status: 1,
    says: /halves of PKCE are swapped/,
  },
  {
    name: 'a short verifier',
    words: ['pkce', 'short', challenge],
    status: 1,
    says: /has 5 characters, and needs at least 43/,
  },
  {
    name: 'a verifier of another flow, of which nothing was seen',
    words: ['pkce', verifier, `${challenge.slice(0, -1)}Q`],
    status: 1,
    says: /^(?![\s\S]*(?:latest flows|still works))[\s\S]*the verifier of another\n? +flow/,
  },
  { name: 'one word', words: ['pkce', verifier], status: 2, says: /candor check pkce VERIFIER CHALLENGE/ },
  {
    name: 'a redirect URI that is registered',
    words: ['redirect', 'https://a.example/cb', 'https://b.example/cb', 'https://a.example/cb'],
    status: 0,
    says: /is registered/,
  },
  {
    name: 'another port at a loopback address',
    words: ['redirect', 'http://127.0.0.1:51004/cb', 'http://127.0.0.1/cb'],
    status: 0,
    says: /only the port of the loopback address\n +differs/,
  },
  {
    name: 'localhost for a loopback address, whose port is free',
    words: ['redirect', 'http://localhost:3000/cb', 'http://127.0.0.1/cb'],
    status: 1,
    says: /^(?![\s\S]*(?:no|default) port)[\s\S]*http:\/\/127\.0\.0\.1:3000\/cb, and let the app listen/,
  },
  {
    name: 'localhost for a loopback address that is registered with another port',
    words: ['redirect', 'http://localhost:3000/cb', 'http://127.0.0.1:4000/cb'],
    status: 1,
    says: /\(registered,?\s+with any\s+port\)/,
  },
  {
    name: "an app's scheme with two slashes",
    words: ['redirect', 'com.acme.app://cb', 'com.acme.app:/cb'],
    status: 1,
    says: /two slashes after its scheme/,
  },
  {
    name: 'a slash at the end',
    words: ['redirect', 'https://a.example/cb/', 'https://a.example/cb'],
    status: 1,
    says: /trailing slash/,
  },
  { name: 'a redirect URI alone', words: ['redirect', 'https://a.example/cb'], status: 2, says: /SENT REGISTERED/ },
  {
    name: 'a Basic header',
    words: ['basic', '-'],
    input: `Basic ${btoa(`ledger:${secret}`)}\n`,
    status: 0,
    says: /client_secret +client secret of 22 characters, fingerprint [0-9a-f]{8}/,
  },
  {
    name: 'a header as a line',
    words: ['basic', `Authorization: Basic ${btoa(`ledger:${secret}`)}`],
    status: 0,
    says: /client_id +ledger/,
  },
  {
    name: 'a Basic header in plain text',
    words: ['basic', `Basic ledger:${secret}`],
    status: 1,
    says: /as +certain\n +plain text, without base64/,
  },
  {
    name: 'a Basic header that base64 made twice, with its line breaks',
    words: ['basic', `Basic ${btoa(`${btoa(`ledger:${secret}\n`)}\n`)}`],
    status: 1,
    says: /base64 of the base64 text/,
  },
  {
    name: 'a Basic header with an empty secret',
    words: ['basic', `Basic ${btoa('ledger:')}`],
    status: 1,
    says: /holds no secret[\s\S]*client_id +ledger[\s\S]*its secret is empty/,
  },
  {
    name: 'a Basic header in plain text with the names of its parts',
    words: ['basic', 'Basic id:secret'],
    status: 1,
    says: /use -u "\$ID:\$SECRET"/,
  },
  {
    name: 'a Basic header that was never filled in',
    words: ['basic', `Basic ${btoa('undefined:undefined')}`],
    status: 1,
    says: /holds no credentials/,
  },
  {
    name: 'a JWT within its life',
    words: [
      'token',
      jwt({ iss: 'https://as.example', aud: 'https://api.example', exp: soon, sub: 'user-4711', email: 'a@b.example' }),
    ],
    status: 0,
    says: /exp +.*\(in (?:29|30) minutes/,
  },
  { name: 'a JWT that expired', words: ['token', jwt({ exp: 1_700_000_000 })], status: 1, says: /The token expired/ },
  {
    name: 'a JWT whose times are milliseconds',
    words: ['token', jwt({ exp: 1_900_000_000_000 })],
    status: 1,
    says: /exp is in milliseconds/,
  },
  {
    name: 'a token of Candor with another character at its end',
    words: ['token', ownToken.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    status: 1,
    says: /^(?![\s\S]*Widen)[\s\S]*does not fit\s+its\s+checksum[\s\S]*Take the token again/,
  },
  {
    name: 'a token with the word Bearer',
    words: ['token', '-'],
    input: `Bearer ${jwt({ exp: soon })}\n`,
    status: 0,
    says: /within its life/,
  },
  {
    name: 'the header of a token',
    words: ['token', '-'],
    input: `Authorization: Bearer ${jwt({ exp: soon })}\n`,
    status: 0,
    says: /within its life/,
  },
  {
    name: 'a token with the word Bearer twice',
    words: ['token', '-'],
    input: `Bearer Bearer ${jwt({ exp: soon })}\n`,
    status: 1,
    says: /something around the token/,
  },
  {
    name: 'a JWT whose times are texts',
    words: ['token', jwt({ iss: 'https://as.example', exp: String(soon), iat: String(soon - 3600) })],
    status: 1,
    says: /exp is not a number/,
  },
  {
    name: 'an access token that never ends',
    words: ['token', jwt({ iss: 'https://as.example' })],
    status: 1,
    says: /would refuse[\s\S]*no exp\. +certain/,
  },
  {
    name: 'a JWT of unknown use that never ends',
    words: ['token', jwt({ iss: 'https://as.example' }, { alg: 'RS256' })],
    status: 1,
    says: /may refuse[\s\S]*no exp\. +likely/,
  },
  {
    name: 'a proof of possession, which has no exp',
    words: ['token', jwt({ jti: 'one', iat: soon - 1800 }, { alg: 'ES256', typ: 'dpop+jwt' })],
    status: 0,
    says: /token is well formed\. It is a DPoP proof/,
  },
  {
    name: 'a JWT of two parts',
    words: ['token', jwt({ iss: 'https://as.example' }).split('.').slice(0, 2).join('.')],
    status: 1,
    says: /2 parts, of \d+ and \d+ characters/,
  },
  {
    name: 'a token of Candor that is cut',
    words: ['token', 'cat_sandbox_abc'],
    status: 1,
    says: /its last 62 characters are missing/,
  },
  {
    name: 'an opaque token',
    words: ['token', 'gho_16C7e42F292c6912E7710c838347Ae178B4a'],
    status: 0,
    says: /access token of GitHub, by its shape/,
  },
  {
    name: 'an authorization request in order',
    words: ['request', file('a.txt', authorization({}))],
    status: 0,
    says: /authorization request is well formed/,
  },
  {
    name: 'scopes joined by commas',
    words: ['request', file('b.txt', authorization({ scope: 'openid,email' }))],
    status: 1,
    says: /scopes are joined in the wrong way/,
  },
  {
    name: 'a challenge of method plain',
    words: ['request', file('c.txt', authorization({ code_challenge_method: 'plain' }))],
    status: 1,
    says: /code_challenge_method/,
  },
  {
    name: 'a secret in the address',
    words: ['request', file('d.txt', authorization({ client_secret: secret }))],
    status: 1,
    says: /the history of the browser/,
  },
  {
    name: 'the implicit flow, which has no use for PKCE',
    words: [
      'request',
      file('e.txt', authorization({ response_type: 'token', code_challenge: '', code_challenge_method: '' })),
    ],
    status: 1,
    says: /^(?![\s\S]*PKCE is required)[\s\S]*the implicit +likely\n +flow/,
  },
  {
    name: 'a grant_type that is misspelt in a body of JSON',
    words: ['request', '-'],
    input: `POST /token HTTP/1.1\nHost: as.example\nContent-Type: application/json\n\n${JSON.stringify({ grant_type: 'authorization-code', code: 'a-code', client_id: 'ledger', code_verifier: verifier })}`,
    status: 1,
    says: /body is JSON[\s\S]*meant is probably +certain\n +authorization_code/,
  },
  {
    name: 'a header without a colon before what is only likely',
    words: ['request', '-'],
    input: `POST /token HTTP/1.1\nHost: as.example\nAuthorization: Basic bGVkZ2Vy\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=a-code`,
    status: 1,
    says: /without a colon[\s\S]*needs one if the +likely/,
  },
  {
    name: 'a token request in order',
    words: ['request', '-'],
    input: curl(`-d code_verifier=${verifier}`),
    status: 0,
    says: /token request is well formed/,
  },
  {
    name: 'a token request without a verifier',
    words: ['request', '-'],
    input: curl(''),
    status: 1,
    says: /no code_verifier|code_verifier is missing/,
  },
  {
    name: 'a request without PKCE where nobody says that it is demanded',
    words: ['request', '-'],
    input: authorization({ code_challenge: '', code_challenge_method: '' }),
    status: 1,
    says: /may be refused/,
  },
  {
    name: 'a request without PKCE to a provider that takes it',
    words: ['request', '-'],
    input: authorization({ code_challenge: '', code_challenge_method: '' }).replace(
      'as.example/oauth/authorize',
      'github.com/login/oauth/authorize',
    ),
    status: 0,
    says: /well formed/,
  },
  {
    name: 'a secret in two places',
    words: ['request', '-'],
    input: curl(`-d code_verifier=${verifier} -d client_secret=${secret}`),
    status: 1,
    says: /more than one way|two places|twice|both/,
  },
  {
    name: 'several requests, of which the second is wrong',
    words: ['request', '-'],
    input: `${authorization({})}\n\n${authorization({ scope: 'openid,email' })}\n`,
    status: 1,
    says: /✓ line 1: The authorization request is well formed\.[\s\S]*✕ line \d+: The authorization request (?:may|would) be refused/,
  },
  {
    name: 'several requests, all in order',
    words: ['request', '-'],
    input: `${authorization({})}\n\n${authorization({ state: 'af0ifjsldkj-2' })}\n`,
    status: 0,
    says: /✓ line 1: [\s\S]*✓ line \d+: /,
  },
  {
    name: 'a text without a request',
    words: ['request', '-'],
    input: 'it does not work\n',
    status: 2,
    says: /no authorization request and no token request in standard input\./,
  },
  { name: 'an unknown check', words: ['pkec', 'a', 'b'], status: 2, says: /Did you mean candor check pkce\?/ },
  { name: 'no check', words: [], status: 2, says: /needs one more word\.\n/ },
];

describe('candor check', () => {
  for (const { name, words, input, status, says } of cases) {
    test(`ends with ${status} on ${name}`, () => {
      const answer = runWithInput(['check', ...words], input);
      assert.equal(answer.status, status, answer.stdout + answer.stderr);
      assert.match(status === 2 ? answer.stderr : answer.stdout, says);
      assertNoSecret(answer);
      if (status === 2) return assert.equal(answer.stdout, '');
      const json = JSON.parse(runWithInput(['check', ...words, '--json'], input).stdout);
      assert.equal(json.right, status === 0);
      assert.equal(json.diagnoses.length > 0, status === 1);
      assertNoSecret({ ...answer, stdout: JSON.stringify(json) });
    });
  }

  test('shows no claim that is about a person, but its name', () => {
    const token = jwt({ exp: soon, sub: 'user-4711-abc', email: 'olivia@ledger.example', name: 'Olivia Ledger' });
    const { stdout } = runWithInput(['check', 'token', token]);
    assert.match(stdout, /not shown +sub, email, name/);
    for (const personal of ['user-4711-abc', 'olivia@', 'Olivia']) assert.ok(!stdout.includes(personal), stdout);
  });
});

function assertNoSecret({ stdout, stderr }: Answer): void {
  for (const text of [secret, verifier]) {
    for (const spelling of spellings(text))
      assert.ok(!`${stdout}${stderr}`.includes(spelling), `${spelling} in ${stdout}`);
  }
}
