/** Redeeming a code at the token endpoint: RFC 6749 section 4.1.3, RFC 7636 section 4.5, RFC 9700 section 2.1.1. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createPkce,
  freezeTime,
  introspect,
  obtainCode,
  openBrowser,
  redemption,
  refresh,
  requestToken,
  startOAuthServer,
  userinfo,
} from './_oauth.ts';
import { assertRefused } from './_refused.ts';

const server = await startOAuthServer();
const client = await server.createClient('sandbox');
const user = await server.createUser('sandbox');
/** Signed in and consented, so that a code costs one request. */
const browser = openBrowser(server);

const code = (parameters = {}) => obtainCode(server, { client, user, browser, parameters });
const notAccepted = { status: 400, error: 'invalid_grant' } as const;

describe('a code redeemed as it was issued', () => {
  it('gives a Bearer access token, its lifetime, its scope and a refresh token, not to be cached (RFC 6749 section 5.1)', async () => {
    const answer = await requestToken(server, client, redemption(await code({ scope: 'openid ledger:read' })));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('pragma'), 'no-cache');
    assert.match(answer.requestId, /^req_/);
    const { access_token, refresh_token, id_token, ...rest } = answer.json;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3600, scope: 'openid ledger:read' });
    assert.match(access_token, /^cat_sandbox_[A-Za-z0-9_-]+$/);
    assert.match(refresh_token, /^crt_sandbox_[A-Za-z0-9_-]+$/);
    assert.equal(id_token.split('.').length, 3);
    assert.equal((await introspect(server, client, access_token)).active, true);
  });

  it('gives no ID token without the scope openid and no refresh token to a client without the refresh_token grant', async () => {
    const plain = await server.createClient('sandbox', { grantTypes: ['authorization_code'] });
    const obtained = await obtainCode(server, { client: plain, user, browser, parameters: { scope: 'ledger:read' } });
    const { json } = await requestToken(server, plain, redemption(obtained));
    assert.deepEqual(Object.keys(json).sort(), ['access_token', 'expires_in', 'scope', 'token_type']);
  });

  it('is accepted without redirect_uri, because PKCE binds it (OAuth 2.1 section 4.1.3)', async () => {
    const answer = await requestToken(server, client, redemption(await code(), { redirect_uri: undefined }));
    assert.equal(answer.status, 200);
  });

  it('is accepted at the last millisecond before its end', async (t) => {
    freezeTime(t);
    const obtained = await code();
    server.advance(59_999);
    assert.equal((await requestToken(server, client, redemption(obtained))).status, 200);
  });
});

describe('a code that is not redeemed as it was issued', () => {
  const cases = [
    ['another redirect_uri', { redirect_uri: 'https://app.example/cb/' }, 'code-redirect-uri-differs', 'invalid_grant'],
    ['a verifier of another challenge', { code_verifier: 'w'.repeat(43) }, 'code-verifier-mismatch', 'invalid_grant'],
    ['no verifier', { code_verifier: undefined }, 'code-verifier-missing', 'invalid_request'],
    ['an empty verifier', { code_verifier: '' }, 'code-verifier-missing', 'invalid_request'],
    ['a verifier of 42 characters', { code_verifier: 'v'.repeat(42) }, 'code-verifier-malformed', 'invalid_request'],
    ['a verifier of 129 characters', { code_verifier: 'v'.repeat(129) }, 'code-verifier-malformed', 'invalid_request'],
    ['a verifier with a space', { code_verifier: `${'v'.repeat(43)} v` }, 'code-verifier-malformed', 'invalid_request'],
    ['a verifier with a plus', { code_verifier: `${'v'.repeat(43)}+` }, 'code-verifier-malformed', 'invalid_request'],
    ['a verifier with padding', { code_verifier: `${'v'.repeat(43)}=` }, 'code-verifier-malformed', 'invalid_request'],
    [
      'a verifier with a letter beyond ASCII',
      { code_verifier: `${'v'.repeat(43)}é` },
      'code-verifier-malformed',
      'invalid_request',
    ],
    ['no code', { code: undefined }, 'parameter-missing', 'invalid_request'],
    ['a code that is none', { code: 'SplxlOBeZQQYbYS6WxSbIA' }, 'code-unknown', 'invalid_grant'],
    [
      'a resource that the client has not',
      { resource: 'https://api.example/ledger' },
      'resource-not-accepted',
      'invalid_target',
    ],
    ['a resource that is no absolute URI', { resource: 'ledger' }, 'resource-not-accepted', 'invalid_target'],
  ] as const;
  for (const [name, changed, problem, error] of cases) {
    it(`is refused with ${name}, and stays redeemable`, async () => {
      const obtained = await code();
      const act = () => requestToken(server, client, redemption(obtained, changed));
      await assertRefused(server, act, { problem, status: 400, error });
      assert.equal((await requestToken(server, client, redemption(obtained))).status, 200);
    });
  }

  const alterations = {
    'without its last character': (text: string) => text.slice(0, -1),
    'with its last character twice': (text: string) => `${text}${text.at(-1)}`,
    'with one character of its secret changed': (text: string) =>
      text.slice(0, 40) + (text[40] === 'A' ? 'B' : 'A') + text.slice(41),
    'in quotes': (text: string) => `"${text}"`,
    'percent-encoded twice': (text: string) => `${text}%20`,
  } as const;
  for (const [name, alter] of Object.entries(alterations)) {
    it(`is refused ${name}`, async () => {
      const obtained = await code();
      const act = () => requestToken(server, client, redemption(obtained, { code: alter(obtained.code) }));
      await assertRefused(server, act, { problem: 'code-unknown', ...notAccepted });
    });
  }

  it('is refused when another client presents it, which learns nothing and leaves it alone', async () => {
    const other = await server.createClient('sandbox');
    const obtained = await code();
    const act = () => requestToken(server, other, redemption(obtained));
    const { traced } = await assertRefused(server, act, { problem: 'code-of-other-client', ...notAccepted });
    assert.equal(traced.clientId, other.clientId);
    assert.doesNotMatch(JSON.stringify(traced), new RegExp(client.clientId));
    assert.equal((await requestToken(server, client, redemption(obtained))).status, 200);
  });

  it('is refused at the environment that did not issue it', async () => {
    const there = await server.createClient('production', { scopes: ['openid'] });
    const obtained = await code();
    const act = () => requestToken(server, there, redemption(obtained), 'production');
    await assertRefused(server, act, { problem: 'code-unknown', ...notAccepted });
  });

  it('is refused from the first millisecond after its lifetime', async (t) => {
    freezeTime(t);
    const obtained = await code();
    server.advance(60_000);
    const act = () => requestToken(server, client, redemption(obtained));
    await assertRefused(server, act, { problem: 'code-expired', ...notAccepted });
  });

  it('is refused after its authorization was ended', async () => {
    const obtained = await code();
    const { items } = await server.storage.grants('sandbox', { clientId: client.clientId }, { limit: 50 });
    for (const { id } of items)
      await server.storage.endGrant({ environment: 'sandbox', id, now: server.now(), by: 'user' });
    const act = () => requestToken(server, client, redemption(obtained));
    await assertRefused(server, act, { problem: 'code-authorization-ended', ...notAccepted });
  });
});

