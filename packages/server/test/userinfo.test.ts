/** The userinfo endpoint and bearer tokens at it: OpenID Connect Core section 5.3, RFC 6750 sections 2 and 3. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assertRefused,
  freezeTime,
  obtainCode,
  obtainTokens,
  openBrowser,
  postAs,
  requestToken,
  startOAuthServer,
  userinfo,
} from './_oauth.ts';

const server = await startOAuthServer();
const resource = 'https://api.example/ledger';
const client = await server.createClient('sandbox', { resources: [resource] });
const user = await server.createUser('sandbox', { name: 'Ada Example', givenName: 'Ada', familyName: 'Example' });
const browser = openBrowser(server);
const obtain = (parameters = {}) => obtainTokens(server, { client, user, browser, parameters });
const realm = `Bearer realm="${server.url}/sandbox"`;
const invalidToken = { status: 401, error: 'invalid_token' } as const;

describe('userinfo', () => {
  const scopes = [
    ['openid', []],
    ['openid profile', ['name', 'given_name', 'family_name']],
    ['openid email', ['email', 'email_verified']],
    ['openid profile email', ['name', 'given_name', 'family_name', 'email', 'email_verified']],
  ] as const;
  for (const [scope, members] of scopes) {
    it(`gives sub and ${members.join(', ') || 'nothing else'} for the scope ${scope}`, async () => {
      const answer = await userinfo(server, (await obtain({ scope })).access_token);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.deepEqual(Object.keys(answer.json), ['sub', ...members]);
      assert.equal(answer.json.sub, user.id);
      if (scope.includes('profile')) assert.equal(answer.json.name, 'Ada Example');
      if (scope.includes('email')) assert.deepEqual([answer.json.email, answer.json.email_verified], [user.email, true]);
    });
  }

  it('leaves out what the user has not', async () => {
    const plain = await server.createUser('sandbox');
    const { access_token } = await obtainTokens(server, { client, user: plain, parameters: { scope: 'openid profile' } });
    assert.deepEqual((await userinfo(server, access_token)).json, { sub: plain.id });
  });

  it('answers a POST, and a Bearer scheme in any case', async () => {
    const { access_token } = await obtain();
    assert.equal((await userinfo(server, access_token, { method: 'POST' })).status, 200);
    const lower = { headers: { authorization: `bearer ${access_token}` } };
    assert.equal((await server.request('/sandbox/oauth/userinfo', lower)).status, 200);
  });
});

describe('a request without a usable token', () => {
  it('without any is challenged without an error code (RFC 6750 section 3.1)', async () => {
    const act = () => server.request('/sandbox/oauth/userinfo');
    const { answer } = await assertRefused(server, act, { problem: 'access-token-missing', status: 401 });
    assert.equal(answer.headers.get('www-authenticate'), realm);
    assert.deepEqual(answer.json, {});
  });

  it('with the token in the query or the body is one without any (OAuth 2.1 section 5.1.1)', async () => {
    const { access_token } = await obtain();
    const expected = { problem: 'access-token-missing', status: 401 } as const;
    await assertRefused(server, () => server.request(`/sandbox/oauth/userinfo?access_token=${access_token}`), expected);
    await assertRefused(server, () => server.post('/sandbox/oauth/userinfo', { access_token }), expected);
  });

  const headers = {
    'of another scheme': 'Basic eDp5',
    'without a token': 'Bearer',
    'with two tokens': 'Bearer a b',
    'with a quoted token': 'Bearer "a"',
    'with the word Bearer twice': 'Bearer Bearer a',
    'with a comma': 'Bearer a, Bearer b',
  };
  for (const [name, authorization] of Object.entries(headers)) {
    it(`with a header ${name} is refused with invalid_request`, async () => {
      const act = () => server.request('/sandbox/oauth/userinfo', { headers: { authorization } });
      const { answer } = await assertRefused(server, act, {
        problem: 'authorization-header-malformed',
        status: 400,
        error: 'invalid_request',
      });
      assert.ok(answer.headers.get('www-authenticate')?.startsWith(`${realm}, error="invalid_request", `));
    });
  }

  const texts = {
    'that is none': ['mF_9.B5f-4.1JqM', 'access-token-unknown'],
    'of a JWT of another issuer': ['eyJhbGciOiJFUzI1NiIsImtpZCI6IngifQ.e30.c2ln', 'access-token-unknown'],
    'of a JWT without a signature': ['eyJhbGciOiJub25lIn0.e30.', 'access-token-unknown'],
  } as const;
  for (const [name, [text, problem]] of Object.entries(texts)) {
    it(`with a text ${name} is refused with invalid_token`, async () => {
      await assertRefused(server, () => userinfo(server, text), { problem, ...invalidToken });
    });
  }

  it('with another credential in the place of the access token is told apart in the trace only', async () => {
    const { refresh_token, id_token } = await obtain();
    const { code } = await obtainCode(server, { client, user, browser });
    for (const text of [refresh_token, id_token, code]) {
      await assertRefused(server, () => userinfo(server, text), { problem: 'access-token-of-wrong-kind', ...invalidToken });
    }
  });

  it('with a changed or a cut token is refused', async () => {
    const { access_token } = await obtain();
    for (const text of [access_token.slice(0, -1), `${access_token.slice(0, -8)}AAAAAAAA`]) {
      await assertRefused(server, () => userinfo(server, text), { problem: 'access-token-unknown', ...invalidToken });
    }
  });

  it('with a token of another environment is refused', async () => {
    const there = await server.createClient('production', { scopes: ['openid'] });
    const person = await server.createUser('production');
    const { access_token } = await obtainTokens(server, { client: there, user: person, environment: 'production' });
    await assertRefused(server, () => userinfo(server, access_token), { problem: 'access-token-unknown', ...invalidToken });
  });

  it('with an expired token is refused from its last millisecond on', async (t) => {
    freezeTime(t);
    const { access_token } = await obtain();
    server.advance(3_599_999);
    assert.equal((await userinfo(server, access_token)).status, 200);
    server.advance(1);
    await assertRefused(server, () => userinfo(server, access_token), { problem: 'access-token-expired', ...invalidToken });
  });

  it('with a revoked token is refused', async () => {
    const { access_token } = await obtain();
    await postAs(server, client, '/sandbox/oauth/revoke', { token: access_token });
    await assertRefused(server, () => userinfo(server, access_token), { problem: 'access-token-revoked', ...invalidToken });
  });

  it('with a token whose client or whose user was switched off is refused', async () => {
    const app = await server.createClient('sandbox');
    const person = await server.createUser('sandbox');
    const one = await obtainTokens(server, { client: app, user });
    const other = await obtainTokens(server, { client, user: person });
    await server.storage.updateClient({ ...app.record, version: 2, enabled: false });
    await server.storage.updateUser({ ...person.record, version: 2, enabled: false });
    for (const { access_token } of [one, other]) {
      await assertRefused(server, () => userinfo(server, access_token), { problem: 'access-token-revoked', ...invalidToken });
    }
  });

  it('with a token for another resource is refused (RFC 9068 section 4)', async () => {
    const { access_token } = await obtain({ resource });
    await assertRefused(server, () => userinfo(server, access_token), { problem: 'access-token-audience-wrong', ...invalidToken });
  });

  it('with a token without openid is refused with insufficient_scope and told the scope', async () => {
    const { access_token } = await obtain({ scope: 'ledger:read' });
    const machine = (await requestToken(server, client, { grant_type: 'client_credentials' })).json.access_token;
    for (const text of [access_token, machine]) {
      const { answer } = await assertRefused(server, () => userinfo(server, text), {
        problem: 'scope-insufficient',
        status: 403,
        error: 'insufficient_scope',
      });
      assert.match(answer.headers.get('www-authenticate') ?? '', /, scope="openid"$/);
    }
  });

  it('by another method is refused with Allow', async () => {
    const act = () => server.request('/sandbox/oauth/userinfo', { method: 'DELETE' });
    const { answer } = await assertRefused(server, act, { problem: 'method-not-allowed', status: 405, error: 'invalid_request' });
    assert.equal(answer.headers.get('allow'), 'GET, POST');
  });
});