describe('a code redeemed twice', () => {
  it('is refused, and revokes every token that it gave, when the same client proves the verifier', async () => {
    const obtained = await code();
    const first = (await requestToken(server, client, redemption(obtained))).json;
    const renewed = (await refresh(server, client, first.refresh_token)).json;
    const act = () => requestToken(server, client, redemption(obtained));
    await assertRefused(server, act, { problem: 'code-redeemed', ...notAccepted });
    for (const token of [first.access_token, renewed.access_token, renewed.refresh_token]) {
      assert.deepEqual(await introspect(server, client, token), { active: false });
    }
    assert.equal((await userinfo(server, renewed.access_token)).status, 401);
    const again = () => refresh(server, client, renewed.refresh_token);
    await assertRefused(server, again, { problem: 'refresh-token-revoked', ...notAccepted });
  });

  it('revokes also when the second redemption comes after the lifetime of the code', async () => {
    const obtained = await code();
    const first = (await requestToken(server, client, redemption(obtained))).json;
    server.advance(10 * 60_000);
    const act = () => requestToken(server, client, redemption(obtained));
    await assertRefused(server, act, { problem: 'code-redeemed', ...notAccepted });
    assert.deepEqual(await introspect(server, client, first.access_token), { active: false });
  });

  it('revokes nothing with a wrong verifier, and is recorded', async () => {
    const obtained = await code();
    const first = (await requestToken(server, client, redemption(obtained))).json;
    for (let attempt = 0; attempt < 6; attempt++) {
      const act = () => requestToken(server, client, redemption(obtained, { code_verifier: 'w'.repeat(43) }));
      await assertRefused(server, act, { problem: 'code-verifier-mismatch', ...notAccepted });
    }
    assert.equal((await introspect(server, client, first.access_token)).active, true);
    assert.equal((await refresh(server, client, first.refresh_token)).status, 200);
  });

  it('revokes nothing when another client tries, even with the right verifier, and is recorded', async () => {
    const other = await server.createClient('sandbox');
    const obtained = await code();
    const first = (await requestToken(server, client, redemption(obtained))).json;
    const act = () => requestToken(server, other, redemption(obtained));
    await assertRefused(server, act, { problem: 'code-of-other-client', ...notAccepted });
    assert.equal((await introspect(server, client, first.access_token)).active, true);
  });

  it('gives one set of tokens to twenty redemptions at once', async () => {
    const obtained = await code();
    const before = server.issued();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => requestToken(server, client, redemption(obtained))),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(server.issued(), before + 1);
    assert.ok(answers.every(({ status, json }) => status === 200 || json.error === 'invalid_grant'));
  });
});

describe('wrong verifiers', () => {
  const wrong = (text: string) => ({ code_verifier: createPkce(text.repeat(43)).verifier });

  it('leave the code redeemable when there were four', async () => {
    const obtained = await code();
    for (const text of ['a', 'b', 'c', 'd']) await requestToken(server, client, redemption(obtained, wrong(text)));
    assert.equal((await requestToken(server, client, redemption(obtained))).status, 200);
  });

  it('burn the code when there were five, also for the right verifier', async () => {
    const obtained = await code();
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      const act = () => requestToken(server, client, redemption(obtained, wrong(text)));
      await assertRefused(server, act, { problem: 'code-verifier-mismatch', ...notAccepted });
    }
    const act = () => requestToken(server, client, redemption(obtained));
    await assertRefused(server, act, { problem: 'code-burnt', ...notAccepted });
  });

  it('of another client do not count', async () => {
    const other = await server.createClient('sandbox');
    const obtained = await code();
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await requestToken(server, other, redemption(obtained, wrong(text)));
    }
    assert.equal((await requestToken(server, client, redemption(obtained))).status, 200);
  });
});

describe('resource at the redemption', () => {
  it('can not name one that the user was not asked about (RFC 8707 section 2.2)', async () => {
    const resource = 'https://api.example/ledger';
    const app = await server.createClient('sandbox', { resources: [resource] });
    const obtained = await obtainCode(server, { client: app, user });
    const act = () => requestToken(server, app, redemption(obtained, { resource }));
    await assertRefused(server, act, { problem: 'resource-not-accepted', status: 400, error: 'invalid_target' });
  });
});
